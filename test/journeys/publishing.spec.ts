import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ApiServer } from '../support/api-server.js';
import { linesFile, remit } from '../support/command-line.js';
import { ON, PUBLISHED_TRUST, TRUST } from '../support/publications.js';
import type { ScriptCommand } from '../support/pure-trust.js';
import { faultsOfRefusal } from '../support/refusals.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** Publishing a scheme and a matrix, and checking them, over HTTP and on the command line. */

const directory = temporaryDirectory();
const DATA = path.join(directory.path, 'data');
const HEAD = PUBLISHED_TRUST.length - 1;
let api: ApiServer;
let code = '';

beforeAll(async () => {
  api = await ApiServer.start();
  const script = linesFile(directory, 'record.jsonl', PUBLISHED_TRUST);
  const [ran] = await Promise.all([remit(['record', script, '--data', DATA]), api.recordAll(TRUST, PUBLISHED_TRUST)]);
  expect(ran).toMatchObject({ code: 0, err: '' });
  const published = await api.ask(TRUST, 'publication/scheme', { format: 'json' });
  code = (published.json as { readonly fingerprint: string }).fingerprint;
}, 30_000);
afterAll(async () => {
  await api.close();
  directory.remove();
});

describe('over HTTP', () => {
  test.each([
    ['html', 'text/html; charset=utf-8', 'inline; filename="moorland-scheme-2020.html"'],
    ['csv', 'text/csv; charset=utf-8', 'attachment; filename="moorland-scheme-2020.csv"'],
    ['json', 'application/json', 'attachment; filename="moorland-scheme-2020.json"'],
    ['pdf', 'application/pdf', 'attachment; filename="moorland-scheme-2020.pdf"'],
    [
      'docx',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'attachment; filename="moorland-scheme-2020.docx"',
    ],
    [
      'xlsx',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'attachment; filename="moorland-scheme-2020.xlsx"',
    ],
  ])('a scheme as %s', async (format, type, disposition) => {
    const { status, headers } = await api.ask(TRUST, 'publication/scheme', { format });
    expect({ status, type: headers['content-type'], disposition: headers['content-disposition'] }).toEqual({
      status: 200,
      type,
      disposition,
    });
  });

  test('in plain words, by its id, and the matrix of a school', async () => {
    const plain = await api.ask(TRUST, 'publication/scheme', { plain: 'true', scheme: 'scheme-2020' });
    expect(plain.text).toContain('<h1>Who decides what in Moorland &amp; Vale Trust</h1>');
    const matrix = await api.ask(TRUST, 'publication/matrix', { school: 'elm', on: ON, knownAt: HEAD });
    expect(matrix.headers['content-disposition']).toBe('inline; filename="moorland-elm-matrix-2025-06-03.html"');
    expect(matrix.text).toContain('Amira Khan (chair) and 1 more');
  });

  test('what has a fingerprint', async () => {
    expect(await api.get(`/api/fingerprints/${code}`)).toMatchObject({
      status: 200,
      json: { kind: 'scheme', trust: TRUST, id: 'scheme-2020', standing: 'in-force' },
    });
    expect(
      await api.get(`/api/fingerprints/${encodeURIComponent(code.toLowerCase().replaceAll('-', ' '))}`),
    ).toMatchObject({ status: 200 });
    const matrix = await api.ask(TRUST, 'publication/matrix', { school: 'elm', on: ON, format: 'json' });
    const { fingerprint } = matrix.json as { readonly fingerprint: string };
    expect(
      await api.get(`/api/fingerprints/${fingerprint}?trust=${TRUST}&school=elm&on=${ON}&knownAt=${String(HEAD)}`),
    ).toMatchObject({ status: 200, json: { kind: 'matrix', standing: null } });
  });

  test.each([
    ['a scheme that there is not', 'scheme', { scheme: 'no-such' }, 404, 'EXCHANGE.SCHEME_UNKNOWN'],
    ['a day without a scheme', 'scheme', { on: '2016-01-01' }, 404, 'EXCHANGE.NO_SCHEME'],
    ['a scheme and a day', 'scheme', { on: ON, scheme: 'scheme-2020' }, 400, 'EXCHANGE.SCHEME_OR_DAY'],
    ['plain words in a table', 'scheme', { plain: 'true', format: 'xlsx' }, 400, 'EXCHANGE.PLAIN_FORMAT'],
    ['another format', 'scheme', { format: 'odt' }, 400, 'RECORD.FIELD_INVALID'],
    ['before the scheme was recorded', 'scheme', { on: ON, knownAt: 3 }, 404, 'EXCHANGE.NO_SCHEME'],
    ['before anything was recorded', 'scheme', { on: ON, knownAt: '2001-01-01' }, 404, 'EXCHANGE.NO_SCHEME'],
    ['a school that there is not', 'matrix', { on: ON, school: 'ash' }, 400, 'ACCOUNTABILITY.SCHOOL_UNKNOWN'],
    ['a school before it joined', 'matrix', { on: '2015-01-01', school: 'elm' }, 404, 'EXCHANGE.SCHOOL_NOT_IN_TRUST'],
    ['no school', 'matrix', { on: ON }, 400, 'RECORD.FIELD_MISSING'],
  ])('%s is refused', async (_name, kind, question, status, problem) => {
    const reply = await api.ask(TRUST, `publication/${kind}`, question);
    expect(reply).toMatchObject({ status, json: { code: problem } });
    expect(faultsOfRefusal(reply)).toEqual([]);
  });

  test.each([
    ['0000-0000-0000-0000', '', 404, 'EXCHANGE.FINGERPRINT_UNKNOWN'],
    ['hello', '', 400, 'EXCHANGE.FINGERPRINT_INVALID'],
    ['0000-0000-0000-0000', '?trust=elsewhere', 404, 'RECORD.TRUST_UNKNOWN'],
    ['0000-0000-0000-0000', '?school=elm', 400, 'EXCHANGE.MATRIX_NEEDS_MORE'],
  ])('the code %s%s is refused', async (typed, query, status, problem) => {
    const reply = await api.get(`/api/fingerprints/${typed}${query}`);
    expect(reply).toMatchObject({ status, json: { code: problem } });
    expect(faultsOfRefusal(reply)).toEqual([]);
  });
});

