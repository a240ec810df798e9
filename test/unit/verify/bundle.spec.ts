import { canonicalJson } from '@remit/kernel';
import { toBase64 } from '@remit/ledger';
import type { Auditor } from '../../../apps/verify/src/bundle-check.js';
import type { Report } from '../../../apps/verify/src/report.js';
import { verifyBytes } from '../../../apps/verify/src/verify.js';
import { inWords } from '../../../apps/verify/src/words.js';
import {
  answerDraft,
  answerTo,
  auditor,
  checkpointLines,
  type DraftBundle,
  entriesOf,
  envelope,
  fileOf,
  keyOf,
  linesOf,
  recordDraft,
  sealed,
  TestLog,
  vkeyOf,
  witnessed,
  witnessKey,
  written,
} from '../../support/bundles.js';
import { pureTrust } from '../../support/pure-trust.js';
import { SAMPLE_TRUST } from '../../support/sample-trust.js';

const trust = pureTrust([
  ...SAMPLE_TRUST,
  { command: 'EndAppointment', data: { appointment: 'a2', until: '2024-01-01' } },
  { command: 'Correct', data: { entry: 19, how: 'void', reason: 'She stayed.' } },
  { command: 'Appoint', data: { appointment: 'a50', person: 'p11', to: 'ceo', from: '2024-09-01', as: 'acting' } },
]);
const entries = entriesOf(trust);
const SIZE = entries.length;
const log = new TestLog('northshire', entries);
const answers = [
  answerTo(trust, { function: 'edu.monitor', school: 'oak', on: '2025-06-03', knownAt: SIZE - 1 }),
  answerTo(trust, { function: 'edu.monitor', school: 'oak', on: '2025-06-03', knownAt: 18 }, true),
  answerTo(trust, { function: 'fin.order.approve', school: 'oak', on: '2023-06-03', knownAt: 20, amount: 900_000 }),
  answerTo(trust, { function: 'own.minibus', on: '2025-06-03', knownAt: SIZE - 1 }),
];
const brief = answers.filter(({ lost }) => lost === undefined);

const record = (): DraftBundle => recordDraft(log, [5, 12, SIZE], answers);
const single = (): DraftBundle => answerDraft(log, trust, SIZE, brief);

function check(bundle: DraftBundle | Buffer, by: Auditor = auditor(log.policy())): Report {
  return verifyBytes(Buffer.isBuffer(bundle) ? bundle : fileOf(bundle), by);
}

/** The outcome, with a part of what is said. */
function said(report: Report): [string, string] {
  return [report.outcome, inWords(report).join('\n')];
}

describe('a bundle of a record that nobody touched', () => {
  it('is accepted, and the report says what was checked', () => {
    const [outcome, words] = said(check(record()));
    expect(outcome).toBe('ok');
    expect(words).toContain('ALL IS AS IT WAS SIGNED.');
    expect(words).toContain('Log: gov.example/trust/northshire');
    expect(words).toContain(`Entries checked: ${SIZE}, recorded from 1 January 2026, 00:00 UTC`);
    expect(words).toContain(`3 checkpoints, the last over ${SIZE} entries`);
    expect(words).toContain(`Signed by key ${log.key.id} of your policy (from 5 to ${SIZE} entries)`);
    expect(words).toContain('Directory: the last checkpoint stands in it');
    expect(words).toContain('all the same: 4');
    expect(words).toContain(answers[0]!.says);
  });

  it('is not said to prove more than it does', () => {
    const words = check(record()).notProved.join('\n');
    expect(words).toContain('Nobody but the operator vouches for this record');
    expect(words).toContain(`after entry ${SIZE - 1}`);
    expect(words).toContain('does not prove that it is true');
  });

  it('is accepted as the bundle of its answers alone, which proves less', () => {
    const draft = single();
    expect(draft.entries.length).toBeLessThan(SIZE);
    const report = check(draft);
    expect([report.outcome, report.problem, report.facts.answers.length]).toEqual(['ok', null, 3]);
    expect(report.notProved.join('\n')).toContain('That no other entry changes the answers');
  });

  it('is accepted in pieces of any size', () => {
    expect(check(record()).facts.entries).toBe(SIZE);
  });

  it('tells of a change of keys that both keys signed, and of one that they did not', () => {
    const later = keyOf(log.origin, 'second');
    const draft = record();
    draft.checkpoints = [
      { note: log.note(12) },
      { note: log.note(12, [log.key, later]), consistency: [] },
      { note: log.note(SIZE, [later]), consistency: log.consistency(12, SIZE) },
    ];
    delete draft.directory;
    const both = auditor(log.policy(`log ${vkeyOf(later)}`));
    const report = check(draft, both);
    expect(said(report)).toEqual(['ok', expect.stringContaining('Keys handed over at 12 entries, signed by both')]);
    draft.checkpoints.splice(1, 1);
    expect(check(draft, both).notProved.join('\n')).toContain('no checkpoint was signed by both keys');
    expect(said(check(draft))).toEqual(['policy', expect.stringContaining('If the operator has a new key')]);
  });
});

