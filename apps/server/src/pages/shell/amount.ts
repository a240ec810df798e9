import { fail, type Outcome, parsePounds, type Pence, type Problem, succeed } from '@remit/kernel';
import type { Asked } from './reading.js';

/** An amount as the field for it and the address have it, `5000.00`; `undefined` when there is none. */
export function poundsAsTyped(pence: Pence | null | undefined): string | undefined {
  return pence === null || pence === undefined ? undefined : (pence / 100).toFixed(2);
}

/** The amount that an address asks about, if any; WEB.AMOUNT_INVALID when what it says is none. */
export function amountIn({ amount: text }: Asked): Outcome<{ readonly amount?: Pence }> {
  if (text === undefined) return succeed({});
  const amount = parsePounds(text);
  return amount === undefined ? fail(noAmount(text)) : succeed({ amount });
}

function noAmount(text: string): Problem {
  return {
    code: 'WEB.AMOUNT_INVALID',
    field: 'amount',
    expected: 'an amount in pounds such as 5,000 or 5000.50',
    detail: `"${text}" is not an amount. Give it in pounds, such as 5,000 or 5000.50.`,
  };
}
