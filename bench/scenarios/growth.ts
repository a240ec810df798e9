import path from 'node:path';
import { matrix, Moment, TrustIndex } from '@remit/accountability';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { random } from '../../test/oracle/random.js';
import type { Figure } from '../figures.js';
import { bestOf, heapBytes, type RunOptions, timeEach, timeEachInTurn } from '../measure.js';
import { prepareRecord } from '../prepared-record.js';
import { questionsAbout, someMoment } from '../questions.js';
import { generateEntries, paceFor } from '../trust-entries.js';
import type { TrustSize } from '../trust-generator.js';
import { answerTo, QUESTIONS } from './answers.js';
import { Writer } from './append.js';

const CHUNK = 1000;
const APPENDS = 200;
const MATRICES = 5;

/** The same questions of the same trust with so many times the history. */
export async function growth({ seed, directory: within, rounds }: RunOptions, times: number): Promise<Figure[]> {
  const size = { seed, trust: 'bench', pace: paceFor(times, seed) };
  const before = heapBytes();
  const { index, milliseconds } = build(size);
  const count = index.head + 1;
  const bytes = (heapBytes() - before) / count;
  const chance = random(seed);
  const questions = questionsAbout(index, chance, QUESTIONS);
  const moments = Array.from({ length: MATRICES }, () => someMoment(index, chance));
  const best = await bestOf(2 * rounds, {
    answer: () => timeEach(questions, (question) => answerTo(index, question)),
    matrix: () => timeEach(moments, ({ day, known }) => matrix(new Moment(index, day, known), {})),
  });
  const appending = await appendTo(path.join(within, 'growth'), size, { seed, rounds });
  const line = (what: string, value: number, unit: Figure['unit']): Figure => ({
    scenario: `growth ${String(times)}×`,
    what,
    value,
    unit,
  });
  return [
    line('entries', count, 'entries'),
    line('one answer with its reasons, p50', best.answer.p50 * 1000, 'µs'),
    line('the whole matrix', best.matrix.p50, 'ms'),
    line('append of one entry, p50', appending, 'ms'),
    line('memory per entry, index and data', bytes, 'bytes'),
    line('entries to the index, from their text in memory', (count * 1000) / milliseconds, '/s'),
  ];
}

/** Builds the index from the entries' text, and times that without the making of the text. */
function build(size: TrustSize): { index: TrustIndex; milliseconds: number } {
  const index = new TrustIndex(size.trust);
  let milliseconds = 0;
  let chunk: { type: string; recordedAt: string; text: string }[] = [];
  const take = (): void => {
    const start = performance.now();
    for (const { type, recordedAt, text } of chunk) {
      index.apply({ n: index.head + 1, type, recordedAt, data: JSON.parse(text) as unknown });
    }
    milliseconds += performance.now() - start;
    chunk = [];
  };
  for (const { name: type, entry } of generateEntries(size)) {
    chunk.push({ type, recordedAt: entry.recordedAt, text: JSON.stringify(entry.data) });
    if (chunk.length === CHUNK) take();
  }
  take();
  return { index, milliseconds };
}

async function appendTo(
  directory: string,
  size: TrustSize,
  { seed, rounds }: { seed: number; rounds: number },
): Promise<number> {
  await prepareRecord(directory, [size]);
  const store = new SqliteRecordStore({ directory, access: 'write' });
  const writer = new Writer(store, 'another', seed, 1 + rounds * APPENDS);
  await writer.next();
  const { p50 } = (
    await bestOf(rounds, { append: () => timeEachInTurn(Array.from({ length: APPENDS }), () => writer.next()) })
  ).append;
  await store.close();
  return p50;
}
