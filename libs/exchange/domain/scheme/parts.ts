import type { OtherPart } from '@remit/delegation';
import { PART_WORDS } from './parts.data.js';
import { plain, stem } from './words.js';

/** A part of a tier in a function; `none` when the file says that it has none that a scheme records. */
export type SchemePart = 'decides' | OtherPart | 'none';

/** The parts as a person answers them. */
export const PART_ANSWERS: readonly (readonly [answer: string, part: SchemePart])[] = [
  ['decides', 'decides'],
  ['recommends', 'recommends'],
  ['is consulted', 'consulted'],
  ['is informed', 'informed'],
  ['oversees', 'oversees'],
  ['no part', 'none'],
];

/** The part that an answer names; the verb alone will do. */
export function partAnswered(answer: string): SchemePart | undefined {
  const words = plain(answer).replace(/^(?:is|are) /, '');
  if (words === 'none') return 'none';
  return PART_ANSWERS.find(([said]) => said.replace(/^is /, '') === words)?.[1];
}

/** A part in words, as {@link PART_ANSWERS} has it. */
export function partInWords(part: SchemePart): string {
  return PART_ANSWERS.find(([, known]) => known === part)?.[0] ?? part;
}

/** What a word of the field means, and whether that may be taken without asking. */
export interface WordMeaning {
  readonly part: SchemePart;
  /** `always`; `alone`, when the word is all that is said ("Consult", but not "Consult parents"); `never`: it is asked. */
  readonly sure: 'always' | 'alone' | 'never';
}

const MEANINGS: ReadonlyMap<string, WordMeaning> = new Map(
  PART_WORDS.flatMap(({ words, part, sure }) => words.map((word) => [word, { part, sure }] as const)),
);
const BY_STEM: ReadonlyMap<string, WordMeaning> = new Map([...MEANINGS].map(([word, means]) => [stem(word), means]));

/**
 * What a word means. A word written out in the data goes before its stem, because `consulted` is sure where `consult` is
 * not.
 * @param accountable whether the file also says who is accountable: then `responsible` is who does the work.
 */
export function meaningOf(word: string, accountable: boolean): WordMeaning | undefined {
  if (accountable && /^responsib/.test(word)) return { part: 'none', sure: 'always' };
  return MEANINGS.get(word) ?? BY_STEM.get(stem(word));
}

const BEFORE_THE_VERB = new Set(
  'to the is are be must will shall may can has been has have those who final formally primary has'.split(' '),
);

/** How many words of a key's explanation are looked at. */
const LOOKED_AT = 4;

/** The part in the explanation of a key, such as `Final approval` or `is consulted before`; `undefined` when not sure. */
export function partExplained(text: string, accountable: boolean): SchemePart | undefined {
  const words = plain(text)
    .split(' ')
    .filter((word) => !BEFORE_THE_VERB.has(word));
  if (/^no(?:ne| part| role|t)/.test(plain(text))) return 'none';
  for (const word of words.slice(0, LOOKED_AT)) {
    const meaning = meaningOf(word, accountable);
    if (meaning?.sure === 'never') return undefined;
    if (meaning !== undefined) return meaning.part;
  }
  return undefined;
}

/** The first word of a clause that can be its verb: `approve` of "To approve the budget". */
export function leadingWord(clause: string): string {
  const words = plain(clause).split(' ');
  return words.find((word) => !BEFORE_THE_VERB.has(word)) ?? '';
}

/** The part of a clause by its verb: what may be taken without asking, else `undefined` with the word that leads it. */
export function partOfClause(clause: string, accountable: boolean): SchemePart | undefined {
  const lead = leadingWord(clause);
  const meaning = meaningOf(lead, accountable);
  if (meaning === undefined || meaning.sure === 'never') return undefined;
  const alone = plain(clause).split(' ').at(-1) === lead;
  return meaning.sure === 'always' || alone ? meaning.part : undefined;
}
