import { type HolderPortrayed, Moment, offices, portrait, schoolProfile } from '@remit/accountability';
import { recordables } from '@remit/engine';
import { civilDate } from '@remit/kernel';
import { PureTrust } from '../support/pure-trust.js';
import { daysOf, randomTrusts, someDay, someKnown } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';
import { recordShaped } from '../support/shaped-trust.js';

const RECORDS = 20;
const MOMENTS = 6;

/** All that is shown of a trust's structure at a moment. */
function shown(moment: Moment): object {
  return {
    portrait: portrait(moment),
    offices: offices(moment, {}),
    school: schoolProfile(moment, 'ash'),
    recordables: recordables(moment.index, moment.day, moment.known),
  };
}

/** Who serves where on the moment's day, by the entry of each appointment. */
function serving(moment: Moment): { readonly byPortrait: string[]; readonly byOffices: string[] } {
  const on = civilDate(moment.day);
  const inOrder = (all: readonly string[]): string[] => [...all].sort();
  const all = offices(moment, {}).filter(({ from, until }) => from <= on && (until === null || on < until));
  const told = ({ id, people }: HolderPortrayed): string[] =>
    people.map(({ entry, person, as, until }) => `${id} ${String(entry)} ${person} ${as} ${String(until)}`);
  return {
    byPortrait: inOrder(portrait(moment).holders.flatMap(told)),
    byOffices: inOrder(
      all.map(({ holder, entry, person, as, until }) => `${holder} ${String(entry)} ${person} ${as} ${String(until)}`),
    ),
  };
}

test('a portrait as known at an entry is that of an index that has taken in the record up to there and no further', () => {
  const seen = { clusters: 0, people: 0, short: 0 };
  for (const random of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const { seed, record, trust } = random;
    const days = daysOf(record);
    const moments = Array.from({ length: MOMENTS }, () => ({ day: someDay(random, days), known: someKnown(random) }));
    const replayed = new PureTrust(trust.index.trust);
    const compare = (): void => {
      const { head } = replayed.index;
      for (const { day, known } of moments.filter((each) => each.known === head)) {
        const now = portrait(new Moment(trust.index, day, known));
        seen.clusters += now.clusters.length;
        seen.people += now.holders.flatMap(({ people }) => people).length;
        seen.short += now.holders.filter(({ lacks }) => lacks !== null).length;
        const [later, then] = [trust, replayed].map(({ index }) => shown(new Moment(index, day, known)));
        expect({ seed, day, known, ...later }).toEqual({ seed, day, known, ...then });
      }
    };
    compare();
    for (const command of record) {
      expect(recordShaped(replayed, command)).toBe(true);
      compare();
    }
  }
  expect(seen.clusters).toBeGreaterThan(RECORDS);
  expect(seen.people).toBeGreaterThan(RECORDS);
  expect(seen.short).toBeGreaterThan(RECORDS);
});

test('those who hold an office on a day are those whom the portrait of the day shows', () => {
  let served = 0;
  for (const random of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const { seed, record, trust } = random;
    const days = daysOf(record);
    for (let count = 0; count < MOMENTS; count += 1) {
      const [day, known] = [someDay(random, days), someKnown(random)];
      const { byPortrait, byOffices } = serving(new Moment(trust.index, day, known));
      served += byOffices.length;
      expect({ seed, day, known, served: byOffices }).toEqual({ seed, day, known, served: byPortrait });
    }
  }
  expect(served).toBeGreaterThan(RECORDS);
});
