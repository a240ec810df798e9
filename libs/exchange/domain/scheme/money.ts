import type { Pence } from '@remit/kernel';

/** A range of amounts as a file writes it. */
export interface Amount {
  /**
   * `range`: an amount lies in it or not · `bare`: an amount without "up to" or "over" (it stands in `high`) ·
   * `all`: whatever the amount · `nothing`: no amount at all.
   */
  readonly kind: 'range' | 'bare' | 'all' | 'nothing';
  /** First amount in it, in pence; absent when the file does not say ("up to £5,000"). */
  readonly low?: Pence;
  /** Last amount in it, in pence; absent when there is no upper end. */
  readonly high?: Pence;
}

const NUMBER = '£?\\s*(\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,2})?|\\d+(?:\\.\\d{1,2})?)\\s*(k|m|thousand|million)?';
const UP_TO = '(?:up to and including|up to|not exceeding|not more than|no more than|maximum of|maximum|max|<=|≤)';
const UNDER = '(?:under|below|less than|<)';
const OVER = '(?:over|above|more than|exceeding|in excess of|greater than|>)';
const FROM = '(?:from|at least|minimum of|minimum|>=|≥)';
const AND_UP = '(?:\\+|and above|and over|or more|or above|upwards)';

const UNITS: Readonly<Record<string, number>> = { k: 1000, thousand: 1000, m: 1_000_000, million: 1_000_000 };
const PENNY = 1;

/** Amounts above this are slips of the pen: £10,000 million. */
const PENCE_MAX = 1_000_000_000_000;

type Read = (numbers: readonly Pence[]) => Amount;

const FORMS: readonly (readonly [form: RegExp, read: Read])[] = [
  [whole(`${OVER} ${NUMBER}(?: and)? (?:${UP_TO}|to|-) ${NUMBER}`), ([a, b]) => range(a! + PENNY, b)],
  [whole(`(?:${FROM} |between )?${NUMBER} (?:-|to|and up to|up to) ${NUMBER}`), ([a, b]) => range(a, b)],
  [whole(`between ${NUMBER} and ${NUMBER}`), ([a, b]) => range(a, b)],
  [whole(`${UP_TO} ${NUMBER}`), ([a]) => range(undefined, a)],
  [whole(`${UNDER} ${NUMBER}`), ([a]) => range(undefined, a! - PENNY)],
  [whole(`${OVER} ${NUMBER}`), ([a]) => range(a! + PENNY, undefined)],
  [whole(`${FROM} ${NUMBER}(?: ${AND_UP})?`), ([a]) => range(a, undefined)],
  [whole(`${NUMBER} ${AND_UP}`), ([a]) => range(a, undefined)],
  [whole(NUMBER), ([a]) => ({ kind: 'bare', high: a! })],
];

const ALL = /^(?:unlimited|no limit|any amount|any value|all amounts|all values|without limit)$/;
const NOTHING = /^(?:nil|£\s*0|none|no authority)$/;

function whole(form: string): RegExp {
  return new RegExp(`^${form.replaceAll(' ', '\\s*')}$`);
}

function range(low: Pence | undefined, high: Pence | undefined): Amount {
  return { kind: 'range', ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}

/**
 * Reads an amount or a range of amounts in pounds: `up to £3,000`, `£3,001 – £10,000`, `over £65k`, `< £5000`, `nil`.
 * @returns `undefined` when the text is anything else, or more than that.
 */
export function readAmount(text: string): Amount | undefined {
  const tidy = text
    .toLowerCase()
    .replace(/[–—−‐‑]/g, '-')
    .replace(/\((?:inc|incl|including|ex|excl|excluding)\.? vat\)|(?:inc|incl|ex|excl|including|excluding)\.? vat/g, '')
    .replace(/gbp/g, '£')
    .replace(/\s+/g, ' ')
    .replace(/^[(:]|[).:]$/g, '')
    .trim();
  if (ALL.test(tidy)) return { kind: 'all' };
  if (NOTHING.test(tidy)) return { kind: 'nothing' };
  for (const [form, read] of FORMS) {
    const found = form.exec(tidy);
    if (found !== null) return inOrder(numbersIn(found), read);
  }
  return undefined;
}

/** The amounts of a form in pence; `undefined` when one cannot be told, such as the 3 of `£3-10k`. */
function numbersIn([, ...parts]: RegExpExecArray): readonly Pence[] | undefined {
  const pairs = [0, 2].map((at) => ({ digits: parts[at], unit: parts[at + 1] })).filter(({ digits }) => digits);
  const [first, second] = pairs;
  if (second !== undefined && first?.unit === undefined && second.unit !== undefined) return undefined;
  const amounts = pairs.map(({ digits, unit }) => penceOf(digits ?? '', unit));
  return amounts.every((amount) => amount <= PENCE_MAX) ? amounts : undefined;
}

function penceOf(digits: string, unit: string | undefined): Pence {
  const pounds = Number(digits.replaceAll(',', ''));
  return Math.round(pounds * (unit === undefined ? 1 : (UNITS[unit] ?? 1)) * 100);
}

function inOrder(numbers: readonly Pence[] | undefined, read: Read): Amount | undefined {
  if (numbers === undefined) return undefined;
  const amount = read(numbers);
  const { low, high } = amount;
  if (high !== undefined && high < 0) return { kind: 'nothing' };
  return low !== undefined && high !== undefined && low > high ? undefined : amount;
}

const MAY_BEGIN =
  /any|unlimited|up to|not exceeding|not more|no more|max|under|below|less|over|above|more|between|from|exceeding|in excess|greater|at least|£|<|>|≤|≥|\d/gi;

/**
 * A text that ends with a range of amounts, in two: `Orders up to £3,000` is `Orders` and the range.
 * @returns `undefined` when it does not end with a range, or has nothing before it.
 */
export function splitAmount(text: string): { readonly before: string; readonly amount: Amount } | undefined {
  for (const { index } of text.matchAll(MAY_BEGIN)) {
    const before = text
      .slice(0, index)
      .replace(/(?:^|\s)(?:of|for|with a value of)\s*$|[\s:,(–-]+$/g, '')
      .trim();
    const amount = readAmount(text.slice(index));
    if (before !== '' && amount !== undefined && amount.kind !== 'bare' && amount.kind !== 'nothing')
      return { before, amount };
  }
  return undefined;
}

/** Whether a text speaks of pounds. */
export function speaksOfMoney(text: string): boolean {
  return /£\s*\d|\d\s*(?:k|thousand|million)\b|\bgbp\b/i.test(text);
}

/** The amount of a limit somewhere in a text, such as "max £10,000 per order"; `undefined` when there is none, or two. */
export function limitIn(text: string): Pence | undefined {
  const tidy = text.toLowerCase();
  const found = [...tidy.matchAll(new RegExp(`${UP_TO} ${NUMBER}`.replaceAll(' ', '\\s*'), 'g'))];
  const amounts = [...tidy.matchAll(new RegExp(`£\\s*\\d`, 'g'))];
  const [only] = found;
  if (only === undefined || found.length > 1 || amounts.length > 1) return undefined;
  return penceOf(only[1] ?? '', only[2]);
}
