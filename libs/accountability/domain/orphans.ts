import { Corrections, type EntryCorrected, type EntryNumber } from '@remit/record';
import type { Line } from '@remit/delegation';
import type { TrustIndex } from './trust-index.js';

/** An entry that refers to something which a correction has taken out of the record. */
export interface Orphan {
  readonly code: 'orphan';
  readonly entry: EntryNumber;
  readonly says: string;
}

type Data = Readonly<Record<string, unknown>>;

/** What each type brings about, by the kind of id. */
const BRINGS: Readonly<Record<string, readonly [kind: string, member: string]>> = {
  SchoolAdmitted: ['school', 'school'],
  ClusterFormed: ['cluster', 'cluster'],
  BodyConstituted: ['body or post', 'body'],
  PostCreated: ['body or post', 'post'],
  PersonAppointed: ['appointment', 'appointment'],
  DelegationVaried: ['variation', 'variation'],
};

/** What each type refers to. */
const REFERS: Readonly<Record<string, readonly (readonly [kind: string, member: string])[]>> = {
  SchoolReleased: [['school', 'school']],
  SchoolClassified: [['school', 'school']],
  SchoolLinked: [['school', 'school']],
  SchoolPlaced: [
    ['school', 'school'],
    ['cluster', 'cluster'],
  ],
  BodyDissolved: [['body or post', 'body']],
  PostAbolished: [['body or post', 'post']],
  PersonAppointed: [['body or post', 'to']],
  AppointmentEnded: [['appointment', 'appointment']],
  VariationEnded: [['variation', 'variation']],
};

/**
 * Entries left without what they refer to, as known at an entry: a body was voided and its appointments stay.
 * Source: accountability contract, section 6, finding `orphan`.
 */
export function orphans(index: TrustIndex, known: EntryNumber): Orphan[] {
  const standing = standingEntries(index, known);
  const brought = new Set<string>();
  for (const { type, data } of standing) {
    const [kind, member] = BRINGS[type] ?? [];
    if (kind !== undefined && member !== undefined) brought.add(`${kind} ${String(data[member])}`);
  }
  return standing.flatMap(({ n, type, data }) => [
    ...referencesOf(type, data)
      .filter(([kind, id]) => !brought.has(`${kind} ${id}`))
      .map(([kind, id]) => orphan(n, `refers to the ${kind} "${id}"`, 'It')),
    ...linesOf(data)
      .filter((line) => index.delegation.functionOf(line.function, known) === undefined)
      .map((line) => orphan(n, `has a line ${line.line} for the function "${line.function}"`, 'That line')),
  ]);
}

function orphan(entry: EntryNumber, refers: string, what: string): Orphan {
  const says = `Entry ${String(entry)} ${refers}, which no entry that stands brings about. ${what} is without effect.`;
  return { code: 'orphan', entry, says };
}

/** The lines of a scheme or variation; none of anything else. */
function linesOf(data: Data): readonly Line[] {
  return (data['lines'] as readonly Line[] | undefined) ?? [];
}

function referencesOf(type: string, data: Data): (readonly [kind: string, id: string])[] {
  const named = (REFERS[type] ?? []).map(([kind, member]) => [kind, String(data[member])] as const);
  const covers = data['covers'] as { readonly schools?: readonly string[]; readonly cluster?: string } | undefined;
  const covered = (covers?.schools ?? []).map((school) => ['school', school] as const);
  return [...named, ...covered, ...(covers?.cluster === undefined ? [] : [['cluster', covers.cluster] as const])];
}

/** The entries that stand as known at an entry, with the data that count. */
function standingEntries(index: TrustIndex, known: EntryNumber): { n: EntryNumber; type: string; data: Data }[] {
  const corrections = new Corrections();
  const entries = Array.from({ length: known + 1 }, (_, n) => index.standing(n)!);
  for (const { n, type } of entries) {
    if (type === 'EntryCorrected') corrections.add(n, index.originalOf(n) as EntryCorrected);
  }
  return entries.flatMap(({ n, type }) => {
    const { live, replacedBy } = corrections.standing(n);
    return live ? [{ n, type, data: (replacedBy ?? index.originalOf(n)) as Data }] : [];
  });
}
