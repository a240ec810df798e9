import type { Id } from '@remit/kernel';
import { BOARD, MEMBERS } from '@remit/delegation';
import type { Party, Verdict } from '@remit/accountability';
import { linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { amountInWords, holdersInWords, tierInWords } from '../shell/words.js';

/** A letter in a box: what a tier has to do with a function. */
export interface Code {
  readonly letter: string;
  readonly words: string;
  readonly kind: 'decides' | 'vacant' | 'conflict' | 'other';
  /** For which amounts. */
  readonly note: string | undefined;
}

/** A tier that takes part somewhere in the grid. */
export interface Column {
  readonly text: string;
  readonly href: string | undefined;
  readonly note: string | undefined;
}

export interface GridRow {
  readonly name: string;
  readonly href: string;
  readonly notes: readonly string[];
  readonly marks: readonly string[];
  readonly cells: readonly { readonly column: string; readonly codes: readonly Code[] }[];
}

/** The columns of a grid: the tiers that occur in it, members and board first, then in the order of the record. */
export function tiersIn({ names }: Reading, cells: readonly Verdict[]): Id[] {
  const order = [MEMBERS, BOARD, ...names.tiers.map(({ id }) => id)];
  const rank = (tier: Id): number => (order.includes(tier) ? order.indexOf(tier) : order.length);
  const tiers = new Set(cells.flatMap((cell) => partsIn(cell).map(({ tier }) => tier)));
  return [...tiers].sort((a, b) => rank(a) - rank(b));
}

/** The heads of the columns. At one place each tier has one holder, whose name then stands there. */
export function columnsOf(
  reading: Reading,
  tiers: readonly Id[],
  { cells, onePlace }: { readonly cells: readonly Verdict[]; readonly onePlace: boolean },
): Column[] {
  const parties = new Map(cells.flatMap((cell) => partsIn(cell).map(({ tier, party }) => [tier, party] as const)));
  return tiers.map((tier) => {
    const party = parties.get(tier);
    if (!onePlace || party === undefined || party.holder === null)
      return { text: tierInWords(reading, tier), href: undefined, note: onePlace ? 'nobody' : undefined };
    return {
      text: holdersInWords(reading, party.holder, tier),
      href: typeof party.holder === 'string' ? linkTo(reading, `people/${party.holder}`) : undefined,
      note: typeof party.holder === 'string' && party.people.length === 0 ? 'vacant' : undefined,
    };
  });
}

/** What each tier has to do with one function, beside the heads of the columns. */
export function codesIn(verdict: Verdict, tiers: readonly Id[], columns: readonly Column[]): GridRow['cells'] {
  const parts = partsIn(verdict);
  return tiers.map((tier, at) => ({
    column: columns[at]?.text ?? '',
    codes: parts.filter((part) => part.tier === tier).map(({ code }) => code),
  }));
}

/** The codes that occur in rows, once each, in the order in which people read them. */
export function keyOf(rows: readonly GridRow[]): Code[] {
  const codes = rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.codes));
  const found = new Map(codes.map((code) => [`${code.letter} ${code.kind}`, code]));
  return KEY.flatMap((key) => found.get(key) ?? []);
}

const KEY = ['D decides', 'D vacant', 'D conflict', 'A other', 'R other', 'C other', 'I other', 'O other'];

interface Part {
  readonly tier: Id;
  readonly party: Pick<Party, 'holder' | 'people'>;
  readonly code: Code;
}

function partsIn({ status, decides, bands, exercisableBy, also }: Verdict): Part[] {
  const whole = decides === null ? [] : [{ status, decides, exercisableBy, note: undefined }];
  const deciding = bands?.map((band, at) => ({ ...band, note: amountInWords(bands, at) })) ?? whole;
  return [
    ...deciding.flatMap((each): Part[] => [
      { tier: each.decides.tier, party: each.decides, code: decidingCode(each.status, each.note) },
      ...(each.exercisableBy === null
        ? []
        : [{ tier: each.exercisableBy.tier, party: each.exercisableBy, code: other('A', 'can act meanwhile') }]),
    ]),
    ...OTHERS.flatMap(([part, letter, words]) =>
      also[part].map((party) => ({ tier: party.tier, party, code: other(letter, words) })),
    ),
  ];
}

function decidingCode(status: Verdict['status'], note: string | undefined): Code {
  if (status === 'vacant') return { letter: 'D', words: 'would decide, but nobody is there', kind: 'vacant', note };
  if (status === 'conflict') return { letter: 'D', words: 'claimed by several', kind: 'conflict', note };
  return { letter: 'D', words: 'decides', kind: 'decides', note };
}

function other(letter: string, words: string): Code {
  return { letter, words, kind: 'other', note: undefined };
}

const OTHERS = [
  ['recommends', 'R', 'recommends'],
  ['consulted', 'C', 'is consulted'],
  ['informed', 'I', 'is told'],
  ['oversees', 'O', 'oversees'],
] as const;
