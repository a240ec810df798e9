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
  'ACCOUNTABILITY.SCHOOL_NOT_FOUND': 404,
  'ACCOUNTABILITY.HOLDER_NOT_FOUND': 404,
  'ACCOUNTABILITY.PERSON_NOT_FOUND': 404,
  'ACCOUNTABILITY.SCHEME_NOT_FOUND': 404,
  'ACCOUNTABILITY.LINE_NOT_FOUND': 404,
  'ACCOUNTABILITY.VARIATION_NOT_FOUND': 404,
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
  'ACCESS.SIGN_IN_NEEDED': 401,
  'ACCESS.NOT_ALLOWED': 403,
  'ACCESS.NO_SIGN_IN': 403,
  'ACCESS.FORGED': 403,
  'ACCESS.FORM_EXPIRED': 403,
  'HTTP.TOO_MANY': 429,
  'WEB.TEXT_TOO_LONG': 413,
  'EXCHANGE.FINGERPRINT_UNKNOWN': 404,
  'EXCHANGE.SCHEME_UNKNOWN': 404,
  'EXCHANGE.NO_SCHEME': 404,
  'EXCHANGE.SCHOOL_NOT_IN_TRUST': 404,
  'EXCHANGE.FINGERPRINT_INVALID': 400,
  'EXCHANGE.MATRIX_NEEDS_MORE': 400,
  'EXCHANGE.SCHEME_OR_DAY': 400,
  'EXCHANGE.PLAIN_FORMAT': 400,
  'EXCHANGE.NO_CHROMIUM': 503,
  'EXCHANGE.PDF_FAILED': 503,
  'EXCHANGE.PDF_BUSY': 503,
};

/** What was sent could not be read or is not of the right shape. */
const BAD_REQUEST = /^(HTTP|ACCOUNTABILITY)\.|^RECORD\.(FIELD_|NOT_|TRUST_INVALID|KEY_INVALID|IF_MATCH)/;

const TITLES: Readonly<Record<number, string>> = {
  400: 'This cannot be understood',
  401: 'Sign in first',
  403: 'Not for you',
  404: 'Not found',
  408: 'Too late',
  409: 'It clashes with the record',
  412: 'The record has moved on',
  413: 'Too large',
  415: 'Not JSON',
  422: 'It does not fit the record',
  429: 'Too many at once',
  431: 'Too long',
  500: 'A fault of Remit',
  503: 'Not possible just now',
};

/** The problem document of a problem: a stable `code`, the field, what was expected, and the entry it clashes with. */
export function problemDocument(problem: Problem): ProblemDocument {
  const status = STATUS_OF_CODE[problem.code] ?? (BAD_REQUEST.test(problem.code) ? 400 : 422);
  return { type: `/problems/${problem.code}`, title: TITLES[status] ?? 'Refused', status, ...problem };
}
