import { counted, dayInWords, definite, type Id, listInWords } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import {
  BOARD,
  decidingTiers,
  INHERIT,
  type Instrument,
  type KnownFunction,
  type Line,
  tiersOfLine,
} from '@remit/delegation';
import { schoolsAt } from './cells.js';
import { Moment } from './moment.js';
import { tierWord } from './names.js';
import { tierByLaw } from './resolve.js';
import type { TrustIndex } from './trust-index.js';

/** What is wrong with the lines of a draft, or worth a second look. */
export type LintCode =
  'reserved-by-law' | 'nobody-holds-tier' | 'tier-missing-at-schools' | 'board-normally' | 'not-delegated';

/** One finding about a draft scheme or variation. */
export interface LintFinding {
  readonly code: LintCode;
  readonly says: string;
  /** The lines concerned, as the draft numbers them. */
  readonly lines: readonly string[];
  readonly functions: readonly Id[];
  readonly tier: Id | null;
  readonly schools: readonly Id[];
}

/**
 * What to look at before a draft is adopted: lines that law overrides, tiers that nobody holds on its first day, functions
 * that the board normally keeps, and open functions left with the board. Nothing of it stops the draft from being recorded.
 * Source: accountability contract, section 3 (classes, `board*`) and section 4, steps 3, 5 and 6.
 * @param known the entry as known at which it is looked at
 */
export function lint(index: TrustIndex, draft: Instrument, known: EntryNumber): LintFinding[] {
  const looked: Looked = { moment: new Moment(index, draft.from, known, draft), draft };
  return [
    ...draft.lines.all.flatMap((line) => reservedByLaw(line, looked)),
    ...tiersOf(draft).flatMap((tier) => heldNowhere(tier, looked)),
    ...draft.lines.all.flatMap((line) => normallyTheBoards(line, looked)),
    ...(draft.layer === 'scheme' ? notDelegated(looked) : []),
  ];
}

interface Looked {
  readonly moment: Moment;
  readonly draft: Instrument;
}

const NOBODY = { lines: [], functions: [], tier: null, schools: [] } as const;

function reservedByLaw(line: Line, { moment }: Looked): LintFinding[] {
  const fn = moment.functionOf(line.function);
  const reserved = fn === undefined ? undefined : tierByLaw(fn);
  const contrary = decidingTiers(line).filter((tier) => tier !== INHERIT && tier !== reserved);
  if (fn === undefined || reserved === undefined || contrary.length === 0) return [];
  const basis = fn.legalBasis === undefined ? '' : ` (${fn.legalBasis})`;
  const says = `${lineInWords(line, fn)} gives the decision to ${listInWords(wordsOf(contrary, moment))}, but it is reserved to ${definite(tierWord(moment, reserved))}${basis}. The line would have no effect. Leave it out, or name ${reserved}.`;
  return [{ ...NOBODY, code: 'reserved-by-law', says, lines: [line.line], functions: [fn.id] }];
}

function normallyTheBoards(line: Line, { moment }: Looked): LintFinding[] {
  const fn = moment.functionOf(line.function);
  if (fn?.boardNormally !== true) return [];
  const below = decidingTiers(line).filter((tier) => tier !== INHERIT && isBelowCommittees(tier, moment));
  if (below.length === 0) return [];
  const says = `${lineInWords(line, fn)} gives the decision to ${listInWords(wordsOf(below, moment))}. The work may be given away; to adopt it is normally for the board or one of its committees. Check that the board means it.`;
  return [{ ...NOBODY, code: 'board-normally', says, lines: [line.line], functions: [fn.id] }];
}

function wordsOf(tiers: readonly Id[], moment: Moment): readonly string[] {
  return tiers.map((tier) => definite(tierWord(moment, tier)));
}

/** Neither the board nor a body for the whole trust. A tier that nobody holds is told of elsewhere. */
function isBelowCommittees(tier: Id, { index, day, known }: Moment): boolean {
  if (tier === BOARD) return false;
  const holders = index.structure.directory.within(day, day + 1, known).filter((holder) => holder.tier === tier);
  return holders.length > 0 && !holders.some(({ kind, data }) => kind === 'body' && 'trust' in data.covers);
}

function tiersOf({ lines }: Instrument): Id[] {
  return [...new Set(lines.all.flatMap(tiersOfLine))].filter((tier) => tier !== INHERIT);
}

/** A line that names a tier, and where it would be asked. */
interface Naming {
  readonly line: Line;
  readonly places: readonly (Id | undefined)[];
}

