import { capital, type Id } from '@remit/kernel';
import { type EntryNumber } from '@remit/record';
import type { Candidate } from '@remit/delegation';
import type { Moment } from './moment.js';
import type { Question } from './question.js';
import type { AnswerLayer, Resolution } from './resolution.js';

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
  const candidates = moment.candidates(question.function, question.school);
  return candidates
    .filter(({ instrument }) => instrument.n !== winner?.n || resolution.layer === 'law')
    .map((candidate) => ({
      entry: candidate.instrument.n,
      layer: candidate.instrument.layer,
      instrument: candidate.instrument.id,
      line: candidate.line.line,
      says: reason(candidate, candidates, resolution),
    }));
}

function reason(candidate: Candidate, candidates: readonly Candidate[], { passedOver, layer }: Resolution): string {
  const { n, layer: own } = candidate.instrument;
  const passed = passedOver.find((other) => other.candidate.instrument.n === n);
  if (passed !== undefined) return PASSED_OVER[passed.why];
  if (layer === 'law') return 'It agrees with the law, which decides whatever a scheme says.';
  // Candidates come layer by layer, the latest entry first; what a layer passes on is not asked of its earlier ones.
  const latest = candidates.find(({ instrument }) => instrument.layer === own)?.instrument.n ?? n;
  if (latest !== n) return `Entry ${String(latest)} of the same layer was recorded later.`;
  return `${capital(LAYER_WORDS[layer ?? own])} goes before ${LAYER_WORDS[own]}.`;
}

const LAYER_WORDS: Readonly<Record<AnswerLayer, string>> = {
  law: 'the law',
  urgent: 'an urgent variation',
  intervention: 'an intervention',
  school: 'a variation for a school',
  cluster: 'a variation for a cluster',
  category: 'a variation for a category',
  scheme: 'the scheme',
  default: 'the board',
};
