import { dayInWords, type Id } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import {
  BOARD,
  decidingTiers,
  INHERIT,
  type Instrument,
  type KnownFunction,
  type Line,
  OTHER_PARTS,
} from '@remit/delegation';
import { schoolsAt } from './cells.js';
import { Moment } from './moment.js';
import { inWords, listed } from './register-words.js';
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
  const says = `${lineInWords(line, fn)} gives the decision to ${listed(contrary)}, but it is reserved to ${reserved}${basis}. The line would have no effect. Leave it out, or name ${reserved}.`;
  return [{ ...NOBODY, code: 'reserved-by-law', says, lines: [line.line], functions: [fn.id] }];
}

function normallyTheBoards(line: Line, { moment }: Looked): LintFinding[] {
  const fn = moment.functionOf(line.function);
  if (fn?.boardNormally !== true) return [];
  const below = decidingTiers(line).filter((tier) => tier !== INHERIT && isBelowCommittees(tier, moment));
  if (below.length === 0) return [];
  const says = `${lineInWords(line, fn)} gives the decision to ${listed(below)}. The work may be given away; to adopt it is normally for the board or one of its committees. Check that the board means it.`;
  return [{ ...NOBODY, code: 'board-normally', says, lines: [line.line], functions: [fn.id] }];
}

/** Neither the board nor a body for the whole trust. A tier that nobody holds is told of elsewhere. */
function isBelowCommittees(tier: Id, { index, day, known }: Moment): boolean {
  if (tier === BOARD) return false;
  const holders = index.structure.directory.within(day, day + 1, known).filter((holder) => holder.tier === tier);
  return holders.length > 0 && !holders.some(({ kind, data }) => kind === 'body' && 'trust' in data.covers);
}

function tiersOf({ lines }: Instrument): Id[] {
  return [...new Set(lines.all.flatMap(namedTiers))].filter((tier) => tier !== INHERIT);
}

function namedTiers(line: Line): Id[] {
  const others = OTHER_PARTS.flatMap((part) => line[part] ?? []);
  return [...decidingTiers(line), ...others, ...(line.delegatedFrom === undefined ? [] : [line.delegatedFrom])];
}

/** The schools at which nobody holds a tier on the first day, or that it is held nowhere. */
function heldNowhere(tier: Id, looked: Looked): LintFinding[] {
  const { moment, draft } = looked;
  const naming = draft.lines.all.filter((line) => namedTiers(line).includes(tier));
  const places = new Set(naming.flatMap((line) => placesOf(line, looked)));
  const missing = [...places].filter((place) => moment.seat(tier, place).holders.length === 0);
  if (missing.length === 0) return [];
  const lines = naming.map(({ line }) => line);
  const functions = naming.map((line) => line.function);
  const of = `${inWords(lines.length, 'line', 'lines')} of the draft (${listed(lines)})`;
  const on = dayInWords(draft.from);
  if (missing.length === places.size) {
    const says = `No body or post of the tier "${tier}" is recorded on ${on}, and ${of} ${lines.length === 1 ? 'names' : 'name'} it. Record the body or post, or name another tier; until then the decisions go back to where they came from.`;
    return [{ code: 'nobody-holds-tier', says, lines, functions, tier, schools: [] }];
  }
  const schools = missing.filter((place) => place !== undefined);
  if (schools.length === 0) return [];
  const says = `No body or post of the tier "${tier}" is recorded on ${on} for ${listed(schools)}, and ${of} ${lines.length === 1 ? 'names' : 'name'} it.`;
  return [{ code: 'tier-missing-at-schools', says, lines, functions, tier, schools }];
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
  const says = `${inWords(left.length, 'function has', 'functions have')} no line, so that the board keeps ${left.length === 1 ? 'it' : 'them'}: ${listed(left.map(({ id }) => id))}.`;
  return [{ ...NOBODY, code: 'not-delegated', says, functions: left.map(({ id }) => id) }];
}

function lineInWords({ line }: Line, { name }: KnownFunction): string {
  return `Line ${line}, "${name}",`;
}
