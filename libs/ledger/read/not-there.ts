import { fail, type Id, type Outcome } from '@remit/kernel';

/** The refusals of whoever asks about what is not there. */

/** There is no record of such a trust. */
export function unknownTrust(trust: Id): Outcome<never> {
  return fail({
    code: 'RECORD.TRUST_UNKNOWN',
    field: 'trust',
    expected: 'the id of a trust that has a record',
    detail: `There is no record of a trust "${trust}". Check the spelling.`,
  });
}

/** Nothing was signed yet. @param of such as `the directory` @param more why that matters, where it is not plain */
export function noCheckpoint(of: string, more = ''): Outcome<never> {
  return fail({
    code: 'LEDGER.NO_CHECKPOINT',
    detail: `There is no checkpoint of ${of} yet${more}. Make one now with: remit checkpoint`,
  });
}
