import { difference, groupDifferences, Moment } from '@remit/accountability';
import { civilDate } from '@remit/kernel';
import type { PureTrust } from '../support/pure-trust.js';
import { daysOf, randomTrusts, someDay, someKnown, textOf } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';

const RECORDS = 20;
const RECORDS_ENTRY_BY_ENTRY = 12;

/** The answer to a cell without its reasons; nothing when the function is not known then. */
function pointAnswer(trust: PureTrust, cell: { function: string; school: string | null }, at: Moment): string {
  const { school, function: id } = cell;
  const answer = trust.ask({ function: id, school: school ?? undefined, on: civilDate(at.day), knownAt: at.known });
  if ('code' in answer) return textOf(null);
  const { question, says, why, position, recordedThrough, ...verdict } = answer;
  expect([question.function, says.length > 0, why.length > 0, position]).toEqual([id, true, true, at.known]);
  expect(recordedThrough === null).toBe(at.known < 0);
  return textOf(verdict);
}

test('a difference names exactly the cells whose answers differ, and entries recorded in between', () => {
  let changed = 0;
  for (const random of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const { seed, record, trust } = random;
    const day = someDay(random, daysOf(record));
    const [from, to] = [someKnown(random), someKnown(random)].sort((a, b) => a - b) as [number, number];
    const [before, after] = [new Moment(trust.index, day, from), new Moment(trust.index, day, to)];
    const found = difference(before, after, {});
    const about = { seed, day, from, to };
    const functions = new Map([...before.functions(), ...after.functions()].map((fn) => [fn.id, fn]));
    const schools = [...trust.index.structure.schools.keys()].filter((school) =>
      [before, after].some((moment) => moment.membership(school) !== undefined),
    );
    const places = [...functions.values()].flatMap(({ id, scope }) => [
      ...(scope === 'school' ? [] : [{ function: id, school: null }]),
      ...(scope === 'trust' ? [] : schools.map((school) => ({ function: id, school }))),
    ]);
    const differing = places.filter((place) => pointAnswer(trust, place, before) !== pointAnswer(trust, place, after));
    const keys = (cells: readonly { function: string; school: string | null }[]) =>
      cells.map(({ function: id, school }) => `${id} ${String(school)}`).sort();
    expect({ about, changed: keys(found.changed) }).toEqual({ about, changed: keys(differing) });
    expect({ about, cells: found.cells }).toEqual({ about, cells: places.length });
    for (const { by } of found.changed) {
      expect({ about, by: by.filter((n) => n <= from || n > to) }).toEqual({ about, by: [] });
      expect(by.length).toBeGreaterThan(0);
      expect([...new Set(by)].sort((a, b) => a - b)).toEqual(by);
    }
    const groups = groupDifferences(before, after, found.changed);
    const grouped = groups.flatMap(({ functions: ids, schools: at }) =>
      ids.flatMap((id) => at.map((each) => ({ function: id, school: each?.school ?? null }))),
    );
    expect({ about, grouped: keys(grouped) }).toEqual({ about, grouped: keys(differing) });
    expect(groups.filter((group) => (group.before === group.after) !== (group.kind === 'line'))).toEqual([]);
    changed += found.changed.length;
  }
  expect(changed).toBeGreaterThan(RECORDS);
}, 60_000);

test('between two neighbouring entries, the later one is what made every difference', () => {
  let changed = 0;
  const types = new Set<string>();
  for (const random of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS_ENTRY_BY_ENTRY)) {
    const { seed, record, trust } = random;
    const days = daysOf(record);
    for (let to = 1; to <= trust.index.head; to += 1) {
      const day = someDay(random, days);
      const [before, after] = [new Moment(trust.index, day, to - 1), new Moment(trust.index, day, to)];
      const found = difference(before, after, { school: 'ash' }).changed;
      if (found.length > 0) types.add(trust.index.standing(to)!.type);
      for (const { by, function: id } of found)
        expect({ seed, day, to, id, by }).toEqual({ seed, day, to, id, by: [to] });
      changed += found.length;
    }
  }
  expect(changed).toBeGreaterThan(RECORDS);
  expect(types).toContain('EntryCorrected');
  expect(types).toContain('AppointmentEnded');
}, 60_000);
