import { capital, dayInWords, parseDay } from '@remit/kernel';
import type { RowFault } from './verify-entry.js';

/** What checking a record comes to, in words for clerks and auditors. */

/** What a finding means for the record. */
export type FindingKind =
  /** Something is not as it was recorded, or not as it was signed. */
  | 'altered'
  /** Entries are missing at the end, or nothing was signed that the record could be compared with. */
  | 'incomplete'
  /** A checkpoint or a key is not one that the auditor accepts. */
  | 'policy';

/** How bad it is, the worst first. */
export const WORST_FIRST: readonly FindingKind[] = ['altered', 'incomplete', 'policy'];

/** One thing that is wrong. */
export interface Finding {
  readonly kind: FindingKind;
  /** The entries that it is about, first and last, when it can be said. */
  readonly entries?: { readonly first: number; readonly last: number };
  readonly says: string;
}

/** So many of the findings, the worst first: what a list leaves out is never worse than what it shows. */
export function worstOnly(findings: readonly Finding[], max: number): readonly Finding[] {
  return WORST_FIRST.flatMap((kind) => findings.filter((finding) => finding.kind === kind)).slice(0, max);
}

/** A checkpoint whose signatures have been checked, to hold the record against. */
export interface HeldCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  /** How sentences name it: `the checkpoint that was signed on 3 March 2025`, `your checkpoint march.note`. */
  readonly called: string;
  /** Whether the auditor has brought it, or it was kept beside the record. */
  readonly from: 'given' | 'kept';
  /** The policy asks for witnesses and none vouches for it: it can show that something was altered, not that nothing was. */
  readonly unwitnessed?: boolean;
  /** Somebody outside has confirmed it, or holds it, so that whoever has the signing key cannot change it. */
  readonly vouched?: boolean;
}

/** What is wrong with a row, before it is known whether the entry or what stands beside it was changed. */
export type Suspicion =
  | { readonly kind: 'leaf' }
  /** A hash over entries from `first` to this one. */
  | { readonly kind: 'node'; readonly first: number }
  | { readonly kind: 'hashes' }
  | { readonly kind: 'time'; readonly before: string }
  | { readonly kind: 'id' }
  | { readonly kind: 'position' }
  | RowFault;

/** What a checkpoint says about it: the entries are those that were signed, they are not, or it cannot be told. */
export interface Decision {
  readonly is: 'as signed' | 'altered' | 'unknown';
  /** The checkpoint that decided, or that nothing fits; `undefined` when none covers the entry. */
  readonly by: HeldCheckpoint | undefined;
}

/** An entry with the day it was recorded on, when that can be read. */
export interface NamedEntry {
  readonly n: number;
  readonly recordedAt: string;
}

/** `entry 12 (recorded on 3 March 2025)` */
export function entryInWords({ n, recordedAt }: NamedEntry): string {
  const day = dayInText(recordedAt);
  return `entry ${String(n)}${day === undefined ? '' : ` (recorded on ${day})`}`;
}

/** `3 March 2025` for an instant or a day; `undefined` for anything else. */
export function dayInText(instant: string): string | undefined {
  const text = /^(\d{4}-\d{2}-\d{2})(T|$)/.exec(instant)?.[1];
  const day = text === undefined ? undefined : parseDay(text);
  return day === undefined ? undefined : dayInWords(day);
}

/** `entry 5`, `entries 5 to 9` */
export function rangeInWords(first: number, last: number): string {
  return first === last ? `entry ${String(first)}` : `entries ${String(first)} to ${String(last)}`;
}

/** The sentence for a row that is not as it should be. */
export function suspicionInWords(suspicion: Suspicion, entry: NamedEntry, decision: Decision): string {
  switch (suspicion.kind) {
    case 'leaf':
      return leafInWords(entryInWords(entry), decision);
    case 'node':
      return nodeInWords(suspicion.first, entry, decision);
    case 'hashes':
      return `The hashes kept beside ${entryInWords(entry)} were cut off or added to. ${entrySays(decision)}`;
    case 'time':
      return `${capital(entryInWords(entry))} says that it was recorded at ${entry.recordedAt}, and the entry before it at ${suspicion.before}: an entry was put in later, or its time was changed. ${entrySays(decision)}`;
    case 'id':
      return `${capital(entryInWords(entry))} has the id of an entry before it: one of the two was copied. ${entrySays(decision)}`;
    case 'position':
      return `${capital(entryInWords(entry))} stands in the file before the entry that it follows: entries were moved. ${entrySays(decision)}`;
    case 'form':
      return `${capital(entryInWords(entry))} is not written in the one way that the record allows (${suspicion.why}): it was not Remit that wrote it. ${entrySays(decision)}`;
    case 'envelope':
      return envelopeInWords(suspicion.member, suspicion.says, entry, decision);
  }
}

