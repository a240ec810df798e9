import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { dayOf, fail, type Id, type Outcome, succeed } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import { checkShape, Clock } from '@remit/record/nest';
import { difference, type DifferingCell } from '../domain/difference.js';
import { type DifferenceGroup, groupDifferences } from '../domain/difference-groups.js';
import { Moment } from '../domain/moment.js';
import { DiffDto } from './asking.dto.js';
import { knownAtEntry, londonDate } from './known-at.js';
import { placeSchool, withLineage, type WithLineage } from './lineage.js';
import { PeopleNames, withPeople, type WithPeople } from './people-names.js';
import { TrustIndexes, type TrustIndexView } from './trust-indexes.js';
import { filterOf } from './views.query.js';

/** An entry that makes answers differ. */
export interface DifferingEntry {
  readonly entry: EntryNumber;
  /** Without its version, such as `SchemeAdopted`. */
  readonly type: string;
  readonly recordedAt: string;
}

/** Which answers differ between two states of knowledge, and by which entries. */
export interface DiffView {
  readonly trust: Id;
  readonly on: string;
  /** The two entries; -1 is before the first. */
  readonly from: EntryNumber;
  readonly to: EntryNumber;
  /** Cells looked at. */
  readonly cells: number;
  readonly changed: readonly DifferingCell[];
  /** The same cells, put together as people read them. */
  readonly groups: readonly DifferenceGroup[];
  /** The entries named, in order. */
  readonly entries: readonly DifferingEntry[];
}

/** What differs in answers about one day, as known at two entries. */
export class GetDiff extends Query<Outcome<DiffView & WithPeople & WithLineage>> {
  constructor(
    readonly trust: Id,
    readonly question: unknown,
  ) {
    super();
  }
}

@QueryHandler(GetDiff)
export class GetDiffHandler implements IQueryHandler<GetDiff> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
    private readonly clock: Clock,
  ) {}

  async execute({ trust, question }: GetDiff): Promise<Outcome<DiffView & WithPeople & WithLineage>> {
    const checked = checkShape<DiffDto>(DiffDto, question);
    if ('refused' in checked) return fail(checked.refused);
    const view = await this.indexes.view(trust);
    if (!view.ok) return view;
    const known = bothKnown(view.value, checked.value.from, checked.value.to);
    if (!known.ok) return known;
    const placed = placeSchool(view.value.index, known.value.to, checked.value);
    if (!placed.ok) return placed;
    const { on = londonDate(this.clock.now()), function: id, school } = placed.value.dto;
    const found = differenceFor(view.value, known.value, { on, function: id, school });
    if (!found.ok) return found;
    const named = withPeople(found.value, { view: view.value, dto: { on }, known: found.value.to }, this.names);
    return succeed(withLineage(named, placed.value));
  }
}

interface BothKnown {
  readonly from: EntryNumber;
  readonly to: EntryNumber;
}

function bothKnown(view: TrustIndexView, from: DiffDto['from'], to: DiffDto['to']): Outcome<BothKnown> {
  const [earlier, later] = [knownAtEntry(view, from), knownAtEntry(view, to)];
  if (!earlier.ok) return fail({ ...earlier.problem, field: 'from' });
  if (!later.ok) return fail({ ...later.problem, field: 'to' });
  if (earlier.value <= later.value) return succeed({ from: earlier.value, to: later.value });
  return fail({
    code: 'ACCOUNTABILITY.ENTRIES_REVERSED',
    field: 'from',
    expected: `an entry up to ${String(later.value)}`,
    detail: `Entry ${String(earlier.value)} comes after entry ${String(later.value)}. Give the earlier one as "from".`,
  });
}

interface AskedCells {
  readonly on: string;
  readonly function: Id | undefined;
  readonly school: Id | undefined;
}

function differenceFor(view: TrustIndexView, { from, to }: BothKnown, dto: AskedCells): Outcome<DiffView> {
  const { index } = view;
  const day = dayOf(dto.on);
  const [before, after] = [new Moment(index, day, from), new Moment(index, day, to)];
  const filter = filterOf({ view, dto }, after);
  if (!filter.ok) return filter;
  const { cells, changed } = difference(before, after, filter.value);
  const named = [...new Set(changed.flatMap(({ by }) => by))].sort((a, b) => a - b);
  return succeed({
    trust: index.trust,
    on: dto.on,
    from,
    to,
    cells,
    changed,
    groups: groupDifferences(before, after, changed),
    entries: named.map((entry) => ({
      entry,
      type: index.standing(entry)?.type ?? '',
      recordedAt: index.recordedAt(entry) ?? '',
    })),
  });
}
