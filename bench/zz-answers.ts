import { generateIndex, paceFor } from './trust-entries.js';
import { FIRST_DAY, LAST_DAY } from './trust-generator.js';
import { FUNCTIONS } from './scheme-lines.js';
import { random } from '../test/oracle/random.js';
import { ask, Moment, matrix, functionAsked, resolve, verdictOf } from '@remit/accountability';
const times = Number(process.argv[2] ?? 1); const mode = process.argv[3] ?? 'why';
const index = generateIndex({ seed: 7, trust: 'bench', pace: paceFor(times, 7) });
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
let best = Infinity, bestWall = Infinity;
for (let round = 0; round < 12; round++) {
  const c = process.cpuUsage(); const w = performance.now(); let count = 0;
  if (mode === 'why') for (const q of qs) { const moment = new Moment(index, q.day, q.known); functionAsked(moment, q.function, q.school); ask(moment, q)!; count++; }
  else if (mode === 'verdict') for (const q of qs) { const moment = new Moment(index, q.day, q.known); verdictOf(resolve(moment, moment.functionOf(q.function)!, q.school, q.amount)); count++; }
  else if (mode === 'matrix') for (const q of qs.slice(0, 6)) { matrix(new Moment(index, q.day, q.known), {}); count++; }
  const d = process.cpuUsage(c); best = Math.min(best, d.user / count); bestWall = Math.min(bestWall, (performance.now() - w) * 1000 / count);
}
console.log(times, mode, 'cpu µs', best.toFixed(1), 'wall µs', bestWall.toFixed(1));
