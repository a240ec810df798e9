import {
  type Cell,
  cellsOf,
  Moment,
  preview,
  type PreviewedChange,
  resolve,
  schoolsWithin,
  verdictOf,
} from '@remit/accountability';
import { SAMPLE_CATALOGUE } from '../oracle/catalogue.js';
import { randomDraft } from '../support/drafts.js';
import { daysOf, eachDay, randomTrusts, textOf } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';
import { recordShaped, trustIfAccepted } from '../support/shaped-trust.js';

const RECORDS = 36;

/** The functions that random records speak of; of the others only that a draft changes nothing is looked at. */
const NAMED = new Set(SAMPLE_CATALOGUE.map(({ id }) => id));

function isNamed({ fn }: Cell): boolean {
  return NAMED.has(fn.id) || fn.group === 'Own' || fn.id.startsWith('own.');
}

/** The changes by cell and day, each once. */
function byDay(changes: readonly PreviewedChange[], about: object): Map<string, PreviewedChange> {
  const changeAt = new Map<string, PreviewedChange>();
  for (const change of changes) {
    for (const day of eachDay(change.from, change.until)) {
      const key = `${change.function} ${String(change.school)} ${day}`;
      expect({ about, key, twice: changeAt.has(key) }).toEqual({ about, key, twice: false });
      changeAt.set(key, change);
    }
  }
  return changeAt;
}

test('a preview of a draft is the difference of the answers of each day before and after really recording it', () => {
  let changed = 0;
  for (const { seed, record, trust, rnd } of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const draft = randomDraft(rnd, record, trust);
    const recorded = trustIfAccepted(record);
    if (draft === undefined || recorded === undefined) continue;
    expect(recordShaped(recorded, draft.command)).toBe(true);
    const { head } = trust.index;
    const { from: starts, until: ends } = draft.instrument;
    const edge = rnd.pick([starts, starts, Math.min(ends, starts + 4000), rnd.pick(daysOf(record))]);
    const period = { from: edge - 1 - rnd.int(2), until: edge + 1 + rnd.int(4), known: head };
    const about = { seed, period, draft: draft.command };
    const { changes } = preview(trust.index, draft.instrument, period);
    const changeAt = byDay(changes, about);
    changed += changes.length;

    const cells = cellsOf(new Moment(trust.index, period.from, head), schoolsWithin(trust.index, period), {});
    const elsewhere = cells.filter((cell) => !isNamed(cell)).map(({ fn }) => fn.id);
    expect({ about, elsewhere: changes.filter((change) => elsewhere.includes(change.function)) }).toEqual({
      about,
      elsewhere: [],
    });
    for (const day of eachDay(period.from, period.until)) {
      const was = new Moment(trust.index, day, head);
      const becomes = new Moment(recorded.index, day, head + 1);
      for (const { fn, school } of cells.filter(isNamed)) {
        const before = textOf(verdictOf(resolve(was, fn, school, undefined)));
        const after = textOf(verdictOf(resolve(becomes, fn, school, undefined)));
        const change = changeAt.get(`${fn.id} ${school ?? 'null'} ${day}`);
        const said = change && [textOf(change.before), textOf(change.after)];
        const wanted = before === after ? undefined : [before, after];
        if (said?.join() !== wanted?.join())
          expect({ about, fn: fn.id, school, day, said }).toEqual({ about, fn: fn.id, school, day, said: wanted });
      }
    }
  }
  expect(changed).toBeGreaterThan(RECORDS);
});
