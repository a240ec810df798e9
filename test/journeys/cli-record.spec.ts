import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { atOnce, jsonLines, linesFile, type Ran, remit, RunningRemit } from '../support/command-line.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../support/sample-trust.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** `remit record`: what it says, where it stops, and that running a file again goes on without doubles. */

const directory = temporaryDirectory();
afterAll(() => directory.remove());

let made = 0;
/** A data directory of its own. */
function fresh(): readonly string[] {
  made += 1;
  return ['--data', path.join(directory.path, `data-${String(made)}`)];
}

const file = (name: string, lines: readonly unknown[]): string => linesFile(directory, name, lines);

async function headOf(data: readonly string[], trust = 'northshire'): Promise<number> {
  const ran = await remit(['trusts', '--json', ...data]);
  const [said] = jsonLines(ran.out) as [
    { readonly trusts: readonly { readonly trust: string; readonly head: number }[] },
  ];
  return said.trusts.find((each) => each.trust === trust)?.head ?? -1;
}

describe('a line that is refused', () => {
  const data = fresh();
  const good = SAMPLE_TRUST.slice(0, 5);
  const slip = { command: 'PlaceSchool', data: { school: 'oka', cluster: 'coast', from: '2017-09-01' } };
  const rest = SAMPLE_TRUST.slice(5, 8);

  test('stops the run with its number and the reason; what came before stays', async () => {
    const ran = await remit(['record', file('slip.jsonl', [...good, slip, ...rest]), ...data]);
    expect(ran).toEqual({
      code: 1,
      out: 'Recorded 5 entries. The record of "northshire" now ends with entry 4.\n',
      err: 'Line 6 was refused: No school with the id "oka" is recorded for this trust. Check the spelling, or record the school first. (STRUCTURE.SCHOOL_UNKNOWN, field school)\n',
    });
  });

  test('and again: nothing twice, the same refusal, as JSON', async () => {
    const ran = await remit(['record', path.join(directory.path, 'slip.jsonl'), '--json', ...data]);
    expect(ran.code).toBe(1);
    expect(jsonLines(ran.out)).toEqual([{ recorded: 0, repeated: 5, positions: { northshire: 4 } }]);
    expect(jsonLines(ran.err)).toMatchObject([
      { problem: { code: 'STRUCTURE.SCHOOL_UNKNOWN', field: 'school' }, line: 6 },
    ]);
  });

  test('once it is mended, the same file goes on where it stopped', async () => {
    const mended = { command: 'PlaceSchool', data: { ...slip.data, school: 'oak' } };
    const ran = await remit(['record', file('slip.jsonl', [...good, mended, ...rest]), ...data]);
    expect(ran).toEqual({
      code: 0,
      out: 'Recorded 4 entries. 5 had been recorded before. The record of "northshire" now ends with entry 8.\n',
      err: '',
    });
  });

  test('a file that has grown records what is new, however its lines are spaced and ended', async () => {
    const mended = { command: 'PlaceSchool', data: { from: '2017-09-01', cluster: 'coast', school: 'oak' } };
    const lines = [...good, mended, ...rest, ...SAMPLE_TRUST.slice(8, 10)].map(
      (line) => `  ${JSON.stringify(line)} \r`,
    );
    const ran = await remit([
      'record',
      file('grown.jsonl', ['', ...lines.slice(0, 3), '\r', '  ', ...lines.slice(3)]),
      ...data,
    ]);
    expect(ran.out).toBe(
      'Recorded 2 entries. 9 had been recorded before. The record of "northshire" now ends with entry 10.\n',
    );
    expect(await headOf(data)).toBe(10);
  });

  test('a file that is shorter than what was recorded still says where the record ends', async () => {
    const ran = await remit(['record', file('short.jsonl', good), ...data]);
    expect(ran.out).toBe(
      'Recorded 0 entries. 5 had been recorded before. The record of "northshire" now ends with entry 10.\n',
    );
  });
});

