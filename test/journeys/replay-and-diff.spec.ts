import path from 'node:path';
import type { DiffView, IndexDigest } from '@remit/accountability/nest';
import type { ReplayView } from '@remit/engine/nest';
import { ApiServer } from '../support/api-server.js';
import { jsonLines, linesFile, remit, RunningRemit } from '../support/command-line.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../support/sample-trust.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** `remit replay`, its check, and `remit diff`, over the sample trust and the example. */

const EXAMPLE = path.resolve(import.meta.dirname, '../../examples/northshire/record.jsonl');
const directory = temporaryDirectory();
const inDirectory = (name: string): string => path.join(directory.path, name);
const SAMPLE = inDirectory('sample');
const NORTHSHIRE = inDirectory('northshire');
const running: RunningRemit[] = [];

beforeAll(async () => {
  const script = linesFile(directory, 'sample.jsonl', SAMPLE_TRUST);
  expect(await remit(['record', script, '--data', SAMPLE])).toMatchObject({ code: 0 });
  expect(await remit(['record', EXAMPLE, '--data', NORTHSHIRE])).toMatchObject({ code: 0 });
}, 60_000);
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop('SIGKILL')));
  directory.remove();
});

const blanked = (out: string): string =>
  `\n${out.replaceAll(/\(\d+ \w+ \d{4}, \d{2}:\d{2} UTC\)/g, '(now)').replaceAll(/(entry \d+) of \d+ \w+ \d{4}/g, '$1 of (today)')}`;

describe('remit replay --to', () => {
  test('shows in words what stood', async () => {
    const ran = await remit(['replay', '--to', '17', '--on', '2025-03-31', '--data', SAMPLE]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(blanked(ran.out)).toMatchInlineSnapshot(`
     "
     Northshire Learning Trust (northshire), established on 1 September 2014, as it stood on 31 March 2025.

     Schools

     School  Name        First day         Last day  Cluster  Entry
     ------  ----------  ----------------  --------  -------  -----
     oak     Oak School  1 September 2015            coast    1
     elm     Elm School  1 September 2015                     2

     Clusters

     Cluster  Name   First day         Last day  Entry
     -------  -----  ----------------  --------  -----
     coast    Coast  1 September 2016            3

     Bodies and posts

     Id         Name                      Tier     For        First day         Last day  Entry  People
     ---------  ------------------------  -------  ---------  ----------------  --------  -----  ---------------------
     members    Members                   members  the trust  1 September 2014            5      nobody
     board      Board                     board    the trust  1 September 2014            6      p1, chair; p2, member
     local-oak  Oak local governing body  local    oak        1 September 2015            7      p7, chair
     ceo        Chief Executive           ceo      the trust  1 September 2014            8      p3, holder
     head-oak   Headteacher               head     oak        1 September 2015            9      p9, holder

     Scheme in force

     scheme-2020, version 3, from 1 September 2020 until further notice; it names 3 functions. [entry 16]

     Variations in force

     Variation  Layer   For  First day      Last day       Entry  Functions
     ---------  ------  ---  -------------  -------------  -----  -----------
     v-7        school  oak  12 March 2025  19 April 2026  17     edu.monitor

     As recorded up to entry 17 (now).
     "
    `);
  });

  test('knows nothing of later entries', async () => {
    const at = async (to: number): Promise<ReplayView> => {
      const { out } = await remit(['replay', '--to', String(to), '--on', '2025-03-31', '--json', '--data', SAMPLE]);
      return jsonLines(out)[0] as ReplayView;
    };
    const [before, after] = [await at(7), await at(SAMPLE_HEAD)];
    expect(before).toMatchObject({ position: 7, scheme: null, variations: [] });
    expect(before.holders.map(({ id, people }) => [id, people])).toEqual([
      ['members', []],
      ['board', []],
      ['local-oak', []],
    ]);
    expect(after).toMatchObject({ position: SAMPLE_HEAD, scheme: { scheme: 'scheme-2020' } });
    expect(after.holders.find(({ id }) => id === 'head-oak')).toMatchObject({
      people: [{ person: 'p9', as: 'holder', from: '2015-09-01', until: '2025-04-01' }],
    });
  });

  test('of an entry that is not there, and with what belongs together only', async () => {
    const later = await remit(['replay', '--to', '99', '--data', SAMPLE]);
    expect(later).toMatchObject({ code: 1, err: expect.stringContaining('the newest is entry 18') as string });
    expect(await remit(['replay', '--to', 'x', '--data', SAMPLE])).toMatchObject({ code: 1 });
    expect(await remit(['replay', '--server', 'http://127.0.0.1:1', '--data', SAMPLE])).toMatchObject({ code: 2 });
  });
});

describe('remit replay --check', () => {
  test('finds the indexes the same, those of a running server too', async () => {
    const server = new RunningRemit(['serve', '--port', '0', '--data', NORTHSHIRE]);
    running.push(server);
    const url = await server.says(/at (http:\S+)/);
    // What a question leaves behind in the server must not matter, and what it records must be in it.
    expect((await fetch(`${url}/api/trusts/northshire/matrix?on=2025-06-03`)).status).toBe(200);
    const body = JSON.stringify({ function: 'own.minibus', name: 'Approve use of the minibus', scope: 'trust' });
    const recorded = await fetch(`${url}/api/trusts/northshire/commands/DefineFunction`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body },
    });
    expect(recorded.status).toBe(201);
    const ran = await remit(['replay', '--check', '--server', url, '--data', NORTHSHIRE]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(
      /^northshire: 211 entries replayed; the indexes are the same, byte for byte, 7 times \(SHA-256 [0-9a-f]{16}…\)\.\n$/,
    );
    const other = await remit(['replay', '--check', '--server', url, '--data', SAMPLE, '--json']);
    expect(other).toMatchObject({ code: 2, err: '' });
    expect(jsonLines(other.out)).toMatchObject([
      { differences: [expect.stringContaining('it serves another data directory') as string] },
    ]);
    await server.stop();
  }, 60_000);

  test('says 1 when there is nothing that could be checked', async () => {
    const unreachable = await remit(['replay', '--check', '--server', 'http://127.0.0.1:1', '--data', SAMPLE]);
    expect(unreachable).toMatchObject({ code: 1, err: expect.stringContaining('CLI.SERVER_UNREACHABLE') as string });
    expect(await remit(['replay', '--check', '--to', '3', '--data', SAMPLE])).toMatchObject({ code: 1 });
    expect(await remit(['replay', '--check', '--trust', 'no', '--data', SAMPLE])).toMatchObject({ code: 1 });
  });
});

