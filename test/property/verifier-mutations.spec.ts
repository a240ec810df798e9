import { verifyBytes } from '../../apps/verify/src/verify.js';
import { random, type Random } from '../oracle/random.js';
import { answerDraft, answerTo, auditor, entriesOf, fileOf, recordDraft, sealed, TestLog } from '../support/bundles.js';
import { pureTrust } from '../support/pure-trust.js';
import { SAMPLE_TRUST } from '../support/sample-trust.js';
import { printedSeed } from '../support/seed.js';

const MUTATIONS = 10_000;

const trust = pureTrust(SAMPLE_TRUST);
const entries = entriesOf(trust);
const log = new TestLog('northshire', entries);
const answers = [answerTo(trust, { function: 'edu.monitor', school: 'oak', on: '2025-06-03', knownAt: 18 })];
const by = auditor(log.policy(), log.note(7));
const whole = fileOf(recordDraft(log, [7, entries.length], answers));
const single = fileOf(answerDraft(log, trust, entries.length, answers));
const byPolicy = auditor(log.policy());

/** One change to some bytes: a bit, a byte, a piece left out, put in twice, or moved. */
function mutated(rnd: Random, file: Buffer): Buffer {
  const at = rnd.int(file.length);
  const length = 1 + rnd.int(rnd.chance(0.5) ? 3 : 400);
  const [before, piece, after] = [file.subarray(0, at), file.subarray(at, at + length), file.subarray(at + length)];
  switch (rnd.int(6)) {
    case 0:
      return Buffer.concat([before, Buffer.of(file[at]! ^ (1 << rnd.int(8))), file.subarray(at + 1)]);
    case 1:
      return Buffer.concat([before, Buffer.of(rnd.int(256)), file.subarray(at + 1)]);
    case 2:
      return Buffer.concat([before, after]);
    case 3:
      return Buffer.concat([before, piece, piece, after]);
    case 4:
      return Buffer.concat([after, before, piece]);
    default: {
      const to = rnd.int(file.length);
      const rest = Buffer.concat([before, after]);
      return Buffer.concat([rest.subarray(0, to), piece, rest.subarray(to)]);
    }
  }
}

test('of ten thousand changed bundles none is accepted, and each is refused in words', () => {
  const rnd = random(printedSeed('PROPERTY_SEED'));
  expect([verifyBytes(whole, by).outcome, verifyBytes(single, byPolicy).outcome]).toEqual(['ok', 'ok']);
  const outcomes = new Map<string, number>();
  for (let run = 0; run < MUTATIONS; run += 1) {
    const isWhole = run % 2 === 0;
    const file = isWhole ? whole : single;
    const changed = mutated(rnd, file);
    const { outcome, problem } = verifyBytes(changed, isWhole ? by : byPolicy);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (outcome === 'ok' && !changed.equals(file)) expect(changed.toString('latin1')).toBe('refused');
    if (outcome !== 'ok') expect(problem).toMatch(/\.$/);
  }
  // Were all of them cut off, the test would say little.
  expect(outcomes.get('altered')).toBeGreaterThan(MUTATIONS / 4);
}, 180_000);

test('nor is one whose sum was made right again, unless only what nothing rests on was changed', () => {
  const rnd = random(printedSeed('PROPERTY_SEED') + 1);
  const lines = whole.toString('utf8').trimEnd().split('\n').slice(0, -1);
  const FREE = /"madeAt":"[^"]*"|^\{"policy":.*$|^\{"directory":.*\n/gm;
  const bare = (all: string): string => all.replace(FREE, '');
  let refused = 0;
  for (let run = 0; run < MUTATIONS / 4; run += 1) {
    const at = rnd.int(lines.length);
    const line = mutated(rnd, Buffer.from(lines[at]!)).toString('utf8');
    const changed = lines.map((each, other) => (other === at ? line : each)).map((each) => `${each}\n`);
    const { outcome } = verifyBytes(sealed(changed), by);
    if (outcome !== 'ok') refused += 1;
    else expect(bare(changed.join(''))).toBe(bare(`${lines.join('\n')}\n`));
  }
  expect(refused).toBeGreaterThan(MUTATIONS / 5);
}, 180_000);

test('lines taken out, doubled or swapped under a right sum are refused', () => {
  const lines = whole
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .slice(0, -1)
    .map((line) => `${line}\n`);
  const isDirectory = (at: number): boolean => lines[at]!.startsWith('{"directory"');
  for (let at = 0; at < lines.length; at += 1) {
    const without = sealed(lines.filter((_, other) => other !== at));
    // A bundle may do without its directory; the report says so.
    expect([at, verifyBytes(without, by).outcome === 'ok']).toEqual([at, isDirectory(at)]);
    expect(
      verifyBytes(sealed(lines.flatMap((line, other) => (other === at ? [line, line] : [line]))), by).outcome,
    ).not.toBe('ok');
    const next = lines[at + 1];
    if (next === undefined) continue;
    const swapped = lines.map((line, other) => (other === at ? next : other === at + 1 ? lines[at]! : line));
    expect(verifyBytes(sealed(swapped), by).outcome).not.toBe('ok');
  }
});
