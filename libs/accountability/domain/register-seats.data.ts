import type { SeatName, SeatNamed } from './register-seats.js';

/**
 * By what names the record knows the bodies and posts of the whole trust that the register checks look at. The tiers
 * `members` and `board` are fixed by the accountability contract; the others are words of the trust's own, so that a post
 * is also known by its title. The register import uses the first tier of each.
 */
export const REGISTER_SEATS: Readonly<Record<SeatName, SeatNamed>> = {
  members: { kind: 'body', called: 'members', tiers: ['members'], titles: [] },
  board: { kind: 'body', called: 'board', tiers: ['board'], titles: [] },
  chair: {
    kind: 'post',
    called: 'chair of the board',
    tiers: ['chair-of-trustees', 'chair-of-directors', 'chair-of-the-board'],
    titles: ['chair of trustees', 'chair of the trustees', 'chair of directors', 'chair of the board'],
  },
  accountingOfficer: {
    kind: 'post',
    called: 'accounting officer',
    tiers: ['accounting-officer'],
    titles: ['accounting officer'],
  },
  chiefFinancialOfficer: {
    kind: 'post',
    called: 'chief financial officer',
    tiers: ['cfo', 'chief-financial-officer'],
    titles: ['chief financial officer', 'chief finance officer'],
  },
};

/** Words before or around a title that make it another post: the deputy of somebody, or whoever works for them. */
export const OTHER_POST_WORDS: readonly string[] = ['deputy', 'vice', 'assistant', 'associate', 'to the', 'clerk'];
