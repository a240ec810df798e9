import { poundsInWords } from '@remit/kernel';
import type { Band } from '@remit/delegation';
import { readAmount } from '@remit/exchange';
import { nameOfTier, noSuchTier, type Tier, type TierMeant } from './tier-words.js';

/** Limits by amount, or a sentence that says what cannot be understood. */
export type LimitsRead = { readonly limits: readonly Band[] } | { readonly fault: string };

const UP_TO = /\sup\s+to\s/i;

/**
 * Reads who decides up to which amount: "head up to £5,000; ceo up to £50,000; board". The last decides above all amounts
 * and has none. Tiers are written as the trust calls them, or by their ids.
 */
export function readLimits(text: string, tierMeant: TierMeant): LimitsRead {
  const parts = text.split(/[;\n]/).map((part) => part.trim());
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  const limits: Band[] = [];
  for (const [at, part] of parts.entries()) {
    const read = readBand(part, tierMeant);
    if ('fault' in read) return read;
    const fault = misplaced(read.band, part, { last: at === parts.length - 1, before: limits.at(-1) });
    if (fault !== undefined) return { fault };
    limits.push(read.band);
  }
  return { limits };
}

function readBand(part: string, tierMeant: TierMeant): { readonly band: Band } | { readonly fault: string } {
  if (part === '') return { fault: 'There is nothing between two semicolons. Take one of them out.' };
  const whole = tierMeant(part);
  if (whole !== undefined) return { band: { decides: whole } };
  const at = part.search(UP_TO);
  const [who, amount] = at < 0 ? [part, ''] : [part.slice(0, at).trim(), part.slice(at).trim()];
  const decides = tierMeant(who);
  if (decides === undefined) return { fault: noSuchTier(who) };
  const read = readAmount(amount);
  if (read?.kind !== 'range' || read.high === undefined || read.low !== undefined) {
    return { fault: `"${amount}" is not an amount. Write it in pounds, such as "${who} up to £5,000".` };
  }
  return { band: { upTo: read.high, decides } };
}

function misplaced(
  { upTo }: Band,
  part: string,
  { last, before }: { readonly last: boolean; readonly before: Band | undefined },
): string | undefined {
  if (last && upTo !== undefined) {
    return `Nobody decides above ${poundsInWords(upTo)}. Add who does at the end, such as "; board".`;
  }
  if (!last && upTo === undefined) {
    return `"${part}" does not say up to which amount, and only the last can do without. Write "${part} up to £50,000", or put it last.`;
  }
  if (upTo === undefined || before?.upTo === undefined || upTo > before.upTo) return undefined;
  return `${poundsInWords(upTo)} comes after ${poundsInWords(before.upTo)}. Put the amounts in order, the smallest first.`;
}

/** Limits as {@link readLimits} reads them. */
export function limitsInText(limits: readonly Band[], tiers: readonly Tier[]): string {
  return limits
    .map(({ upTo, decides }) => {
      const who = nameOfTier(decides, tiers);
      return upTo === undefined ? who : `${who} up to ${poundsInWords(upTo)}`;
    })
    .join('; ');
}