describe('remit diff', () => {
  test('says which answers differ and by which entries', async () => {
    const ran = await remit(['diff', '--from', '16', '--to', '18', '--on', '2025-06-03', '--data', SAMPLE]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(blanked(ran.out)).toMatchInlineSnapshot(`
     "
     On 3 June 2025, as known at entry 16 and at entry 18: 2 of 278 answers differ.

     1 function at Oak School (oak): now Chief Executive (ceo) decides; before, Oak local governing body (local-oak) decides.
         By entry 17 of (today) (delegation varied).
         edu.monitor

     1 function of the trust: now Board decides, having never delegated it; before, the function is not known.
         By entry 18 of (today) (function defined).
         own.minibus
     "
    `);
    const people = ['--from', '10', '--to', '11', '--on', '2025-03-03', '--function', 'edu.curriculum'];
    expect(blanked((await remit(['diff', ...people, '--data', SAMPLE])).out)).toMatchInlineSnapshot(`
     "
     On 3 March 2025, as known at entry 10 and at entry 11: 2 of 2 answers differ.

     1 function at 2 schools: now Board decides, having never delegated it (p1, p2); before, Board decides, having never delegated it (p1).
         By entry 11 of (today) (person appointed).
         edu.curriculum
         At oak, elm
     "
    `);
  });

  test('says so when nothing differs, and when the entries are the wrong way round', async () => {
    const same = await remit(['diff', '--from', '18', '--data', SAMPLE]);
    expect(same.out).toMatch(
      /^On .*, as known at entry 18 and at entry 18: nothing differs\. \d+ answers compared\.\n$/,
    );
    const wrong = await remit(['diff', '--from', '18', '--to', '3', '--data', SAMPLE]);
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('Entry 18 comes after entry 3.') as string });
    expect(await remit(['diff', '--data', SAMPLE])).toMatchObject({ code: 2 });
  });
});

describe('over HTTP', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.start();
    await api.recordAll('northshire', SAMPLE_TRUST);
  });
  afterAll(() => api.close());

  test('a difference', async () => {
    const reply = await api.ask('northshire', 'diff', { from: 16, to: 17, on: '2025-06-03', school: 'oak' });
    const view = reply.json as DiffView;
    expect(view).toMatchObject({
      from: 16,
      to: 17,
      on: '2025-06-03',
      entries: [{ entry: 17, type: 'DelegationVaried' }],
    });
    expect(view.changed).toMatchObject([{ function: 'edu.monitor', school: 'oak', by: [17] }]);
    expect(view.groups).toMatchObject([
      {
        ...{ kind: 'who', functions: ['edu.monitor'], schools: [{ school: 'oak', name: 'Oak School' }], by: [17] },
        after: 'Chief Executive (ceo) decides',
        before: 'Oak local governing body (local-oak) decides',
      },
    ]);
    // By day as by number, and before anything was recorded.
    const byDay = await api.ask('northshire', 'diff', { from: '2014-01-01', on: '2025-06-03' });
    expect(byDay.json).toMatchObject({ from: -1, to: SAMPLE_HEAD });
    expect((byDay.json as DiffView).changed.length).toBeGreaterThan(100);
    expect(await api.ask('northshire', 'diff', { from: 3, to: 2 })).toMatchObject({
      status: 400,
      json: { code: 'ACCOUNTABILITY.ENTRIES_REVERSED', field: 'from' },
    });
  });

  test('the sum over the index says what is known at an entry, whatever came later', async () => {
    const digest = async (knownAt?: number): Promise<IndexDigest> =>
      (await api.ask('northshire', 'index', { knownAt })).json as IndexDigest;
    const before = await digest();
    expect(before).toMatchObject({ trust: 'northshire', position: SAMPLE_HEAD });
    await api.record('northshire', {
      command: 'Correct',
      data: { entry: 17, how: 'void', reason: 'Recorded for the wrong school' },
    });
    expect(await digest(SAMPLE_HEAD)).toEqual(before);
    const after = await digest();
    expect(after.position).toBe(SAMPLE_HEAD + 1);
    expect(after.sha256).not.toBe(before.sha256);
  });
});
