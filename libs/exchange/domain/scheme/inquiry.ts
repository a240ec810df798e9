import { plain } from './words.js';

/** What a question is about. */
export type QuestionKind =
  | 'in-force'
  | 'letters'
  | 'word'
  | 'cell'
  | 'tier'
  | 'function'
  | 'same-function'
  | 'decider'
  | 'others'
  | 'second-signature'
  | 'limit'
  | 'bare-amounts'
  | 'bands';

/** The kinds in words, one and several. */
export const KINDS_IN_WORDS: Readonly<Record<QuestionKind, readonly [one: string, several: string]>> = {
  'in-force': ['day on which it comes into force', 'days on which it comes into force'],
  letters: ['set of letters without a key', 'sets of letters without a key'],
  word: ['word whose part is not clear', 'words whose part is not clear'],
  cell: ['cell that cannot be read', 'cells that cannot be read'],
  tier: ['name that no body or post of the trust has', 'names that no body or post of the trust has'],
  function: ['duty that is no function by its id or name', 'duties that are no function by their id or name'],
  'same-function': ['function that several rows are about', 'functions that several rows are about'],
  decider: ['row without one decider', 'rows without one decider'],
  others: ['mark that means something else for the others', 'marks that mean something else for the others'],
  'second-signature': ['decision with a second signature', 'decisions with a second signature'],
  limit: ['limit in a note', 'limits in notes'],
  'bare-amounts': ['way of writing amounts', 'ways of writing amounts'],
  bands: ['range of amounts in doubt', 'ranges of amounts in doubt'],
};

/** Something that a person has to say, because the file does not. */
export interface Question {
  /** Made of what it is about, so that it stays the same when rows are inserted above it. */
  readonly key: string;
  readonly kind: QuestionKind;
  /** Where in the file. */
  readonly where: string;
  /** What the file says there. */
  readonly says: string;
  /** In words, for a clerk. */
  readonly question: string;
  /** What may be answered; a choice in angle brackets stands for what is to be written there. */
  readonly choices: readonly string[];
  /** Marks that are to be answered for one by one, as `A = decides; R = recommends`. */
  readonly marks?: readonly string[];
  /** The answer that "yes" stands for. */
  readonly suggestion?: string;
  /** How sure the suggestion is, 0 to 100. */
  readonly confidence?: number;
}

/** A question with the way to understand its answer. */
export interface Asking<T> extends Question {
  /** @returns `undefined` for an answer that is none of the choices. */
  readonly read: (answer: string) => T | undefined;
}

/** A question that was asked, with the answer that was given to it. */
export interface AskedQuestion {
  readonly question: Question;
  /** As it was written; empty when there is none. */
  readonly answer: string;
  readonly open: boolean;
}

/** Asks what a file leaves open, and hears the answers that are there. */
export class Inquiry {
  private readonly all = new Map<string, AskedQuestion>();

  /** @param answers what was answered, by the key of the question. */
  constructor(private readonly answers: ReadonlyMap<string, string>) {}

  /** The answer to a question; `undefined` while it is open. The same key asked again gives the same answer. */
  ask<T>({ read, ...question }: Asking<T>): T | undefined {
    const answer = (this.answers.get(question.key) ?? '').trim();
    const meant = /^y(?:es)?[.!]?$/i.test(answer) && question.suggestion !== undefined ? question.suggestion : answer;
    const found = answer === '' ? undefined : (read(answer) ?? read(meant));
    if (!this.all.has(question.key)) this.all.set(question.key, { question, answer, open: found === undefined });
    return found;
  }

  /** Every question that was asked, in the order of asking. */
  asked(): readonly AskedQuestion[] {
    return [...this.all.values()];
  }

  /** Keys of answers to questions that the file does not raise. */
  notAsked(): readonly string[] {
    return [...this.answers].filter(([key, answer]) => answer.trim() !== '' && !this.all.has(key)).map(([key]) => key);
  }
}

/** One of several choices, told apart without capitals and punctuation. */
export function choice<T>(choices: readonly (readonly [says: string, value: T])[]): (answer: string) => T | undefined {
  return (answer) => {
    const words = plain(answer);
    return choices.find(([says]) => plain(says) === words || (words === '' && says.trim() === answer.trim()))?.[1];
  };
}

/** A key of a question: its kind and what it is about, in plain words. */
export function keyOf(kind: QuestionKind, ...about: readonly string[]): string {
  return [kind, ...about.map(plain)].filter((part) => part !== '').join(' / ');
}
