import type { SchemePart, WordMeaning } from './parts.js';

/** What words of schemes mean, with where they are used so. */
export interface PartWords extends WordMeaning {
  readonly words: readonly string[];
  readonly part: SchemePart;
  /** Which published schemes or notations write it so. */
  readonly source: string;
}

/** Words that say which part a tier has. A key in the file itself goes before them. */
export const PART_WORDS: readonly PartWords[] = [
  {
    words: ['approve', 'decide', 'decision', 'agree', 'determine', 'adopt', 'authorise', 'authorize'],
    part: 'decides',
    sure: 'always',
    source: 'schemes of verb sentences, such as that of the Diocese of Chichester Academy Trust',
  },
  {
    words: ['appoint', 'dismiss', 'elect', 'remove', 'award', 'set', 'establish', 'designate'],
    part: 'decides',
    sure: 'always',
    source: 'schemes of verb sentences: the act itself is the decision',
  },
  {
    words: ['accountable', 'accountability'],
    part: 'decides',
    sure: 'always',
    source: 'RACI and RASCI, where one alone is accountable; Co-op Academies Trust',
  },
  {
    words: ['responsible', 'responsibility'],
    part: 'decides',
    sure: 'always',
    source: 'Lionheart Educational Trust: "Responsible" and "Recommends"; not where somebody else is accountable',
  },
  {
    words: ['undertaken', 'undertake'],
    part: 'decides',
    sure: 'always',
    source: 'NGA model schemes: a tick is for action to be undertaken at this level',
  },
  {
    words: ['recommend', 'propose', 'draft'],
    part: 'recommends',
    sure: 'always',
    source: 'Lionheart Educational Trust; schemes of verb sentences',
  },
  {
    words: ['consulted', 'consultation', 'consultee'],
    part: 'consulted',
    sure: 'always',
    source: 'RACI and RASCI; Co-op Academies Trust',
  },
  { words: ['consult'], part: 'consulted', sure: 'alone', source: 'RACI, where the word stands alone' },
  {
    words: ['informed', 'receive', 'receives', 'note'],
    part: 'informed',
    sure: 'always',
    source: 'RACI and RASCI; schemes of verb sentences: "receive" a report',
  },
  { words: ['inform'], part: 'informed', sure: 'alone', source: 'RACI, where the word stands alone' },
  {
    words: ['monitor', 'oversee', 'oversight', 'scrutinise', 'scrutinize', 'scrutiny'],
    part: 'oversees',
    sure: 'always',
    source: 'schemes of verb sentences',
  },
  {
    words: ['implement', 'comply', 'support', 'execute'],
    part: 'none',
    sure: 'always',
    source: 'EBN Academy Trust: report, review, comply; RASCI: support. Doing what was decided is no part in deciding',
  },
  {
    words: ['advise', 'advice', 'contribute'],
    part: 'consulted',
    sure: 'never',
    source: 'NGA model schemes have a letter for advice and support; elsewhere it is less, or more',
  },
  {
    words: ['review', 'ensure', 'assure', 'evaluate'],
    part: 'oversees',
    sure: 'never',
    source: 'EBN Academy Trust: report, review, comply; elsewhere "review" is the decision at the end of a cycle',
  },
  {
    words: ['report', 'alert'],
    part: 'informed',
    sure: 'never',
    source: 'EBN Academy Trust; it does not say whether the report is given or received',
  },
  { words: ['prepare', 'develop', 'produce'], part: 'recommends', sure: 'never', source: 'schemes of verb sentences' },
  { words: ['ratify'], part: 'decides', sure: 'never', source: 'schemes where one decides and another confirms it' },
];

/** Marks that mean the same wherever they were seen. */
export const MARKS: readonly {
  readonly marks: readonly string[];
  readonly part: SchemePart;
  readonly source: string;
}[] = [
  {
    marks: ['✓', '✔', '√', '☑', '✅', 'TICK', 'YES', 'TRUE', 'Y'],
    part: 'decides',
    source: 'NGA model schemes: a tick where the action is taken',
  },
  {
    marks: ['X', '×', '●', '•', '■'],
    part: 'decides',
    source: 'matrices with an X for who has the responsibility',
  },
  { marks: ['*'], part: 'consulted', source: 'matrices with an X for responsibility and * for consultation' },
];

/** Letters that are read together when a file has no key. They are only suggested, because A, R and S differ by scheme. */
export const LETTER_FAMILIES: readonly {
  readonly decider: string;
  readonly letters: ReadonlyMap<string, SchemePart>;
  readonly source: string;
}[] = [
  {
    decider: 'A',
    letters: new Map([
      ['R', 'none'],
      ['A', 'decides'],
      ['S', 'none'],
      ['C', 'consulted'],
      ['I', 'informed'],
    ]),
    source: 'RACI and RASCI: responsible, accountable, support, consulted, informed',
  },
  {
    decider: 'D',
    letters: new Map([
      ['D', 'decides'],
      ['R', 'recommends'],
      ['C', 'consulted'],
      ['I', 'informed'],
      ['O', 'oversees'],
      ['M', 'oversees'],
    ]),
    source: 'schemes as Remit publishes them',
  },
];