describe('on the command line', () => {
  const file = (name: string): string => path.join(directory.path, name);
  const run = (...args: readonly string[]) => remit([...args, '--data', DATA]);

  test('a scheme is published, checks, and does not check when a word of it was changed', async () => {
    const scheme = file('scheme.csv');
    expect(await run('publish', 'scheme', '--out', scheme)).toEqual({
      code: 0,
      err: '',
      out: `Wrote ${scheme}: Scheme of delegation of Moorland & Vale Trust.\nFingerprint: ${code}. Whoever has the file can check it with: remit check-fingerprint FILE\n`,
    });
    expect(await run('check-fingerprint', scheme)).toEqual({
      code: 0,
      err: '',
      out: `Every word of the file is as the record has it: Scheme of delegation of Moorland & Vale Trust, fingerprint ${code}.\n`,
    });
    writeFileSync(scheme, readFileSync(scheme, 'utf8').replace('D up to £5,000', 'D up to £50,000'));
    expect(await run('check-fingerprint', scheme)).toEqual({
      code: 2,
      out: '',
      err: 'Line 2.1, Place orders, column Headteacher (head): the file says "D up to £50,000", the record says "D up to £5,000". (EXCHANGE.CHANGED)\n',
    });
    const { code: exit, out } = await run('check-fingerprint', scheme, '--json');
    expect([exit, (JSON.parse(out) as { readonly result: string }).result]).toEqual([2, 'changed']);
  });

  test('a matrix is published by another format than its ending, and its code is found by what stands beside it', async () => {
    const matrix = file('matrix.txt');
    const asked = ['--school', 'elm', '--on', ON, '--known-at', String(HEAD)];
    const published = await run('publish', 'matrix', ...asked, '--format', 'json', '--out', matrix, '--json');
    const { fingerprint } = JSON.parse(published.out) as { readonly fingerprint: string };
    expect(await run('check-fingerprint', matrix)).toMatchObject({ code: 0 });
    expect(await run('check-fingerprint', fingerprint)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/FINGERPRINT_UNKNOWN/) as string,
    });
    expect(await run('check-fingerprint', fingerprint, ...asked)).toMatchObject({
      code: 0,
      out: `This is the matrix of Elm School (elm), Moorland & Vale Trust, on 3 June 2025, as recorded at entry ${String(HEAD)}.\n`,
    });
  });

  test('a code may be typed with spaces and in small letters', async () => {
    const words = code.toLowerCase().split('-');
    expect(await run('check-fingerprint', ...words)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^This is the scheme scheme-2020, version 3, .* It is in force today\.\n$/) as string,
    });
  });

  test.each([
    [['publish', 'scheme'], 2, /--out is missing/],
    [['publish', '--out', 'x.html'], 2, /Say what to publish/],
    [['publish', 'scheme', '--out', 'x.odt'], 2, /"odt" is no format/],
    [['publish', 'scheme', '--school', 'elm', '--out', 'x.html'], 2, /--school does not go/],
    [['publish', 'matrix', '--out', 'x.html'], 2, /--school is missing/],
    [['publish', 'matrix', '--school', 'elm', '--plain', '--out', 'x.html'], 2, /--plain does not go/],
    [['check-fingerprint'], 1, /Give the name of a published file/],
    [['check-fingerprint', 'no-such-file.pdf'], 1, /There is no file/],
    [['check-fingerprint', 'no-such-file.pdf', '--school', 'elm'], 1, /--school does not go with a file/],
    [['check-fingerprint', '0000 0000 0000 0000', '--known-at', '3'], 1, /--known-at does not go with a code without/],
    [
      ['check-fingerprint', '0000', '0000', '0000', '000'],
      1,
      /"0000 0000 0000 000" is neither a file here nor a code: a code has 16 letters and digits, and this has 15\. .*\(EXCHANGE\.FINGERPRINT_INVALID\)/,
    ],
    [['check-fingerprint', '0000 0000 0000 0000'], 1, /No scheme recorded here has the fingerprint/],
  ])('remit %j', async (args, exit, says) => {
    const ran = await run(...args);
    expect({ code: ran.code, out: ran.out }).toEqual({ code: exit, out: '' });
    expect(ran.err).toMatch(says);
  });

  test.each(['xlsx', 'docx', 'csv'])(
    'a scheme published as %s and imported again says the same',
    async (format) => {
      const published = file(`round.${format}`);
      const draft = file(`round-${format}.jsonl`);
      await run('publish', 'scheme', '--out', published);
      const identity = ['--id', 'scheme-2026', '--version', '3', '--from', '2026-09-01'];
      const imported = await run('import', 'scheme', published, '--trust', TRUST, ...identity, '--out', draft);
      expect(imported).toMatchObject({ code: 0 });
      const last = readFileSync(draft, 'utf8').trimEnd().split('\n').at(-1) ?? '';
      const { command, data } = JSON.parse(last) as ScriptCommand;
      expect(command).toBe('AdoptScheme');
      // Its lines, recorded in the place of those that were published, have the fingerprint of these.
      const other = file(`again-${format}`);
      const { lines } = data as { readonly lines: readonly object[] };
      const scheme = { scheme: 'scheme-2020', version: '3', from: '2020-09-01', lines };
      const record = [...PUBLISHED_TRUST.slice(0, -1), { command, data: scheme }];
      await remit(['record', linesFile(directory, `again-${format}.jsonl`, record), '--data', other]);
      expect(await remit(['check-fingerprint', code, '--data', other])).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^This is the scheme scheme-2020, version 3/) as string,
      });
    },
    40_000,
  );

  test('another file is not said to be changed', async () => {
    const other = linesFile(directory, 'other.txt', ['Dear parents,', 'the summer fair is on Friday.']);
    expect(await run('check-fingerprint', other)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/no stamp that can be read/) as string,
    });
  });
});
