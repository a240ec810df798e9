import type { FunctionEvidence } from '@remit/delegation';
import type { CheckCode, CheckRule, RuleEdition } from './check-rules.js';

/** The trust must have at least so many members. Source: Academy Trust Handbook, paragraph 1.3. */
export const MEMBERS_LEAST = 3;

/** The trust should have at least so many members. Source: Academy Trust Handbook, paragraph 1.3. */
export const MEMBERS_ADVISED = 5;

/** The board has at least so many trustees. Source: model articles, article 45. */
export const TRUSTEES_LEAST = 3;

/** How many days ahead ending terms are named. In no rule: it leaves a board one or two meetings to see to it. */
export const TERM_NOTICE_DAYS = 90;

const HANDBOOK = 'Academy Trust Handbook';

/** The editions of the handbook; it has been called so since 2021, and has a new edition each year. */
function handbook(provision: string, evidence: FunctionEvidence): readonly RuleEdition[] {
  const edition = (year: number): RuleEdition => ({
    instrument: HANDBOOK,
    edition: String(year),
    provision,
    from: `${String(year)}-09-01`,
    until: `${String(year + 1)}-09-01`,
    evidence,
  });
  return [
    {
      instrument: 'Academies Financial Handbook',
      edition: 'the editions before 2021',
      provision: 'not looked up',
      from: null,
      until: '2021-09-01',
      evidence: 'unverified',
      note: 'The text for that day was not read; what is checked is what later editions say.',
    },
    ...[2021, 2022, 2023, 2024, 2025].map(edition),
    {
      instrument: HANDBOOK,
      edition: '2026',
      provision: `not looked up; until then ${provision}`,
      from: '2026-09-01',
      until: null,
      evidence: 'unverified',
      note: 'This edition was not read, and it may have begun on 1 October 2026; what is checked is what the edition before it says.',
    },
  ];
}

const OWN_ARTICLES = "Read in articles that follow the model; the trust's own articles go before it.";

/** The model articles, as revised in 2021 and as they were before. */
function articles(provision: string, evidence: FunctionEvidence): readonly RuleEdition[] {
  return [
    {
      instrument: 'Model articles of association for academy trusts',
      edition: 'the editions before June 2021',
      provision: `${provision} of the 2021 edition; the number may differ`,
      from: null,
      until: '2021-06-30',
      evidence: 'unverified',
      note: "That edition was not read; the trust's own articles go before it.",
    },
    {
      instrument: 'Model articles of association for academy trusts',
      edition: 'June 2021',
      provision,
      from: '2021-06-30',
      until: null,
      evidence,
      note: OWN_ARTICLES,
    },
  ];
}

const MEMBERS: CheckRule = {
  requires: `A trust must have at least ${String(MEMBERS_LEAST)} members.`,
  editions: handbook('paragraph 1.3', 'seen'),
};

const TRUSTEES: CheckRule = {
  requires: `A board must have at least ${String(TRUSTEES_LEAST)} trustees.`,
  editions: articles('article 45', 'seen'),
};

/**
 * The rule behind each check. `evidence` says how far the wording was checked: `seen` in the text, `secondary` in what
 * others write about it, or `unverified`. A new edition of a source is a further row, never a change of an earlier one.
 */
export const CHECK_RULES: Readonly<Record<CheckCode, CheckRule>> = {
  'too-few-members': MEMBERS,
  'too-few-different-members': MEMBERS,
  'fewer-members-than-advised': {
    requires: `A trust should have at least ${String(MEMBERS_ADVISED)} members.`,
    editions: handbook('paragraph 1.3', 'seen'),
  },
  'too-few-trustees': TRUSTEES,
  'too-few-different-trustees': TRUSTEES,
  'no-chair': {
    requires: 'The trustees elect a chair each school year.',
    editions: articles('article 82', 'seen'),
  },
  'no-accounting-officer': {
    requires: 'The board must appoint an accounting officer, in writing.',
    editions: handbook('paragraphs 1.28 and 1.29', 'secondary'),
  },
  'no-chief-financial-officer': {
    requires: 'The board must appoint a chief financial officer.',
    editions: handbook('part 1, the chief financial officer', 'secondary'),
  },
  'term-ending': {
    requires: `A trustee's term of office is four years, unless the articles say otherwise. Naming it ${String(TERM_NOTICE_DAYS)} days ahead is a service of this check, not a rule.`,
    editions: articles('term of office', 'seen'),
  },
  'member-is-trustee': {
    requires: 'The majority of members should not also be trustees.',
    editions: handbook('paragraph 1.6', 'seen'),
  },
};
