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

/** The role that sitting in a body or post brings. */
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
  if (usual !== undefined) return usual;
  return kind === 'body' && !('trust' in covers) ? 'local-governor' : 'office-holder';
}
