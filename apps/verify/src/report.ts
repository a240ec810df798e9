import type { CheckedAnswer } from './answers.js';
import type { Outcome } from './finding.js';
import type { BundleLine } from './lines.js';

/** What was found out, for programs (`--json`) and as the ground of what is said in words. */

/** A key of the log, with the sizes of the first and last checkpoint in this bundle that it signed. */
export interface SigningKey {
  readonly id: string;
  readonly from: number;
  to: number;
}

/** Somebody else's signature under a checkpoint, and when it was given. */
export interface Witnessed {
  readonly by: string;
  /** UTC instant. */
  readonly at: string;
  readonly of: 'checkpoint' | 'directory';
  readonly size: number;
}

export interface TimestampFound {
  readonly of: 'checkpoint' | 'directory';
  readonly size: number;
  /** What the time-stamp says, UTC. */
  readonly at: string;
  /** The authority, when it was checked. */
  readonly by: string | null;
  /** Why it was not checked, when it was not. */
  readonly unchecked: string | null;
}

export interface OwnCheckpoint {
  readonly file: string;
  readonly size: number;
}

/** Filled while the bundle passes by: when the check ends early it says how far it came. */
export class Facts {
  bundle: BundleLine | undefined;
  entries = 0;
  recordedFrom: string | undefined;
  recordedTo: string | undefined;
  checkpoints = 0;
  last: { readonly size: number; readonly root: string } | undefined;
  readonly keys: SigningKey[] = [];
  /** Sizes of the checkpoints that two keys of the log signed. */
  readonly handOvers: number[] = [];
  /** Whether the keys changed without a checkpoint that both signed. */
  unboundKeys = false;
  readonly witnessed: Witnessed[] = [];
  /** When the policy's quorum was met; `undefined` when it asks for none. UTC instant. */
  quorumAt: string | undefined;
  directory: 'checked' | 'absent' | 'not in the policy' = 'absent';
  readonly timestamps: TimestampFound[] = [];
  readonly own: OwnCheckpoint[] = [];
  readonly answers: CheckedAnswer[] = [];
}

export interface Problem {
  readonly outcome: Outcome;
  readonly says: string;
}

export interface Report {
  readonly outcome: 'ok' | Outcome;
  readonly problem: string | null;
  readonly facts: Facts;
  readonly notProved: readonly string[];
}

/** The report on a bundle. */
export function reportOn(facts: Facts, problem: Problem | undefined): Report {
  return {
    outcome: problem?.outcome ?? 'ok',
    problem: problem?.says ?? null,
    facts,
    notProved: problem === undefined ? notProved(facts) : [],
  };
}

/** What even a bundle without fault does not prove; see docs/bundle-format.md, section 7. */
function notProved(facts: Facts): string[] {
  const { bundle, last, witnessed, timestamps, own, directory } = facts;
  const size = last?.size ?? 0;
  const outside = Math.max(
    ...[-1, ...witnessed.map((each) => sizeOf(each, size)), ...own.map((each) => each.size)],
    ...timestamps.filter(({ by }) => by !== null).map((each) => sizeOf(each, size)),
  );
  const list = [
    `What was recorded after entry ${String(size - 1)} is not part of this bundle.`,
    'That something was recorded does not prove that it is true.',
  ];
  if (outside < 0) {
    list.push(
      'Nobody but the operator vouches for this record: no witness, no time-stamp that was checked, no checkpoint of your own. Whoever has the operator\u2019s key could have written it all anew before this bundle was made. Keep its last checkpoint, and give it with --checkpoint the next time.',
    );
  } else if (outside < size) {
    list.push(
      `Entries ${String(outside)} to ${String(size - 1)} rest on the operator\u2019s signature alone: whoever has that key could have written them anew before this bundle was made.`,
    );
  }
  if (directory !== 'checked' || !witnessed.some(({ of }) => of === 'directory')) {
    list.push('That others are shown the same record: that takes the directory with the signature of a witness.');
  }
  if (bundle?.scope === 'answer') {
    list.push(
      'That no other entry changes the answers, such as a correction or a later scheme that was left out: only a bundle of the whole record proves that.',
    );
  }
  if (facts.unboundKeys)
    list.push('That the operator\u2019s keys belong together: no checkpoint was signed by both keys.');
  return list;
}

function sizeOf(
  { of, size }: { readonly of: 'checkpoint' | 'directory'; readonly size: number },
  last: number,
): number {
  // The directory has the last checkpoint of this bundle in it.
  return of === 'directory' ? last : size;
}
