import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { canonicalJson } from '@remit/kernel';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { atOnce, jsonLines, linesFile, type Ran, remit } from '../support/command-line.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../support/sample-trust.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** What the command line prints: tables for people, JSON for programs, problems on standard error, and exit codes. */

const directory = temporaryDirectory();
afterAll(() => directory.remove());

const DATA = path.join(directory.path, 'data');
const TWO = path.join(directory.path, 'two');

/** More than the sample: a correction, a term that ended, an urgent line that has no effect. */
const MORE = [
  {
    command: 'Correct',
    data: { entry: 15, how: 'void', reason: 'Minuted for the wrong school', decidedOn: '2025-05-01' },
  },
  { command: 'EndVariation', data: { variation: 'v-7', until: '2026-01-01', decidedOn: '2025-11-10' } },
];

const draft = path.join(directory.path, 'draft.json');
writeFileSync(
  draft,
  JSON.stringify({
    command: 'VaryDelegation',
    data: {
      variation: 'v-8',
      layer: 'school',
      covers: { schools: ['oak'] },
      from: '2027-01-01',
      until: '2027-06-01',
      lines: [
        { line: '1', function: 'edu.monitor', decides: 'ceo' },
        { line: '2', function: 'own.minibus', decides: 'ceo' },
        { line: '3', function: 'hr.staff.appoint', decides: 'head', delegatedFrom: 'ceo' },
      ],
    },
  }),
);

beforeAll(async () => {
  const script = linesFile(directory, 'sample.jsonl', [...SAMPLE_TRUST, ...MORE]);
  const founding = (trust: string) => ({ command: 'EstablishTrust', data: { trust, name: trust, from: '2020-01-01' } });
  const two = linesFile(directory, 'two.jsonl', [founding('a'), founding('b')]);
  const [sample] = await Promise.all([
    remit(['record', script, '--data', DATA]),
    remit(['record', two, '--data', TWO]),
  ]);
  expect(sample).toMatchObject({ code: 0, err: '' });
}, 30_000);

/** What it prints, with the times of this run blanked out. */
async function printed(...args: readonly string[]): Promise<string> {
  const ran = await remit([...args, '--data', DATA]);
  expect(ran).toMatchObject({ code: 0, err: '' });
  return `\n${ran.out.replaceAll(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}/g, 'YYYY-MM-DD hh:mm').replaceAll(/\(\d+ \w+ \d{4}, \d{2}:\d{2} UTC\)/g, '(now)')}`;
}

