import { capital, type Id } from '@remit/kernel';
import { type Decision, type HeldCheckpoint } from './verify-words.js';

/** What checking the directory comes to, in words for auditors. Its leaves are checkpoints of trusts. */

/** A leaf, with the checkpoint that it points to. */
export interface NamedLeaf {
  readonly n: number;
  /** What the trust is called, and how many entries, as they are kept beside the note. */
  readonly of: { readonly trust: string; readonly size: number } | undefined;
}

/** What to call a trust: where one alone is checked, it is not for those who read it which others there are. */
export function trustCalled(trust: Id, only: Id | undefined): string {
  return only === undefined || trust === only ? trust : 'another trust in the same store';
}

/** `leaf 3 of the directory (the checkpoint of north over 100 entries)` */
export function leafInWords({ n, of }: NamedLeaf): string {
  const what = of === undefined ? '' : ` (the checkpoint of ${of.trust} over ${entries(of.size)})`;
  return `leaf ${String(n)} of the directory${what}`;
}

/** `leaf 5`, `leaves 5 to 9` */
export function leavesInWords(first: number, last: number): string {
  return first === last ? `leaf ${String(first)}` : `leaves ${String(first)} to ${String(last)}`;
}

function entries(count: number): string {
  return `${String(count)} ${count === 1 ? 'entry' : 'entries'}`;
}

/** The sentence for a leaf that does not give the hash beside it. */
export function leafDiffersInWords(leaf: NamedLeaf, { is, by }: Decision): string {
  const named = leafInWords(leaf);
  if (is === 'altered')
    return `${capital(named)} was altered: it is no longer the one over which ${by!.called} was made.`;
  if (is === 'as signed') {
    return `The hash kept beside ${named} was altered. The leaf itself is still the one over which ${by!.called} was made.`;
  }
  return `${capital(named)} or the hash kept beside it was altered: the two do not fit. ${undecided(by)}`;
}

/** The sentence for a hash over several leaves that does not follow from those below it. */
export function treeDiffersInWords(leaf: NamedLeaf, { is, by }: Decision): string {
  const hash = `A hash over several leaves that is kept beside ${leafInWords(leaf)}`;
  if (is === 'as signed') {
    return `${hash} was altered. The leaves themselves are still those over which ${by!.called} was made.`;
  }
  return `${hash} does not follow from them: it was altered. ${undecided(by)}`;
}

function undecided(by: HeldCheckpoint | undefined): string {
  return by === undefined
    ? 'No signed checkpoint of the directory covers it yet.'
    : `The leaves do not fit ${by.called}, so more than this was altered.`;
}

/** The sentence for leaves that agree with the hashes beside them, but not with a checkpoint. */
export function leavesRewrittenInWords(first: number, last: number, checkpoint: HeldCheckpoint): string {
  const among =
    first === last
      ? `${capital(leavesInWords(first, last))} of the directory is not the one`
      : `Among ${leavesInWords(first, last)} of the directory there is one that is not the one`;
  return `${among} over which ${checkpoint.called} was made: checkpoints of trusts were exchanged together with the hashes beside them.`;
}

/** The sentence for a leaf that nothing belongs to. */
export function leafPointsNowhereInWords(n: number): string {
  return `Leaf ${String(n)} of the directory does not point to the checkpoint of a trust: ledger.db was altered.`;
}

/** The sentence for leaves that are not there, others being there after them. */
export function leavesMissingInWords(first: number, last: number): string {
  const range = capital(leavesInWords(first, last));
  return `${range} of the directory ${first === last ? 'is' : 'are'} missing: leaf ${String(last + 1)} comes next.`;
}

/** The sentence for a directory that is shorter than what was signed. */
export function directoryShorterInWords(leaves: number, checkpoint: HeldCheckpoint): string {
  const has = leaves === 0 ? 'The directory has no leaf' : `The directory ends with leaf ${String(leaves - 1)}`;
  return `${has}, but ${checkpoint.called} was made over more: ${leavesInWords(leaves, checkpoint.size - 1)} ${checkpoint.size - leaves === 1 ? 'is' : 'are'} missing at the end.`;
}

/** The sentence for kept checkpoints of a trust that the directory does not have. */
export function notInDirectoryInWords(trust: string, sizes: readonly number[]): string {
  return `The directory has no leaf for ${sizes.length === 1 ? `the checkpoint of ${trust} over ${entries(sizes[0]!)}` : `${String(sizes.length)} checkpoints of ${trust}`}, although every one becomes a leaf when it is kept: the leaf was taken out, or the checkpoint put in.`;
}

/** The sentence for two checkpoints of the directory with one size and different roots. */
export function directoriesContradictInWords(one: HeldCheckpoint, other: HeldCheckpoint): string {
  return `${capital(one.called)} and ${other.called} cover as many leaves and contradict each other: two different directories were signed. Keep both, for together they prove it.`;
}
