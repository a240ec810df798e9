import type { TrustIndex } from '@remit/accountability';
import { TrustIndexes } from '@remit/accountability/nest';
import { GetBundle, GetBundleHandler } from '@remit/engine/nest';
import { dayOf, succeed } from '@remit/kernel';
import { type BundleEnd, BundleWriter } from '@remit/ledger/nest';
import { pureTrust } from '../../support/pure-trust.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../../support/sample-trust.js';

const MONITOR = 'function=edu.monitor&school=oak&on=2025-06-03';

/** A writer of which only the end is asked. */
class EndOnly extends BundleWriter {
  constructor() {
    super({} as never);
  }

  override async endOf(trust: string): ReturnType<BundleWriter['endOf']> {
    return succeed({ trust, size: SAMPLE_HEAD + 1, head: SAMPLE_HEAD, checkpoint: {} } as unknown as BundleEnd);
  }
}

class OneIndex extends TrustIndexes {
  constructor(private readonly index: TrustIndex) {
    super();
  }

  override async view(): ReturnType<TrustIndexes['view']> {
    return succeed({ index: this.index, head: this.index.head });
  }
}

async function bundleOf(index: TrustIndex, asked: object) {
  return new GetBundleHandler(new EndOnly(), new OneIndex(index)).execute(new GetBundle('northshire', asked));
}

test('an answer that does not follow from its entries alone is not put into a bundle of answers', async () => {
  const { index } = pureTrust(SAMPLE_TRUST);
  expect(await bundleOf(index, { scope: 'answer', question: [MONITOR] })).toMatchObject({
    ok: true,
    value: { answers: 1, fileName: 'northshire-19.remit-bundle' },
  });
  // As if the index in memory had gone wrong: the school has a name that no entry says.
  const { memberships } = index.structure.schools.get('oak')!;
  const [fact] = memberships.on(dayOf('2025-06-03'), SAMPLE_HEAD);
  const renamed = { ...fact!, data: { ...fact!.data, name: 'Oak Academy' } };
  memberships.add({ from: fact!.from, until: fact!.until, since: 2, rank: 2 }, renamed);
  expect(await bundleOf(index, { scope: 'answer', question: [MONITOR] })).toMatchObject({
    ok: false,
    problem: { code: 'LEDGER.ANSWER_NEEDS_RECORD', field: 'question[0]' },
  });
});

test('no question may be longer than a bundle can hold, and there may be a thousand', async () => {
  const { index } = pureTrust(SAMPLE_TRUST);
  const long = `${MONITOR}&${'x'.repeat(2000)}`;
  expect(await bundleOf(index, { question: [long] })).toMatchObject({ problem: { code: 'RECORD.FIELD_INVALID' } });
  const many = new Array<string>(1001).fill(MONITOR);
  expect(await bundleOf(index, { question: many })).toMatchObject({ problem: { code: 'RECORD.FIELD_INVALID' } });
  expect(await bundleOf(index, { question: many.slice(1) })).toMatchObject({ ok: true, value: { answers: 1000 } });
});
