import type { Id } from '@remit/kernel';
import type { EntryCorrected, EntryNumber } from '@remit/record';
import type { Answer } from './answer.js';
import { ask } from './answer.js';
import { Moment } from './moment.js';
import type { Question } from './question.js';
import { TrustIndex } from './trust-index.js';

/**
 * The entries that an answer rests on: entry 0, those that its reasons and findings name, the one that brought the
 * function, and what each correction among them corrects. From them alone the answer is worked out again. Source: the
 * description of bundles, docs/bundle-format.md, section 2.4.
 */
export function entriesRestedOn(index: TrustIndex, answer: Answer): ReadonlySet<EntryNumber> {
  const { question, why, findings } = answer;
  const broughtBy = index.delegation.functionOf(question.function, question.knownAt)?.broughtBy ?? 0;
  const named = [...why, ...findings].flatMap(({ entry }) => (entry === null ? [] : [entry]));
  const entries = new Set([0, broughtBy, ...named]);
  // A set hands out what is added while it is walked.
  for (const n of entries) {
    const target = correctedBy(index, n);
    if (target !== undefined) entries.add(target);
  }
  return entries;
}

/** The entry that an entry corrects, by what it said at first; `undefined` when it is no correction. */
export function correctedBy(index: TrustIndex, n: EntryNumber): EntryNumber | undefined {
  return index.standing(n)?.type === 'EntryCorrected' ? (index.originalOf(n) as EntryCorrected).entry : undefined;
}

/** The entry that a correction is about in the end, through other corrections; an entry that is none is its own. */
export function bottomOf(index: TrustIndex, n: EntryNumber): EntryNumber {
  const target = correctedBy(index, n);
  return target === undefined ? n : bottomOf(index, target);
}

/**
 * The one school whose answers alone an entry can change; `undefined` when it may be all. A correction has that of the
 * entry which it corrects, for a replacement must be about the same school.
 */
export function schoolAlone(index: TrustIndex, n: EntryNumber): Id | undefined {
  return (index.originalOf(bottomOf(index, n)) as { readonly school?: Id }).school;
}

/**
 * Answers a question from some entries alone, each at its own number; every other one up to the entry asked about says
 * nothing. Of the given entries those with a catalogue or with the function asked about count for every answer, as a
 * verifier counts them. Source: docs/bundle-format.md, section 6.
 * @param entries that stand beside each other, also those of other answers
 * @param restedOn those of them that this answer rests on
 */
export function answerFromAlone(
  index: TrustIndex,
  question: Question,
  entries: Iterable<EntryNumber>,
  restedOn: ReadonlySet<EntryNumber>,
): Answer | undefined {
  const counting = new Set(restedOn);
  for (const n of entries) if (n <= question.known && bringsFunction(index, n, question.function)) counting.add(n);
  const alone = new TrustIndex(index.trust, [{ apply: () => true }]);
  for (let n = 0; n <= question.known; n += 1) {
    const recordedAt = index.recordedAt(n)!;
    const said = counting.has(n)
      ? { type: index.standing(n)!.type, data: index.originalOf(n) }
      : { type: 'SaysNothing', data: {} };
    alone.apply({ n, recordedAt, ...said });
  }
  return ask(new Moment(alone, question.day, question.known), question);
}

function bringsFunction(index: TrustIndex, n: EntryNumber, asked: string): boolean {
  const type = index.standing(n)?.type;
  if (type === 'CatalogueAdopted') return true;
  return type === 'FunctionDefined' && (index.originalOf(n) as { readonly function: string }).function === asked;
}
