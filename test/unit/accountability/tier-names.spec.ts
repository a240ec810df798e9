import {
  type Answer,
  answerFromAlone,
  difference,
  entriesRestedOn,
  groupDifferences,
  lint,
  Moment,
  namesAt,
  tierName,
  usualTierName,
} from '@remit/accountability';
import { schemeOf } from '@remit/delegation';
import { dayOf, FOREVER } from '@remit/kernel';
import { type PureTrust, pureTrust, type ScriptCommand } from '../../support/pure-trust.js';
import { SAMPLE_TRUST } from '../../support/sample-trust.js';

/** What a trust calls a tier, on any day, as known at any entry. */

function naming(name: string, from: string, more: object = {}): ScriptCommand {
  return { command: 'NameTier', data: { tier: 'local', name, from, ...more } };
}

function correction(entry: number, how: 'void' | 'replace', more: object = {}): ScriptCommand {
  return { command: 'Correct', data: { entry, how, reason: 'put right', ...more } };
}

/** The sample, in which Oak alone has a local body, and then a second one of another name, so that they share none. */
const BEGINNING: readonly ScriptCommand[] = [
  ...SAMPLE_TRUST,
  {
    command: 'ConstituteBody',
    data: { body: 'local-elm', tier: 'local', name: 'Elm board', covers: { schools: ['elm'] }, from: '2015-09-01' },
  },
];
const FIRST = BEGINNING.length;

function called({ index }: PureTrust, on: string, known = index.head, tier = 'local'): string {
  return tierName(new Moment(index, dayOf(on), known), tier);
}

describe('the name that counts', () => {
  const trust = pureTrust([
    ...BEGINNING,
    naming('academy council', '2020-09-01'),
    naming('local board', '2026-09-01'),
    naming('governing body', '2018-09-01'),
    naming('academy committee', '2026-09-01'),
    correction(FIRST + 3, 'void'),
    correction(FIRST, 'replace', { with: { tier: 'local', name: 'school council', from: '2021-09-01' } }),
  ]);

  test.each([
    ['before any name', '2018-08-31', FIRST + 5, 'Local'],
    ['on the first day of the first', '2018-09-01', FIRST + 5, 'Governing body'],
    ['of two the one that begins later, although it was recorded earlier', '2020-09-01', FIRST + 4, 'Academy council'],
    ['as corrected', '2021-08-31', FIRST + 5, 'Governing body'],
    ['as corrected, from its new first day', '2021-09-01', FIRST + 5, 'School council'],
    ['of two from one day the one recorded later', '2026-09-01', FIRST + 3, 'Academy committee'],
    ['the other one again when that was void', '2026-09-01', FIRST + 4, 'Local board'],
    ['as known before the second', '2026-09-01', FIRST, 'Academy council'],
    ['as known before all', '2026-09-01', FIRST - 1, 'Local'],
  ])('%s', (_what, on, known, name) => {
    expect(called(trust, on, known)).toBe(name);
  });

  test('stands among the names of the trust with its entry, also of a tier without a body or post', () => {
    const named = pureTrust([
      ...BEGINNING,
      naming('academy council', '2020-09-01', { plural: 'academy councils' }),
      { command: 'NameTier', data: { tier: 'hub', name: 'hub board', from: '2026-09-01' } },
    ]);
    const tiersOn = (on: string) => namesAt(named.index, dayOf(on), named.index.head).tiers;
    expect(tiersOn('2020-09-01')).toContainEqual({
      id: 'local',
      name: 'Academy council',
      plural: 'academy councils',
      entry: FIRST,
    });
    expect(tiersOn('2020-08-31')).toContainEqual({ id: 'local', name: 'Local', plural: null, entry: null });
    expect(tiersOn('2026-09-01')).toContainEqual({ id: 'hub', name: 'Hub board', plural: null, entry: FIRST + 1 });
    expect(tiersOn('2026-08-31')).toContainEqual({ id: 'hub', name: 'Hub', plural: null, entry: null });
    expect(namesAt(named.index, dayOf('2026-09-01'), FIRST).tiers.map(({ id }) => id)).not.toContain('hub');
  });
});

describe('without a recorded name', () => {
  const trust = pureTrust(BEGINNING);

  test.each([
    ['what all its bodies and posts are called', 'head', 'Headteacher'],
    ['what it is usually called', 'cfo', 'Chief financial officer'],
    ['its id in words, where bodies have names of their own', 'local', 'Local'],
    ['its id in words, where there are none', 'audit-committee', 'Audit committee'],
  ])('%s', (_what, tier, name) => {
    expect(called(trust, '2025-03-03', trust.index.head, tier)).toBe(name);
  });

  test('the board and the members have a name before they are constituted, and may have the trust’s own word', () => {
    expect([called(trust, '2010-01-01', 0, 'board'), called(trust, '2010-01-01', 0, 'members')]).toEqual([
      'Board',
      'Members',
    ]);
    const own = pureTrust([
      ...BEGINNING,
      { command: 'NameTier', data: { tier: 'board', name: 'Board of directors', from: '2020-01-01' } },
    ]);
    expect(called(own, '2025-03-03', own.index.head, 'board')).toBe('Board of directors');
    expect(usualTierName('board')).toBe('Board');
  });
});

