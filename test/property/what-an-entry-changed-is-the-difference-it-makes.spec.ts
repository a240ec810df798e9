import { difference, type EntryChanges, entryChanges, Moment, type TrustIndex } from '@remit/accountability';
import { daysNamed } from '@remit/engine';
import { dayOf } from '@remit/kernel';
import { daysOf, randomTrusts, someDay } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';

const RECORDS = 3;
const SHOWN = 5;

function changesBy(index: TrustIndex, n: number, day: number, max: number): EntryChanges {
  const steps = entryChanges(index, n, day, max);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

test('what an entry changed is the difference between what was known just before it and with it', () => {
  const types = new Set<string>();
  for (const random of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const { seed, record, trust } = random;
    const days = daysOf(record);
    for (let n = 0; n <= trust.index.head; n += 1) {
      // Corrections are few, and so asked about a day on which they matter.
      const [named] = trust.index.standing(n)!.type === 'EntryCorrected' ? daysNamed(trust.index, n) : [];
      const day = named === undefined ? someDay(random, days) : dayOf(named);
      const about = { seed, day, n };
      const { changed } = difference(new Moment(trust.index, day, n - 1), new Moment(trust.index, day, n), {});
      const { count, groups } = changesBy(trust.index, n, day, SHOWN);
      expect({ about, count }).toEqual({ about, count: changed.length });
      const shown = groups.flatMap(({ functions, schools }) =>
        functions.flatMap((id) => schools.map((school) => `${id} ${String(school)}`)),
      );
      const all = changed.map(({ function: id, school }) => `${id} ${String(school)}`);
      expect({ about, shown: shown.filter((cell) => all.includes(cell)).length }).toEqual({
        about,
        shown: Math.min(SHOWN, changed.length),
      });
      for (const { functions, schools, before, after } of groups) {
        const cell = changed.find((each) => each.function === functions[0] && each.school === schools[0]);
        expect({ about, before, after }).toEqual({ about, before: cell?.before, after: cell?.after });
      }
      if (count > 0) types.add(trust.index.standing(n)!.type);
    }
  }
  expect([...types]).toEqual(expect.arrayContaining(['EntryCorrected', 'PersonAppointed', 'SchemeAdopted']));
}, 60_000);
