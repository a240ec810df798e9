import { type Answer, type CellFilter, gaps, type Gap } from '@remit/accountability';
import { civilDate, type Problem } from '@remit/kernel';
import { daysOf, eachDay, randomTrusts, someDay, someKnown } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';

const RECORDS = 60;

/** What the point answer of a day says is amiss, the worst first; `undefined` when somebody clearly decides. */
function amiss(answer: Answer | Problem): Gap['kind'] | undefined {
  if ('code' in answer) return undefined;
  const statuses = [answer.status, ...(answer.bands ?? []).map(({ status }) => status)];
  if (answer.findings.some(({ code }) => code === 'nobody-can-act')) return 'nobody-can-act';
  if (statuses.includes('vacant')) return 'vacant';
  return statuses.includes('conflict') ? 'overlap' : undefined;
}

test('the days exposed are the days on which the point answer is vacant, in conflict or nobody can act', () => {
  const kinds = new Set<string>();
  for (const random of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const { seed, record, trust, rnd } = random;
    const known = someKnown(random);
    const from = someDay(random, daysOf(record));
    const until = from + 1 + rnd.int(45);
    const functions = ['edu.curriculum', 'hr.staff.appoint', 'fin.order.approve', 'gov.urgent-action', 'beh.exclude'];
    for (const id of rnd.some(functions, 2)) {
      const filter: CellFilter = { function: id, ...(rnd.chance(0.5) ? { school: 'ash' } : {}) };
      const found = gaps(trust.index, { from, until, known }, filter);
      found.forEach(({ kind }) => kinds.add(kind));
      const schools = filter.school === undefined ? [null, 'ash', 'elm', 'fir', 'oak', 'yew'] : [filter.school];
      for (const school of schools) {
        const ofCell = found.filter((gap) => gap.school === school);
        const days = eachDay(from, until).flatMap((day) => {
          const question = { function: id, school: school ?? undefined, on: civilDate(day), knownAt: known };
          const kind = amiss(trust.ask(question));
          return kind === undefined ? [] : [{ day, kind }];
        });
        const about = { seed, id, school, from, until, known };
        const listed = ofCell.flatMap((gap) => eachDay(gap.from, gap.until).map((day) => ({ day, kind: gap.kind })));
        expect({ about, days: listed }).toEqual({ about, days });
        expect({ about, exposed: ofCell.reduce((sum, { daysExposed }) => sum + daysExposed, 0) }).toEqual({
          about,
          exposed: days.length,
        });
      }
    }
  }
  expect([...kinds].sort()).toEqual(['nobody-can-act', 'overlap', 'vacant']);
});