describe('for people', () => {
  test('an answer', async () => {
    expect(await printed('who', '--function', 'hr.staff.appoint', '--school', 'oak', '--on', '2025-06-03'))
      .toMatchInlineSnapshot(`
     "
     Nobody holds "Other staff within structure" at Oak School on 3 June 2025: it is given to Headteacher (head-oak), and the post is vacant. Chief Executive (ceo) can act.
       p3, holder
     Accountable in law: board.

     Why:
       1. Northshire Learning Trust was established on 1 September 2014. [entry 0]
       2. Oak School joined the trust on 1 September 2015. [entry 1]
       3. "Other staff within structure" is a function that the board may delegate. [entry 0]
       4. Line 2.1 of scheme scheme-2020, version 3, in force from 1 September 2020, gives "Other staff within structure" to the head. [entry 16]
       5. Headteacher (head), which covers the school, is to decide. [entry 9]
       6. Nobody is appointed to Headteacher on 3 June 2025.
       7. The last one, p9, served until 31 March 2025. [entry 14]
       8. While nobody is there, the power goes back to the ceo.
       9. Chief Executive (ceo), which covers the whole trust, is where the power goes back to. [entry 8]
       10. p3 took up the post on 1 September 2014. [entry 12]
       11. Accountable in law, whoever decides: Board. [entry 6]

     As recorded up to entry 20 (now).
     "
    `);
  });

  test('an answer with the lines that lost', async () => {
    const question = ['--function', 'edu.monitor', '--school', 'oak', '--on', '2025-06-03', '--explain'];
    expect(await printed('who', ...question)).toMatchInlineSnapshot(`
     "
     Chief Executive (ceo) decides "Monitor standards" at Oak School on 3 June 2025.
       p3, holder
     Accountable in law: board.

     Why:
       1. Northshire Learning Trust was established on 1 September 2014. [entry 0]
       2. Oak School joined the trust on 1 September 2015. [entry 1]
       3. "Monitor standards" is a function that the board may delegate. [entry 0]
       4. Line 1 of school variation v-7, in force from 12 March 2025, gives "Monitor standards" to the ceo. [entry 17]
       5. Chief Executive (ceo), which covers the whole trust, decides. [entry 8]
       6. p3 took up the post on 1 September 2014. [entry 12]
       7. Accountable in law, whoever decides: Board. [entry 6]

     Lines that lost:
       - scheme scheme-2020, line 1.1: A variation for a school goes before the scheme. [entry 16]

     As recorded up to entry 20 (now).
     "
    `);
  });

  test('the matrix of a function', async () => {
    expect(await printed('matrix', '--function', 'edu.monitor', '--on', '2025-06-03')).toMatchInlineSnapshot(`
     "
     Function     School  Status  Who decides                    By
     -----------  ------  ------  -----------------------------  ----------------------
     edu.monitor          vacant  nobody (local); board can act  scheme scheme-2020 1.1
     edu.monitor  oak     held    ceo                            school v-7 1
     edu.monitor  elm     vacant  nobody (local); board can act  scheme scheme-2020 1.1

     As recorded up to entry 20 (now).
     "
    `);
  });

  test('a timeline', async () => {
    const period = ['--from', '2014-01-01', '--until', '2027-01-01'];
    expect(await printed('timeline', '--function', 'edu.monitor', '--school', 'oak', ...period)).toMatchInlineSnapshot(`
     "
     First day         Last day          Status         Who decides  People  By
     ----------------  ----------------  -------------  -----------  ------  ----------------------
     1 January 2014    31 August 2014    before-record
     1 September 2014  31 August 2015    not-in-trust
     1 September 2015  31 August 2020    retained       board        p1, p2  default
     1 September 2020  11 March 2025     held           local-oak    p7      scheme scheme-2020 1.1
     12 March 2025     31 December 2025  held           ceo          p3      school v-7 1
     1 January 2026    31 December 2026  held           local-oak    p7      scheme scheme-2020 1.1

     As recorded up to entry 20 (now).
     "
    `);
  });

  test('a comparison of two days', async () => {
    expect(await printed('compare', '--school', 'oak', '--on', '2025-03-11', '--to-on', '2025-04-01'))
      .toMatchInlineSnapshot(`
     "
     5 of 93 differ.

     Function           School  Before                                                    After                                                              By
     -----------------  ------  --------------------------------------------------------  -----------------------------------------------------------------  ----------------------
     fin.order.approve  oak     up to £5,000: head-oak; up to £50,000: ceo; above: board  up to £5,000: head-oak (vacant); up to £50,000: ceo; above: board  scheme scheme-2020 3.1
     hr.staff.appoint   oak     head-oak                                                  head-oak (vacant); ceo can act                                     scheme scheme-2020 2.1
     edu.monitor        oak     local-oak                                                 ceo                                                                school v-7 1
     beh.suspend        oak     head-oak                                                  head-oak (vacant); nobody can act                                  law
     beh.exclude        oak     head-oak                                                  head-oak (vacant); nobody can act                                  law

     As recorded up to entry 20 (now).
     "
    `);
  });

  test('a comparison in which nothing differs', async () => {
    expect(await printed('compare', '--school', 'oak', '--on', '2025-06-03', '--to-on', '2025-06-04'))
      .toMatchInlineSnapshot(`
     "
     Nothing differs: 93 compared.

     As recorded up to entry 20 (now).
     "
    `);
  });

  test('gaps', async () => {
    const period = ['--from', '2025-01-01', '--until', '2026-01-01'];
    const found = await printed('gaps', '--function', 'hr.staff.appoint', '--school', 'oak', ...period);
    expect(found).toMatchInlineSnapshot(`
     "
     Function          School  What    First day     Last day          Days  Who
     ----------------  ------  ------  ------------  ----------------  ----  ---------------------
     hr.staff.appoint  oak     vacant  1 April 2025  31 December 2025  275   head-oak; ceo can act

     As recorded up to entry 20 (now).
     "
    `);
    expect(await printed('gaps', '--function', 'edu.monitor', '--school', 'oak', ...period)).toMatchInlineSnapshot(`
     "
     There are no gaps and no overlaps.

     As recorded up to entry 20 (now).
     "
    `);
  });

  test('holdings', async () => {
    expect(await printed('holdings', '--person', 'p9', '--on', '2020-09-01')).toMatchInlineSnapshot(`
     "
     Function           School  Part                  Through   By
     -----------------  ------  --------------------  --------  ----------------------
     fin.order.approve  oak     decides up to £5,000  head-oak  scheme scheme-2020 3.1
     hr.staff.appoint   oak     decides               head-oak  scheme scheme-2020 2.1
     edu.monitor        oak     recommends            head-oak  scheme scheme-2020 1.1
     beh.suspend        oak     decides               head-oak  law
     beh.exclude        oak     decides               head-oak  law

     As recorded up to entry 20 (now).
     "
    `);
  });

  test('the log', async () => {
    expect(await printed('log', '--after', '13')).toMatchInlineSnapshot(`
     "
     Entry  Recorded (UTC)    Decided on        Correction        What it says
     -----  ----------------  ----------------  ----------------  ----------------------------------------------------------------------------------------------------------------------------------------------
     14     YYYY-MM-DD hh:mm                                      p9 was appointed to the post of Headteacher (Oak School) from 1 September 2015 to 31 March 2025.
     15     YYYY-MM-DD hh:mm                    void by entry 19  Oak School counts as reduced in the category autonomy from 9 January 2017.
     16     YYYY-MM-DD hh:mm                                      The board adopted the scheme of delegation scheme-2020, version 3, in force from 1 September 2020. It says who decides 3 functions.
     17     YYYY-MM-DD hh:mm                                      A variation for single schools decides otherwise than the scheme about "Monitor standards" for Oak School from 12 March 2025 to 19 April 2026.
     18     YYYY-MM-DD hh:mm                                      The trust defined a function of its own, "Approve use of the minibus", of the trust as a whole.
     19     YYYY-MM-DD hh:mm  1 May 2025                          Entry 15 should never have been recorded and does not count: Minuted for the wrong school.
     20     YYYY-MM-DD hh:mm  10 November 2025                    The variation v-7 ended; its last day is 31 December 2025.
     The newest entry is 20.
     "
    `);
    expect(await printed('log', '--after', '13', '--limit', '2')).toMatchInlineSnapshot(`
     "
     Entry  Recorded (UTC)    Decided on  Correction        What it says
     -----  ----------------  ----------  ----------------  ------------------------------------------------------------------------------------------------
     14     YYYY-MM-DD hh:mm                                p9 was appointed to the post of Headteacher (Oak School) from 1 September 2015 to 31 March 2025.
     15     YYYY-MM-DD hh:mm              void by entry 19  Oak School counts as reduced in the category autonomy from 9 January 2017.
     The newest entry is 20. For the next ones: --after 15
     "
    `);
  });

  test('a preview', async () => {
    expect(await printed('preview', draft)).toMatchInlineSnapshot(`
     "
     From 1 January 2027 to 31 May 2027 it would change who decides 1 of 6 that it touches (a function at a school, or of the trust). 1 more would keep who decides, by another line or with other parts.

     Function     School  First day       Last day     Before     After
     -----------  ------  --------------  -----------  ---------  -----
     edu.monitor  oak     1 January 2027  31 May 2027  local-oak  ceo

     Before it is adopted, look at:
     - Line 1, "Monitor standards", gives the decision to the ceo. The work may be given away; to adopt it is normally for the board or one of its committees. Check that the board means it.
     "
    `);
  });

  test('trusts and findings', async () => {
    expect(await printed('trusts')).toMatchInlineSnapshot(`
     "
     Trust       Name                       Newest entry
     ----------  -------------------------  ------------
     northshire  Northshire Learning Trust  20
     "
    `);
    expect(await printed('findings')).toMatchInlineSnapshot(`
     "
     No entry is left without what it refers to.

     As recorded up to entry 20 (now).
     "
    `);
  });
});