describe('the auditor\u2019s policy', () => {
  const stranger = new TestLog('northshire', entries);
  const forged = keyOf(log.origin, 'forged');

  it('refuses a bundle with keys of its own, whatever policy it carries', () => {
    const draft = record();
    draft.policy = `log ${vkeyOf(forged)}\nquorum none\n`;
    draft.checkpoints = [{ note: stranger.note(SIZE, [forged]) }];
    delete draft.directory;
    expect(said(check(draft))).toEqual(['policy', expect.stringContaining('signed by no key that your policy has')]);
  });

  it('refuses a bundle with an origin of its own', () => {
    const other = new TestLog('northshire', entries, 'evil.example');
    expect(said(check(recordDraft(other, [SIZE])))).toEqual([
      'policy',
      expect.stringContaining('your policy has no key of that name'),
    ]);
  });

  it('refuses a wrong signature in the name of a key that it knows', () => {
    const draft = record();
    const changed = log
      .note(SIZE)
      .replace(/(— \S+ \S{20})(.)/, (_all, start: string, sign: string) => start + (sign === 'A' ? 'B' : 'A'));
    draft.checkpoints[2] = { ...draft.checkpoints[2], note: changed };
    expect(said(check(draft))).toEqual(['altered', expect.stringContaining('is wrong')]);
  });

  it('demands its quorum, of the last checkpoint or of the directory', () => {
    const witness = witnessKey('witness.example/w1');
    const by = auditor(log.policy(`witness w1 ${vkeyOf(witness)}`, 'quorum w1'));
    const draft = record();
    expect(said(check(draft, by))).toEqual(['policy', expect.stringContaining('Too few of your witnesses')]);

    const time = Date.UTC(2026, 10, 30, 8) / 1000;
    const last = draft.checkpoints[2]!;
    const signed = { ...last, note: witnessed(String(last['note']), witness, time) };
    const first = check({ ...draft, checkpoints: [...draft.checkpoints.slice(0, 2), signed] }, by);
    expect(said(first)).toEqual([
      'ok',
      expect.stringContaining('Witnessed by witness.example/w1 on 30 November 2026, 08:00 UTC'),
    ]);
    expect(first.notProved.join('\n')).not.toContain('Nobody but the operator');

    const directory = { ...draft.directory, note: witnessed(String(draft.directory!['note']), witness, time) };
    expect(said(check({ ...draft, directory }, by))).toEqual(['ok', expect.stringContaining('the directory')]);
    // A signature under an earlier checkpoint is none under the last.
    const early = { ...draft.checkpoints[0], note: witnessed(String(draft.checkpoints[0]!['note']), witness, time) };
    expect(check({ ...draft, checkpoints: [early, ...draft.checkpoints.slice(1)] }, by).outcome).toBe('policy');
  });

  it('says when it does not know the directory, and accepts no other log as one', () => {
    const alone = auditor(`log ${vkeyOf(log.key)}\nquorum none\n`);
    expect(said(check(record(), alone))).toEqual(['ok', expect.stringContaining('your policy has no key for it')]);
    const draft = record();
    draft.directory = { leaf: 0, note: log.note(1), proof: [] };
    expect(said(check(draft))).toEqual([
      'altered',
      expect.stringContaining('is of the log gov.example/trust/northshire'),
    ]);
  });

  it('takes a checkpoint that the auditor kept only when it is one by her policy', () => {
    const by = auditor(log.policy(), stranger.note(5, [forged]));
    expect(said(check(record(), by))).toEqual(['policy', expect.stringContaining('The checkpoint that you gave')]);
    expect(check(record(), auditor(log.policy(), 'nonsense')).outcome).toBe('policy');
  });
});

