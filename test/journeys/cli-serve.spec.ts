import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { jsonLines, linesFile, remit, RunningRemit } from '../support/command-line.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../support/sample-trust.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** `remit serve`: one writer and many readers, what stands in its way, and how it stops. */

const EXAMPLE = path.resolve(import.meta.dirname, '../../examples/northshire');

const directory = temporaryDirectory();
const dataIn = (name: string): string => path.join(directory.path, name);
const script = linesFile(directory, 'sample.jsonl', SAMPLE_TRUST);
const running: RunningRemit[] = [];
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop('SIGKILL')));
  directory.remove();
});

/** Starts a server and waits until it says where it is. */
async function serve(data: string, ...more: readonly string[]): Promise<{ server: RunningRemit; url: string }> {
  const server = new RunningRemit(['serve', '--port', '0', '--data', data, ...more]);
  running.push(server);
  return { server, url: await server.says(/ at (http:\/\/127\.0\.0\.1:\d+)\n/) };
}

function post(url: string, address: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${url}${address}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

describe('beside a running server', () => {
  const data = dataIn('shared');
  let server: RunningRemit;
  let url = '';

  beforeAll(async () => {
    expect(await remit(['record', script, '--data', data])).toMatchObject({ code: 0 });
    ({ server, url } = await serve(data));
  }, 30_000);

  test('it says where it is and which record it serves', async () => {
    expect(server.out).toMatch(
      `Remit serves ${data} at ${url}\nOpen that in a browser; the API can be tried at ${url}/api/docs. Stop with Ctrl+C.\n`,
    );
    expect(await (await fetch(`${url}/health/ready`)).json()).toEqual({ status: 'ok', trusts: 1 });
  });

  test('a second one that would write is told who has the record, and nothing happens', async () => {
    const more = linesFile(directory, 'more.jsonl', [{ trust: 'northshire', ...SAMPLE_TRUST[1] }]);
    const [record, another, json] = await Promise.all([
      remit(['record', more, '--data', data]),
      remit(['serve', '--port', '0', '--data', data]),
      remit(['record', more, '--data', data, '--json']),
    ]);
    const sentence =
      /^Another Remit process \(pid \d+, .+\) is writing to .+; stop it first, or send your commands to it\. \(RECORD\.IN_USE\)\n$/;
    expect(record).toEqual({ code: 1, out: '', err: expect.stringMatching(sentence) as string });
    expect(another).toEqual({ code: 1, out: '', err: expect.stringMatching(sentence) as string });
    expect(jsonLines(json.err)).toMatchObject([{ problem: { code: 'RECORD.IN_USE' } }]);
  });

  test('questions are answered by other processes, with what was recorded a moment ago', async () => {
    const data2 = { school: 'ash', name: 'Ash School', from: '2020-09-01' };
    expect((await post(url, '/api/trusts/northshire/commands/AdmitSchool', data2)).status).toBe(201);
    const who = ['who', '--function', 'beh.policy', '--school', 'ash', '--on', '2025-06-03', '--json', '--data', data];
    const [answered, logged] = await Promise.all([
      remit(who),
      remit(['log', '--after', String(SAMPLE_HEAD), '--json', '--data', data]),
    ]);
    expect(jsonLines(answered.out)).toMatchObject([{ status: 'retained', position: SAMPLE_HEAD + 1 }]);
    expect(jsonLines(logged.out)).toMatchObject([{ entry: { n: SAMPLE_HEAD + 1, actor: { id: 'unidentified' } } }]);
  });

  test('told to stop, it ends at once, with connections open, and leaves the record closed', async () => {
    const idle = connect(Number(new URL(url).port), '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    const kept = await fetch(`${url}/health/live`);
    expect(kept.status).toBe(200);
    const asked = Date.now();
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, err: '' });
    expect(Date.now() - asked).toBeLessThan(8000);
    idle.destroy();
    expect(readdirSync(data).filter((name) => /wal|shm|writer\.txt/.test(name))).toEqual([]);
    expect(await remit(['record', script, '--data', data])).toMatchObject({
      code: 0,
      out: `Recorded 0 entries. ${String(SAMPLE_TRUST.length)} had been recorded before. The record of "northshire" now ends with entry ${String(SAMPLE_HEAD + 1)}.\n`,
    });
  });
});

test('it records the example trust once, and tells programs in JSON where it is', async () => {
  const data = dataIn('example');
  const { server } = await serve(data, '--example');
  expect(server.out).toMatch(/^Recorded the example trust, Northshire: \d+ entries\.\n/);
  expect(await server.stop('SIGINT')).toMatchObject({ code: 0 });
  const again = new RunningRemit(['serve', '--port', '0', '--data', data, '--example', '--json']);
  running.push(again);
  const url = await again.says(/"url":"([^"]+)"/);
  expect(jsonLines(again.out)).toEqual([{ data, url }]);
  const { trusts } = (await (await fetch(`${url}/api/trusts`)).json()) as { readonly trusts: readonly object[] };
  const lines = ['record.jsonl', 'names.jsonl'].flatMap((name) =>
    readFileSync(path.join(EXAMPLE, name), 'utf8').trimEnd().split('\n'),
  );
  expect(trusts).toMatchObject([{ trust: 'northshire', head: lines.length - 1 }]);
  await again.stop();
}, 30_000);

test('killed and started again, it has everything that it acknowledged', async () => {
  const data = dataIn('killed');
  const { server, url } = await serve(data);
  const founding = { trust: 'a', name: 'A', from: '2020-01-01' };
  expect((await post(url, '/api/trusts/a/commands/EstablishTrust', founding)).status).toBe(201);
  await server.stop('SIGKILL');
  expect(existsSync(path.join(data, 'writer.txt'))).toBe(true);
  const second = await serve(data);
  expect(await (await fetch(`${second.url}/api/trusts/a/record/0`)).json()).toMatchObject({
    entry: { data: founding },
  });
  await second.server.stop();
}, 30_000);

describe('what stands in its way', () => {
  const run = (...args: readonly string[]) => remit(['serve', '--data', dataIn('wrong'), ...args]);

  test('a port that is taken', async () => {
    const { server, url } = await serve(dataIn('first'));
    const { port } = new URL(url);
    expect(await run('--port', port)).toEqual({
      code: 1,
      out: '',
      err: 'Another program uses this port. Choose another with --port. (CLI.PORT_TAKEN)\n',
    });
    await server.stop();
  });

  test('an address that this machine has not, and ports that are none', async () => {
    const [address, word, large] = await Promise.all([
      run('--port', '0', '--host', '192.0.2.1'),
      remit(['serve', '--port', 'http', '--data', dataIn('wrong-2')]),
      remit(['serve', '--port', '70000', '--data', dataIn('wrong-3')]),
    ]);
    expect(address).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^This machine has no such address .*CLI\.HOST_UNKNOWN/) as string,
    });
    expect(word).toMatchObject({ code: 2, err: expect.stringMatching(/^"http" is not a port\./) as string });
    expect(large).toMatchObject({ code: 2, err: expect.stringMatching(/^"70000" is not a port\./) as string });
  });
});
