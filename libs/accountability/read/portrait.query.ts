import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Id, type Outcome, succeed } from '@remit/kernel';
import { portrait, type Portrait } from '../domain/portrait.js';
import { momentOn, prepare, type Standing } from './asking.js';
import { ChecksDto } from './asking.dto.js';
import { PeopleNames, withPeople, type WithPeople } from './people-names.js';
import { TrustIndexes } from './trust-indexes.js';

/** What stands in a trust on a day, as known at an entry: schools, clusters, bodies and posts with their people. */
export class GetPortrait extends Query<Outcome<Standing & Portrait & WithPeople>> {
  constructor(
    readonly trust: Id,
    readonly question: unknown,
  ) {
    super();
  }
}

@QueryHandler(GetPortrait)
export class GetPortraitHandler implements IQueryHandler<GetPortrait> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
  ) {}

  async execute({ trust, question }: GetPortrait): Promise<Outcome<Standing & Portrait & WithPeople>> {
    const prepared = await prepare(this.indexes, trust, ChecksDto, question);
    if (!prepared.ok) return prepared;
    const { standing, dto } = prepared.value;
    const seen = { ...standing, ...portrait(momentOn(prepared.value, dto.on)) };
    return succeed(withPeople(seen, prepared.value, this.names));
  }
}
