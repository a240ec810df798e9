import { oracleAnswer } from './oracle.js';
import { randomQuestions, randomRecord } from './random-record.js';
import type {
  CatalogueFunction,
  Cause,
  Command,
  FindingCode,
  Layer,
  OracleAnswer,
  OracleError,
  Question,
  Status,
} from './types.js';

export interface Case {
  readonly record: readonly Command[];
  readonly questions: readonly Question[];
}

/** Enough random records with questions to ask `count` of them in all; everything follows from the seed. */
export function* randomCases(seed: number, count: number, perRecord = 100): Generator<Case> {
  for (let at = 0; at * perRecord < count; at += 1) {
    const ofRecord = (Math.imul(seed, 1_000_003) + at) | 0;
    const record = randomRecord(ofRecord);
    yield { record, questions: randomQuestions(record, ofRecord, Math.min(perRecord, count - at * perRecord)) };
  }
}

type Answer = OracleAnswer | OracleError;
type Counts = Map<string, number>;

export interface Spread {
  answers: number;
  readonly statuses: Counts;
  readonly layers: Counts;
  readonly causes: Counts;
  readonly findings: Counts;
  readonly pairs: Counts;
  readonly errors: Counts;
}

export function emptySpread(): Spread {
  return {
    answers: 0,
    statuses: new Map(),
    layers: new Map(),
    causes: new Map(),
    findings: new Map(),
    pairs: new Map(),
    errors: new Map(),
  };
}

function count(counts: Counts, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** An answer counts once for each of its causes and findings, however many bands or entries have them. */
export function countAnswer(spread: Spread, answer: Answer): void {
  spread.answers += 1;
  if ('error' in answer) {
    count(spread.errors, answer.error);
    return;
  }
  const { status, layer, bands, cause, findings } = answer;
  count(spread.statuses, status);
  count(spread.pairs, `${status} by ${layer ?? 'none'}`);
  if (layer !== null) count(spread.layers, layer);
  const causes = [cause, ...(bands ?? []).map((band) => band.cause)].filter((each) => each !== null);
  for (const each of new Set(causes)) count(spread.causes, each);
  for (const code of new Set(findings.map((finding) => finding.code))) count(spread.findings, code);
}

/** The spread of the oracle's own answers to the random cases of a seed. */
export function spreadOf(seed: number, questions: number, catalogue: readonly CatalogueFunction[]): Spread {
  const spread = emptySpread();
  for (const { record, questions: asked } of randomCases(seed, questions)) {
    for (const question of asked) countAnswer(spread, oracleAnswer(record, question, catalogue));
  }
  return spread;
}

const STATUSES: readonly Status[] = [
  'held',
  'retained',
  'vacant',
  'conflict',
  'by-amount',
  'not-in-trust',
  'before-record',
];
const LAYERS: readonly Layer[] = [
  'law',
  'urgent',
  'intervention',
  'school',
  'cluster',
  'category',
  'scheme',
  'default',
];
const CAUSES: readonly Cause[] = ['no-such-body', 'post-vacant', 'no-members'];
const FINDINGS: readonly FindingCode[] = [
  'not-delegable',
  'below-minimum',
  'nobody-can-act',
  'urgent-action-not-delegated',
];

/** What is too rare, or too common, for a run to mean much; empty when the spread is good. */
export function shortfalls(spread: Spread): readonly string[] {
  const share = (counts: Counts, key: string) => (counts.get(key) ?? 0) / Math.max(spread.answers, 1);
  const percent = (part: number) => `${(part * 100).toFixed(2)} %`;
  const rare = (counts: Counts, keys: readonly string[], least: number) =>
    keys
      .filter((key) => share(counts, key) < least)
      .map((key) => `${key}: ${percent(share(counts, key))} is less than ${percent(least)}`);
  const common = [...spread.pairs.keys()].filter((pair) => share(spread.pairs, pair) > 0.5);
  return [
    ...rare(spread.statuses, STATUSES, 0.01),
    ...rare(spread.layers, LAYERS, 0.01),
    ...rare(spread.causes, CAUSES, 0.005),
    ...rare(spread.findings, FINDINGS, 0.003),
    ...common.map((pair) => `${pair}: ${percent(share(spread.pairs, pair))} is more than half`),
  ];
}

/** The spread in a few lines for the log of a run. */
export function printSpread(spread: Spread): string {
  const list = (name: string, counts: Counts) =>
    `${name}: ${[...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([key, n]) => `${key} ${((100 * n) / spread.answers).toFixed(1)} %`)
      .join(', ')}`;
  const { answers, statuses, layers, causes, findings, pairs, errors } = spread;
  const commonest = new Map([...pairs].sort(([, a], [, b]) => b - a).slice(0, 3));
  return [
    `answers: ${answers}`,
    list('status', statuses),
    list('layer', layers),
    list('cause', causes),
    list('finding', findings),
    list('commonest pairs', commonest),
    list('errors', errors),
  ].join('\n');
}