/**
 * That nobody holds a tier on the first day, or nobody at some schools. Lines of functions of the trust are looked at apart:
 * they need the tier for the trust, while one for both need not have it there when the schools have it.
 */
function heldNowhere(tier: Id, looked: Looked): LintFinding[] {
  const { moment, draft } = looked;
  const lacks = (place: Id | undefined): boolean => moment.seat(tier, place).holders.length === 0;
  const naming = draft.lines.all
    .filter((line) => tiersOfLine(line).includes(tier))
    .map((line): Naming => ({ line, places: placesOf(line, looked) }))
    .filter(({ places }) => places.length > 0);
  const isOfTrust = ({ line }: Naming): boolean => moment.functionOf(line.function)?.scope === 'trust';
  const others = naming.filter((each) => !isOfTrust(each));
  const othersLackIt = others.every(({ places }) => places.every(lacks));
  const without = naming.filter((each) => (isOfTrust(each) ? lacks(undefined) : othersLackIt));
  const finding = { tier, word: tierWord(moment, tier), on: dayInWords(draft.from) };
  return [
    ...nobodyHolds(without, { ...finding, forTrustAlone: without.every(isOfTrust) }),
    ...(othersLackIt ? [] : missingAtSchools(others, { ...finding, lacks })),
  ];
}

interface TierLooked {
  readonly tier: Id;
  /** What the trust calls it. */
  readonly word: string;
  /** The first day of the draft, in words. */
  readonly on: string;
}

function nobodyHolds(
  naming: readonly Naming[],
  { tier, word, on, forTrustAlone }: TierLooked & { readonly forTrustAlone: boolean },
): LintFinding[] {
  if (naming.length === 0) return [];
  const where = forTrustAlone ? ' for the trust as a whole' : '';
  const says = `No body or post of the tier "${word}" is recorded on ${on}${where}, and ${namedBy(naming)}. Record the body or post, or name another tier; until then the decisions go back to where they came from.`;
  return [{ code: 'nobody-holds-tier', says, ...linesOf(naming), tier, schools: [] }];
}

function missingAtSchools(
  naming: readonly Naming[],
  { tier, word, on, lacks }: TierLooked & { readonly lacks: (school: Id) => boolean },
): LintFinding[] {
  const schoolsOf = ({ places }: Naming): Id[] => places.filter((place) => place !== undefined).filter(lacks);
  const schools = [...new Set(naming.flatMap(schoolsOf))];
  if (schools.length === 0) return [];
  const concerned = naming.filter((each) => schoolsOf(each).length > 0);
  const says = `No body or post of the tier "${word}" is recorded on ${on} for ${listInWords(schools)}, and ${namedBy(concerned)}.`;
  return [{ code: 'tier-missing-at-schools', says, ...linesOf(concerned), tier, schools }];
}

function linesOf(naming: readonly Naming[]): Pick<LintFinding, 'lines' | 'functions'> {
  return { lines: naming.map(({ line }) => line.line), functions: naming.map(({ line }) => line.function) };
}

function namedBy(naming: readonly Naming[]): string {
  const { lines } = linesOf(naming);
  const name = lines.length === 1 ? 'names' : 'name';
  return `${counted(lines.length, 'line', 'lines')} of the draft (${listInWords(lines)}) ${name} it`;
}

/** Where a line would be asked: the schools that the draft covers, or the trust. */
function placesOf(line: Line, { moment, draft }: Looked): (Id | undefined)[] {
  const fn = moment.functionOf(line.function);
  if (fn === undefined) return [];
  const asked = [...(fn.scope === 'school' ? [] : [undefined]), ...(fn.scope === 'trust' ? [] : schoolsAt(moment))];
  const { layer } = draft;
  if (layer === 'scheme') return asked;
  return asked.filter((place) => moment.bestVariation(layer, fn.id, place)?.instrument === draft);
}

/** Functions that nothing reserves and that a scheme leaves out. */
function notDelegated({ moment, draft }: Looked): LintFinding[] {
  const left = moment.functions().filter((fn) => fn.class === 'open' && !draft.lines.has(fn.id));
  if (left.length === 0) return [];
  const says = `${counted(left.length, 'function has', 'functions have')} no line, so that the board keeps ${left.length === 1 ? 'it' : 'them'}: ${listInWords(left.map(({ id }) => id))}.`;
  return [{ ...NOBODY, code: 'not-delegated', says, functions: left.map(({ id }) => id) }];
}

function lineInWords({ line }: Line, { name }: KnownFunction): string {
  return `Line ${line}, "${name}",`;
}
