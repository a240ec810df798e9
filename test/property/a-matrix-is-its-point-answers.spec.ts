import { type CellFilter, compare, matrix, Moment, schoolsAt } from '@remit/accountability';
import { civilDate } from '@remit/kernel';
import type { PureTrust } from '../support/pure-trust.js';
import { daysOf, randomTrusts, someDay, someKnown, textOf } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';
import { verdictText } from '../support/verdict-text.js';

const RECORDS = 12;

interface Place {
  readonly function: string;
  readonly school: string | null;
}

function pointAnswer(trust: PureTrust, { function: id, school }: Place, day: number, known: number): string {
  return verdictText(trust, { function: id, school: school ?? undefined, on: civilDate(day), knownAt: known });
}

/** The cells that a moment has by the scope of each function: what a matrix must list, each once. */
function placesOf(moment: Moment, { function: id, school }: CellFilter): string[] {
  const functions = moment.functions().filter((fn) => id === undefined || fn.id === id);
  const schools = school === undefined ? schoolsAt(moment) : [school];
  return functions.flatMap((fn) => [
    ...(fn.scope === 'school' || school !== undefined ? [] : [`${fn.id} null`]),
    ...(fn.scope === 'trust' ? [] : schools.map((each) => `${fn.id} ${each}`)),
  ]);
}

test('every cell of a matrix is the point answer, and none is missing', () => {
  let cells = 0;
  for (const random of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const { seed, record, trust, rnd } = random;
    const days = daysOf(record);
    const filters = [
      {},
      { school: 'ash' },
      { school: 'nowhere' },
      { function: 'edu.curriculum' },
      { function: 'no.such' },
    ];
    for (const filter of filters) {
      const [day, known] = [someDay(random, days), someKnown(random)];
      const made = matrix(new Moment(trust.index, day, known), filter);
      const places = made.map((cell) => `${cell.function} ${String(cell.school)}`);
      expect(places).toEqual(placesOf(new Moment(trust.index, day, known), filter));
      cells += made.length;
      for (const { function: id, school, ...verdict } of rnd.some(made, 60)) {
        const point = pointAnswer(trust, { function: id, school }, day, known);
        if (textOf(verdict) !== point)
          expect({ seed, id, school, day, known, verdict: textOf(verdict) }).toEqual({ verdict: point });
      }
    }
  }
  expect(cells).toBeGreaterThan(RECORDS * 100);
});

test('a comparison lists exactly the cells whose answers differ', () => {
  let changed = 0;
  for (const random of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const { seed, record, trust, rnd } = random;
    const days = daysOf(record);
    const filter = rnd.pick([{}, { school: 'ash' }, { function: 'edu.curriculum' }]);
    // One axis at a time, or both: another day, another entry number.
    const [day, known] = [someDay(random, days), someKnown(random)];
    const [otherDay, otherKnown] = rnd.pick([
      [someDay(random, days), known],
      [day, someKnown(random)],
      [someDay(random, days), someKnown(random)],
    ] as const);
    const [before, after] = [new Moment(trust.index, day, known), new Moment(trust.index, otherDay, otherKnown)];
    const comparison = compare(before, after, filter);
    const schools = new Set(
      filter.school === undefined ? [...schoolsAt(before), ...schoolsAt(after)] : [filter.school],
    );
    const functions = new Map([...before.functions(), ...after.functions()].map((fn) => [fn.id, fn]));
    const places = [...functions.values()]
      .filter(({ id }) => filter.function === undefined || id === filter.function)
      .flatMap(({ id, scope }): Place[] => [
        ...(scope === 'school' || filter.school !== undefined ? [] : [{ function: id, school: null }]),
        ...(scope === 'trust' ? [] : [...schools].map((school) => ({ function: id, school }))),
      ]);
    const differing = places.filter(
      (place) => pointAnswer(trust, place, day, known) !== pointAnswer(trust, place, otherDay, otherKnown),
    );
    const keyOf = (place: Place): string => `${place.function} ${String(place.school)}`;
    const about = { seed, day, known, otherDay, otherKnown, filter };
    expect({ about, changed: comparison.changed.map(keyOf).sort() }).toEqual({
      about,
      changed: differing.map(keyOf).sort(),
    });
    expect({ about, cells: comparison.cells }).toEqual({ about, cells: places.length });
    for (const cell of comparison.changed) expect(textOf(cell.before)).not.toBe(textOf(cell.after));
    changed += comparison.changed.length;
  }
  expect(changed).toBeGreaterThan(RECORDS);
});
