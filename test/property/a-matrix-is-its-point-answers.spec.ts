import { type CellFilter, compare, matrix, Moment, schoolsAt } from '@remit/accountability';
import { civilDate } from '@remit/kernel';
import type { PureTrust } from '../support/pure-trust.js';
import { daysOf, type RandomTrust, randomTrusts, someDay, someKnown, textOf } from '../support/random-trusts.js';
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

/** Two moments that differ in the day, in what was known, or in both. */
function twoMoments(random: RandomTrust): readonly [Moment, Moment] {
  const { rnd, trust, record } = random;
  const days = daysOf(record);
  const [day, known] = [someDay(random, days), someKnown(random)];
  const axis = rnd.pick(['day', 'known', 'both']);
  const otherDay = axis === 'known' ? day : someDay(random, days);
  const otherKnown = axis === 'day' ? known : someKnown(random);
  return [new Moment(trust.index, day, known), new Moment(trust.index, otherDay, otherKnown)];
}

/** Every cell that either moment has. */
function placesOfBoth(before: Moment, after: Moment, filter: CellFilter): Place[] {
  const schools = new Set(filter.school === undefined ? [before, after].flatMap(schoolsAt) : [filter.school]);
  const functions = new Map([...before.functions(), ...after.functions()].map((fn) => [fn.id, fn]));
  return [...functions.values()]
    .filter(({ id }) => filter.function === undefined || id === filter.function)
    .flatMap(({ id, scope }): Place[] => [
      ...(scope === 'school' || filter.school !== undefined ? [] : [{ function: id, school: null }]),
      ...(scope === 'trust' ? [] : [...schools].map((school) => ({ function: id, school }))),
    ]);
}

function keyOf({ function: id, school }: Place): string {
  return `${id} ${String(school)}`;
}

test('a comparison lists exactly the cells whose answers differ', () => {
  let changed = 0;
  for (const random of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const { seed, record, trust, rnd } = random;
    const own = record.flatMap(({ command, data }) => (command === 'DefineFunction' ? [data.function] : []));
    const filters = [rnd.pick([{}, { school: 'ash' }]), ...own.map((id) => ({ function: id }))];
    for (const filter of [...filters, { function: 'edu.curriculum' }, { function: 'gov.urgent-action' }]) {
      const [before, after] = twoMoments(random);
      const comparison = compare(before, after, filter);
      const places = placesOfBoth(before, after, filter);
      const differing = places.filter(
        (place) =>
          pointAnswer(trust, place, before.day, before.known) !== pointAnswer(trust, place, after.day, after.known),
      );
      const [from, to] = [before, after].map(({ day, known }) => ({ day, known }));
      const about = { seed, from, to, filter };
      expect({ about, changed: comparison.changed.map(keyOf).sort() }).toEqual({
        about,
        changed: differing.map(keyOf).sort(),
      });
      expect({ about, cells: comparison.cells }).toEqual({ about, cells: places.length });
      for (const cell of comparison.changed) expect(textOf(cell.before)).not.toBe(textOf(cell.after));
      changed += comparison.changed.length;
    }
  }
  expect(changed).toBeGreaterThan(RECORDS);
});
