import { generateIndex, paceFor } from './trust-entries.js';
import { questionsAbout } from './questions.js';
import { random } from '../test/oracle/random.js';
import { ask, Moment, matrix, resolve, verdictOf, timeline } from '@remit/accountability';
import { FIRST_DAY, LAST_DAY } from './trust-generator.js';
const times = Number(process.argv[2] ?? 1);
const mode = process.argv[3] ?? 'why';
const rounds = Number(process.argv[4] ?? 20);
const index = generateIndex({ seed: 2026, trust: 'bench', pace: paceFor(times, 7) });
const qs = questionsAbout(index, random(1), 4000);
let best = Infinity,
  bestWall = Infinity,
  bestp50 = Infinity;
for (let round = 0; round < rounds; round++) {
  const c = process.cpuUsage();
  const w = performance.now();
  let count = 0;
  const s: number[] = [];
  const t = (f: () => unknown) => {
    const a = performance.now();
    f();
    s.push(performance.now() - a);
    count++;
  };
  if (mode === 'why') for (const q of qs) t(() => ask(new Moment(index, q.day, q.known), q)!);
  else if (mode === 'verdict')
    for (const q of qs)
      t(() => {
        const moment = new Moment(index, q.day, q.known);
        return verdictOf(resolve(moment, moment.functionOf(q.function)!, q.school, q.amount));
      });
  else if (mode === 'matrix') for (const q of qs.slice(0, 6)) t(() => matrix(new Moment(index, q.day, q.known), {}));
  else if (mode === 'timeline')
    for (const q of qs.slice(0, 200))
      t(() =>
        timeline(index, {
          fn: new Moment(index, q.day, q.known).functionOf(q.function)!,
          school: q.school,
          period: { from: FIRST_DAY, until: LAST_DAY, known: q.known },
        }),
      );
  const d = process.cpuUsage(c);
  best = Math.min(best, d.user / count);
  bestWall = Math.min(bestWall, ((performance.now() - w) * 1000) / count);
  s.sort((a, b) => a - b);
  bestp50 = Math.min(bestp50, s[s.length >> 1]! * 1000);
}
console.log(
  times,
  mode,
  'p50 µs',
  bestp50.toFixed(1),
  'cpu mean µs',
  best.toFixed(1),
  'wall mean µs',
  bestWall.toFixed(1),
);