describe('a line that cannot be read', () => {
  const founding = JSON.stringify(SAMPLE_TRUST[0]);
  const admit = JSON.stringify(SAMPLE_TRUST[1]);
  const cases: readonly (readonly [string, string | Buffer, string])[] = [
    ['half a line', admit.slice(0, 40), 'CLI.NOT_JSON'],
    ['a list', `[${admit}]`, 'RECORD.NOT_A_COMMAND'],
    ['a text', '"AdmitSchool"', 'RECORD.NOT_A_COMMAND'],
    ['null', 'null', 'RECORD.NOT_A_COMMAND'],
    ['no command', '{"data": {}}', 'RECORD.NOT_A_COMMAND'],
    ['something unknown beside it', admit.replace('{', '{"when": "now", '), 'RECORD.NOT_A_COMMAND'],
    ['a trust that is no text', admit.replace('{', '{"trust": 7, '), 'RECORD.NOT_A_COMMAND'],
    ['a provenance that is none', admit.replace('{', '{"provenance": "live", '), 'RECORD.NOT_A_COMMAND'],
    ['a trust that is no id', admit.replace('{', '{"trust": "North Shire", '), 'RECORD.TRUST_INVALID'],
    ['a name twice', admit.replace('"school"', '"school": "x", "school"'), 'CLI.NOT_JSON'],
    ['an unknown command', admit.replace('AdmitSchool', 'AdmitSchol'), 'RECORD.COMMAND_UNKNOWN'],
    ['no data', '{"command": "AdmitSchool"}', 'RECORD.NOT_AN_OBJECT'],
    ['an impossible date', admit.replace('2015-09-01', '2015-02-30'), 'RECORD.FIELD_INVALID'],
    ['half a surrogate pair', admit.replace('Oak School', '\\ud83d'), 'RECORD.NOT_PLAIN_JSON'],
    ['a hundred thousand brackets', '['.repeat(100_000), 'CLI.NOT_JSON'],
    ['2 MB', `{"command": "${'x'.repeat(2 * 1_048_576)}"}`, 'CLI.LINE_TOO_LONG'],
    ['Latin-1', Buffer.from(admit.replace('Oak School', 'École'), 'latin1'), 'CLI.NOT_UTF8'],
  ];

  const outcomes = new Map<string, Ran>();
  beforeAll(async () => {
    await atOnce(cases, async ([what, line]) => {
      const script = path.join(directory.path, `${what.replaceAll(' ', '-')}.jsonl`);
      const lines = [Buffer.from(`${founding}\n\n`), Buffer.from(line), Buffer.from(`\n${admit}\n`)];
      writeFileSync(script, Buffer.concat(lines));
      outcomes.set(what, await remit(['record', script, '--json', ...fresh()]));
    });
  }, 60_000);

  test.each(cases)('%s', (what, _line, code) => {
    const { out, err } = outcomes.get(what)!;
    expect(outcomes.get(what)).toMatchObject({ code: 1 });
    expect(jsonLines(out)).toEqual([{ recorded: 1, repeated: 0, positions: { northshire: 0 } }]);
    const problem = { code, detail: expect.stringMatching(/\.$/) as string };
    expect(jsonLines(err)).toMatchObject([{ problem, line: 3 }]);
    expect(err.length).toBeLessThan(2000);
  });

  test('a byte order mark, as spreadsheets write it, is no obstacle', async () => {
    const script = path.join(directory.path, 'bom.jsonl');
    writeFileSync(script, `\ufeff${founding}\r\n${admit}\r\n`);
    expect(await remit(['record', script, ...fresh()])).toMatchObject({ code: 0, err: '' });
  });
});

describe('a file that is not there, or has nothing in it', () => {
  test('a missing file', async () => {
    const data = fresh();
    const ran = await remit(['record', 'missing.jsonl', ...data]);
    expect(ran).toEqual({
      code: 1,
      out: '',
      err: 'There is no file missing.jsonl. Check its name. (CLI.FILE_MISSING)\n',
    });
    expect((await remit(['trusts', ...data])).err).toContain('There is no record in');
  });

  test('a folder', async () => {
    const ran = await remit(['record', directory.path, ...fresh()]);
    expect(ran).toEqual({
      code: 1,
      out: '',
      err: 'That is a folder. Give the name of a file. (CLI.FILE_UNREADABLE)\n',
    });
  });

  test('an empty file, and one of empty lines', async () => {
    const data = fresh();
    expect(await remit(['record', file('empty.jsonl', []), ...data])).toEqual({
      code: 0,
      out: 'Recorded 0 entries.\n',
      err: '',
    });
    expect(await remit(['record', file('blank.jsonl', ['', ' ', '']), ...data])).toMatchObject({ code: 0 });
  });
});

describe('when what was recorded cannot be signed', () => {
  test('it is said what was recorded, then that it is not signed and what to do, and the exit code is 1', async () => {
    const data = fresh();
    expect(await remit(['record', file('founding.jsonl', SAMPLE_TRUST.slice(0, 2)), ...data])).toMatchObject({
      code: 0,
    });
    const held = new DatabaseSync(path.join(data[1]!, 'ledger.db'));
    held.exec('begin immediate');
    const grown = file('founding.jsonl', SAMPLE_TRUST.slice(0, 3));
    const [unsigned, json] = [
      await remit(['record', grown, ...data]),
      await remit(['record', grown, '--json', ...data]),
    ];
    held.close();
    expect(unsigned).toEqual({
      code: 1,
      out: 'Recorded 1 entry. 2 had been recorded before. The record of "northshire" now ends with entry 2.\n',
      err: expect.stringMatching(
        /^What was recorded is kept, but not signed yet \(.+\)\. .+ remit checkpoint \(LEDGER\.\w+\)\n$/,
      ) as string,
    });
    expect(json.code).toBe(1);
    expect(jsonLines(json.out)).toEqual([{ recorded: 0, repeated: 3, positions: { northshire: 2 } }]);
    expect(await remit(['checkpoint', ...data])).toMatchObject({ code: 0 });
    expect((await remit(['verify', ...data])).out).toContain('3 entries read.');
  }, 30_000);
});

