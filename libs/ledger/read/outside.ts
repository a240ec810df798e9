import { dayInWords, dayOf } from '@remit/kernel';
import { directoryOrigin } from '../domain/origins.js';
import type { Anchor, CheckpointStore } from '../write/checkpoint-store.js';

/** What others have confirmed of a log, and up to where: in members and in words. */

/** The newest word of somebody outside. */
export interface OutsideView {
  readonly kind: Anchor['kind'];
  /** A witness's name, or a time-stamping authority's. */
  readonly by: string;
  /** When they say it was. UTC instant. */
  readonly at: string;
  /** How many entries of the log it covers. */
  readonly size: number;
}

/**
 * What others have confirmed of a log, the most first: of one of its own checkpoints, or of one of the directory that
 * has one among its leaves.
 */
export function outsideOf(checkpoints: CheckpointStore, operator: string, log: string): readonly OutsideView[] {
  const views = new Map<string, OutsideView>();
  const put = ({ kind, by, at }: Anchor, size: number): void => {
    const known = views.get(`${kind} ${by}`);
    if (known === undefined || size > known.size) views.set(`${kind} ${by}`, { kind, by, at, size });
  };
  const directory = directoryOrigin(operator);
  for (const word of checkpoints.outsideOf(log)) put(word, word.checkpoint.size);
  for (const word of log === directory ? [] : checkpoints.outsideOf(directory)) {
    const covered = checkpoints.latestAmong(log, word.checkpoint.size);
    if (covered !== undefined) put(word, covered.size);
  }
  return [...views.values()].sort((a, b) => b.size - a.size || (a.at < b.at ? -1 : 1));
}

/** How the leaves of a log are called in sentences. */
export interface LeafWords {
  /** The last of so many. */
  readonly last: (size: number) => string;
  /** The first so many, to begin a sentence with. */
  readonly upTo: (size: number) => string;
  /** Those from one to another, with the verb, to begin a sentence with. */
  readonly range: (first: number, last: number) => string;
}

/** The entries of a record. */
export const ENTRIES: LeafWords = {
  last: (size) => `entry ${String(size - 1)}`,
  upTo: (size) => (size === 1 ? 'Entry 0' : `Entries up to ${String(size - 1)}`),
  range: (first, last) =>
    first === last ? `Entry ${String(first)} is` : `Entries ${String(first)} to ${String(last)} are`,
};

/** The leaves of the directory: checkpoints of trusts. */
export const LEAVES: LeafWords = {
  last: (size) => `leaf ${String(size - 1)}`,
  upTo: (size) => (size === 1 ? 'Leaf 0' : `Leaves up to ${String(size - 1)}`),
  range: (first, last) =>
    first === last ? `Leaf ${String(first)} is` : `Leaves ${String(first)} to ${String(last)} are`,
};

/** Up to where nothing can be changed unnoticed, and by whose word; at least one word. @param now ms since 1970 */
export function outsideInWords(views: readonly OutsideView[], leaves: LeafWords, now: number): string {
  const sizes = [...new Set(views.map(({ size }) => size))];
  const sentences = sizes.map((size, at) => {
    const words = views.filter((view) => view.size === size).map(wordInWords);
    const verb = at === 0 ? 'cannot be changed unnoticed:' : size === 1 ? 'is also' : 'are also';
    return `${leaves.upTo(size)} ${verb} ${words.join(', ')}.`;
  });
  return [...sentences, ...ageInWords(views, now)].join(' ');
}

function wordInWords({ kind, by, at }: OutsideView): string {
  return `${kind === 'cosignature' ? 'witnessed' : 'time-stamped'} by ${by} on ${dayInWords(dayOf(at))}`;
}

const DAY_MS = 86_400_000;

/** How old the newest word is, once that is more than a day. */
function ageInWords(views: readonly OutsideView[], now: number): readonly string[] {
  const newest = Math.max(...views.map(({ at }) => Date.parse(at)));
  const days = Math.floor((now - newest) / DAY_MS);
  return days < 1 ? [] : [`The last word from outside is ${days === 1 ? 'a day' : `${String(days)} days`} old.`];
}
