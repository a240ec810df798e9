import type { Id } from '@remit/kernel';
import { type Band, type Decides, INHERIT, type Line, OTHER_PARTS } from '@remit/delegation';
import { tierByLaw } from '@remit/accountability';
import { functionChoices, inGroups } from '../../shell/choices.js';
import { type Fault, faulty, type FieldShown, type Kind, type Known, type Read } from './field.js';
import { limitsInText, readLimits } from './limits-text.js';
import { nameOfTier, noSuchTier, type Tier, type TierMeant, tierMeantAmong, tiersOf } from './tier-words.js';
import { textOf, type Typed, typedIn } from './typed.js';

/** In the list of who decides: the amounts beside it say. No id has such a sign. */
const BY_AMOUNT = '=amount';
const ROWS_MAX = 400;
/** Empty rows behind the filled ones of a list that is not whole. */
const SPARE_ROWS = 3;
/** So many new kinds of body or post can be added above the lines. */
const NEW_TIERS_MAX = 50;

const PARTS = [...OTHER_PARTS, 'delegatedFrom'] as const;
const PART_LABELS: Readonly<Record<(typeof PARTS)[number], string>> = {
  recommends: 'Recommends',
  consulted: 'Must be consulted',
  informed: 'Is told',
  oversees: 'Oversees',
  delegatedFrom: 'Comes back to, while nobody is there',
};

interface FunctionNamed {
  readonly id: Id;
  readonly name: string;
  /** The tier that law gives it to. */
  readonly reserved?: Id | undefined;
}

interface ReadRow {
  readonly row: number;
  readonly line: Line;
}

/**
 * The lines of a scheme or variation as a table.
 * @param whole a row for every function, as in a scheme; else a few rows with the function to choose
 */
export function linesField({ whole }: { readonly whole: boolean }): Kind {
  return {
    read: (typed, { name }, { known }) => readLines(typed, name, { known, whole }),
    typed: (value, { name }, known) => typedLines(value as readonly Line[], name, { known, whole }),
    view: (typed, { name }, known) => (whole ? wholeTable(typed, name, known) : shortTable(typed, name, known)),
    elementAt: (path, { name }, typed, known) => elementAt(path, name, typed, { known, whole }),
    isTable: true,
  };
}

/** The tiers to choose from: those that are known, and those that were added above the lines, as many as can be. */
function tiersFor(typed: Typed, name: string, known: Known): readonly Tier[] {
  return tiersOf(known, tiersAdded(typed, name).slice(0, NEW_TIERS_MAX));
}

function tiersAdded(typed: Typed, name: string): readonly string[] {
  return listed(textOf(typed, tiersElement(name)));
}

function tiersElement(name: string): string {
  return `${name}.tiers`;
}

