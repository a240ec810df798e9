import { civilDate, type Day, dayInWords, dayOf, FOREVER, type Id, parseDay } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { StampRow } from './published-document.js';
import { readFingerprint } from './fingerprint.js';

/** What is said of a thing of which the record says nothing. */
export const NOT_RECORDED = 'not recorded';

const WHAT = {
  full: 'Scheme of delegation, in full',
  plain: 'Scheme of delegation, in plain words',
  matrix: 'Accountability matrix of a school',
} as const;

/** The labels of the stamp, one place for writing and for reading it. */
const LABELS = {
  what: 'This is',
  trust: 'Trust',
  scheme: 'Scheme',
  inForce: 'In force',
  decidedOn: 'Decided on',
  namesOn: 'Names as on',
  school: 'School',
  on: 'On',
  recorded: 'As recorded',
  fingerprint: 'Fingerprint',
} as const;

/** Up to where the record was read, and on which London day that entry was recorded. */
export interface RecordPosition {
  readonly entry: EntryNumber;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

/** What both kinds of stamp say. */
interface Stamped {
  readonly trust: Id;
  readonly trustName: string;
  readonly recorded: RecordPosition;
  readonly fingerprint: string;
}

export interface SchemeStamp extends Stamped {
  readonly plain: boolean;
  readonly scheme: Id;
  readonly version: string;
  readonly from: Day;
  /** First day no longer in force, as known at that entry. */
  readonly until: Day;
  /** `YYYY-MM-DD`; undefined when the record does not say. */
  readonly decidedOn: string | undefined;
  /** The day whose names tiers have. */
  readonly namesOn: Day;
}

export interface MatrixStamp extends Stamped {
  readonly school: Id;
  readonly schoolName: string;
  readonly on: Day;
}

/** The stamp of a scheme: which version it is, when it is in force, and where in the record it stands. */
export function schemeStamp(stamp: SchemeStamp): StampRow[] {
  const { plain, scheme, version, from, until, decidedOn, namesOn } = stamp;
  const last = until === FOREVER ? 'until further notice' : `to ${dayInWords(until - 1)}`;
  return [
    [LABELS.what, plain ? WHAT.plain : WHAT.full],
    [LABELS.trust, named(stamp.trustName, stamp.trust)],
    [LABELS.scheme, `${scheme}, version ${version}`],
    [LABELS.inForce, `from ${dayInWords(from)} ${last}`],
    [LABELS.decidedOn, decidedOn === undefined ? NOT_RECORDED : dayInWords(dayOf(decidedOn))],
    [LABELS.namesOn, dayInWords(namesOn)],
    ...position(stamp),
  ];
}

/** The stamp of a matrix: of which school and day it is, and where in the record it stands. */
export function matrixStamp(stamp: MatrixStamp): StampRow[] {
  return [
    [LABELS.what, WHAT.matrix],
    [LABELS.trust, named(stamp.trustName, stamp.trust)],
    [LABELS.school, named(stamp.schoolName, stamp.school)],
    [LABELS.on, dayInWords(stamp.on)],
    ...position(stamp),
  ];
}

function position({ recorded, fingerprint }: Stamped): StampRow[] {
  return [
    [LABELS.recorded, `at entry ${String(recorded.entry)}, on ${dayInWords(dayOf(recorded.day))}`],
    [LABELS.fingerprint, fingerprint],
  ];
}

/** A name with the id behind it: "Headteacher (head)". */
export function named(name: string, id: Id): string {
  return `${name} (${id})`;
}

/** What a stamp asks to be made again, to compare a file with. */
export type StampSays =
  | {
      readonly kind: 'scheme';
      readonly trust: Id;
      readonly scheme: Id;
      /** `YYYY-MM-DD` */
      readonly on: string;
      readonly knownAt: EntryNumber;
      readonly plain: boolean;
    }
  | {
      readonly kind: 'matrix';
      readonly trust: Id;
      readonly school: Id;
      readonly on: string;
      readonly knownAt: EntryNumber;
    };

/** Reads a stamp back. @returns `undefined` when it is none, or something of it is missing or cannot be read. */
export function readStamp(rows: readonly (readonly string[])[]): StampSays | undefined {
  const values = new Map(rows.map(([label = '', value = '']) => [label, value]));
  const valueOf: ValueOf = (label) => values.get(LABELS[label]) ?? '';
  const trust = idBehind(valueOf('trust'));
  const knownAt = /^at entry (\d{1,10}), on /.exec(valueOf('recorded'))?.[1];
  if (trust === undefined || knownAt === undefined) return undefined;
  if (readFingerprint(valueOf('fingerprint')) === undefined) return undefined;
  const common = { trust, knownAt: Number(knownAt) };
  return valueOf('what') === WHAT.matrix ? matrixSays(valueOf, common) : schemeSays(valueOf, common);
}

type ValueOf = (label: keyof typeof LABELS) => string;
type Common = Pick<StampSays, 'trust' | 'knownAt'>;

function matrixSays(valueOf: ValueOf, common: Common): StampSays | undefined {
  const school = idBehind(valueOf('school'));
  const on = dayFromWords(valueOf('on'));
  return school === undefined || on === undefined ? undefined : { kind: 'matrix', ...common, school, on };
}

function schemeSays(valueOf: ValueOf, common: Common): StampSays | undefined {
  const scheme = /^([a-z0-9.-]+), version /.exec(valueOf('scheme'))?.[1];
  const on = dayFromWords(valueOf('namesOn'));
  if (scheme === undefined || on === undefined) return undefined;
  return { kind: 'scheme', ...common, scheme, on, plain: valueOf('what') === WHAT.plain };
}

function idBehind(text: string): Id | undefined {
  return /\(([a-z0-9.-]+)\)$/.exec(text)?.[1];
}

const MONTHS = Array.from(
  { length: 12 },
  (_, at) => dayInWords(dayOf(`2001-${String(at + 1).padStart(2, '0')}-01`)).split(' ')[1],
);

/** The `YYYY-MM-DD` of a day in words, such as "3 March 2025"; `undefined` when it is none. */
export function dayFromWords(words: string): string | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/.exec(words) ?? [];
  const at = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  const parsed = parseDay(`${year}-${at}-${day.padStart(2, '0')}`);
  return parsed === undefined ? undefined : civilDate(parsed);
}
