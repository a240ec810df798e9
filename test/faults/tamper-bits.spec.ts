import type { DatabaseSync } from 'node:sqlite';
import { DatabaseSync as Database } from 'node:sqlite';
import path from 'node:path';
import { random } from '../oracle/random.js';
import { printedSeed } from '../support/seed.js';
import { openVerifier, record, signAndKeep } from '../support/signed-record.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/**
 * One bit, anywhere in what is stored of a trust, is found every time and at the right entry (fault guide, B1 and B10).
 * The flips are made in the real file through a second connection, one at a time, and taken back.
 */

const TRUST = 'north';
const SIZE = 300;
const FLIPS = 1000;
const SEED = 'TAMPER_SEED';

/** What a row holds, each with its share of the flips. */
const COLUMNS = ['bytes', 'bytes', 'bytes', 'bytes', 'bytes', 'hashes', 'hashes', 'id', 'type', 'recorded_at'] as const;
type Column = (typeof COLUMNS)[number];
const TEXTS: ReadonlySet<Column> = new Set(['type', 'recorded_at']);

const directory = temporaryDirectory();
let database: DatabaseSync;
let verifier: ReturnType<typeof openVerifier>;

beforeAll(async () => {
  await record(directory.path, TRUST, 0, SIZE - 1);
  signAndKeep(directory.path, TRUST, 100);
  signAndKeep(directory.path, TRUST);
  database = new Database(path.join(directory.path, 'record.db'));
  database.exec('pragma synchronous = off; drop trigger entry_is_never_changed');
  verifier = openVerifier(directory.path);
});
afterAll(() => {
  verifier.close();
  database.close();
  directory.remove();
});

const read = (column: Column, n: number): Buffer =>
  Buffer.from(
    (database.prepare(`select cast(${column} as blob) as value from entry where n = ?`).get(n) as { value: Uint8Array })
      .value,
  );

function write(column: Column, n: number, value: Uint8Array): void {
  const stored = TEXTS.has(column) ? 'cast(? as text)' : '?';
  database.prepare(`update entry set ${column} = ${stored} where n = ?`).run(value, n);
}

test(`${String(FLIPS)} flips of one bit are found, each at its entry`, () => {
  const rnd = random(printedSeed(SEED));
  const missed: unknown[] = [];
  const tried = new Set<Column>();
  for (let flip = 0; flip < FLIPS; flip += 1) {
    const n = rnd.int(SIZE);
    const column = rnd.pick(COLUMNS);
    const whole = read(column, n);
    const bit = rnd.int(whole.length * 8);
    const spoilt = Buffer.from(whole);
    spoilt[bit >> 3]! ^= 1 << (bit & 7);
    write(column, n, spoilt);
    const [verdict] = verifier.verify({ only: TRUST }).trusts;
    write(column, n, whole);
    const [first] = verdict!.findings;
    tried.add(column);
    if (first?.kind !== 'altered' || first.entries?.first !== n || first.entries.last !== n || verdict!.count !== 1) {
      missed.push({ n, column, bit, count: verdict!.count, first });
    }
  }
  expect(missed).toEqual([]);
  // All columns were hit, so that nothing passes for want of trying.
  expect(tried).toEqual(new Set(COLUMNS));
  expect(verifier.verify({ only: TRUST }).trusts[0]?.findings).toEqual([]);
});

test('says of each whether the entry was altered or what is kept beside it', () => {
  const says = (column: Column, n: number, at: number): string => {
    const whole = read(column, n);
    const spoilt = Buffer.from(whole);
    spoilt[at]! ^= 1;
    write(column, n, spoilt);
    const found = verifier.verify({ only: TRUST }).trusts[0]!.findings[0]!.says;
    write(column, n, whole);
    return found;
  };
  const by = (size: number) => `the checkpoint of ${size} entries that was signed on 3 March 2025`;
  expect(says('bytes', 7, 20)).toBe(
    `Entry 7 (recorded on 3 March 2025) was altered: it is no longer the entry over which ${by(100)} was made.`,
  );
  expect(says('hashes', 7, 0)).toBe(
    `The hash kept beside entry 7 (recorded on 3 March 2025) was altered. The entry itself is still the one over which ${by(100)} was made.`,
  );
  expect(says('hashes', 7, 32 * 3)).toBe(
    `The hash over entries 0 to 7 that is kept beside entry 7 (recorded on 3 March 2025) was altered. The entries themselves are still those over which ${by(100)} was made.`,
  );
  expect(says('type', 207, 0)).toBe(
    `Entry 207 (recorded on 3 March 2025) does not stand where it belongs: it says that its type is "PostCreated.v1", and the record files it under another. The text of the entry itself is the one over which ${by(300)} was made.`,
  );
});
