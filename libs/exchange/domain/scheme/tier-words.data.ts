import type { Id } from '@remit/kernel';

/** What schemes usually call a tier, and the ids under which trusts record it. */
export interface TierWords {
  /** As `plain` leaves them. */
  readonly words: readonly string[];
  /** The likeliest first. */
  readonly tiers: readonly Id[];
}

/** Usual names of tiers, from published schemes. They count only where the trust has such a tier. */
export const TIER_WORDS: readonly TierWords[] = [
  { words: ['members', 'member', 'trust members', 'company members'], tiers: ['members'] },
  {
    words: [
      'board',
      'trust board',
      'trustees',
      'board of trustees',
      'trust board of trustees',
      'the trust board',
      'directors',
      'board of directors',
      'trust directors',
      'full board',
    ],
    tiers: ['board'],
  },
  {
    words: [
      'lgb',
      'lgbs',
      'lgc',
      'lab',
      'lac',
      'local governing body',
      'local governing bodies',
      'local governing board',
      'local governing committee',
      'local governance committee',
      'local governors',
      'governors',
      'local board',
      'local academy board',
      'local academy committee',
      'academy committee',
      'academy council',
      'local committee',
      'local school committee',
      'community council',
      'local',
    ],
    tiers: ['local', 'lgb'],
  },
  {
    words: [
      'head',
      'heads',
      'headteacher',
      'headteachers',
      'head teacher',
      'principal',
      'principals',
      'head of school',
    ],
    tiers: ['head', 'headteacher', 'principal'],
  },
  {
    words: ['executive head', 'executive headteacher', 'executive head teacher', 'executive principal'],
    tiers: ['executive-head'],
  },
  { words: ['ceo', 'chief executive', 'chief executive officer', 'executive leader'], tiers: ['ceo'] },
  {
    words: [
      'cfo',
      'fd',
      'chief financial officer',
      'chief finance officer',
      'finance director',
      'director of finance',
      'cfo finance director',
    ],
    tiers: ['cfo'],
  },
  { words: ['coo', 'chief operating officer'], tiers: ['coo'] },
  { words: ['ao', 'accounting officer'], tiers: ['accounting-officer'] },
  {
    words: ['clerk', 'clerk to the board', 'clerk to trustees', 'governance professional'],
    tiers: ['governance-professional', 'clerk'],
  },
  {
    words: ['finance committee', 'finance', 'resources committee', 'finance and resources committee'],
    tiers: ['finance-committee'],
  },
  {
    words: ['audit committee', 'audit and risk committee', 'arc', 'audit', 'audit and risk'],
    tiers: ['audit-committee', 'audit-and-risk-committee'],
  },
  {
    words: ['education committee', 'standards committee', 'education and standards committee'],
    tiers: ['education-committee'],
  },
  { words: ['remuneration committee', 'pay committee'], tiers: ['remuneration-committee'] },
  { words: ['chair', 'chair of trustees', 'chair of the board', 'chair of directors'], tiers: ['chair-of-trustees'] },
  {
    words: ['director of education', 'education director', 'director of school improvement'],
    tiers: ['director-education'],
  },
  { words: ['hub', 'hub board', 'cluster board', 'regional board'], tiers: ['hub', 'regional-board'] },
  { words: ['executive', 'executive team', 'central team', 'elt', 'slt', 'exec'], tiers: ['executive'] },
  { words: ['diocese', 'bishop', 'faith body', 'dbe'], tiers: ['faith-body'] },
];

/** Words that occur in the names of bodies and posts: a heading with one of them is about a tier, known or not. */
export const BODY_WORDS: ReadonlySet<string> = new Set(
  (
    'board boards body bodies committee committees council councils governor governors trustee trustees director directors ' +
    'member members head heads headteacher headteachers principal principals ceo cfo coo chief officer executive ' +
    'executives leader leaders chair clerk lgb lgc lgbs lac lab diocese diocesan bishop panel manager hub cluster exec slt elt'
  ).split(' '),
);
