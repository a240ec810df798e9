import { generateIndex, paceFor } from './trust-entries.js';
import { FIRST_DAY, LAST_DAY } from './trust-generator.js';
import { FUNCTIONS } from './scheme-lines.js';
import { random } from '../test/oracle/random.js';
import { ask, Moment, matrix, functionAsked, resolve, verdictOf } from '@remit/accountability';
const times = Number(process.argv[2] ?? 1);
let t = performance.now();
globalThis.gc!(); const m0 = process.memoryUsage().heapUsed;
const index = generateIndex({ seed: 7, trust: 'bench', pace: paceFor(times, 7) });
const built = performance.now() - t;
globalThis.gc!(); const m1 = process.memoryUsage().heapUsed;
console.log({ times, entries: index.head + 1, builtMs: built | 0, bytesPerEntry: (m1 - m0) / (index.head + 1) | 0, heapMB: m1 / 1e6 | 0 });
const rnd = random(1);
const schools = [...index.structure.schools.keys()];
function question() {
  const fn = rnd.pick(FUNCTIONS);
  const day = FIRST_DAY + rnd.int(LAST_DAY - FIRST_DAY);
  const low = index.knownBefore(new Date(day * 86400000).toISOString());
  const known = low + rnd.int(index.head + 1 - low);
  for (;;) {
    const school = fn.scope === 'trust' || (fn.scope === 'both' && rnd.chance(0.5)) ? undefined : rnd.pick(schools);
    if (school !== undefined && new Moment(index, day, known).membership(school) === undefined) continue;
    return { function: fn.id, school, day, known: Math.max(0, known), amount: rnd.chance(0.3) ? rnd.int(10_000_000) : undefined };
  }
}
const qs = Array.from({ length: 4000 }, question);
const statuses: Record<string, number> = {};
let len = 0;
for (let round = 0; round < 5; round++) {
  const s: number[] = [];
  for (const q of qs) {
    const a = performance.now();
    const moment = new Moment(index, q.day, q.known);
    const fn = functionAsked(moment, q.function, q.school);
    const answer = ask(moment, q)!;
    s.push((performance.now() - a) * 1000);
    if (round === 0) { statuses[answer.status] = (statuses[answer.status] ?? 0) + 1; len += JSON.stringify(answer).length; }
  }
  s.sort((a, b) => a - b);
  const s2: number[] = [];
  for (const q of qs) {
    const a = performance.now();
    const moment = new Moment(index, q.day, q.known);
    const v = verdictOf(resolve(moment, moment.functionOf(q.function)!, q.school, q.amount));
    s2.push((performance.now() - a) * 1000);
  }
  s2.sort((a, b) => a - b);
  const s3: number[] = []; let cells=0;
  for (let i = 0; i < 6; i++) {
    const q = qs[i]!;
    const a = performance.now();
    cells = matrix(new Moment(index, q.day, q.known), {}).length;
    s3.push(performance.now() - a);
  }
  s3.sort((a, b) => a - b);
  console.log(round, 'why p50', s[2000]!.toFixed(1), 'p99', s[3960]!.toFixed(1), 'mean', (s.reduce((x, y) => x + y) / 4000).toFixed(1), '| verdict p50', s2[2000]!.toFixed(1), 'p99', s2[3960]!.toFixed(1), '| matrix', s3.map((x) => x.toFixed(1)).join(' '), cells);
}
console.log(statuses, len / 4000);
