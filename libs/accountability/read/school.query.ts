import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { fail, type Id, type Outcome, succeed } from '@remit/kernel';
import { schoolProfile, type SchoolProfile } from '../domain/school-profile.js';
import { momentOn, prepare, type Standing } from './asking.js';
import { MatrixDto } from './asking.dto.js';
import { withLineage, type WithLineage } from './lineage.js';
import { PeopleNames, withPeople, type WithPeople } from './people-names.js';
import { TrustIndexes } from './trust-indexes.js';

/** A school's profile, with where it stands in the record. */
export type SchoolView = Standing & SchoolProfile & WithPeople & WithLineage;

/** What there is to know of a school's governance on a day, as known at an entry. */
export class GetSchool extends Query<Outcome<SchoolView>> {
  constructor(
    readonly trust: Id,
    readonly question: { readonly school: string; readonly on: string; readonly knownAt?: string | number },
  ) {
    super();
  }
}

@QueryHandler(GetSchool)
export class GetSchoolHandler implements IQueryHandler<GetSchool> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
  ) {}

  async execute({ trust, question }: GetSchool): Promise<Outcome<SchoolView>> {
    const prepared = await prepare(this.indexes, trust, MatrixDto, question);
    if (!prepared.ok) return prepared;
    const { dto, standing } = prepared.value;
    const profile = schoolProfile(momentOn(prepared.value, dto.on), dto.school ?? '');
    if (profile === undefined) return notFound(question.school, standing.position);
    return succeed(withLineage(withPeople({ ...standing, ...profile }, prepared.value, this.names), prepared.value));
  }
}

function notFound(school: string, position: number): Outcome<never> {
  return fail({
    code: 'ACCOUNTABILITY.SCHOOL_NOT_FOUND',
    field: 'school',
    expected: "the id of a school in this trust's record",
    detail: `The record of this trust, up to entry ${String(position)}, has no school with the id "${school}". Choose one from the list of schools, or read the record as it stands now.`,
  });
}