function listed(text: string): readonly string[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function rowsTyped(typed: Typed, name: string): number {
  let rows = 0;
  for (const element of Object.keys(typed)) {
    const row = element.startsWith(`${name}.`) ? Number(element.slice(name.length + 1).split('.')[0]) : NaN;
    if (row >= rows && row < ROWS_MAX) rows = row + 1;
  }
  return rows;
}

/** The rows of the table that are lines, in the order in which they are recorded, and what is wrong with the others. */
function rowsRead(
  typed: Typed,
  name: string,
  { known, whole }: Table,
): { readonly rows: readonly ReadRow[]; readonly faults: Fault[] } {
  const tierMeant = tierMeantAmong(tiersFor(typed, name, known));
  const rows: ReadRow[] = [];
  const faults: Fault[] = [];
  const count = rowsTyped(typed, name);
  for (let row = 0; row < count; row += 1) {
    const read = readRow(typed, `${name}.${String(row)}`, { tierMeant, whole });
    if ('faults' in read) faults.push(...read.faults);
    else if (read.value !== undefined) rows.push({ row, line: read.value as Line });
  }
  return { rows: inOrder(rows), faults };
}

function readLines(typed: Typed, name: string, table: Table): Read {
  const added = tiersAdded(typed, name).length;
  if (added > NEW_TIERS_MAX) return faulty(tiersElement(name), tooManyTiers(added));
  const { rows, faults } = rowsRead(typed, name, table);
  if (faults.length > 0) return { faults };
  if (rows.length > 0) return { value: rows.map(({ line }) => line) };
  return faulty(`${name}.0.decides`, 'Say in at least one line who decides.');
}

function tooManyTiers(added: number): string {
  return `At most ${String(NEW_TIERS_MAX)} new kinds can be added at a time, and these are ${String(added)}. Leave out those that no line names.`;
}

/** In the order of their numbers, as a document has them; lines without one come last and are numbered on. */
function inOrder(rows: readonly ReadRow[]): readonly ReadRow[] {
  const order = new Intl.Collator('en-GB', { numeric: true });
  const sorted = [...rows].sort((a, b) =>
    a.line.line === '' || b.line.line === ''
      ? Number(a.line.line === '') - Number(b.line.line === '')
      : order.compare(a.line.line, b.line.line),
  );
  let last = Math.max(0, ...rows.map(({ line }) => Math.floor(Number.parseFloat(line.line) || 0)));
  return sorted.map((each) =>
    each.line.line === '' ? { ...each, line: { ...each.line, line: String((last += 1)) } } : each,
  );
}

/** One line; nothing for a row that was left empty. */
function readRow(
  typed: Typed,
  row: string,
  { tierMeant, whole }: { readonly tierMeant: TierMeant; readonly whole: boolean },
): Read {
  const says = (member: string): string => textOf(typed, `${row}.${member}`);
  const others = PARTS.filter((part) => says(part) !== '');
  const decides = readDecides(typed, row, tierMeant);
  const fn = says('function');
  const isEmpty = others.length === 0 && (whole || fn === '');
  if (decides === undefined && isEmpty) return { value: undefined };
  if (decides === undefined) return faulty(`${row}.decides`, 'Choose who decides, or empty the rest of the line.');
  if ('faults' in decides) return decides;
  if (fn === '') return faulty(`${row}.function`, 'Choose the function of this line.');
  const parts = others.map((part) => [part, readTiers(says(part), tierMeant)] as const);
  const wrong = parts.flatMap(([part, read]) =>
    'unknown' in read ? [{ at: `${row}.${part}`, says: read.unknown }] : [],
  );
  const several = parts.find(([part, read]) => part === 'delegatedFrom' && 'tiers' in read && read.tiers.length > 1);
  if (several !== undefined) wrong.push({ at: `${row}.delegatedFrom`, says: 'It can come back to one only.' });
  if (wrong.length > 0) return { faults: wrong };
  const named = parts.map(([part, read]): [string, unknown] => {
    const found = 'tiers' in read ? read.tiers : [];
    return [part, part === 'delegatedFrom' ? found[0] : found];
  });
  return { value: { line: says('line'), function: fn, decides: decides.value, ...Object.fromEntries(named) } };
}

function readDecides(typed: Typed, row: string, tierMeant: TierMeant): Read | undefined {
  const [chosen, amounts] = [textOf(typed, `${row}.decides`), textOf(typed, `${row}.limits`)];
  if (chosen === '' && amounts === '') return undefined;
  if (amounts === '') {
    if (chosen !== BY_AMOUNT) return { value: chosen };
    return faulty(`${row}.limits`, 'Write who decides up to which amount, such as "head up to £5,000; board".');
  }
  if (chosen !== '' && chosen !== BY_AMOUNT) {
    return faulty(`${row}.limits`, 'Choose "By amount" as who decides, or empty the amounts.');
  }
  const read = readLimits(amounts, tierMeant);
  return 'fault' in read ? faulty(`${row}.limits`, read.fault) : { value: { limits: read.limits } };
}

type TiersRead = { readonly tiers: readonly Id[] } | { readonly unknown: string };

/** Several tiers with semicolons between them; with commas too where no name has one. */
function readTiers(text: string, tierMeant: TierMeant): TiersRead {
  const found: Id[] = [];
  for (const part of listed(text)) {
    const whole = tierMeant(part);
    const meant = whole === undefined ? part.split(',').map(tierMeant) : [whole];
    if (meant.includes(undefined)) return { unknown: noSuchTier(part) };
    found.push(...meant.filter((tier) => tier !== undefined));
  }
  return { tiers: [...new Set(found)] };
}

interface Table {
  readonly known: Known;
  readonly whole: boolean;
}

function typedLines(lines: readonly Line[], name: string, { known, whole }: Table): Typed {
  const tiers = tiersOf(known);
  const of = new Map(lines.map((line) => [line.function, line]));
  const named = [...of.keys()];
  const functions = whole ? [...new Set([...known.functions.map(({ id }) => id), ...named])] : named;
  const rows = functions.map((fn, row) => typedRow(`${name}.${String(row)}`, fn, of.get(fn), tiers));
  return Object.assign({}, ...rows) as Typed;
}

function typedRow(row: string, fn: Id, line: Line | undefined, tiers: readonly Tier[]): Typed {
  if (line === undefined) return typedIn({ [`${row}.function`]: fn });
  const parts = PARTS.map((part): [string, string] => {
    const named = line[part] ?? [];
    const ids = typeof named === 'string' ? [named] : named;
    return [`${row}.${part}`, ids.map((tier) => nameOfTier(tier, tiers)).join('; ')];
  });
  const [decides, limits] = typedDecides(line.decides, tiers);
  return typedIn({
    [`${row}.function`]: fn,
    [`${row}.line`]: line.line,
    [`${row}.decides`]: decides,
    [`${row}.limits`]: limits,
    ...Object.fromEntries(parts.filter(([, text]) => text !== '')),
  });
}

function typedDecides(decides: Decides, tiers: readonly Tier[]): readonly [string, string] {
  return typeof decides === 'string' ? [decides, ''] : [BY_AMOUNT, limitsInText(decides.limits, tiers)];
}

function wholeTable(typed: Typed, name: string, known: Known): FieldShown {
  const tiers = tiersFor(typed, name, known);
  const rowOf = new Map<Id, number>();
  const typedRows = rowsTyped(typed, name);
  for (let row = 0; row < typedRows; row += 1) {
    rowOf.set(textOf(typed, `${name}.${String(row)}.function`), row);
  }
  const rowsOf = (functions: readonly FunctionNamed[]): readonly object[] =>
    functions.map((fn) => {
      const row = rowOf.get(fn.id) ?? rowOf.size;
      rowOf.set(fn.id, row);
      return { ...rowView(typed, `${name}.${String(row)}`), ...functionView(fn, tiers) };
    });
  const groups = inGroups(known.functions).map(({ group, functions }) => ({
    group,
    rows: rowsOf(functions.map((fn) => ({ id: fn.id, name: fn.name, reserved: tierByLaw(fn) }))),
  }));
  const gone = [...rowOf.keys()].filter((id) => !known.functions.some((fn) => fn.id === id));
  const unknown = gone.length === 0 ? [] : [{ group: GONE, rows: rowsOf(gone.map((id) => ({ id, name: id }))) }];
  const none = { value: '', text: 'Nobody: the board keeps it' };
  return {
    macro: 'lines',
    whole: true,
    groups: [...groups, ...unknown],
    ...around(typed, name, { tiers, known }, [none]),
  };
}

const GONE = 'In no catalogue any more';

function shortTable(typed: Typed, name: string, known: Known): FieldShown {
  const tiers = tiersFor(typed, name, known);
  const filled = rowsTyped(blankLeftOut(typed), name);
  const rows = Array.from({ length: Math.min(filled + SPARE_ROWS, ROWS_MAX) }, (_none, at) => {
    const row = `${name}.${String(at)}`;
    return { ...rowView(typed, row), groups: functionChoices({ names: known }, textOf(typed, `${row}.function`)) };
  });
  const first = [
    { value: '', text: 'Choose' },
    { value: INHERIT, text: 'As without this variation' },
  ];
  return {
    macro: 'lines',
    whole: false,
    groups: [{ group: '', rows }],
    ...around(typed, name, { tiers, known }, first),
  };
}

function blankLeftOut(typed: Typed): Typed {
  return Object.fromEntries(Object.entries(typed).filter(([name]) => textOf(typed, name) !== ''));
}

function around(
  typed: Typed,
  name: string,
  { tiers, known }: { readonly tiers: readonly Tier[]; readonly known: Known },
  first: readonly { readonly value: string; readonly text: string }[],
): object {
  return {
    options: [
      ...first,
      ...tiers.map(({ id, name: text }) => ({ value: id, text })),
      { value: BY_AMOUNT, text: 'By amount' },
    ],
    tiers: { id: tiersElement(name), value: textOf(typed, tiersElement(name)), most: NEW_TIERS_MAX },
    names: tiers.map(({ name: text }) => text).join('; '),
    example: exampleOf(known, tiers),
  };
}

const EXAMPLE: readonly Band[] = [
  { upTo: 500_000, decides: 'head' },
  { upTo: 5_000_000, decides: 'ceo' },
  { decides: 'board' },
];

/** How amounts are written, with those that the trust has already where it has some. */
function exampleOf({ allSchemes }: Known, tiers: readonly Tier[]): string {
  for (const { lines } of allSchemes.toReversed()) {
    for (const { decides } of lines) if (typeof decides !== 'string') return limitsInText(decides.limits, tiers);
  }
  return limitsInText(EXAMPLE, tiers);
}

function rowView(typed: Typed, row: string): object {
  const says = (member: string): string => textOf(typed, `${row}.${member}`);
  const parts = PARTS.map((part) => ({ id: `${row}.${part}`, label: PART_LABELS[part], value: says(part) }));
  return {
    id: row,
    line: says('line'),
    decides: says('decides'),
    limits: says('limits'),
    parts,
    set: parts.filter(({ value }) => value !== ''),
  };
}

function functionView({ id, name, reserved }: FunctionNamed, tiers: readonly Tier[]): object {
  return {
    function: id,
    name,
    ...(reserved === undefined
      ? {}
      : { note: `Reserved by law: ${nameOfTier(reserved, tiers)}`, noLine: 'No line: by law' }),
  };
}

/** The element of a problem such as `[3].decides.limits[0].upTo`, in the order in which the lines are recorded. */
function elementAt(path: string, name: string, typed: Typed, table: Table): string {
  const [, at = '0', member = 'decides', rest = ''] = /^\[(\d+)\](?:\.(\w+))?(.*)$/.exec(path) ?? [];
  const { row = 0 } = rowsRead(typed, name, table).rows[Number(at)] ?? {};
  const ofAmounts = member === 'decides' && rest !== '';
  // In a whole table the function of a row is not to be chosen.
  const element = ofAmounts ? 'limits' : member === 'function' && table.whole ? 'decides' : member;
  return `${name}.${String(row)}.${element}`;
}