describe('entries that were changed', () => {
  const changedWith = (n: number, change: (text: string) => string): DraftBundle => {
    const altered = entries.map((entry, at) => (at === n ? Buffer.from(change(entry.toString('utf8'))) : entry));
    return {
      ...recordDraft(new TestLog('northshire', altered), [5, 12, SIZE]),
      checkpoints: checkpointLines(log, [5, 12, SIZE]),
    };
  };
  /** The same, signed by the operator: what only the meaning can show. */
  const signedWith = (changed: readonly Buffer[]): DraftBundle =>
    recordDraft(new TestLog('northshire', changed), [changed.length]);
  const withEntry = (n: number, entry: Buffer): Buffer[] => entries.map((each, at) => (at === n ? entry : each));
  const rewritten = (n: number, change: (entry: Record<string, unknown>) => object): Buffer[] => {
    const entry = JSON.parse(entries[n]!.toString('utf8')) as Record<string, unknown>;
    return withEntry(n, Buffer.from(canonicalJson(change(entry))));
  };

  it('are found by the root, between the checkpoints where they stand', () => {
    const [outcome, words] = said(check(changedWith(13, (text) => text.replace('p7', 'p8'))));
    expect(outcome).toBe('altered');
    expect(words).toContain(`Up to entry 11 they are right, so one of the entries 12 to ${SIZE - 1} was changed`);
    expect(said(check(changedWith(2, (text) => text.replace('Elm', 'Fir'))))[1]).toContain(
      'This means that one of the entries 0 to 4',
    );
  });

  it('are found when the log is signed anew with the stolen key, by the checkpoint that the auditor kept', () => {
    const forgery = recordDraft(
      new TestLog(
        'northshire',
        rewritten(13, (entry) => ({ ...entry, decidedOn: '2015-07-01' })),
      ),
      [SIZE],
    );
    expect(check(forgery).outcome).toBe('ok');
    const [outcome, words] = said(check(forgery, auditor(log.policy(), log.note(14))));
    expect([outcome, words]).toEqual(['altered', expect.stringContaining('the log has shown two histories')]);
    // Said honestly: what was rewritten after it cannot be seen by it.
    const early = check(forgery, auditor(log.policy(), log.note(12)));
    expect(early.outcome).toBe('ok');
    expect(early.notProved.join('\n')).toContain(
      `Entries 12 to ${SIZE - 1} rest on the operator\u2019s signature alone`,
    );
  });

  it('of another trust are refused, although they are signed', () => {
    const foreign = pureTrust([
      { command: 'EstablishTrust', data: { trust: 'southshire', name: 'South', from: '2014-09-01' } },
    ]);
    expect(said(check(signedWith(entriesOf(foreign))))).toEqual([
      'altered',
      expect.stringContaining('it belongs to "southshire"'),
    ]);
  });

  it.each([
    ['a space', (text: string) => text.replace(':', ': ')],
    ['a name twice', (text: string) => text.replace('"v":1', '"v":1,"v":1')],
    ['a fraction', (text: string) => text.replace('"v":1', '"v":1.0')],
    ['half a surrogate pair', (text: string) => text.replace('clerk.one', '\\ud800')],
    ['members in another order', (text: string) => `{"v":1,${text.slice(1).replace(',"v":1', '')}`],
  ])('into equal but not canonical JSON with %s are refused', (_how, change) => {
    const changed = Buffer.from(change(entries[3]!.toString('utf8')));
    expect(changed.equals(entries[3]!)).toBe(false);
    expect(said(check(signedWith(withEntry(3, changed))))).toEqual([
      'altered',
      expect.stringContaining('Entry 3 is not what a record can hold'),
    ]);
  });

  it.each([
    ['UTF-8', withEntry(3, Buffer.from([0x7b, 0xff, 0x7d])), 'it is not UTF-8 text'],
    ['its number', rewritten(3, (entry) => ({ ...entry, n: 4 })), 'it calls itself entry "4"'],
    [
      'its time',
      rewritten(3, (entry) => ({ ...entry, recordedAt: '2025-12-31T23:59:59.999Z' })),
      'before the entry before it',
    ],
    [
      'a time that is none',
      rewritten(3, (entry) => ({ ...entry, recordedAt: '2026-02-30T00:00:00.000Z' })),
      'when it was recorded',
    ],
    [
      'its id',
      rewritten(3, (entry) => ({ ...entry, id: (JSON.parse(String(entries[2])) as { id: string }).id })),
      'that of an earlier entry',
    ],
    ['its envelope', rewritten(3, (entry) => ({ ...entry, v: 2 })), 'of a version that does not exist'],
    ['its provenance', rewritten(3, (entry) => ({ ...entry, provenance: 'dream' })), 'where it comes from'],
    ['its data', rewritten(3, (entry) => ({ ...entry, data: 'all' })), 'it has no data'],
    [
      'what it corrects',
      rewritten(20, (entry) => ({ ...entry, data: { entry: 20, how: 'void', reason: 'x' } })),
      'not recorded before it',
    ],
    [
      'the founding',
      rewritten(0, (entry) => ({ ...entry, data: { trust: 'other', name: 'x', from: '2014-09-01' } })),
      'does not establish',
    ],
    [
      'a second founding',
      [
        ...entries,
        envelope('northshire', SIZE, 'TrustEstablished', { trust: 'northshire' }, '2027-01-01T00:00:00.000Z'),
      ],
      'once more',
    ],
  ])('in %s are refused, although they are signed', (_what, changed, why) => {
    expect(said(check(signedWith(changed)))).toEqual(['altered', expect.stringContaining(why)]);
  });

  it('of a type that this program does not know leave the check incomplete', () => {
    const changed = [...entries, envelope('northshire', SIZE, 'SpellCast', {}, '2027-01-01T00:00:00.000Z')];
    expect(said(check(signedWith(changed)))).toEqual([
      'incomplete',
      expect.stringContaining('Get a newer remit-verify'),
    ]);
  });

  it('in what they mean are refused when answers are to be worked out', () => {
    const draft = recordDraft(
      new TestLog(
        'northshire',
        rewritten(16, (entry) => ({ ...entry, data: { lines: 7, from: '2020-09-01' } })),
      ),
      [SIZE],
      answers,
    );
    expect(said(check(draft))).toEqual([
      'altered',
      expect.stringContaining('does not say what an entry of its type must say'),
    ]);
  });
});

