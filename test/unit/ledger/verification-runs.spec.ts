import {
  type RecordCheck,
  type RecordVerdict,
  stillSafeInWords,
  type TrustVerdict,
  VerificationRuns,
  type VerifyProgress,
} from '@remit/ledger/nest';

/** Checks of the record that somebody asks for while Remit runs. */

/** A check that ends when the test says so. */
class HeldCheck implements RecordCheck {
  readonly begun: string[] = [];
  private readonly held: {
    resolve: (verdict: RecordVerdict) => void;
    reject: (error: Error) => void;
    progress: (at: VerifyProgress) => void;
  }[] = [];

  check(trust: string, progress: (at: VerifyProgress) => void): Promise<RecordVerdict> {
    this.begun.push(trust);
    return new Promise((resolve, reject) => this.held.push({ resolve, reject, progress }));
  }

  get next() {
    return this.held.shift()!;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const CLEAN: RecordVerdict = { trusts: [], directory: undefined, findings: [], entries: 7 };
const BROKEN: RecordVerdict = { ...CLEAN, findings: [{ kind: 'altered', says: 'Entry 3 was altered.' }] };

/** Lets everything that waits for a promise go on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function runs() {
  let at = 1000;
  const check = new HeldCheck();
  return { check, runs: new VerificationRuns(check, () => (at += 500)) };
}

test('a check says how far it has come, and what it came to', async () => {
  const { check, runs: all } = runs();
  expect(all.start('oakfield')).toEqual({ id: 1, trust: 'oakfield', startedAt: 1500, progress: { done: 0, total: 0 } });
  await settled();
  const held = check.next;
  held.progress({ done: 5, total: 7 });
  expect(all.of('oakfield')).toMatchObject([{ progress: { done: 5, total: 7 } }]);
  held.resolve(CLEAN);
  await settled();
  expect(all.of('oakfield')).toMatchObject([
    { ended: { at: 2000, result: { is: 'ok', exitCode: 0 } }, progress: { done: 5 } },
  ]);
});

test('asking again while a check runs gives that one, and of two trusts the second waits for the first', async () => {
  const { check, runs: all } = runs();
  const first = all.start('oakfield');
  expect(all.start('oakfield').id).toBe(first.id);
  all.start('elmfield');
  await settled();
  expect(check.begun).toEqual(['oakfield']);
  check.next.resolve(BROKEN);
  await settled();
  expect(check.begun).toEqual(['oakfield', 'elmfield']);
  expect(all.of('oakfield')).toMatchObject([{ ended: { result: { is: 'altered', exitCode: 2 } } }]);
  check.next.resolve(CLEAN);
  await settled();
  expect(all.start('oakfield').id).toBe(3);
});

test('a record that cannot be checked is not said to be sound, and the next check runs all the same', async () => {
  const { check, runs: all } = runs();
  all.start('oakfield');
  await settled();
  check.next.reject(new Error('The disk is away.'));
  await settled();
  const [run] = all.of('oakfield');
  expect(run?.ended?.result).toEqual({ is: 'not checked', says: 'The disk is away.', exitCode: 1 });
  all.start('oakfield');
  await settled();
  expect(check.begun).toHaveLength(2);
});

test('the last twenty checks of a trust are remembered, the newest first', async () => {
  const { check, runs: all } = runs();
  for (let i = 0; i < 22; i += 1) {
    all.start('oakfield');
    await settled();
    check.next.resolve(CLEAN);
    await settled();
  }
  expect(all.of('oakfield').map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, i) => 22 - i));
});

describe('what is still safe', () => {
  const called = 'the checkpoint of 5 entries that was signed on 3 March 2025';
  const fits = { size: 5, root: new Uint8Array(32), called, from: 'kept' } as const;
  const verdict: TrustVerdict = {
    trust: 'oakfield',
    entries: 9,
    root: undefined,
    covered: fits,
    signed: fits,
    vouched: undefined,
    findings: [{ kind: 'altered', entries: { first: 6, last: 6 }, says: 'Entry 6 was altered.' }],
    count: 1,
  };

  test.each<[string, Partial<TrustVerdict>, string | undefined]>([
    ['up to the last checkpoint that fits', {}, `Entries 0 to 4 are still as signed: ${called} fits.`],
    [
      'nothing, when no checkpoint fits',
      { covered: undefined, signed: undefined },
      'No entry can be shown to be as it was signed.',
    ],
    ['not a question, when nothing was found', { findings: [], count: 0 }, undefined],
  ])('is %s', (_what, change, says) => {
    expect(stillSafeInWords({ ...verdict, ...change })).toBe(says);
  });
});
