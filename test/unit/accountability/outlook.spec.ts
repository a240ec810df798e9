import { jest } from '@jest/globals';
import { dayOf, succeed } from '@remit/kernel';
import { Moment, outlook, type TrustIndex } from '@remit/accountability';
import { GetOutlook, GetOutlookHandler, TrustIndexes } from '@remit/accountability/nest';
import { pureTrust, type ScriptCommand } from '../../support/pure-trust.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../../support/sample-trust.js';

const ON = '2025-03-03';

const appoint = (appointment: string): ScriptCommand => ({
  command: 'Appoint',
  data: { appointment, person: appointment, to: 'ceo', from: '2024-01-01' },
});

/** Up to £5,000 is the head's, up to £50,000 the CEO's; two more people come to the CEO's post after the sample. */
const { index } = pureTrust([...SAMPLE_TRUST, appoint('a98'), appoint('a99')]);

/** The later entries said to have changed an answer about orders at Oak. */
function since(amount: number | undefined, { on = ON, known = SAMPLE_HEAD } = {}): readonly number[] {
  const fn = index.delegation.functionOf('fin.order.approve', index.head)!;
  const steps = outlook(new Moment(index, dayOf(on), known), fn, { school: 'oak', amount }, index.head);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value.since;
}

/** An index at hand, as it stands. */
class AtHand extends TrustIndexes {
  constructor(private readonly at: TrustIndex) {
    super();
  }

  override async view() {
    return succeed({ index: this.at, head: this.at.head });
  }
}

test('an answer about an amount is changed by what changes its own band, and by nothing else', () => {
  expect(since(100_000)).toEqual([]);
  expect(since(1_000_000)).toEqual([SAMPLE_HEAD + 1, SAMPLE_HEAD + 2]);
  expect(since(undefined)).toEqual([SAMPLE_HEAD + 1, SAMPLE_HEAD + 2]);
});

test('an answer from before the first entry is changed by those that make it another, and not by being recorded', () => {
  expect(since(undefined, { on: '2010-01-01', known: -1 })).toEqual([]);
  expect(since(100_000, { known: -1 })[0]).toBe(0);
});

test('while later entries are looked through for an answer, other work of the process goes first', async () => {
  const order: string[] = [];
  const handler = new GetOutlookHandler(new AtHand(index));
  const question = { function: 'fin.order.approve', school: 'oak', on: ON, knownAt: SAMPLE_HEAD };
  let now = 0;
  const slow = jest.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
  try {
    setImmediate(() => order.push('other work'));
    const { ok } = await handler.execute(new GetOutlook('northshire', question));
    order.push(`answered ${String(ok)}`);
  } finally {
    slow.mockRestore();
  }
  expect(order).toEqual(['other work', 'answered true']);
});
