import { wholeInWords } from './words.js';

/** An amount of money in whole pence, never negative. */
export type Pence = number;

export function isPence(value: unknown): value is Pence {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** The amount as people write it: `£5,000`, `£1,250.50`. */
export function poundsInWords(pence: Pence): string {
  const pounds = wholeInWords(Math.floor(pence / 100));
  const rest = pence % 100;
  return rest === 0 ? `£${pounds}` : `£${pounds}.${String(rest).padStart(2, '0')}`;
}

const POUNDS = /^£?\s*(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d{1,2}))?$/;

/** An amount as people type it, `£5,000`, `5000` or `1,250.50`, in pence; `undefined` when it is none. */
export function parsePounds(text: string): Pence | undefined {
  const [, pounds, pence = ''] = POUNDS.exec(text.trim()) ?? [];
  if (pounds === undefined) return undefined;
  const amount = Number(pounds.replaceAll(',', '')) * 100 + Number(pence.padEnd(2, '0'));
  return isPence(amount) ? amount : undefined;
}