describe('for programs', () => {
  test('every view is one JSON value on one line, the same as over HTTP', async () => {
    const on = ['--on', '2025-06-03'];
    const period = ['--from', '2025-01-01', '--until', '2026-01-01'];
    const cell = ['--function', 'edu.monitor', '--school', 'oak'];
    const expected: readonly (readonly [readonly string[], object])[] = [
      [['who', ...cell, ...on], { status: 'held', position: SAMPLE_HEAD + 2 }],
      [['matrix', ...cell, ...on, '--known-at', '10'], { cells: [{ status: 'retained' }], position: 10 }],
      [['timeline', ...cell, ...period], { segments: [{ from: '2025-01-01' }, { from: '2025-03-12' }] }],
      [
        ['compare', ...cell, ...on, '--known-at', '16'],
        { changed: [{ function: 'edu.monitor' }], toPosition: SAMPLE_HEAD + 2 },
      ],
      [['holdings', '--holder', 'ceo', ...on], { on: '2025-06-03' }],
      [['preview', draft, '--until', '2027-02-01'], { until: '2027-02-01' }],
      [['trusts'], { trusts: [{ trust: 'northshire' }] }],
    ];
    await atOnce(expected, async ([args, value]) => {
      const ran = await remit([...args, '--json', '--data', DATA]);
      expect(ran).toMatchObject({ code: 0, err: '' });
      expect([args, jsonLines(ran.out)]).toMatchObject([args, [value]]);
    });
  }, 30_000);
});

