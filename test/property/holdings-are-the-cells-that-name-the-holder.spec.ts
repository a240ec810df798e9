import {
  type Holding,
  holdings,
  type HoldingsOf,
  matrix,
  type MatrixCell,
  Moment,
  type Party,
} from '@remit/accountability';
import type { Random } from '../oracle/random.js';
import type { Command } from '../oracle/types.js';
import { daysOf, randomTrusts, someDay, someKnown } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';

const RECORDS = 25;

type Named = Pick<Party, 'tier' | 'holder' | 'people'>;

/** Everybody whom a cell of the matrix names, in what part. */
function partiesOf({ status, decides, exercisableBy, bands, also }: MatrixCell): { part: string; party: Named }[] {
  const decided = [...(decides === null ? [] : [{ status, decides, exercisableBy }]), ...(bands ?? [])];
  return [
    ...decided.flatMap((one) => [
      { part: one.status === 'conflict' ? 'claims' : 'decides', party: one.decides },
      ...(one.exercisableBy === null ? [] : [{ part: 'can-act', party: one.exercisableBy }]),
    ]),
    ...Object.entries(also).flatMap(([part, parties]) => parties.map((party) => ({ part, party }))),
  ];
}

function holdersOf({ holder }: Named): readonly string[] {
  if (holder === null) return [];
  return typeof holder === 'string' ? [holder] : holder;
}

/** Of the bodies and posts that a party names, those that are the asked one or have the asked person in them. */
function through(party: Named, of: HoldingsOf, moment: Moment): readonly string[] {
  const holders = holdersOf(party);
  if ('holder' in of) return holders.filter((id) => id === of.holder);
  return holders.filter((id) => moment.appointments(id).some(({ data }) => data.person === of.person));
}

function keyOf({
  function: id,
  school,
  part,
  tier,
  through: holder,
}: Omit<Holding, 'part' | 'layer' | 'instrument' | 'line'> & { part: string }): string {
  return `${id} ${String(school)} ${part} ${tier} ${holder}`;
}

function someHolder(rnd: Random, record: readonly Command[]): HoldingsOf {
  const ids = record.flatMap(({ command, data }) =>
    command === 'ConstituteBody' ? [data.body] : command === 'CreatePost' ? [data.post] : [],
  );
  const people = record.flatMap(({ command, data }) => (command === 'Appoint' ? [data.person] : []));
  return rnd.chance(0.5) ? { holder: rnd.pick(ids) } : { person: rnd.pick(people) };
}

test('what a body, post or person holds are the cells of the matrix that name it, with the part in which they do', () => {
  let held = 0;
  for (const random of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const { seed, record, trust, rnd } = random;
    const [day, known] = [someDay(random, daysOf(record)), someKnown(random)];
    const cells = matrix(new Moment(trust.index, day, known), {});
    for (let count = 0; count < 6; count += 1) {
      const of = someHolder(rnd, record);
      const moment = new Moment(trust.index, day, known);
      const wanted = cells.flatMap((cell) =>
        partiesOf(cell).flatMap(({ part, party }) =>
          through(party, of, moment).map((id) => keyOf({ ...cell, part, tier: party.tier, through: id })),
        ),
      );
      const found = holdings(moment, of).map(keyOf);
      held += found.length;
      expect({ seed, day, known, of, held: found.sort() }).toEqual({ seed, day, known, of, held: wanted.sort() });
    }
  }
  expect(held).toBeGreaterThan(RECORDS * 10);
});
