import { type Role, ROLES } from './roles.js';

/** What can be done in Remit, as far as it is not for everybody. */
export const ACTIONS = ['ask', 'read-entries', 'record', 'record-people', 'verify', 'bring-trust'] as const;
export type Action = (typeof ACTIONS)[number];

/** In words that follow "may" or "to". */
export const ACTION_IN_WORDS: Readonly<Record<Action, string>> = {
  ask: 'ask questions of the record',
  'read-entries': 'read the entries of the record',
  record: 'record something',
  'record-people': "record or erase people's details",
  verify: 'check the record and download its proof',
  'bring-trust': 'bring a trust to Remit that has no record yet',
};

/**
 * Who may do what: the one place for it. A role counts on the days on which it is held, and what it may see it may see of
 * every day, past days too: somebody whose term has ended sees nothing more, and somebody new sees all that came before.
 */
const MAY: Readonly<Record<Action, readonly Role[]>> = {
  ask: ROLES,
  'read-entries': ['clerk', 'trustee', 'chief-executive', 'auditor', 'administrator'],
  record: ['clerk'],
  'record-people': ['clerk', 'administrator'],
  // Whoever may read entries may also see that they are what was signed.
  verify: ['clerk', 'trustee', 'chief-executive', 'auditor', 'administrator'],
  'bring-trust': ['administrator'],
};

/** Whether somebody with these roles may do something. */
export function may(roles: readonly Role[], action: Action): boolean {
  return roles.some((role) => MAY[action].includes(role));
}

/** The roles that may do something, to say whom to ask. */
export function rolesThatMay(action: Action): readonly Role[] {
  return MAY[action];
}
