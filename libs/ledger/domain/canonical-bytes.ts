import { canonicalJson, unrecordable, type Unrecordable } from '@remit/kernel';
import { utf8Text } from './bytes.js';

/**
 * Whether stored bytes are canonical JSON (RFC 8785) as the record keeps it: one spelling, whole numbers only, no half
 * characters. Most entries are passed by one look at their bytes; whatever that look is not sure of is read and written
 * again, which is slow and says what is wrong.
 */

/** Why bytes are not canonical. */
export type CanonicalFault = 'not UTF-8' | 'not JSON' | 'not canonical' | Unrecordable['why'];

/** Part of a piece of bytes: from `start`, up to and without `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds out whether bytes are the canonical JSON of something that can be recorded: `canonicalJson` of what they say is
 * they themselves, and `unrecordable` finds nothing in it. Unicode normal form is not looked at.
 * @param members is given the members of the outermost object, in order, when the quick look passes the bytes.
 * @returns `undefined` when they are.
 */
export function canonicalFault(bytes: Uint8Array, members: MemberRanges = NO_MEMBERS): CanonicalFault | undefined {
  members.clear();
  if (endOfValue(bytes, 0, 0, members) === bytes.length) return undefined;
  members.clear();
  return faultOfText(utf8Text(bytes));
}

function faultOfText(text: string | undefined): CanonicalFault | undefined {
  if (text === undefined) return 'not UTF-8';
  const value = parsed(text);
  if (value === undefined) return 'not JSON';
  const reason = tooDeep(text) ? 'nested too deeply' : unrecordable(value)?.why;
  if (reason !== undefined) return reason;
  return canonicalJson(value) === text ? undefined : 'not canonical';
}

/** What the text says; `undefined`, which no JSON says, when it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Nesting that no entry has and that would exhaust the stack of whoever walks through it. */
function tooDeep(text: string): boolean {
  let depth = 0;
  for (const [sign] of text.matchAll(TEXTS_AND_BRACKETS)) {
    if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    if (depth > DEPTH_MAX) return true;
  }
  return false;
}

/** Texts as a whole, so that the brackets in them do not count. */
const TEXTS_AND_BRACKETS = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;

/** As many levels as `unrecordable` lets pass. */
const DEPTH_MAX = 32;

/** Where the names and values of an object's members stand. Names without their quotes, values as they are written. */
export class MemberRanges {
  /** For each member: start and end of its name, start and end of its value. */
  private readonly places: number[] = [];
  private readonly values: number[] = [];
  private used = 0;

  clear(): void {
    this.used = 0;
  }

  /** Adds a member by its name; after that and `":` its value stands, up to an end. */
  add(name: ByteRange, end: number): void {
    const { places, used } = this;
    places[used] = name.start;
    places[used + 1] = name.end;
    places[used + 2] = name.end + 2;
    places[used + 3] = end;
    this.used = used + 4;
  }

  /**
   * Where the values of some members stand. Both are in the order of their names, so one walk finds all.
   * @param names plain ASCII, in the order of the RFC
   * @returns the start and the end of each value in turn, in an array that the next call uses again; `undefined` when
   * a member is missing.
   */
  valuesOf(bytes: Uint8Array, names: readonly string[]): readonly number[] | undefined {
    const { places, used, values } = this;
    let found = 0;
    for (let at = 0; at < used && found < names.length; at += 4) {
      if (!saysAscii(bytes, places[at]!, places[at + 1]!, names[found]!)) continue;
      values[found * 2] = places[at + 2]!;
      values[found * 2 + 1] = places[at + 3]!;
      found += 1;
    }
    return found === names.length ? values : undefined;
  }
}

const NO_MEMBERS = new MemberRanges();

/** Whether the bytes from `start` to `end` are a text of plain ASCII. */
export function saysAscii(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let at = 0; at < text.length; at += 1) {
    if (bytes[start + at] !== text.charCodeAt(at)) return false;
  }
  return true;
}

/** Not canonical, or not to be told by a quick look. */
const UNSURE = -1;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Where the value ends that begins here, or {@link UNSURE}. `members` is given those of the outermost object. */
function endOfValue(bytes: Uint8Array, at: number, depth: number, members: MemberRanges): number {
  const first = bytes[at];
  if (first === QUOTE) return endOfText(bytes, at + 1);
  if (first === OPEN_OBJECT) return depth < DEPTH_MAX ? endOfObject(bytes, at + 1, depth + 1, members) : UNSURE;
  if (first === OPEN_LIST) return depth < DEPTH_MAX ? endOfList(bytes, at + 1, depth + 1, members) : UNSURE;
  if (first === 0x74) return endOfWord(bytes, at, 'true');
  if (first === 0x66) return endOfWord(bytes, at, 'false');
  if (first === 0x6e) return endOfWord(bytes, at, 'null');
  return endOfWholeNumber(bytes, at);
}

function endOfWord(bytes: Uint8Array, at: number, word: string): number {
  const end = at + word.length;
  return saysAscii(bytes, at, end, word) ? end : UNSURE;
}