describe('answers that were changed', () => {
  it.each(['status', 'decides', 'accountable', 'says', 'why', 'findings', 'position', 'recordedThrough', 'layer'])(
    'in their "%s" are refused',
    (member) => {
      for (const draft of [record(), single()]) {
        const line = draft.answers[0]!;
        draft.answers[0] = {
          ...line,
          answer: { ...(line['answer'] as object), [member]: member === 'why' ? [] : 'other' },
        };
        expect(check(draft).outcome).toBe('altered');
      }
    },
  );

  it('in full are compared with the lines that lost', () => {
    const draft = record();
    const line = draft.answers[1]!;
    draft.answers[1] = { ...line, answer: { ...(line['answer'] as object), lost: [] } };
    expect(said(check(draft))).toEqual(['altered', expect.stringContaining('"lost" comes out differently')]);
  });

  it.each([
    ['another day', { on: '2014-01-01' }],
    ['a day that does not exist', { on: '2025-02-30' }],
    ['another school', { school: 'elm' }],
    ['a function that does not exist', { function: 'no.such' }],
    ['no school', { school: null }],
    ['other knowledge', { knownAt: 3 }],
    ['another trust', { trust: 'southshire' }],
  ])('by a question about %s are refused', (_what, change) => {
    const draft = record();
    const line = draft.answers[0]!;
    draft.answers[0] = { ...line, question: { ...(line['question'] as object), ...change } };
    expect(check(draft).outcome).toBe('altered');
  });

  it('in a bundle of single entries cannot do without one that they rest on', () => {
    const whole = single();
    whole.entries.forEach((_entry, at) => {
      const draft = { ...whole, entries: whole.entries.filter((_, other) => other !== at) };
      expect(['altered', 'incomplete']).toContain(check(draft).outcome);
    });
    const draft = { ...whole, entries: whole.entries.filter((entry) => (entry as { n: number }).n !== SIZE - 1) };
    expect(said(check(draft))).toEqual([
      'incomplete',
      expect.stringContaining(`Entry ${SIZE - 1} is not in the bundle`),
    ]);
  });

  it('are not disturbed by an entry that is there for its time alone', () => {
    // Entry 20 voids the ending that is entry 19: an answer up to 20 about something else needs neither.
    const draft = answerDraft(log, trust, SIZE, [answers[2]!]);
    expect(draft.entries.map((entry) => (entry as { n: number }).n)).toContain(20);
    expect(draft.entries.map((entry) => (entry as { n: number }).n)).not.toContain(19);
    expect(check(draft).outcome).toBe('ok');
  });
});

