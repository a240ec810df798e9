import { createHash } from 'node:crypto';
import { carriesDetails } from '@remit/access';
import { type Answer, ask, Moment } from '@remit/accountability';
import { commandOf, decide, entryTypes } from '@remit/engine';
import { checkCommand, EngineTrustModel, problemOfShape } from '@remit/engine/nest';
import { canonicalJson, dayOf, unrecordable } from '@remit/kernel';
import type { Entry } from '@remit/record';
import { decode, encode, entryId, readIn } from '@remit/record/nest';
import type { ObjectSchema } from '../../support/entry-schemas.js';
import { goldenClear, goldenSealed } from '../../support/golden-people.js';
import { goldenEntries, goldenNames, readGolden, storedTypes } from '../../support/golden.js';

type Data = Readonly<Record<string, unknown>>;

const entries = goldenEntries();

/** The sample as a store would give it back. */
function stored(entry: Entry): Parameters<typeof decode>[0] {
  return { ...encode(entry), trust: entry.trust, position: String(entry.n + 1) };
}

/** The trust that the samples make, one after the other. */
function goldenTrust(until = entries.length): ReturnType<EngineTrustModel['begin']> {
  const model = new EngineTrustModel();
  const index = model.begin('northshire');
  for (const sample of entries.slice(0, until)) {
    const { n, trust } = sample;
    model.apply(index, { n, ...readIn(model.types, trust, n, encode(sample).canonical) });
  }
  return index;
}

function digestOf(samples: readonly Entry[]): string {
  const digest = createHash('sha256');
  for (const entry of samples) digest.update(`${canonicalJson(entry)}\n`);
  return digest.digest('hex');
}

describe('the samples of every entry type', () => {
  test('there is one for every version that was ever shipped, and none of anything else', () => {
    expect(goldenNames('entries').sort()).toEqual([...storedTypes].sort());
    expect(goldenNames('entries').sort()).toEqual(entries.map(({ type }) => type).sort());
  });

  test('they are one record: numbered without gaps, in the order of time, of one trust', () => {
    expect(entries.map(({ n }) => n)).toEqual([...entries.keys()]);
    expect(entries.map(({ recordedAt }) => recordedAt)).toEqual(entries.map(({ recordedAt }) => recordedAt).sort());
    expect(new Set(entries.map(({ trust }) => trust))).toEqual(new Set(['northshire']));
  });

  test.each(entries)('$type is read', (sample) => {
    const { n, trust, type, data, recordedAt } = sample;
    const entry = decode(stored(sample));
    expect(entry).toEqual(sample);
    const said = { type: type.replace(/\.v1$/, ''), data, recordedAt };
    expect(readIn(entryTypes, trust, n, encode(sample).canonical)).toEqual(said);
    expect(unrecordable(entry)).toBeUndefined();
  });

  test.each(entries)('$type says everything that its schema knows', ({ type, data }) => {
    const { properties, required } = readGolden('schemas', type) as ObjectSchema;
    expect(Object.keys(data as Data).sort()).toEqual(Object.keys(properties).sort());
    expect(Object.keys(properties)).toEqual(expect.arrayContaining([...required]));
  });

  test.each(entries)('$type is what its command makes today', ({ n, trust, type, id, command, data, ...envelope }) => {
    const { decidedOn, decision, reason, evidence } = envelope;
    const grounds = Object.entries({ decidedOn, decision, reason, evidence }).filter(([, said]) => said !== undefined);
    const name = type.replace(/\.v1$/, '');
    const recorded = data as Data;
    const said = carriesDetails(name) ? goldenClear(trust, n, recorded) : recorded;
    const given = { ...Object.fromEntries(grounds), ...said };
    expect(checkCommand(command.name, given)).toEqual({ value: given });
    const decided = decide(goldenTrust(n), command.name, said, problemOfShape);
    expect(decided).toMatchObject({ accepted: { data: said } });
    expect(goldenSealed(trust, n, name, said)).toEqual(recorded);
    expect(commandOf(name)?.command ?? 'Correct').toBe(command.name);
    // The same command makes the same id for ever: that is how a repeated one is known.
    expect(id).toBe(entryId(trust, command.id));
  });

  test('their bytes are those that were shipped', () => {
    expect(digestOf(entries.slice(0, 19))).toMatchInlineSnapshot(
      `"d96d8143c5eb8508eeefc072059150bc252693068ac3545e321a6307207a767a"`,
    );
    expect(digestOf(entries.slice(19, 24))).toMatchInlineSnapshot(
      `"759f24229064085fb000479f530badbeb92f2f260eabc12fa40a7f916ef36b12"`,
    );
    expect(digestOf(entries.slice(24, 25))).toMatchInlineSnapshot(
      `"78991ff8c35f571b8993c8ce2beb7a33fa4c08e1a37678f944c09344b27b5927"`,
    );
    expect(digestOf(entries.slice(25))).toMatchInlineSnapshot(
      `"06a73a93945e7a83ec4831df73b8d981d38469a152184bc962c1121ffcb4cd2e"`,
    );
  });
});

describe('the record of the samples', () => {
  const index = goldenTrust();

  /** The verdict in one line: who decides, through what, and on which entries that rests. */
  function answer(functionId: string, school: string | undefined, on: string, known = index.head): string {
    const question = { function: functionId, school, day: dayOf(on), known, amount: undefined };
    const { status, cause, layer, decides, why } = ask(new Moment(index, question.day, known), question) as Answer;
    const rests = [...new Set(why.flatMap(({ entry }) => (entry === null ? [] : [entry])))].join(' ');
    return [status, cause, layer, decides?.holder ?? null, `rests on ${rests}`]
      .filter((word) => word !== null)
      .join(', ');
  }

  test('is answered as it was when the samples were shipped', () => {
    expect([
      answer('edu.curriculum', 'oak', '2025-10-01'),
      answer('edu.curriculum', 'oak', '2025-12-01'),
      answer('own.minibus', 'oak', '2026-01-15'),
      answer('own.minibus', 'oak', '2026-01-15', 17),
      answer('edu.curriculum', 'oak', '2026-05-01'),
      answer('own.minibus', 'oak', '2026-10-01'),
      answer('fin.order.approve', 'oak', '2025-12-01'),
      answer('gov.urgent-action', undefined, '2025-12-01'),
      answer('gov.articles.amend', undefined, '2020-01-01'),
      answer('edu.curriculum', 'oak', '2027-09-01'),
    ]).toMatchInlineSnapshot(`
     [
       "held, scheme, local-oak, rests on 0 1 11 9 5 7 3 6",
       "vacant, post-vacant, category, lead-coast, rests on 0 1 11 4 10 3 6",
       "held, scheme, local-oak, rests on 0 1 8 9 5 7",
       "vacant, no-members, scheme, local-oak, rests on 0 1 8 9 5 7 13",
       "vacant, no-members, scheme, local-oak, rests on 0 1 11 9 5 7 13 18 3 6",
       "vacant, no-such-body, scheme, rests on 0 1 8 9 5 15",
       "by-amount, scheme, rests on 0 1 11 4 10 9",
       "vacant, no-such-body, scheme, rests on 0 11 9",
       "vacant, no-such-body, law, rests on 0 11",
       "not-in-trust, rests on 0 1 17",
     ]
    `);
  });
});