describe('a trust that cannot be read', () => {
  test('is listed with what is wrong, and answers nothing', async () => {
    const data = path.join(directory.path, 'broken');
    await remit(['record', linesFile(directory, 'founding.jsonl', SAMPLE_TRUST.slice(0, 1)), '--data', data]);
    const store = new SqliteRecordStore({ directory: data, access: 'write', durability: 'test-off' });
    const id = '00000000-0000-4000-8000-000000000000';
    const recordedAt = '2099-01-01T00:00:00.000Z';
    const type = 'MeetingHeld.v7';
    const envelope = { v: 1, trust: 'northshire', n: 1, id, type, recordedAt, provenance: 'live' };
    const canonical = canonicalJson({ ...envelope, actor: { id: 'x', as: 'y' }, data: {} });
    await store.append('northshire', 0, [{ n: 1, id, type, recordedAt, canonical }]);
    await store.close();
    const [listed, asked] = await Promise.all([remit(['trusts', '--data', data]), remit(['log', '--data', data])]);
    const sentence =
      /Entry 1 of the record of "northshire" cannot be read: .*MeetingHeld\.v7.* \(RECORD\.ENTRY_UNREADABLE, entry 1\)\n$/;
    expect(listed).toMatchObject({ code: 0, err: '', out: expect.stringMatching(sentence) as string });
    expect(asked).toMatchObject({ code: 1, out: '', err: expect.stringMatching(sentence) as string });
  });
});

describe('a batch of questions', () => {
  const MONITOR = { function: 'edu.monitor', school: 'oak', on: '2025-06-03' };

  test('is answered in order, a line that cannot be asked has its problem in its place, and the exit code says so', async () => {
    const lines = [
      MONITOR,
      '{"function": "edu.monitor"',
      { ...MONITOR, trust: 'nowhere' },
      { trust: 'northshire', ...MONITOR, knownAt: 10 },
      '',
      '[1]',
      { ...MONITOR, on: '2025-02-30' },
      { ...MONITOR, trust: 7 },
      { ...MONITOR, function: 'fin.order.approve', amount: 500_001 },
      { ...MONITOR, on: undefined },
    ];
    const ran = await remit(['who', '--batch', linesFile(directory, 'batch.jsonl', lines), '--data', DATA]);
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(jsonLines(ran.out)).toMatchObject([
      { status: 'held', decides: { holder: 'ceo' } },
      { problem: { code: 'CLI.NOT_A_QUESTION' } },
      { problem: { code: 'RECORD.TRUST_UNKNOWN' } },
      { status: 'retained', position: 10 },
      { problem: { code: 'CLI.NOT_A_QUESTION' } },
      { problem: { code: 'RECORD.FIELD_INVALID', field: 'on' } },
      { problem: { code: 'CLI.NOT_A_QUESTION' } },
      { status: 'held', decides: { tier: 'ceo' } },
      { problem: { code: 'RECORD.FIELD_MISSING', field: 'on' } },
    ]);
  });

  test('all answered is exit 0; more than one process reads at a time; a reader may stop reading', async () => {
    const many = linesFile(directory, 'many.jsonl', new Array(1200).fill(MONITOR));
    const all = await remit(['who', '--batch', many, '--data', DATA]);
    expect([all.code, all.err, jsonLines(all.out).length]).toEqual([0, '', 1200]);
    const some = await remit(['who', '--batch', many, '--data', DATA], { pipedInto: 'head -n 2' });
    expect([some.code, some.err, jsonLines(some.out).length]).toEqual([0, '', 2]);
  });
});

