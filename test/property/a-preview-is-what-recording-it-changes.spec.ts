import {
  cellsOf,
  Moment,
  preview,
  type PreviewedChange,
  resolve,
  schoolsWithin,
  verdictOf,
} from '@remit/accountability';
import { randomDraft } from '../support/drafts.js';
import { daysOf, eachDay, randomTrusts, textOf } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';
import { recordShaped, trustIfAccepted } from '../support/shaped-trust.js';

const RECORDS = 12;

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
    const { changes } = preview(trust.index, draft.instrument, period);
    changed += changes.length;

    const changeAt = new Map<string, PreviewedChange>();
    for (const change of changes) {
      for (const day of eachDay(change.from, change.until)) {
        const key = `${change.function} ${String(change.school)} ${day}`;
        expect({ seed, key, twice: changeAt.has(key) }).toEqual({ seed, key, twice: false });
        changeAt.set(key, change);
      }
    }
    const cells = cellsOf(new Moment(trust.index, period.from, head), schoolsWithin(trust.index, period), {});
    for (const day of eachDay(period.from, period.until)) {
      const was = new Moment(trust.index, day, head);
      const becomes = new Moment(recorded.index, day, head + 1);
      for (const { fn, school } of cells) {
        const before = textOf(verdictOf(resolve(was, fn, school, undefined)));
        const after = textOf(verdictOf(resolve(becomes, fn, school, undefined)));
        const key = `${fn.id} ${school ?? 'null'} ${day}`;
        const change = changeAt.get(key);
        const said = change && { before: textOf(change.before), after: textOf(change.after) };
        const wanted = before === after ? undefined : { before, after };
        if (said?.before !== wanted?.before || said?.after !== wanted?.after)
          expect({ seed, key, draft: draft.command, said }).toEqual({ said: wanted });
      }
    }
  }
  expect(changed).toBeGreaterThan(RECORDS);
});
