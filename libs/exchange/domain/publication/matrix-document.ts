import { capital, dayInWords, type Id } from '@remit/kernel';
import type { VariationLayer } from '@remit/delegation';
import {
  capacityIn,
  type Decision,
  type Moment,
  type Seat,
  tierName,
  type VacancyCause,
  verdictOf,
} from '@remit/accountability';
import { FunctionGroups } from './function-groups.js';
import { type ResolvedCell, seatsIn } from './matrix-content.js';
import type { PublishedDocument, PublishedTable, StampRow } from './published-document.js';
import { bandText } from './scheme-document.js';

/** The name of a person as it may be shown; `undefined` when there is none to show. */
export type NameOf = (person: Id) => string | undefined;

/** What a published matrix is made of. */
export interface MatrixShown {
  readonly moment: Moment;
  readonly cells: readonly ResolvedCell[];
  readonly schoolName: string;
  readonly stamp: readonly StampRow[];
  readonly nameOf: NameOf;
}

const COLUMNS = ['Function', 'Id', 'Who decides', 'Status', 'Source'];
/** The column in which persons are named. */
export const PEOPLE = 'People';
const HOLDER_COLUMNS = ['Body or post', 'Id', PEOPLE];
const HOLDERS = 'Who they are';

/** The accountability matrix of a school: who decides each function, by group, and who these bodies and posts are. */
export function matrixDocument({ moment, cells, schoolName, stamp, nameOf }: MatrixShown): PublishedDocument {
  const groups = new FunctionGroups(moment.functions());
  const byHeading = groups.sorted(cells, ({ resolution }) => resolution.function);
  const table = (under: readonly ResolvedCell[]): PublishedTable => ({
    columns: COLUMNS,
    rows: under.map((cell) => rowOf(moment, cell)),
  });
  const holders: PublishedTable = {
    columns: HOLDER_COLUMNS,
    rows: [...new Map(seatsIn(cells).flatMap((seat) => holderRows(seat, moment, nameOf))).values()],
  };
  return {
    title: `Who decides at ${schoolName} on ${dayInWords(moment.day)}`,
    stamp,
    preface: [],
    sections: [
      ...[...byHeading].map(([heading, under]) => ({ heading, sentences: [], table: table(under) })),
      { heading: HOLDERS, sentences: [], table: holders },
    ],
    sheets: [
      { name: 'Matrix', above: [], ...table([...byHeading.values()].flat()) },
      { name: HOLDERS, above: [], ...holders },
    ],
  };
}

function rowOf(moment: Moment, { function: id, resolution }: ResolvedCell): string[] {
  const { function: fn, decision } = resolution;
  return [
    fn.name,
    id,
    decision === undefined ? capital(bandsOf(moment, resolution)) : seatName(moment, decision.seat),
    statusOf(moment, resolution),
    sourceOf(resolution),
  ];
}

function bandsOf(moment: Moment, { bands = [] }: ResolvedCell['resolution']): string {
  return bands
    .map(({ upTo, decision }, at) => {
      const reach = bandText(bands[at - 1]?.upTo ?? undefined, upTo ?? undefined);
      return `${reach}: ${seatName(moment, decision.seat)}${decision.status === 'held' ? '' : ` (${standingOf(moment, decision)})`}`;
    })
    .join('; ');
}

/** A seat by the names of its bodies or posts, or by its tier when there are none. */
function seatName(moment: Moment, { holders, tier }: Seat): string {
  if (holders.length === 0) return tierName(moment, tier);
  return holders.map(({ name, id }) => (holders.length === 1 ? name : `${name} (${id})`)).join(' and ');
}

function statusOf(moment: Moment, { status, decision }: ResolvedCell['resolution']): string {
  if (status === 'by-amount') return 'By amount';
  if (status === 'retained') return 'Kept by the board';
  return decision === undefined ? '' : capital(standingOf(moment, decision));
}

const CAUSES: Readonly<Record<VacancyCause, string>> = {
  'no-such-body': 'there is no such body or post',
  'post-vacant': 'nobody is in the post',
  'no-members': 'nobody is appointed to it',
};

/** How a decision stands in words, such as "vacant: nobody is in the post; Chief executive can act". */
function standingOf(moment: Moment, { status, cause, exercisableBy, wayBack }: Decision): string {
  if (status === 'held') return 'held';
  if (status === 'conflict') return 'not clear: several claim it';
  const acting = wayBack.find(({ holders }) => holders.some(({ id }) => id === exercisableBy?.holder));
  const why = cause === null ? '' : `: ${CAUSES[cause]}`;
  return `vacant${why}; ${acting === undefined ? 'nobody else' : seatName(moment, acting)} can act`;
}

const LAYERS: Readonly<Record<VariationLayer, string>> = {
  urgent: 'Urgent variation',
  intervention: 'Intervention',
  school: 'Variation for the school',
  cluster: 'Variation for the cluster',
  category: 'Variation for its category',
};

/** Which line says so: of the law, of a variation, of the scheme, or none. */
function sourceOf(resolution: ResolvedCell['resolution']): string {
  const { layer, instrument, line } = verdictOf(resolution);
  if (layer === null || layer === 'default') return 'Not delegated';
  if (layer === 'law') return 'The law';
  return `${layer === 'scheme' ? 'Scheme' : LAYERS[layer]} ${instrument ?? ''}, line ${line ?? ''}`;
}

/** Each body or post of a seat by its id, with its people: those with a name by name, the others by their number. */
function holderRows({ holders, appointments }: Seat, moment: Moment, nameOf: NameOf): [Id, string[]][] {
  return holders.map((holder) => {
    const serving = holders.length === 1 ? appointments : moment.appointments(holder.id);
    const shown = serving.map((each) => {
      const name = nameOf(each.data.person);
      const capacity = capacityIn(holder, each);
      return name === undefined || PLAIN_CAPACITIES.has(capacity) ? name : `${name} (${capacity.replaceAll('-', ' ')})`;
    });
    return [holder.id, [holder.name, holder.id, peopleText(shown)]];
  });
}

/** What goes without saying. */
const PLAIN_CAPACITIES: ReadonlySet<string> = new Set(['member', 'holder']);

function peopleText(shown: readonly (string | undefined)[]): string {
  const names = shown.filter((name) => name !== undefined);
  const others = shown.length - names.length;
  if (shown.length === 0) return 'nobody';
  if (others === 0) return names.join(', ');
  if (names.length > 0) return `${names.join(', ')} and ${String(others)} more`;
  return `${String(others)} ${others === 1 ? 'person' : 'people'}`;
}
