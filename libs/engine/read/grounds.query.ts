import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Id } from '@remit/kernel';
import { type EntryNumber, type Grounds, RecordStore } from '@remit/record';
import { decode } from '@remit/record/nest';

/** By which decision an entry was made, as far as it says. */
export type DecisionOf = Pick<Grounds, 'decidedOn' | 'decision'>;

/** By which decisions some entries were made, by entry. Entries that there are not are left out. */
export class GetGrounds extends Query<ReadonlyMap<EntryNumber, DecisionOf>> {
  constructor(
    readonly trust: Id,
    readonly entries: readonly EntryNumber[],
  ) {
    super();
  }
}

@QueryHandler(GetGrounds)
export class GetGroundsHandler implements IQueryHandler<GetGrounds> {
  constructor(private readonly store: RecordStore) {}

  async execute({ trust, entries }: GetGrounds): Promise<ReadonlyMap<EntryNumber, DecisionOf>> {
    const found = new Map<EntryNumber, DecisionOf>();
    for (const n of entries) {
      const [stored] = await this.store.read(trust, n, 1);
      if (stored === undefined) continue;
      const { decidedOn, decision } = decode(stored);
      found.set(n, {
        ...(decidedOn === undefined ? {} : { decidedOn }),
        ...(decision === undefined ? {} : { decision }),
      });
    }
    return found;
  }
}
