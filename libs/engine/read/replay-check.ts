import { dayOf, type Id } from '@remit/kernel';
import type { EntryNumber, RecordStore } from '@remit/record';
import { SystemClock, TrustSession } from '@remit/record/nest';
import { headState, knownFacts, matrix, Moment, type TrustIndex } from '@remit/accountability';
import { digestOf } from '@remit/accountability/nest';
import { beginTrust } from '../domain/engine-commands.js';
import { EngineTrustModel } from '../write/engine-trust-model.js';
import { replayTo } from './replay.query.js';

/** The sum that another process says its index has, as known at an entry. */
export interface ElsewhereDigest {
  readonly position: EntryNumber;
  readonly sha256: string;
}

/** What the check of a trust came to. */
export interface ReplayVerdict {
  readonly trust: Id;
  /** How many entries were read. */
  readonly entries: number;
  /** How many times two indexes were compared. */
  readonly compared: number;
  /** SHA-256 of the index at its head. */
  readonly sha256: string;
  /** What is not the same, in words; empty when everything is. */
  readonly differences: readonly string[];
}

export interface ReplayChecked {
  readonly store: RecordStore;
  readonly trust: Id;
  readonly head: EntryNumber;
  /** What a server has, to be compared as well. */
  readonly elsewhere?: ElsewhereDigest | undefined;
  /** Is told of entries that were read. */
  readonly progress: (entries: number) => void;
}

/** How often a record is read in full: once for each way to build its index. */
export const READINGS = 2;

const CUTS = 5;

/**
 * Builds the index of a trust from its record in two ways, as a start of the product does and in parts with questions in
 * between, and compares them byte for byte: at the head everything, and at each cut what is known there, which later
 * entries must not have changed.
 */
export async function checkReplay(checked: ReplayChecked): Promise<ReplayVerdict> {
  const { store, trust, head, progress, elsewhere } = checked;
  const differences: string[] = [];
  const started = await asStarted(store, trust);
  progress(head + 1);
  const continued = beginTrust(trust);
  let compared = 0;
  for (const cut of cutsOf(head)) {
    await replayTo(store, continued, cut, progress);
    const different = firstDifference(knownFacts(started, cut), knownFacts(continued, cut));
    compared += 1;
    if (different !== undefined) differences.push(`As known at entry ${String(cut)}, ${different}`);
    if (cut < head) askAround(continued, cut);
  }
  const different = started.head === head ? firstDifference(headState(started), headState(continued)) : undefined;
  if (different !== undefined) differences.push(`At the newest entry, ${different}`);
  if (elsewhere !== undefined) {
    compared += 1;
    const own = await digestOf(knownFacts(started, elsewhere.position));
    if (own !== elsewhere.sha256) differences.push(elsewhereInWords(elsewhere, own));
  }
  const sha256 = await digestOf(knownFacts(started, head));
  return { trust, entries: head + 1, compared: compared + 1, sha256, differences };
}

/** The index as a start or a first question builds it. */
async function asStarted(store: RecordStore, trust: Id): Promise<TrustIndex> {
  const { state } = await new TrustSession(trust, store, new EngineTrustModel(), new SystemClock()).view();
  return state;
}

/** The entries after which the second index is compared: after the first one, several times on the way, and at the end. */
function cutsOf(head: EntryNumber): readonly EntryNumber[] {
  const cuts = Array.from({ length: CUTS }, (_, at) => Math.floor((head * at) / (CUTS - 1)));
  return [...new Set(cuts)];
}

/** Fills whatever the index remembers of questions. */
function askAround(index: TrustIndex, known: EntryNumber): void {
  const day = dayOf(index.recordedAt(known) ?? '');
  const [school] = index.structure.schools.keys();
  matrix(new Moment(index, day, known), { school });
}

/** Where two texts differ first, in words; `undefined` when they are the same. */
export function firstDifference(one: Iterable<string>, other: Iterable<string>): string | undefined {
  const right = other[Symbol.iterator]();
  for (const left of one) {
    const next = right.next();
    if (next.done === true) return `only the index built in one go has ${inShort(left)}.`;
    if (next.value !== left)
      return `the index built in one go has ${inShort(left)}, and the one built in parts has ${inShort(next.value)}.`;
  }
  const more = right.next();
  return more.done === true ? undefined : `only the index built in parts has ${inShort(more.value)}.`;
}

const SHOWN_MAX = 300;

function inShort(line: string): string {
  return line.length > SHOWN_MAX ? `${line.slice(0, SHOWN_MAX)}…` : line;
}

function elsewhereInWords({ position, sha256 }: ElsewhereDigest, own: string): string {
  return `As known at entry ${String(position)}, the index of the server is another one: its sum is ${sha256}, and that of the record is ${own}. Restart the server, which builds its index anew, and report this.`;
}
