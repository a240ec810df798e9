import { PHRASES, SYNONYMS } from './synonyms.data.js';

/**
 * A text without capitals, punctuation and repeated spaces, so that two texts that differ only in these are the same:
 * `Discipline & Grievance` and `discipline and grievance`.
 */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/['’‘`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const NO_MEANING = new Set(
  'a an and any as at be by for from in into is it its of on or other such that the their this to which with within'.split(
    ' ',
  ),
);

const ENDING = /(?:ments?|ations?|ings?|als?|ies|ed|es|s|e|y)$/;

/** The word without its ending, so that `approves`, `approval` and `approving` are one. Words of four letters stay. */
export function stem(word: string): string {
  return word.length > 4 ? word.replace(ENDING, '') : word;
}

/** The words of a text that carry meaning, as stems, with the words of the field made one: `principal` is `headteacher`. */
export function stems(text: string): ReadonlySet<string> {
  let words = ` ${plain(text)} `;
  for (const [phrase, word] of PHRASES) words = words.replaceAll(` ${phrase} `, ` ${word} `);
  const found = words
    .trim()
    .split(' ')
    .filter((word) => word !== '' && !NO_MEANING.has(word))
    .map((word) => stem(SYNONYMS.get(word) ?? word));
  return new Set(found);
}

/** Part of an id made of a text: its words with hyphens between them. */
export function slug(text: string): string {
  return plain(text)
    .normalize('NFD')
    .replace(/[^a-z0-9 ]/g, '')
    .trim()
    .replace(/ +/g, '-');
}
