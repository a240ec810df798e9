import type { Coverage } from '@remit/structure';

/** What somebody is to a trust, for the question what they may see and do in Remit. */
export const ROLES = [
  'clerk',
  'trustee',
  'chief-executive',
  'head',
  'local-governor',
  'member',
  'office-holder',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_IN_WORDS: Readonly<Record<Role, string>> = {
  clerk: 'governance professional',
  trustee: 'trustee',
  'chief-executive': 'chief executive',
  head: 'headteacher',
  'local-governor': 'local governor',
  member: 'member of the trust',
  'office-holder': 'office holder',
  auditor: 'auditor',
  administrator: 'administrator',
};

/** `a governance professional`, `an auditor`. */
export function roleWithArticle(role: Role): string {
  const words = ROLE_IN_WORDS[role];
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
}

/**
 * The roles that tiers of usual names bring. A trust's own tiers bring `local-governor` when they are bodies of schools or
 * clusters, and else `office-holder`. Source: the tiers of the national register and the glossary of the domain.
 */
const ROLE_OF_TIER: Readonly<Record<string, Role>> = {
  board: 'trustee',
  members: 'member',
  'governance-professional': 'clerk',
  clerk: 'clerk',
  ceo: 'chief-executive',
  'accounting-officer': 'chief-executive',
  head: 'head',
  'executive-head': 'head',
  local: 'local-governor',
  'shared-local': 'local-governor',
};

/**
 * The role that sitting in a body or post brings. Only a governance professional of the whole trust is `clerk`, for that role
 * records for the whole trust: the clerk of some schools is a local governor in a body of theirs, or else an office holder.
 * @returns one role for every tier, a trust's own tiers too
 */
export function roleOf({
  tier,
  kind,
  covers,
}: {
  readonly tier: string;
  readonly kind: 'body' | 'post';
  readonly covers: Coverage;
}): Role {
  const usual = Object.hasOwn(ROLE_OF_TIER, tier) ? ROLE_OF_TIER[tier] : undefined;
  const wholeTrust = 'trust' in covers;
  if (usual !== undefined && (usual !== 'clerk' || wholeTrust)) return usual;
  return kind === 'body' && !wholeTrust ? 'local-governor' : 'office-holder';
}
