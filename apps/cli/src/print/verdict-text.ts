import { poundsInWords } from '@remit/kernel';
import type { AnswerBand, Verdict } from '@remit/accountability';
import { holderText } from './answer-text.js';

/** A verdict in two cells of a table: how it stands, and who decides or can act. */
export function verdictCells({ status, decides, exercisableBy, bands }: Verdict): [status: string, who: string] {
  if (bands !== null) return [status, bands.map(bandText).join('; ')];
  if (decides === null) return [status, ''];
  const who = holderText(decides.holder, decides.tier);
  return [status, status === 'vacant' ? `${who}; ${whoCanAct(exercisableBy)}` : who];
}

function whoCanAct(exercisableBy: Verdict['exercisableBy']): string {
  return exercisableBy === null ? 'nobody can act' : `${exercisableBy.holder} can act`;
}

/** A verdict in one cell: who decides, and how it stands unless that is plain. */
export function verdictInShort(verdict: Verdict | null): string {
  if (verdict === null) return 'not known';
  const { status, decides, exercisableBy } = verdict;
  if (decides === null) return verdictCells(verdict).findLast((cell) => cell !== '') ?? status;
  const who = holderText(decides.holder, decides.tier);
  const holder = status === 'held' || decides.holder === null ? who : `${who} (${status})`;
  return status === 'vacant' ? `${holder}; ${whoCanAct(exercisableBy)}` : holder;
}

function bandText({ upTo, status, decides }: AnswerBand): string {
  const reach = upTo === null ? 'above' : `up to ${poundsInWords(upTo)}`;
  return `${reach}: ${holderText(decides.holder, decides.tier)}${status === 'held' ? '' : ` (${status})`}`;
}
