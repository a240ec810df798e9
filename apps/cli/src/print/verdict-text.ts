import { poundsInWords } from '@remit/kernel';
import type { Verdict } from '@remit/accountability';
import { holderText } from './answer-text.js';

/** A verdict in two cells of a table: how it stands, and who decides or can act. */
export function verdictCells(verdict: Verdict): [status: string, who: string] {
  const { status, decides, exercisableBy, bands } = verdict;
  if (bands !== null) {
    const words = bands.map((band) => {
      const reach = band.upTo === null ? 'above' : `to ${poundsInWords(band.upTo)}`;
      return `${reach} ${holderText(band.decides.holder, band.decides.tier)}${band.status === 'held' ? '' : ` (${band.status})`}`;
    });
    return [status, words.join('; ')];
  }
  if (decides === null) return [status, ''];
  const who = holderText(decides.holder, decides.tier);
  if (status !== 'vacant') return [status, who];
  return [status, `${who}; ${exercisableBy === null ? 'nobody can act' : `${exercisableBy.holder} can act`}`];
}
