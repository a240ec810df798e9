import path from 'node:path';
import { EngineTrustModel } from '@remit/engine/nest';
import { SystemClock, TrustSession } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import type { Figure } from '../figures.js';
import { bestOf, type RunOptions, type Spread, timed } from '../measure.js';
import { prepareRecord } from '../prepared-record.js';
import { paceFor } from '../trust-entries.js';

const TIMES = 10;
const PAGE = 2000;

/** Building a trust's index from its record on disk, as a start or a first question does. */
export async function replay({ seed, directory: within, rounds }: RunOptions): Promise<Figure[]> {
  const directory = path.join(within, 'replay');
  const count = await prepareRecord(directory, [{ seed, trust: 'bench', pace: paceFor(TIMES, seed) }]);
  const store = new SqliteRecordStore({ directory, access: 'read' });
  const model = new EngineTrustModel();
  const clock = new SystemClock();
  let texts: string[] = [];
  const once = async (work: () => unknown): Promise<Spread> => {
    globalThis.gc?.();
    const took = await timed(work);
    return { p50: took, p99: took, mean: took };
  };
  const best = await bestOf(rounds, {
    read: () =>
      once(async () => {
        texts = [];
        for (let page = await store.readTexts('bench', 0, PAGE); page.length > 0;) {
          texts.push(...page);
          page = await store.readTexts('bench', texts.length, PAGE);
        }
      }),
    parse: () => once(() => texts.map((text) => (JSON.parse(text) as { n: number }).n)),
    replay: () => once(() => new TrustSession(`bench`, store, model, clock).view()),
  });
  await store.close();
  const rate = ({ mean }: Spread) => (count * 1000) / mean;
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / count;
  const scenario = 'replay';
  const floor = { floor: rate(best.parse), floorIs: 'JSON.parse of the same entries' };
  return [
    {
      scenario,
      what: `${String(count)} entries from SQLite to the index`,
      value: rate(best.replay),
      unit: '/s',
      ...floor,
      target: { atLeast: 150_000 },
    },
    { scenario, what: 'of which reading from SQLite alone', value: rate(best.read), unit: '/s', ...floor },
    { scenario, what: 'size of an entry, canonical JSON', value: bytes, unit: 'bytes' },
  ];
}
