import { civilDate, type Id, type Pence } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import {
  cellsOf,
  type Decision,
  type Moment,
  type Party,
  type Resolution,
  resolve,
  type Seat,
  type Status,
  type Verdict,
  verdictOf,
} from '@remit/accountability';

/** A function at the school with what it comes to. */
export interface ResolvedCell {
  readonly function: Id;
  readonly resolution: Resolution;
}

/** Who decides, without persons: the body or post, or those that claim it. */
interface ContentDecision {
  readonly status: Status;
  readonly tier: Id;
  readonly holder: Party['holder'];
  /** The body or post that can act while it is vacant. */
  readonly canAct: Id | null;
}

/** One function of a matrix: who decides it, and which line says so. */
export interface MatrixContentCell {
  readonly function: Id;
  readonly status: Status;
  readonly decides: ContentDecision | null;
  /** By amount; pence, inclusive; null for the last band. */
  readonly bands: readonly (ContentDecision & { readonly upTo: Pence | null })[] | null;
  readonly source: Pick<Verdict, 'layer' | 'instrument' | 'line'>;
}

/**
 * What the fingerprint of a school's matrix is taken of. Persons stand in it by the entries that appointed them, and the
 * corrections of these: an entry number says who it was to whoever has the record, and to nobody else.
 */
export interface MatrixContent {
  readonly kind: 'matrix';
  readonly format: 1;
  readonly trust: Id;
  readonly school: Id;
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly functions: readonly MatrixContentCell[];
  /** In the order of the holders' ids. */
  readonly holders: readonly { readonly holder: Id; readonly appointedBy: readonly EntryNumber[] }[];
}

/** What the functions of a school come to at a moment, in the order of the catalogue. */
export function resolvedCells(moment: Moment, school: Id): ResolvedCell[] {
  return cellsOf(moment, [school], { school }).map(({ fn }) => ({
    function: fn.id,
    resolution: resolve(moment, fn, school, undefined),
  }));
}

/** The content of a school's matrix. */
export function matrixContent(moment: Moment, school: Id, cells: readonly ResolvedCell[]): MatrixContent {
  return {
    kind: 'matrix',
    format: 1,
    trust: moment.index.trust,
    school,
    on: civilDate(moment.day),
    functions: cells.map(contentCell),
    holders: seatsIn(cells)
      .flatMap(({ holders, appointments }) =>
        holders.length === 1 ? [{ holder: holders[0]!.id, appointedBy: entriesOf(appointments) }] : [],
      )
      .sort((a, b) => (a.holder < b.holder ? -1 : 1)),
  };
}

/** The bodies and posts that decide or can act, each once, in the order in which the functions name them. */
export function seatsIn(cells: readonly ResolvedCell[]): Seat[] {
  const seats = new Map<string, Seat>();
  for (const { resolution } of cells) {
    for (const seat of decisionsOf(resolution).flatMap(({ seat: own, wayBack }) => [own, ...wayBack])) {
      const key = seat.holders.map(({ id }) => id).join(' ');
      if (key !== '' && !seats.has(key)) seats.set(key, seat);
    }
  }
  return [...seats.values()];
}

/** The decision of a resolution, or those of its bands. */
function decisionsOf({ decision, bands }: Resolution): Decision[] {
  return decision === undefined ? (bands ?? []).map((band) => band.decision) : [decision];
}

function entriesOf(appointments: Seat['appointments']): EntryNumber[] {
  const entries = appointments.flatMap(({ n, by }) => [n, ...by]);
  return [...new Set(entries)].sort((a, b) => a - b);
}

function contentCell({ function: id, resolution }: ResolvedCell): MatrixContentCell {
  const { status, decision, bands } = resolution;
  const { layer, instrument, line } = verdictOf(resolution);
  return {
    function: id,
    status,
    decides: decision === undefined ? null : contentDecision(decision),
    bands: bands?.map((band) => ({ upTo: band.upTo, ...contentDecision(band.decision) })) ?? null,
    source: { layer, instrument, line },
  };
}

function contentDecision({ status, seat, exercisableBy }: Decision): ContentDecision {
  return { status, tier: seat.tier, holder: seat.party.holder, canAct: exercisableBy?.holder ?? null };
}
