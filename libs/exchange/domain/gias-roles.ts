import type { Id } from '@remit/kernel';
import type { Capacity } from '@remit/structure';

/** The body or post that a role of the register belongs to. */
export interface SeatHolder {
  readonly kind: 'body' | 'post';
  /** Its id in a record that the import starts. */
  readonly id: Id;
  readonly tier: Id;
  /** The body's name or the post's title. */
  readonly name: string;
  /** Whether every trust has it, filled or not: then a vacant one is to be seen. */
  readonly always: boolean;
}

/** A role of the register as the record has it. */
export interface Seat {
  readonly holder: SeatHolder;
  readonly as: Capacity;
  /** How messages call whoever has it. */
  readonly called: string;
}

const members: SeatHolder = { kind: 'body', id: 'members', tier: 'members', name: 'Members', always: true };
const board: SeatHolder = { kind: 'body', id: 'board', tier: 'board', name: 'Board of trustees', always: true };

// The register does not say which schools a shared local governor serves. A tier of its own keeps a scheme that gives
// something to `local` from taking this body for the local body of every school.
const shared: SeatHolder = {
  kind: 'body',
  id: 'shared-local',
  tier: 'shared-local',
  name: 'Shared local governing body',
  always: false,
};

function post(id: Id, tier: Id, name: string, always: boolean): SeatHolder {
  return { kind: 'post', id, tier, name, always };
}

const accountingOfficer = post('accounting-officer', 'accounting-officer', 'Accounting officer', true);
const cfo = post('cfo', 'cfo', 'Chief financial officer', true);
const clerk = post('governance-professional', 'governance-professional', 'Governance professional', false);

/** The bodies and posts that the register knows, in the order in which they are recorded. */
export const SEAT_HOLDERS: readonly SeatHolder[] = [members, board, accountingOfficer, cfo, shared, clerk];

const member: Seat = { holder: members, as: 'member', called: 'member' };

const SEATS: Readonly<Record<string, Seat>> = {
  trustee: { holder: board, as: 'member', called: 'trustee' },
  'chair of trustees': { holder: board, as: 'chair', called: 'chair of trustees' },
  'accounting officer': { holder: accountingOfficer, as: 'holder', called: 'accounting officer' },
  'chief financial officer': { holder: cfo, as: 'holder', called: 'chief financial officer' },
  'shared local governor group': { holder: shared, as: 'member', called: 'shared local governor' },
  'shared chair of local governing body group': {
    holder: shared,
    as: 'chair',
    called: 'chair of the shared local governing body',
  },
  'governance professional to a multi academy trust mat': {
    holder: clerk,
    as: 'holder',
    called: 'governance professional',
  },
};

/**
 * The seat that a role of the register means; capitals and punctuation do not matter, because they change over the years.
 * Every role that begins with "Member" is a membership (members were later split into individuals and organisations).
 * @returns `undefined` for a role that is not known: it is reported, never guessed.
 */
export function seatOf(role: string): Seat | undefined {
  const words = role
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  if (/^member\b/.test(words)) return member;
  return Object.hasOwn(SEATS, words) ? SEATS[words] : undefined;
}
