import type { Id } from '@remit/kernel';
import { type StoredRows, UnreadableRows } from '../domain/stored-rows.js';
import { checkCheckpoints } from './verify-checkpoints.js';
import type { DirectoryVerdict } from './verify-directory.js';
import type { CheckpointSources } from './verify-sources.js';
import { type TrustVerdict, verifyTrust } from './verify-trust.js';
import { type Finding, type FindingKind, type HeldCheckpoint, WORST_FIRST, worstOnly } from './verify-words.js';

/** What checking a record came to. */
export interface RecordVerdict {
  readonly trusts: readonly TrustVerdict[];
  /** What the directory came to, when there is one. */
  readonly directory: DirectoryVerdict | undefined;
  /** What is wrong with the record as a whole, with the directory, or with checkpoints of no trust in it. */
  readonly findings: readonly Finding[];
  readonly entries: number;
}

/** How far a check has come. */
export interface VerifyProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Checks everything that is stored, of all trusts or of one: see `verifyTrust`, `checkCheckpoints` and `checkDirectory`;
 * the directory is checked whole also for one trust, since what vouches for it covers all. A trust that has
 * checkpoints and no entries is checked as well. Read the checkpoints before the rows: what is recorded and signed while
 * the check runs must not look like a record that is too short.
 * @yields how far it has come, every few hundred entries.
 */
export function* verifyRecord(
  rows: StoredRows,
  sources: CheckpointSources,
  only: Id | undefined,
): Generator<VerifyProgress, RecordVerdict> {
  const checked = checkCheckpoints(sources, only);
  const findings: Finding[] = [...checked.stray, ...checked.directory.findings];
  const counts = countsOf(rows, findings, only);
  const names = [...new Set([...counts.keys(), ...checked.held.keys(), ...checked.findings.keys()])].sort();
  const total = [...counts.values()].reduce((sum, entries) => sum + entries, 0);
  const trusts: TrustVerdict[] = [];
  let done = 0;
  for (const trust of names) {
    const checkpoints = checked.held.get(trust) ?? [];
    const steps = verifyTrust(rows, trust, checkpoints);
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) {
      done += step.value;
      yield { done, total };
    }
    trusts.push(withCheckpoints(step.value, checkpoints, checked.findings.get(trust) ?? []));
  }
  if (only === undefined) findings.push(...faultsOf(rows));
  return { trusts, directory: checked.directory.verdict, findings, entries: done };
}

function countsOf(rows: StoredRows, findings: Finding[], only: Id | undefined): Map<Id, number> {
  try {
    const all = rows.trusts().filter(({ trust }) => only === undefined || trust === only);
    return new Map(all.map(({ trust, entries }) => [trust, entries]));
  } catch (error) {
    findings.push(damage(error));
    return new Map();
  }
}

function faultsOf(rows: StoredRows): readonly Finding[] {
  try {
    return rows.faults().map(({ says }) => ({ kind: 'altered', says }));
  } catch (error) {
    return [damage(error)];
  }
}

function damage(error: unknown): Finding {
  if (!(error instanceof UnreadableRows)) throw error;
  return { kind: 'altered', says: `The file of the record is damaged (${error.message}).` };
}

/** How many checkpoints that are not accepted are listed: the worst, and of those the newest. */
const SAME_MAX = 5;

/** The verdict with what is wrong with the trust's checkpoints, or with there being none. */
function withCheckpoints(
  verdict: TrustVerdict,
  checkpoints: readonly HeldCheckpoint[],
  wrong: readonly Finding[],
): TrustVerdict {
  const unsigned: Finding[] =
    checkpoints.length === 0 && wrong.length === 0
      ? [
          {
            kind: 'incomplete',
            says: 'No signed checkpoint of this trust is there to hold it against: all that can be said is that the record agrees with itself. Bring one that you have kept (--checkpoint FILE), or have one made.',
          },
        ]
      : [];
  // One key that is not accepted is wrong in every checkpoint: a few of them say it.
  const findings = [...verdict.findings, ...worstOnly(wrong.toReversed(), SAME_MAX), ...unsigned];
  return { ...verdict, findings, count: verdict.count + wrong.length + unsigned.length };
}

/** The worst kind of all findings; `undefined` when there are none. */
export function worstOf({ trusts, findings }: RecordVerdict): FindingKind | undefined {
  const kinds = new Set([...findings, ...trusts.flatMap((trust) => trust.findings)].map(({ kind }) => kind));
  return WORST_FIRST.find((kind) => kinds.has(kind));
}
