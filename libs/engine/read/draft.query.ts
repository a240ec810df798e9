import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { fail, type Id, type Outcome, succeed } from '@remit/kernel';
import { PeopleNames, TrustIndexes } from '@remit/accountability/nest';
import { decide } from '../domain/engine-model.js';
import { namesUpTo } from '../domain/entry-subject.js';
import { entryInWords } from '../domain/entry-words.js';
import { checkCommand, problemOfShape } from '../write/command-shapes.js';
import { personInWords } from './entry-views.js';

/** What would be recorded, in full sentences. */
export interface DraftView {
  readonly says: string;
}

/** Whether a command would be accepted now, and what its entry would say. Records nothing. */
export class GetDraft extends Query<Outcome<DraftView>> {
  constructor(
    readonly trust: Id,
    readonly command: string,
    readonly data: unknown,
  ) {
    super();
  }
}

@QueryHandler(GetDraft)
export class GetDraftHandler implements IQueryHandler<GetDraft> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly people: PeopleNames,
  ) {}

  async execute({ trust, command, data }: GetDraft): Promise<Outcome<DraftView>> {
    const checked = checkCommand(command, data);
    if ('refused' in checked) return fail(checked.refused);
    const view = await this.indexes.view(trust);
    if (!view.ok) return view;
    const { index, head } = view.value;
    const decided = decide(index, command, checked.value, problemOfShape);
    if ('refused' in decided) return fail(decided.refused);
    const { type, data: said } = decided.accepted;
    const reading = { view: view.value, known: head, people: this.people };
    const names = namesUpTo(index, head, (person) => personInWords(reading, person));
    return succeed({ says: entryInWords({ type: type.name, data: said }, names) });
  }
}