describe('proofs that were changed', () => {
  const flip = (encoded: string): string =>
    toBase64(Buffer.from(encoded, 'base64').map((byte, at) => (at === 5 ? byte ^ 1 : byte)));

  it.each(['flipped', 'left out', 'added'])(
    'are refused: a hash %s, of inclusion, consistency or the directory',
    (how) => {
      const change = (proof: unknown): string[] => {
        const hashes = proof as string[];
        if (how === 'flipped') return hashes.map((each, at) => (at === 0 ? flip(each) : each));
        return how === 'added' ? [...hashes, hashes[0]!] : hashes.slice(1);
      };
      const draft = record();
      draft.checkpoints[1] = { ...draft.checkpoints[1], consistency: change(draft.checkpoints[1]!['consistency']) };
      expect(said(check(draft))).toEqual(['altered', expect.stringContaining('is not proven to continue')]);
      const listed = record();
      listed.directory = { ...listed.directory, proof: change(listed.directory!['proof']) };
      expect(said(check(listed))).toEqual(['altered', expect.stringContaining('not proven to stand in the directory')]);
      const included = single();
      const entry = included.entries[2] as { proof: string[] };
      included.entries[2] = { ...entry, proof: change(entry.proof) };
      expect(said(check(included))).toEqual([
        'altered',
        expect.stringContaining('is not proven to stand in the record'),
      ]);
    },
  );

  it('for another index, or of another entry, are refused', () => {
    const draft = single();
    const [one, two] = draft.entries.slice(1, 3) as { bytes: string; n: number; proof: string[] }[];
    draft.entries[1] = { ...one!, proof: two!.proof };
    expect(check(draft).outcome).toBe('altered');
    const listed = record();
    listed.directory = { ...listed.directory, leaf: 3 };
    expect(check(listed).outcome).toBe('altered');
  });

  it('that the log has two histories is said', () => {
    const fork = new TestLog('northshire', entries.slice(0, 11));
    const draft = record();
    const note = log.note(12, [log.key], fork.root(11));
    draft.checkpoints.splice(2, 0, { note, consistency: [] });
    expect(said(check(draft))).toEqual(['altered', expect.stringContaining('two histories')]);
  });
});

