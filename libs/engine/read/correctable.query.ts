import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Id, type Outcome, type Problem, succeed } from '@remit/kernel';
import { type EntryNumber, RecordStore } from '@remit/record';
import { type CommandData, decode } from '@remit/record/nest';
import { PeopleNames, TrustIndexes } from '@remit/accountability/nest';
import { commandOf, CORRECT, refuseHow } from '../domain/correct.js';
import { entryNotFound } from './entry-changes.query.js';
import { type EntryView, entryView } from './entry-views.js';

/** An entry as somebody sees it who wants to correct it. */
export interface CorrectableView {
  readonly view: EntryView;
  /** The command that records such entries. */
  readonly command: string;
  /** The member of its data that names what it is about: a replacement must be about the same. */
  readonly subject: string;
  /** What it says now, after earlier corrections. */
  readonly data: CommandData;
  /** Why it cannot be made void, or replaced, whatever the reason; null where nothing stands against it. */
  readonly refused: { readonly void: Problem | null; readonly replace: Problem | null };
}

/** An entry with what a correction of it starts from. */
export class GetCorrectable extends Query<Outcome<CorrectableView>> {
  constructor(
    readonly trust: Id,
    readonly entry: EntryNumber,
  ) {
    super();
  }
}

@QueryHandler(GetCorrectable)
export class GetCorrectableHandler implements IQueryHandler<GetCorrectable> {
  constructor(
    private readonly store: RecordStore,
    private readonly indexes: TrustIndexes,
    private readonly people: PeopleNames,
  ) {}

  async execute({ trust, entry: n }: GetCorrectable): Promise<Outcome<CorrectableView>> {
    const view = await this.indexes.view(trust);
    if (!view.ok) return view;
    const { index, head } = view.value;
    const standing = index.standing(n);
    const [stored] = n <= head && standing !== undefined ? await this.store.read(trust, n, 1) : [];
    if (stored === undefined || standing === undefined) return entryNotFound(n, head);
    const command = commandOf(standing.type);
    return succeed({
      view: entryView({ view: view.value, known: head, people: this.people }, decode(stored)),
      command: command?.command ?? CORRECT,
      subject: command?.subject ?? 'entry',
      data: standing.data as CommandData,
      refused: { void: refuseHow(standing, 'void') ?? null, replace: refuseHow(standing, 'replace') ?? null },
    });
  }
}