describe('what is written wrongly, and what is refused', () => {
  const monitor = ['--function', 'edu.monitor', '--school', 'oak'];
  const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
    [[], 2, /^$/],
    [['whom'], 2, /^There is no command "whom"\. See: remit help \(CLI\.USAGE\)$/],
    [['--json'], 2, /There is no command/],
    [['who'], 2, /^--function is missing\. See: remit who --help \(CLI\.USAGE\)$/],
    [
      ['who', ...monitor, '--when', 'now'],
      2,
      /^There is no option --when here\. There are: --function, .+, --help\. See:/,
    ],
    [['who', ...monitor, '--on'], 2, /^--on needs a value after it\. See:/],
    [['who', ...monitor, '--on', '--json'], 2, /"--on needs a value after it\. See:/],
    [['who', ...monitor, '--json=yes', '--on', '2025-02-03'], 2, /^--json takes no value\. See:/],
    [['who', ...monitor, 'oak'], 2, /^"oak" is not expected here\./],
    [['who', ...monitor, '--on', '2025-02-30'], 1, /^"on" is not as expected\. .*\(RECORD\.FIELD_INVALID, field on\)$/],
    [['who', ...monitor, '--known-at', '999'], 1, /\(ACCOUNTABILITY\.NOT_YET_RECORDED, field knownAt\)$/],
    [['who', '--function', 'edu.montor', '--on', '2025-06-03'], 1, /^No function "edu\.montor" is known/],
    [['who', ...monitor, '--data', path.join(directory.path, 'nothing')], 1, /^There is no record in /],
    [
      ['who', ...monitor, '--data', TWO],
      2,
      /^Say which trust with --trust: a, b \("remit trusts" lists them\)\. See: remit who --help/,
    ],
    [['who', '--batch', 'missing.jsonl'], 1, /^There is no file missing\.jsonl\./],
    [['who', '--batch', directory.path], 1, /^That is a folder\./],
    [['record', draft, '--data', path.join(draft, 'data')], 1, /^A part of .+ is a file and no folder\. Check --data/],
    [
      ['policy', '--out', path.join(directory.path, 'none/p')],
      1,
      /^There is no folder .+none\. Check its name, or make it/,
    ],
    [['policy', '--out', '/dev/full'], 1, /^The disk is full, .+ \(CLI\.DISK_FULL\)$/],
    [['compare', '--on', '2025-06-03'], 2, /^Say what to compare with: --to-on DAY, --known-at K or --to-known-at K\./],
    [['timeline', ...monitor, '--from', '2025-01-01'], 2, /^--until is missing\./],
    [['timeline', '--from', '2025-01-01', '--until', '2026-01-01'], 2, /^--function is missing\./],
    [['matrix', '--school', 'oka'], 1, /\(ACCOUNTABILITY\.SCHOOL_UNKNOWN, field school\)$/],
    [['holdings'], 1, /\(ACCOUNTABILITY\.HOLDER_OR_PERSON, field holder\)$/],
    [['holdings', '--person', 'p99'], 1, /\(ACCOUNTABILITY\.PERSON_UNKNOWN, field person\)$/],
    [['preview'], 2, /^Give the name of one file\./],
    [['preview', 'missing.json'], 1, /^There is no file missing\.json\./],
    [['record'], 2, /^Give the name of one file\./],
    [['record', draft, '--actor', 'p7'], 2, /^There is no option --actor here\./],
    [['log', '--limit', '0'], 1, /\(RECORD\.FIELD_INVALID, field limit\)$/],
  ];

  /** The commands whose problems are looked at as JSON too. */
  const JSON_TOO = new Set(['whom', 'holdings', 'preview']);
  const outcomes = new Map<readonly string[], readonly [Ran, Ran]>();
  beforeAll(async () => {
    const withData = (args: readonly string[]) =>
      args.length === 0 || args.includes('--data') || args.includes('--json') || args[0] === 'whom'
        ? args
        : [...args, '--data', DATA];
    await atOnce(cases, async ([args]) => {
      const plain = await remit(withData(args));
      outcomes.set(args, [plain, JSON_TOO.has(args[0] ?? '') ? await remit([...withData(args), '--json']) : plain]);
    });
  }, 90_000);

  test.each(
    cases.map(([args, code, err]) => [args.join(' ').replaceAll(directory.path, '…'), args, code, err] as const),
  )('remit %s', (_written, args, code, err) => {
    const [plain, json] = outcomes.get(args)!;
    expect(plain).toMatchObject({ code, err: expect.stringMatching(new RegExp(err.source, 'm')) as string });
    expect(plain.err).not.toMatch(/^ +at /m);
    expect(args.length === 0 || plain.out === '').toBe(true);
    if (json === plain || args.length === 0) return;
    expect(json.code).toBe(code);
    expect(jsonLines(json.err)).toMatchObject([
      { problem: { code: expect.stringMatching(/^[A-Z]+\.[A-Z_]+$/) as string } },
    ]);
    expect(json.out).toBe('');
  });

  test('help is printed and is no mistake', async () => {
    const [help, who] = await Promise.all([remit(['help']), remit(['who', '--help'])]);
    expect(help).toMatchObject({ code: 0, err: '', out: expect.stringContaining('remit record FILE') as string });
    expect(who).toMatchObject({ code: 0, err: '' });
    expect(who.out.match(/^ {2}remit \w+/gm)).toEqual(['  remit who', '  remit who']);
    expect(help.out.endsWith(who.out.slice(who.out.indexOf('Everywhere:')))).toBe(true);
  });
});