describe('a bundle that is not whole', () => {
  const file = fileOf(record());

  it('is incomplete wherever it is cut off', () => {
    for (let end = 0; end < file.length; end += 61) expect(check(file.subarray(0, end)).outcome).toBe('incomplete');
    expect(check(file.subarray(0, -1)).outcome).toBe('incomplete');
  });

  it.each([
    ['the last entries', (draft: DraftBundle) => draft.entries.splice(-2), 'are missing'],
    [
      'the last checkpoint',
      (draft: DraftBundle) => (draft.checkpoints.pop(), delete draft.directory),
      'nobody has signed those after it',
    ],
    [
      'all checkpoints',
      (draft: DraftBundle) => (draft.checkpoints.splice(0), delete draft.directory),
      'nobody has signed these entries',
    ],
    [
      'the last entries, with another size',
      (draft: DraftBundle) => (draft.entries.splice(-2), (draft.bundle['size'] = SIZE - 2)),
      'shorter than what was signed',
    ],
    ['an answer', (draft: DraftBundle) => draft.answers.pop(), 'has 4 answers, and 3 are there'],
  ])('is incomplete without %s', (_what, without, why) => {
    const draft = record();
    without(draft);
    expect(said(check(draft))).toEqual(['incomplete', expect.stringContaining(why)]);
  });

  it('is incomplete when it ends before a checkpoint that the auditor kept', () => {
    const old = recordDraft(log, [5, 12]);
    const by = auditor(log.policy(), log.note(SIZE));
    expect(said(check(old, by))).toEqual([
      'incomplete',
      expect.stringContaining('Entries that you have seen signed are missing'),
    ]);
    expect(said(check(single(), auditor(log.policy(), log.note(12))))).toEqual([
      'incomplete',
      expect.stringContaining('Ask for the whole record'),
    ]);
    expect(said(check(record(), auditor(log.policy(), log.note(12))))).toEqual([
      'ok',
      expect.stringContaining('the record begins with just what you saw then'),
    ]);
    expect(check(single(), auditor(log.policy(), log.note(SIZE))).outcome).toBe('ok');
  });

  it('is altered when an entry in the middle is missing', () => {
    const draft = record();
    draft.entries.splice(7, 1);
    expect(said(check(draft))).toEqual([
      'altered',
      expect.stringContaining('Entry 7 is not what a record can hold: it calls itself entry "8"'),
    ]);
  });
});

describe('a file that is no bundle', () => {
  const lines = linesOf(record()).map((line) => `${canonicalJson(line)}\n`);

  it.each([
    [
      'other sum',
      Buffer.from(
        fileOf(record())
          .toString('utf8')
          .replace('"sha256":"', '"sha256":"0')
          .replace(/.("}}\n)$/, '$1'),
      ),
    ],
    ['a line behind its end', Buffer.concat([fileOf(record()), Buffer.from(lines[1]!)])],
    ['a sign behind its end', Buffer.concat([fileOf(record()), Buffer.from(' ')])],
    ['an empty line', sealed([lines[0]!, '\n', ...lines.slice(1)])],
    ['a line that is not canonical', sealed([lines[0]!.replace(':', ': '), ...lines.slice(1)])],
    ['no first line', sealed(lines.slice(1))],
    ['no policy', sealed([lines[0]!, ...lines.slice(2)])],
    ['two first lines', sealed([lines[0]!, ...lines])],
    ['lines out of order', sealed([...lines, lines[2]!])],
    ['a kind that is unknown', sealed([...lines, '{"thanks":{}}\n'])],
    ['two kinds in a line', sealed([...lines.slice(0, 1), '{"bundle":1,"policy":""}\n', ...lines.slice(2)])],
    ['another version', written([{ bundle: { ...record().bundle, version: 2 } }])],
    ['another trust than its origin', written([{ bundle: { ...record().bundle, trust: 'southshire' } }])],
    ['a member too many', written([{ bundle: { ...record().bundle, policy: 'mine' } }])],
    ['a line that is too long', Buffer.from(`{"bundle":"${'x'.repeat(5_000_000)}`)],
    ['no JSON', Buffer.from('hello\n')],
    ['no text', Buffer.from([0xff, 0xfe, 0x0a])],
  ])('is refused in words: %s', (_what, file) => {
    const report = check(file);
    expect(report.outcome).toBe('altered');
    expect(report.problem).toMatch(/\.$/);
  });

  it('is incomplete when there is nothing in it', () => {
    expect(check(Buffer.alloc(0)).outcome).toBe('incomplete');
  });
});
