import { type Id, poundsInWords } from '@remit/kernel';
import { BOARD, type Line, OTHER_PARTS, type OtherPart, tiersOfLine } from '@remit/delegation';
import type { Moment } from '@remit/accountability';
import { FunctionGroups } from './function-groups.js';
import type { PublishedDocument, PublishedTable, StampRow } from './published-document.js';
import { named } from './stamp.js';
import { type NamedTier, namedTiers } from './tier-names.js';

/** What the letters of a full scheme mean. Whoever reads such a table back goes by this line. */
export const KEY = 'Key: D decides, R recommends, C is consulted, I is informed, O oversees.';

const LETTERS: Readonly<Record<OtherPart, string>> = { recommends: 'R', consulted: 'C', informed: 'I', oversees: 'O' };
const DECIDES = 'D';

const BEFORE = ['Line', 'Function', 'Id'];
const AFTER = 'Delegated by';

/** What a published scheme is made of: its lines, looked at from a day as known at an entry. */
export interface SchemeShown {
  readonly moment: Moment;
  readonly lines: readonly Line[];
  readonly stamp: readonly StampRow[];
  readonly trustName: string;
}

/**
 * A scheme in full: every line with its number, its function and what each tier has to do with it. On a page each group
 * of functions has a table of the tiers that have a part in it; in a spreadsheet all lines are one table of all tiers.
 */
export function schemeDocument({ moment, lines, stamp, trustName }: SchemeShown): PublishedDocument {
  const groups = new FunctionGroups(moment.functions());
  const byHeading = groups.sorted(lines, (line) => moment.functionOf(line.function));
  const tiers = namedTiers(moment, lines.flatMap(tiersOfLine));
  const table = (under: readonly Line[]): PublishedTable => schemeTable(moment, under, tiers);
  return {
    title: `Scheme of delegation of ${trustName}`,
    stamp,
    preface: [KEY],
    sections: [...byHeading].map(([heading, under]) => ({ heading, sentences: [], table: table(under) })),
    sheets: [{ name: 'Scheme', above: [KEY], ...table([...byHeading.values()].flat()) }],
  };
}

/** The fewest tiers that a table shows, when the scheme names as many. */
const COLUMNS_MIN = 2;

/** Lines with a column for each tier that has a part in one of them. */
function schemeTable(moment: Moment, lines: readonly Line[], tiers: readonly NamedTier[]): PublishedTable {
  const called = new Map(tiers.map(({ tier, name }) => [tier, named(name, tier)]));
  const partaking = tiers.filter(({ tier }) => lines.some((line) => cellOf(line, tier) !== ''));
  // One column alone would not show that it is a choice between tiers.
  const beside = tiers
    .filter((each) => !partaking.includes(each))
    .slice(0, Math.max(0, COLUMNS_MIN - partaking.length));
  const columns = [...called].filter(([tier]) => [...partaking, ...beside].some((each) => each.tier === tier));
  return {
    columns: [...BEFORE, ...columns.map(([, name]) => name), AFTER],
    rows: lines.map((line) => [
      line.line,
      moment.functionOf(line.function)?.name ?? line.function,
      line.function,
      ...columns.map(([tier]) => cellOf(line, tier)),
      line.delegatedFrom === undefined || line.delegatedFrom === BOARD ? '' : (called.get(line.delegatedFrom) ?? ''),
    ]),
  };
}

/** What a tier has to do with a line: `D R`, or `D up to £5,000; D over £50,000; O`. */
function cellOf(line: Line, tier: Id): string {
  const others = OTHER_PARTS.filter((part) => line[part]?.includes(tier)).map((part) => LETTERS[part]);
  const { decides } = line;
  if (typeof decides === 'string') return [...(decides === tier ? [DECIDES] : []), ...others].join(' ');
  const bands = decides.limits.flatMap((band, at) =>
    band.decides === tier ? [bandText(decides.limits[at - 1]?.upTo, band.upTo)] : [],
  );
  return [...bands.map((band) => `${DECIDES} ${band}`), ...(others.length === 0 ? [] : [others.join(' ')])].join('; ');
}

/** The reach of a band in words: above the limit of the band before it, up to and including its own. Pence. */
export function bandText(above: number | undefined, upTo: number | undefined): string {
  const reach = upTo === undefined ? [] : [`up to ${poundsInWords(upTo)}`];
  const floor = above === undefined ? [] : [`over ${poundsInWords(above)}`];
  return [...floor, ...reach].join(' ') || 'any amount';
}
