import type { Problem } from '@remit/kernel';

/** An RFC 9457 problem document. */
export interface ProblemDocument extends Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
}

/** Codes whose status is not that of their family. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  'HTTP.NOT_FOUND': 404,
  'HTTP.TIMEOUT': 408,
  'HTTP.TOO_LARGE': 413,
  'HTTP.MEDIA_TYPE': 415,
  'HTTP.ADDRESS_TOO_LONG': 431,
  'HTTP.FAULT': 500,
  'RECORD.TRUST_UNKNOWN': 404,
  'RECORD.ENTRY_NOT_FOUND': 404,
  'RECORD.COMMAND_UNKNOWN': 404,
  'RECORD.HEAD_MOVED': 412,
  'RECORD.ID_TAKEN': 409,
  'RECORD.KEY_REUSED': 409,
  'DELEGATION.TWO_SCHEMES_ONE_DAY': 409,
  'ACCESS.PERSON_NOT_FOUND': 404,
  'ACCESS.PERSON_ERASED': 409,
  'ACCESS.LEGAL_HOLD': 409,
  'ACCESS.HELD_ALREADY': 409,
  'ACCESS.KEYS_UNAVAILABLE': 503,
  'ACCESS.KEY_NOT_DESTROYED': 503,
  'RECORD.BUSY': 503,
  'RECORD.CLOCK_AHEAD': 503,
  'RECORD.NOT_YET_HERE': 503,
  'RECORD.CLOSED': 503,
  'RECORD.READ_ONLY': 503,
  'RECORD.DISK_FULL': 503,
  'RECORD.FILE_BUSY': 503,
  'RECORD.FILE_UNREADABLE': 503,
  'RECORD.STORE_FAILED': 503,
  'RECORD.ENTRY_UNREADABLE': 503,
  'LEDGER.NO_CHECKPOINT': 404,
};

/** What was sent could not be read or is not of the right shape. */
const BAD_REQUEST = /^(HTTP|ACCOUNTABILITY)\.|^RECORD\.(FIELD_|NOT_|TRUST_INVALID|KEY_INVALID|IF_MATCH)/;

const TITLES: Readonly<Record<number, string>> = {
  400: 'This cannot be understood',
  404: 'Not found',
  408: 'Too late',
  409: 'It clashes with the record',
  412: 'The record has moved on',
  413: 'Too large',
  415: 'Not JSON',
  422: 'It does not fit the record',
  431: 'Too long',
  500: 'A fault of Remit',
  503: 'Not possible just now',
};

/** The problem document of a problem: a stable `code`, the field, what was expected, and the entry it clashes with. */
export function problemDocument(problem: Problem): ProblemDocument {
  const status = STATUS_OF_CODE[problem.code] ?? (BAD_REQUEST.test(problem.code) ? 400 : 422);
  return { type: `/problems/${problem.code}`, title: TITLES[status] ?? 'Refused', status, ...problem };
}
