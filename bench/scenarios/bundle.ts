import { execFileSync, spawnSync } from 'node:child_process';
import { createWriteStream, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BundleWriter, type BundleEnd, Ledger } from '@remit/ledger/nest';
import { policyText, trustOrigin } from '@remit/ledger';
import { SystemClock } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import type { Figure } from '../figures.js';
import { bestOf, type RunOptions, type Spread, timed } from '../measure.js';
import { prepareRecord } from '../prepared-record.js';
import { paceFor } from '../trust-entries.js';

const TIMES = 11;
const PAGE = 500;
const TRUST = 'bench';
const VERIFIER = path.resolve(import.meta.dirname, '../../apps/verify/build.mjs');

/** What a plain program needs to read a file and work out its sum: the least that somebody who checks it has to do. */
const SUM = `const { createHash } = require('node:crypto'); const { createReadStream } = require('node:fs');
const sum = createHash('sha256'); createReadStream(process.argv[1]).on('data', (piece) => sum.update(piece)).on('end', () => sum.digest());`;

/** A record of 100,000 entries written as a bundle, and checked by the built verifier in a process of its own. */
export async function bundle({ seed, directory: within, rounds }: RunOptions): Promise<Figure[]> {
  const directory = path.join(within, 'bundle');
  const count = await prepareRecord(directory, [{ seed, trust: TRUST, pace: paceFor(TIMES, seed) }]);
  const store = new SqliteRecordStore({ directory, access: 'write', durability: 'test-off' });
  const clock = new SystemClock();
  const keysDirectory = path.join(within, 'keys');
  const ledger = await Ledger.open({
    ...{ directory, keysDirectory, store, trees: store.trees, clock, durability: 'test-off' },
  });
  await ledger.sign([TRUST]);
  const { operator, checkpoints } = ledger;
  const writer = new BundleWriter({ operator, store, trees: store.trees, checkpoints, now: () => clock.now() });
  const end = await writer.endOf(TRUST);
  if (!end.ok) throw new Error(end.problem.detail);
  const file = path.join(within, 'bench.remit-bundle');
  const policy = path.join(within, 'policy.txt');
  const origin = trustOrigin(operator, TRUST);
  const keys = checkpoints.keysOf(origin).map(({ vkey, from }) => ({ vkey, since: from }));
  writeFileSync(policy, policyText(operator, [{ origin, keys }]));
  const verifier = path.join(within, 'remit-verify.mjs');
  execFileSync(process.execPath, [VERIFIER, verifier]);
  const best = await bestOf(rounds, {
    read: () => once(() => plainCopy(store, count, `${file}.plain`)),
    write: () => once(() => written(writer, end.value, file)),
    sum: () => once(() => run(['-e', SUM, file])),
    verify: () => once(() => run([verifier, file, '--policy', policy])),
  });
  ledger.close();
  await store.close();
  return [
    {
      ...line(
        `${String(count)} entries to a bundle of ${String(Math.round(statSync(file).size / 2 ** 20))} MiB`,
        best.write,
      ),
      ...{ floor: best.read.mean / 1000, floorIs: 'reading the same texts from SQLite and writing them to a file' },
      target: { atMost: 10 },
    },
    {
      ...line('remit-verify, from its start to its verdict', best.verify),
      ...{ floor: best.sum.mean / 1000, floorIs: 'a Node process that reads the file and works out its SHA-256' },
      target: { atMost: 10 },
    },
  ];
}

function line(what: string, { mean }: Spread): Figure {
  return { scenario: 'bundle', what, value: mean / 1000, unit: 's' };
}

async function once(work: () => unknown): Promise<Spread> {
  globalThis.gc?.();
  const took = await timed(work);
  return { p50: took, p99: took, mean: took };
}

async function written(writer: BundleWriter, end: BundleEnd, file: string): Promise<void> {
  const pieces = writer.pieces(end, { scope: 'record', answers: [], entries: [] });
  await pipeline(Readable.from(pieces), createWriteStream(file));
}

async function plainCopy(store: SqliteRecordStore, count: number, file: string): Promise<void> {
  async function* texts(): AsyncGenerator<string> {
    for (let n = 0; n < count; n += PAGE) yield (await store.readTexts(TRUST, n, PAGE)).join('\n');
  }
  await pipeline(Readable.from(texts()), createWriteStream(file));
}

/** @throws when the program does not accept the file. */
function run(args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Exit ${String(status)}: ${stdout}${stderr}`);
}