function leafInWords(entry: string, { is, by }: Decision): string {
  if (is === 'altered')
    return `${capital(entry)} was altered: it is no longer the entry over which ${by!.called} was made.`;
  if (is === 'as signed') {
    return `The hash kept beside ${entry} was altered. The entry itself is still the one over which ${by!.called} was made.`;
  }
  return `${capital(entry)} or the hash kept beside it was altered: the two do not fit. ${undecided(by)}`;
}

function nodeInWords(first: number, entry: NamedEntry, { is, by }: Decision): string {
  const range = rangeInWords(first, entry.n);
  if (is === 'altered') {
    return `One of ${range} was altered together with the hash beside it: they are no longer those over which ${by!.called} was made.`;
  }
  const hash = `The hash over ${range} that is kept beside ${entryInWords(entry)}`;
  if (is === 'as signed') {
    return `${hash} was altered. The entries themselves are still those over which ${by!.called} was made.`;
  }
  return `${hash} does not fit them: it was altered, or one of them together with the hash beside it. ${undecided(by)}`;
}

function envelopeInWords(member: string, says: string, entry: NamedEntry, decision: Decision): string {
  const what = ENVELOPE[member] ?? member;
  return `${capital(entryInWords(entry))} does not stand where it belongs: it says that its ${what} is ${says}, and the record files it under another. ${entrySays(decision)}`;
}

const ENVELOPE: Readonly<Record<string, string>> = {
  v: 'version',
  trust: 'trust',
  n: 'number',
  recordedAt: 'time of recording',
};

/** What can be said of the entry when the fault lies in what stands beside it, or in the order. */
function entrySays({ is, by }: Decision): string {
  if (is === 'as signed') return `The text of the entry itself is the one over which ${by!.called} was made.`;
  if (is === 'altered') return `It is not what ${by!.called} was made over.`;
  return by === undefined
    ? 'No signed checkpoint covers it yet.'
    : `The record does not fit ${by.called}, so that this entry or more than it was altered.`;
}

function undecided(by: HeldCheckpoint | undefined): string {
  return by === undefined
    ? 'No signed checkpoint covers it yet, so it cannot be said which of the two.'
    : `Neither fits ${by.called}, so more than this was altered.`;
}

/** The sentence for entries that agree with the hashes beside them, but not with a checkpoint. */
export function rewrittenInWords(first: number, last: number, checkpoint: HeldCheckpoint): string {
  return first === last
    ? `${capital(rangeInWords(first, last))} is not the one over which ${checkpoint.called} was made: it was altered together with its hash.`
    : `Among ${rangeInWords(first, last)} there is one that is not the one over which ${checkpoint.called} was made: it was altered together with its hash, so it cannot be said which.`;
}

/** The sentence for an altered record that somebody has signed again. */
export function resignedInWords(later: HeldCheckpoint): string {
  return `${capital(later.called)} was made over the altered record: whoever altered it could sign as well. Treat the signing key as stolen.`;
}

/** The sentence for two checkpoints of one size with different roots. */
export function contradictionInWords(one: HeldCheckpoint, other: HeldCheckpoint): string {
  return `${capital(one.called)} and ${other.called} are both over ${String(one.size)} entries and contradict each other: two different records were signed. Keep both, for together they prove it.`;
}

/** The sentence for entries that are not there, others being there after them. */
export function missingInWords(first: number, last: number): string {
  const range = capital(rangeInWords(first, last));
  return `${range} ${first === last ? 'is' : 'are'} missing: entry ${String(last + 1)} comes next.`;
}

/** The sentence for a record that is shorter than what was signed. */
export function shorterInWords(entries: number, checkpoint: HeldCheckpoint): string {
  const has = entries === 0 ? 'The record has no entry' : `The record ends with entry ${String(entries - 1)}`;
  return `${has}, but ${checkpoint.called} was made over ${String(checkpoint.size)} entries: ${rangeInWords(entries, checkpoint.size - 1)} ${checkpoint.size - entries === 1 ? 'is' : 'are'} missing at the end.`;
}
