import { BitemporalList, type Rectangle } from '@remit/record';
import fc from 'fast-check';
import { printedSeed } from '../support/seed.js';

interface Row extends Rectangle {
  readonly value: number;
  knownUntil: number;
}

/** The list as anybody would write it: all rows in an array, looked at one by one. */
class ArrayModel {
  readonly rows: Row[] = [];
  now = 0;

  within(from: number, until: number, known: number): number[] {
    return this.rows
      .filter((row) => row.from < until && row.until > from && row.since <= known && known < row.knownUntil)
      .map(({ value }) => value);
  }

  best(day: number, known: number): number | undefined {
    const holding = this.within(day, day + 1, known).map((value) => this.rows[value]!);
    const greatest = Math.max(...holding.map(({ rank }) => rank));
    return holding.findLast(({ rank }) => rank === greatest)?.value;
  }
}

type Step = fc.Command<ArrayModel, BitemporalList<number>>;

const ALWAYS_POSSIBLE = { check: (): boolean => true };

function add(from: number, length: number, rank: number, later: number): Step {
  return {
    ...ALWAYS_POSSIBLE,
    toString: () => `add(${from}, ${from + length}, rank ${rank}, ${later} later)`,
    run: (model, list) => {
      model.now += later;
      const value = model.rows.length;
      const rectangle = { from, until: from + length, since: model.now, rank };
      model.rows.push({ ...rectangle, value, knownUntil: Infinity });
      expect(list.add(rectangle, value)).toBe(value);
      expect(list.size).toBe(model.rows.length);
    },
  };
}

/** Rows are closed once, by an entry that is not before the one that they are known from. */
function close(which: number, later: number): Step {
  const open = (model: ArrayModel): Row[] => model.rows.filter((row) => row.knownUntil === Infinity);
  return {
    check: (model) => open(model).length > 0,
    toString: () => `close(${which}, ${later} later)`,
    run: (model, list) => {
      model.now += later;
      const rows = open(model);
      const row = rows[which % rows.length]!;
      row.knownUntil = model.now;
      list.close(row.value, model.now);
    },
  };
}

function best(day: number, back: number): Step {
  return {
    ...ALWAYS_POSSIBLE,
    toString: () => `best(${day}, ${back} entries back)`,
    run: (model, list) => {
      const known = model.now - back;
      expect(list.best(day, known)).toBe(model.best(day, known));
      expect(list.on(day, known)).toEqual(model.within(day, day + 1, known));
    },
  };
}

function within(from: number, length: number, back: number): Step {
  return {
    ...ALWAYS_POSSIBLE,
    toString: () => `within(${from}, ${from + length}, ${back} entries back)`,
    run: (model, list) => {
      const known = model.now - back;
      expect(list.within(from, from + length, known)).toEqual(model.within(from, from + length, known));
    },
  };
}

const day = fc.integer({ min: -40, max: 40 });
const length = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 60 }), fc.constant(2_000_000_000));
const later = fc.integer({ min: 0, max: 2 });
const back = fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 40 }), fc.integer({ min: 0, max: 800 }));

const adding = fc.tuple(day, length, fc.integer({ min: -5, max: 500 }), later).map((drawn) => add(...drawn));
const closing = fc.tuple(fc.nat(1000), later).map((drawn) => close(...drawn));
const askingBest = fc.tuple(day, back).map((drawn) => best(...drawn));
const askingWithin = fc.tuple(day, length, back).map((drawn) => within(...drawn));

const PARAMETERS = { seed: printedSeed('PROPERTY_SEED'), endOnFailure: false };

describe('a bitemporal list answers as an array that is searched row by row', () => {
  test('with few rows', () => {
    const steps = fc.commands([adding, closing, askingBest, askingWithin], { maxCommands: 80, size: 'max' });
    fc.assert(
      fc.property(steps, (commands) => {
        fc.modelRun(() => ({ model: new ArrayModel(), real: new BitemporalList<number>() }), commands);
      }),
      { ...PARAMETERS, numRuns: 100 },
    );
  });

  test('with so many rows that boxes stand over boxes', () => {
    let most = 0;
    const steps = fc.commands([adding, adding, adding, closing, askingBest, askingWithin], {
      maxCommands: 1200,
      size: 'max',
    });
    fc.assert(
      fc.property(steps, (commands) => {
        const model = new ArrayModel();
        fc.modelRun(() => ({ model, real: new BitemporalList<number>() }), commands);
        most = Math.max(most, model.rows.length);
      }),
      { ...PARAMETERS, numRuns: 8 },
    );
    // A second level of boxes stands from 257 rows on.
    expect(most).toBeGreaterThan(257);
  });

  test('with three levels of boxes', () => {
    const draw = fc.sample(fc.tuple(day, length, fc.integer({ min: -5, max: 500 }), later), {
      seed: PARAMETERS.seed,
      numRuns: 4500,
    });
    const model = new ArrayModel();
    const list = new BitemporalList<number>();
    for (const [i, [from, days, rank, entries]] of draw.entries()) {
      add(from, days, rank, entries).run(model, list);
      if (i % 3 === 0) close(i * 7, 1).run(model, list);
      if (i % 25 === 0) best(from, i % 2 === 0 ? 0 : Math.trunc(i / 2)).run(model, list);
      if (i % 150 === 0) within(from, days, Math.trunc(i / 3)).run(model, list);
    }
    expect(list.size).toBeGreaterThan(16 ** 3);
  });
});
