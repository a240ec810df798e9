import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { civilDate, type Day, fail, type Id, type Outcome, type Problem, succeed } from '@remit/kernel';
import type { KnownFunction } from '@remit/delegation';
import type { Verdict } from '../domain/answer.js';
import type { CellFilter } from '../domain/cells.js';
import { compare, type Comparison } from '../domain/comparison.js';
import { gaps, type GapKind } from '../domain/gaps.js';
import { type Holding, holdings } from '../domain/holdings.js';
import { matrix, type MatrixCell } from '../domain/matrix.js';
import type { Moment } from '../domain/moment.js';
import { orphans, type Orphan } from '../domain/orphans.js';
import { registerChecks, type RegisterChecks } from '../domain/register-checks.js';
import { timeline } from '../domain/timeline.js';
import type { TrustIndex } from '../domain/trust-index.js';
import { type Asked, functionFor, momentOn, otherMoment, periodOf, prepare, type Standing } from './asking.js';
import { ChecksDto, CompareDto, GapsDto, HoldingsDto, KnowledgeDto, MatrixDto, TimelineDto } from './asking.dto.js';
import { withLineage, type WithLineage } from './lineage.js';
import { PeopleNames, withPeople, type WithPeople } from './people-names.js';
import { TrustIndexes } from './trust-indexes.js';

/** The views that can be asked of a trust; all derived from the same resolver as single answers. */
export interface Views {
  readonly matrix: Standing & { readonly on: string; readonly cells: readonly MatrixCell[] };
  readonly timeline: Standing & { readonly segments: readonly (Dated & Verdict)[] };
  readonly compare: Standing & Comparison & { readonly on: string; readonly toOn: string; readonly toPosition: number };
  readonly gaps: Standing & { readonly gaps: readonly (Dated & GapFound)[] };
  readonly holdings: Standing & { readonly on: string; readonly holdings: readonly Holding[] };
  readonly functions: Standing & { readonly functions: readonly KnownFunction[] };
  readonly findings: Standing & { readonly findings: readonly Orphan[] };
  readonly checks: Standing & RegisterChecks & { readonly on: string };
}

/** `until` exclusive, as everywhere in the record. */
export interface Dated {
  readonly from: string;
  readonly until: string;
}

export interface GapFound {
  readonly function: Id;
  readonly school: Id | null;
  readonly kind: GapKind;
  readonly daysExposed: number;
  readonly verdict: Verdict;
}

/** A view of a trust. */
export class GetView<Name extends keyof Views = keyof Views> extends Query<
  Outcome<Views[Name] & WithPeople & WithLineage>
> {
  constructor(
    readonly trust: Id,
    readonly view: Name,
    readonly question: unknown,
  ) {
    super();
  }
}

@QueryHandler(GetView)
export class GetViewHandler implements IQueryHandler<GetView> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
  ) {}

  async execute({ trust, view, question }: GetView): Promise<Outcome<Views[keyof Views] & WithPeople & WithLineage>> {
    const { shape, answer } = VIEWS[view] as ViewMaker<KnowledgeDto, Views[keyof Views]>;
    const prepared = await prepare(this.indexes, trust, shape, question);
    if (!prepared.ok) return prepared;
    const answered = answer(prepared.value);
    if (!answered.ok) return answered;
    return succeed(withLineage(withPeople(answered.value, prepared.value, this.names), prepared.value));
  }
}

interface ViewMaker<Dto extends KnowledgeDto, View> {
  readonly shape: new () => Dto;
  readonly answer: (asked: Asked<Dto>) => Outcome<View>;
}

function viewOf<Dto extends KnowledgeDto, View>(
  shape: new () => Dto,
  answer: (asked: Asked<Dto>) => Outcome<View>,
): ViewMaker<Dto, View> {
  return { shape, answer };
}