describe('answers', () => {
  const trust = pureTrust([
    ...BEGINNING,
    naming('academy council', '2024-09-01'),
    { command: 'NameTier', data: { tier: 'head', name: 'principal', from: '2024-09-01' } },
    correction(FIRST + 1, 'replace', { with: { tier: 'head', name: 'principal', from: '2025-01-01' } }),
    { command: 'DissolveBody', data: { body: 'local-elm', until: '2026-01-01' } },
  ]);
  const { head } = trust.index;

  test('say the recorded word, and which entry it comes from', () => {
    const { why, says } = trust.ask({
      function: 'edu.monitor',
      school: 'elm',
      on: '2026-03-03',
      knownAt: head,
    }) as Answer;
    const step = why.findIndex(({ step: kind }) => kind === 'tier');
    expect(why[step]).toEqual({
      step: 'tier',
      entry: FIRST,
      says: 'The trust\'s own word for the tier "local" is "academy council", from 1 September 2024.',
    });
    expect(why[step + 1]?.says).toMatch(/gives "Monitor standards" to the academy council\.$/);
    expect(says).toContain('it is given to the tier "academy council"');
  });

  test('say the id before the word was recorded, and rest on nothing more', () => {
    const before = { function: 'edu.monitor', school: 'elm', on: '2026-03-03', knownAt: FIRST - 1 };
    const { why } = trust.ask(before) as Answer;
    expect(why.map(({ step }) => step)).not.toContain('tier');
    expect(why.map(({ says }) => says).join('\n')).toMatch(/gives "Monitor standards" to the local\./);
  });

  test('say a tier that is called as its body or post is called once', () => {
    const own = pureTrust([
      ...BEGINNING,
      { command: 'NameTier', data: { tier: 'head', name: 'headteacher', from: '2015-09-01' } },
      { command: 'NameTier', data: { tier: 'local', name: 'The Hub', from: '2015-09-01' } },
    ]);
    const sayings = (fn: string, on: string): readonly string[] => {
      const asked = { function: fn, school: 'oak', on, knownAt: own.index.head };
      return (own.ask(asked) as Answer).why.map(({ says }) => says);
    };
    expect(sayings('hr.staff.appoint', '2025-06-03')).toContain('Headteacher, which covers the school, is to decide.');
    expect(sayings('edu.monitor', '2024-06-03')).toContainEqual(
      expect.stringMatching(/gives "Monitor standards" to the Hub\.$/),
    );
    expect(sayings('edu.monitor', '2024-06-03')).toContainEqual(
      expect.stringContaining('(The Hub), which covers the school'),
    );
  });

  test('are worked out again, word for word, from the entries that they name', () => {
    let named = 0;
    for (const fn of ['edu.monitor', 'hr.staff.appoint', 'fin.order.approve', 'fin.borrow']) {
      for (const on of ['2024-08-31', '2024-12-31', '2025-06-03', '2026-03-03']) {
        for (const school of fn === 'fin.borrow' ? [undefined] : ['oak', 'elm']) {
          const answer = trust.ask({ function: fn, school, on, knownAt: head }) as Answer;
          const rests = entriesRestedOn(trust.index, answer);
          const question = { function: fn, school, day: dayOf(on), known: head, amount: undefined };
          expect(answerFromAlone(trust.index, question, rests, rests)).toEqual(answer);
          if (answer.why.some(({ step }) => step === 'tier')) named += 1;
        }
      }
    }
    expect(named).toBeGreaterThan(10);
  });

  test('differ by what changed them, and never by another word', () => {
    const changed = pureTrust([
      ...BEGINNING,
      naming('academy council', '2024-09-01'),
      { command: 'DissolveBody', data: { body: 'local-elm', until: '2026-01-01' } },
    ]);
    const at = (known: number): Moment => new Moment(changed.index, dayOf('2026-03-03'), known);
    const found = difference(at(FIRST - 1), at(FIRST + 1), { function: 'edu.monitor', school: 'elm' });
    expect(found.changed.map(({ by }) => by)).toEqual([[FIRST + 1]]);
    const [group] = groupDifferences(at(FIRST - 1), at(FIRST + 1), found.changed);
    expect(group?.after).toContain('the tier "academy council"');
    const same = difference(at(FIRST - 1), at(FIRST), { function: 'edu.monitor', school: 'elm' });
    expect(same.changed).toEqual([]);
  });
});

test('what to look at in a draft is said in the trust’s own words', () => {
  const { index } = pureTrust([
    ...BEGINNING,
    { command: 'NameTier', data: { tier: 'hub', name: 'hub board', from: '2026-09-01' } },
  ]);
  const from = '2026-09-01';
  const lines = [{ line: '1', function: 'edu.monitor', decides: 'hub' }];
  const draft = schemeOf({
    n: index.head + 1,
    by: [],
    from: dayOf(from),
    until: FOREVER,
    endedBy: undefined,
    data: { scheme: 's', version: '1', from, lines },
  });
  expect(lint(index, draft, index.head).map(({ says }) => says)).toContainEqual(
    expect.stringMatching(/^No body or post of the tier "hub board" is recorded/),
  );
  expect(lint(index, draft, FIRST - 1).map(({ says }) => says)).toContainEqual(
    expect.stringMatching(/^No body or post of the tier "hub" is recorded/),
  );
});
