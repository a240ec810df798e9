import { ACTION_IN_WORDS, ACTIONS, may, type Role, ROLE_IN_WORDS, roleOf, ROLES, rolesThatMay } from '@remit/access';

/** Which office brings which role, and which role may do what. */

const TRUST = { trust: true } as const;
const SCHOOLS = { schools: ['oak'] };
const CLUSTER = { cluster: 'north' };

describe('the role that an office brings', () => {
  test.each([
    ['board', 'body', TRUST, 'trustee'],
    ['members', 'body', TRUST, 'member'],
    ['governance-professional', 'post', TRUST, 'clerk'],
    ['clerk', 'post', TRUST, 'clerk'],
    ['ceo', 'post', TRUST, 'chief-executive'],
    ['accounting-officer', 'post', TRUST, 'chief-executive'],
    ['head', 'post', SCHOOLS, 'head'],
    ['executive-head', 'post', CLUSTER, 'head'],
    ['local', 'body', SCHOOLS, 'local-governor'],
    ['shared-local', 'body', CLUSTER, 'local-governor'],
  ] as const)('follows from a tier of a usual name: %s, a %s', (tier, kind, covers, role) => {
    expect(roleOf({ tier, kind, covers })).toBe(role);
  });

  test.each([
    ['body', SCHOOLS, 'local-governor'],
    ['body', CLUSTER, 'local-governor'],
    ['body', TRUST, 'office-holder'],
    ['post', SCHOOLS, 'office-holder'],
    ['post', TRUST, 'office-holder'],
  ] as const)('follows from what it covers when the tier is of the trust itself: a %s', (kind, covers, role) => {
    for (const tier of ['hub', 'constructor', ''])
      expect({ tier, role: roleOf({ tier, kind, covers }) }).toEqual({ tier, role });
  });

  test.each(['clerk', 'governance-professional'])('records for the whole trust only when it covers it: %s', (tier) => {
    for (const covers of [SCHOOLS, CLUSTER]) {
      expect(roleOf({ tier, kind: 'post', covers })).toBe('office-holder');
      expect(roleOf({ tier, kind: 'body', covers })).toBe('local-governor');
    }
  });
});

test('each role may do what is written here, and nothing else', () => {
  const table = Object.fromEntries(ROLES.map((role) => [role, ACTIONS.filter((action) => may([role], action))]));
  expect(table).toEqual({
    clerk: ['ask', 'read-entries', 'record', 'record-people', 'verify'],
    trustee: ['ask', 'read-entries', 'verify'],
    'chief-executive': ['ask', 'read-entries', 'verify'],
    head: ['ask'],
    'local-governor': ['ask'],
    member: ['ask'],
    'office-holder': ['ask'],
    auditor: ['ask', 'read-entries', 'verify'],
    administrator: ['ask', 'read-entries', 'record-people', 'verify', 'bring-trust'],
  } satisfies Record<Role, (typeof ACTIONS)[number][]>);
});

test('several roles may do what one of them may, and no role at all nothing', () => {
  for (const action of ACTIONS) {
    expect(may([], action)).toBe(false);
    expect(may(['clerk', 'administrator'], action)).toBe(true);
    expect(rolesThatMay(action)).toEqual(ROLES.filter((role) => may([role], action)));
  }
});

test('every role and action has words of its own', () => {
  expect(new Set(ROLES.map((role) => ROLE_IN_WORDS[role])).size).toBe(ROLES.length);
  expect(new Set(ACTIONS.map((action) => ACTION_IN_WORDS[action])).size).toBe(ACTIONS.length);
});