/** Up to 15 digits without leading zeros: those of 16 may be past 2^53. */
function endOfWholeNumber(bytes: Uint8Array, start: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start;
  let at = first;
  while (bytes[at]! >= ZERO && bytes[at]! <= NINE) at += 1;
  if (bytes[first] === ZERO) return first === start && at === first + 1 ? at : UNSURE;
  return at > first && at - first < 16 ? at : UNSURE;
}

/** The position after the closing quote. `at` is the position after the opening one. */
function endOfText(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    const byte = bytes[at]!;
    if (byte === QUOTE) return at + 1;
    if (byte >= 0x20 && byte < 0x80 && byte !== BACKSLASH) {
      at += 1;
      continue;
    }
    const after = byte === BACKSLASH ? endOfEscape(bytes, at + 1) : endOfSequence(bytes, at, byte);
    if (after === UNSURE) return UNSURE;
    at = after;
  }
}

/** The only escapes that RFC 8785 writes: two characters where there are such, else four lower-case digits. */
function endOfEscape(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== SMALL_U) return SHORT_ESCAPES.has(bytes[at]!) ? at + 1 : UNSURE;
  for (const escape of LONG_ESCAPES) {
    if (saysAscii(bytes, at, at + escape.length, escape)) return at + escape.length;
  }
  return UNSURE;
}

const SMALL_U = 0x75;
/** `"` `\` `b` `f` `n` `r` `t` */
const SHORT_ESCAPES: ReadonlySet<number> = new Set([QUOTE, BACKSLASH, 0x62, 0x66, 0x6e, 0x72, 0x74]);
/** For the control characters that have no short escape: not backspace, tab, new line, form feed, carriage return. */
const LONG_ESCAPES: readonly string[] = Array.from({ length: 0x20 }, (_, sign) => sign)
  .filter((sign) => ![0x08, 0x09, 0x0a, 0x0c, 0x0d].includes(sign))
  .map((sign) => `u${sign.toString(16).padStart(4, '0')}`);

/** Where the UTF-8 sequence of more than one byte ends that begins here. Source: RFC 3629, section 4. */
function endOfSequence(bytes: Uint8Array, at: number, first: number): number {
  const length = lengthOfSequence(first);
  const second = bytes[at + 1]!;
  if (length === 0 || !(second >= (LEAST_SECOND.get(first) ?? 0x80))) return UNSURE;
  if (!(second <= (MOST_SECOND.get(first) ?? 0xbf))) return UNSURE;
  for (let next = 2; next < length; next += 1) {
    if ((bytes[at + next]! & 0xc0) !== 0x80) return UNSURE;
  }
  return at + length;
}

/** 0 for a byte that begins no sequence of more than one. */
function lengthOfSequence(first: number): number {
  if (first < 0xc2 || first > 0xf4) return 0;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

const LEAST_SECOND: ReadonlyMap<number, number> = new Map([
  [0xe0, 0xa0],
  [0xf0, 0x90],
]);
const MOST_SECOND: ReadonlyMap<number, number> = new Map([
  [0xed, 0x9f],
  [0xf4, 0x8f],
]);

function endOfList(bytes: Uint8Array, start: number, depth: number, members: MemberRanges): number {
  if (bytes[start] === CLOSE_LIST) return start + 1;
  for (let at = start; ; at += 1) {
    at = endOfValue(bytes, at, depth, members);
    if (at === UNSURE) return UNSURE;
    if (bytes[at] !== COMMA) return bytes[at] === CLOSE_LIST ? at + 1 : UNSURE;
  }
}

function endOfObject(bytes: Uint8Array, start: number, depth: number, members: MemberRanges): number {
  if (bytes[start] === CLOSE_OBJECT) return start + 1;
  let before = NO_NAME;
  for (let at = start; ; at += 1) {
    const name = { start: at + 1, end: endOfName(bytes, at) };
    if (name.end === UNSURE || !isBefore(bytes, before, name)) return UNSURE;
    before = name;
    at = endOfValue(bytes, name.end + 2, depth, members);
    if (at === UNSURE) return UNSURE;
    if (depth === 1) members.add(name, at);
    if (bytes[at] !== COMMA) return bytes[at] === CLOSE_OBJECT ? at + 1 : UNSURE;
  }
}

/** What comes before the first name of an object. */
const NO_NAME: ByteRange = { start: 0, end: -1 };

/**
 * Where a name ends that is plain ASCII, for which the order of bytes is that of the RFC.
 * @param at its opening quote
 * @returns the position of its closing quote, which a colon follows.
 */
function endOfName(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== QUOTE) return UNSURE;
  let end = at + 1;
  while (bytes[end]! >= 0x20 && bytes[end]! < 0x80 && bytes[end] !== QUOTE && bytes[end] !== BACKSLASH) end += 1;
  return bytes[end] === QUOTE && bytes[end + 1] === COLON ? end : UNSURE;
}

function isBefore(bytes: Uint8Array, one: ByteRange, other: ByteRange): boolean {
  const shared = Math.min(one.end - one.start, other.end - other.start);
  if (one === NO_NAME) return true;
  for (let at = 0; at < shared; at += 1) {
    const difference = bytes[one.start + at]! - bytes[other.start + at]!;
    if (difference !== 0) return difference < 0;
  }
  return one.end - one.start < other.end - other.start;
}