describe('for which trust', () => {
  const founding = (trust: string) => ({ command: 'EstablishTrust', data: { trust, name: trust, from: '2020-01-01' } });
  const admit = (school: string, trust?: string) => ({
    ...(trust === undefined ? {} : { trust }),
    command: 'AdmitSchool',
    data: { school, name: school, from: '2020-09-01' },
  });

  test('the line says, else the one given, else the one established before', async () => {
    const data = fresh();
    const mixed = file('mixed.jsonl', [
      founding('a'),
      admit('s1'),
      founding('b'),
      admit('s1'),
      admit('s2', 'a'),
      admit('s2'),
    ]);
    const ran = await remit(['record', mixed, '--json', ...data]);
    expect(jsonLines(ran.out)).toEqual([{ recorded: 6, repeated: 0, positions: { a: 2, b: 2 } }]);
    const named = await remit([
      'record',
      file('named.jsonl', [admit('s3'), admit('s3', 'b')]),
      '--trust',
      'a',
      ...data,
    ]);
    expect(named.out).toBe(
      'Recorded 2 entries. The record of "a" now ends with entry 3. The record of "b" now ends with entry 3.\n',
    );
  });

  test('none at all', async () => {
    const ran = await remit(['record', file('nobody.jsonl', [admit('s1')]), ...fresh()]);
    expect(ran.err).toBe(
      'Line 1 was refused: It is not clear for which trust this is. Give --trust, or begin with EstablishTrust. (RECORD.TRUST_MISSING, field trust)\n',
    );
  });

  test('another than the file establishes', async () => {
    const ran = await remit(['record', file('other.jsonl', [founding('a')]), '--trust', 'b', '--json', ...fresh()]);
    expect(jsonLines(ran.err)).toMatchObject([{ problem: { code: 'RECORD.OTHER_TRUST', field: 'trust' }, line: 1 }]);
  });
});

describe('where the record is kept', () => {
  test('in ./data, or where REMIT_DATA says, or where --data says', async () => {
    const script = file('sample.jsonl', SAMPLE_TRUST);
    const cwd = directory.path;
    const env = { REMIT_DATA: path.join(cwd, 'from-variable') };
    expect(await remit(['record', 'sample.jsonl'], { cwd })).toMatchObject({ code: 0 });
    expect(await remit(['record', script], { cwd, env })).toMatchObject({ code: 0 });
    expect(await remit(['record', script, '--data', 'from-option'], { cwd, env })).toMatchObject({ code: 0 });
    for (const name of ['data', 'from-variable', 'from-option']) {
      expect([name, await headOf(['--data', path.join(cwd, name)])]).toEqual([name, SAMPLE_HEAD]);
    }
  });
});

describe('a long file', () => {
  const SCHOOLS = 10_000;
  const data = fresh();
  const lines = Array.from({ length: SCHOOLS }, (_, at) => {
    const school = `school-${String(at)}`;
    return [
      { command: 'AdmitSchool', data: { school, name: `School ${String(at)}`, from: '2020-09-01' } },
      { command: 'ClassifySchool', data: { school, category: 'autonomy', value: 'full', from: '2021-09-01' } },
      { command: 'ReleaseSchool', data: { school, until: '2030-09-01' } },
    ];
  }).flat();
  const script = file('long.jsonl', [SAMPLE_TRUST[0], ...lines]);
  const STEP = /^\d+ %: \d+ entries, about \d+ s left\n/m;

  test('shows on standard error how far it is; killed and run again it goes on without doubles', async () => {
    const first = new RunningRemit(['record', script, ...data]);
    const killed = first.shows(STEP).then(() => first.stop('SIGKILL'));
    const ran: Ran = await Promise.race([killed, first.end()]);
    // A machine that needs less than a second for all of it has nothing to show.
    expect(ran.code === null || ran.code === 0).toBe(true);
    const again = await remit(['record', script, '--json', ...data]);
    const [{ recorded, repeated }] = jsonLines(again.out) as [{ readonly recorded: number; readonly repeated: number }];
    expect(again.code).toBe(0);
    expect(recorded + repeated).toBe(lines.length + 1);
    expect(repeated).toBeGreaterThan(0);
    expect(await headOf(data)).toBe(lines.length);
  }, 60_000);

  test('whoever reads may stop reading', async () => {
    const ran = await remit(['log', '--json', '--limit', '1000', ...data], { pipedInto: 'head -n 1' });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(jsonLines(ran.out)).toMatchObject([{ entry: { n: 0 } }]);
  });
});
