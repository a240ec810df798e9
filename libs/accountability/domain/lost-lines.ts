import { type Id } from '@remit/kernel';
import { type EntryNumber } from '@remit/record';
import type { Candidate } from '@remit/delegation';
import type { Moment } from './moment.js';
import type { Question } from './question.js';
import type { Resolution } from './resolution.js';

/** A line in force that names the function for the school and does not decide, with the reason. */
export interface LostLine {
  readonly entry: EntryNumber;
  readonly layer: string;
  readonly instrument: Id;
  readonly line: string;
  readonly says: string;
}

const PASSED_OVER = {
  inherit: 'It says "inherit": the next layer down decides.',
  'not-delegable': 'Law reserves the function to another tier.',
  'urgent-action-not-delegated': 'The trust had not delegated urgent action, so an urgent variation does not count.',
} as const;

/** The lines that lost, the strongest first. Source: accountability contract, section 5, "explain=full". */
export function lostLines(moment: Moment, question: Question, resolution: Resolution): LostLine[] {
  if (resolution.layer === null) return [];
  const { instrument: winner } = resolution.chosen ?? {};
  return moment
    .candidates(question.function, question.school)
    .filter(({ instrument }) => instrument.n !== winner?.n || resolution.layer === 'law')
    .map((candidate) => ({
      entry: candidate.instrument.n,
      layer: candidate.instrument.layer,
      instrument: candidate.instrument.id,
      line: candidate.line.line,
      says: reason(candidate, resolution),
    }));
}

function reason(candidate: Candidate, { passedOver, layer, chosen }: Resolution): string {
  const passed = passedOver.find((other) => other.candidate.instrument.n === candidate.instrument.n);
  if (passed !== undefined) return PASSED_OVER[passed.why];
  if (layer === 'law') return 'It agrees with the law, which decides whatever a scheme says.';
  if (chosen === undefined || chosen.instrument.layer !== candidate.instrument.layer) {
    return `The ${String(layer)} layer goes before the ${candidate.instrument.layer} layer.`;
  }
  return `Entry ${String(chosen.instrument.n)} of the same layer was recorded later.`;
}