const VIEWS = {
  matrix: viewOf(MatrixDto, (asked) => {
    const moment = momentOn(asked, asked.dto.on);
    const filter = filterOf(asked, moment);
    if (!filter.ok) return filter;
    return succeed({ ...asked.standing, on: asked.dto.on, cells: matrix(moment, filter.value) });
  }),
  timeline: viewOf(TimelineDto, (asked) => {
    const { dto, index, known } = asked;
    const period = periodOf(dto, known);
    const fn = functionFor(asked, momentOn(asked, dto.from), dto.function, dto.school);
    if (!period.ok) return period;
    if (!fn.ok) return fn;
    const segments = timeline(index, { fn: fn.value, school: dto.school, amount: dto.amount, period: period.value });
    return succeed({
      ...asked.standing,
      segments: segments.map(({ from, until, verdict }) => ({ ...dated(from, until), ...verdict })),
    });
  }),
  compare: viewOf(CompareDto, (asked) => {
    const { dto, standing } = asked;
    const before = momentOn(asked, dto.on);
    const toOn = dto.toOn ?? dto.on;
    const after = otherMoment(asked, toOn, dto.toKnownAt);
    if (!after.ok) return after;
    // A function that is known at one of the two moments only can still be compared.
    const filter = filterOf(asked, after.value.known > before.known ? after.value : before);
    if (!filter.ok) return filter;
    const found = compare(before, after.value, filter.value);
    return succeed({ ...standing, on: dto.on, toOn, toPosition: after.value.known, ...found });
  }),
  gaps: viewOf(GapsDto, (asked) => {
    const { dto, index, known } = asked;
    const period = periodOf(dto, known);
    const filter = filterOf(asked, momentOn(asked, dto.from));
    if (!period.ok) return period;
    if (!filter.ok) return filter;
    const found = gaps(index, period.value, filter.value).map(({ from, until, ...gap }) => ({
      ...gap,
      ...dated(from, until),
    }));
    return succeed({ ...asked.standing, gaps: found });
  }),
  holdings: viewOf(HoldingsDto, (asked) => {
    const { on, holder, person } = asked.dto;
    const of = holder === undefined ? (person === undefined ? undefined : { person }) : { holder };
    if (of === undefined || (holder !== undefined && person !== undefined)) return eitherHolderOrPerson();
    const unknown = neverRecorded(asked.index, of);
    if (unknown !== undefined) return fail(unknown);
    return succeed({ ...asked.standing, on, holdings: holdings(momentOn(asked, on), of) });
  }),
  functions: viewOf(KnowledgeDto, ({ index, known, standing }) =>
    succeed({ ...standing, functions: index.delegation.functionsAt(known) }),
  ),
  findings: viewOf(KnowledgeDto, ({ index, known, standing }) =>
    succeed({ ...standing, findings: orphans(index, known) }),
  ),
  checks: viewOf(ChecksDto, (asked) =>
    succeed({ ...asked.standing, on: asked.dto.on, ...registerChecks(momentOn(asked, asked.dto.on)) }),
  ),
};

function dated(from: Day, until: Day): Dated {
  return { from: civilDate(from), until: civilDate(until) };
}

/** The part of the matrix asked for; a problem when the function is not known or does not go with the school. */
export function filterOf(asked: Pick<Asked<CellFilter>, 'dto' | 'view'>, moment: Moment): Outcome<CellFilter> {
  const { function: id, school, only } = asked.dto;
  if (only !== undefined && school !== undefined) return fail(schoolOrTrust(school));
  const unknown = school === undefined ? undefined : neverRecorded(moment.index, { school });
  if (unknown !== undefined) return fail(unknown);
  if (id === undefined) return succeed({ school, only });
  const fn = moment.functionOf(id);
  // Without a school a function of schools is asked of all of them.
  const checked = fn?.scope === 'school' && school === undefined ? succeed(fn) : functionFor(asked, moment, id, school);
  return checked.ok ? succeed({ function: id, school, only }) : checked;
}

function schoolOrTrust(school: Id): Problem {
  return {
    code: 'ACCOUNTABILITY.SCHOOL_OR_TRUST',
    field: 'only',
    expected: 'either "school" or "only", not both',
    detail: `Ask either about the school "${school}" or only about the trust as a whole: leave the other out.`,
  };
}

/**
 * The problem of an id that the record has never named, at whatever entry: most likely it is misspelt, and an empty list
 * would read as "nothing is amiss".
 */
function neverRecorded(
  { structure }: TrustIndex,
  named: { readonly school: Id } | { readonly holder: Id } | { readonly person: Id },
): Problem | undefined {
  if ('school' in named) return structure.schools.has(named.school) ? undefined : neverNamed('school', named.school);
  if ('holder' in named)
    return structure.holders.has(named.holder) ? undefined : neverNamed('holder', named.holder, 'body or post');
  const appointments = [...structure.appointments.values()].flatMap(({ claims }) => claims);
  const appointed = appointments.some(({ data }) => data.person === named.person);
  return appointed ? undefined : neverNamed('person', named.person, 'person who was appointed to anything');
}

function neverNamed(field: string, id: Id, what = field): Problem {
  return {
    code: `ACCOUNTABILITY.${field.toUpperCase()}_UNKNOWN`,
    field,
    expected: `the id of a ${what} in this trust's record`,
    detail: `The record of this trust has no ${what} with the id "${id}". Check the spelling.`,
  };
}

function eitherHolderOrPerson(): Outcome<never> {
  return fail({
    code: 'ACCOUNTABILITY.HOLDER_OR_PERSON',
    field: 'holder',
    expected: 'either "holder" (a body or post) or "person"',
    detail: 'Say whose functions you want to see: give either a body or post, or a person.',
  });
}
