import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parsePolicy, verifyCheckpoint } from '@remit/ledger';
import { sha256, verify } from '@remit/ledger/nest';
import { jsonLines, linesFile, remit, RunningRemit } from '../support/command-line.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../support/sample-trust.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** `remit checkpoint`, `remit keys`, `remit policy`, and what a server does about checkpoints by itself. */

const directory = temporaryDirectory();
const dataIn = (name: string): string => path.join(directory.path, name);
const script = linesFile(directory, 'sample.jsonl', SAMPLE_TRUST);
const running: RunningRemit[] = [];
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop('SIGKILL')));
  directory.remove();
});

interface Signed {
  readonly size: number;
  readonly note: string;
  readonly origin: string;
  readonly directory: { readonly size: number };
}

const ORIGIN = 'remit.local/trust/northshire';
const accepts = (policyFile: string, note: string) => {
  const policy = parsePolicy(sha256, readFileSync(policyFile));
  return policy.ok && verifyCheckpoint(verify, policy.value, ORIGIN, Buffer.from(note)).ok;
};

test('a script is signed when it is recorded; checkpoint, policy and a change of the key fit together', async () => {
  const data = dataIn('signed');
  const more = ['--data', data];
  expect(await remit(['checkpoint', ...more])).toMatchObject({
    code: 0,
    out: 'Nothing is recorded yet, so there is nothing to sign.\n',
  });
  expect(await remit(['record', script, ...more])).toMatchObject({ code: 0, err: '' });
  expect(statSync(path.join(data, 'keys/log-key.txt')).mode & 0o777).toBe(0o600);
  const first = jsonLines((await remit(['checkpoint', '--json', ...more])).out)[0] as Signed;
  expect(first).toMatchObject({ trust: 'northshire', size: SAMPLE_HEAD + 1, origin: ORIGIN, directory: { size: 1 } });
  const shown = await remit(['checkpoint', '--trust', 'northshire', ...more]);
  expect(shown.out).toMatch(
    /^Tamper-evident up to entry \d+ \(checkpoint of \d+ \w+ \d{4}\), signed by remit\.local\./,
  );
  expect(shown.out).toContain(first.note);

  const policyBefore = dataIn('before.policy');
  expect(await remit(['policy', '--out', policyBefore, ...more])).toMatchObject({ code: 0 });
  expect(accepts(policyBefore, first.note)).toBe(true);

  expect(await remit(['keys', 'rotate', ...more])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^There is a new key in .*signed with both, and the old key is deleted\.\n/) as string,
  });
  const handOver = jsonLines((await remit(['checkpoint', '--json', ...more])).out)[0] as Signed;
  expect(handOver.size).toBe(first.size);
  const policyAfter = dataIn('after.policy');
  await remit(['policy', '--out', policyAfter, '--trust', 'northshire', ...more]);
  expect([accepts(policyBefore, handOver.note), accepts(policyAfter, handOver.note)]).toEqual([true, true]);
  expect(accepts(policyAfter, first.note)).toBe(false);
  const keys = await remit(['keys', 'show', ...more]);
  expect(keys.out.match(/^log /gm)).toHaveLength(2);
  expect(keys.out.match(/^# log /gm)).toHaveLength(2);
  expect(keys.out).not.toContain('PRIVATE');
}, 60_000);

test('a server signs when it starts, shows it, and keeps the key to itself', async () => {
  const data = dataIn('served');
  const server = new RunningRemit(['serve', '--port', '0', '--data', data, '--example']);
  running.push(server);
  const url = await server.says(/ at (http:\/\/127\.0\.0\.1:\d+)\n/);
  const reply = await fetch(`${url}/api/trusts/northshire/checkpoint`);
  const trusts = (await (await fetch(`${url}/api/trusts`)).json()) as { readonly trusts: readonly { head: number }[] };
  expect(await reply.json()).toMatchObject({ origin: ORIGIN, size: (trusts.trusts[0]?.head ?? 0) + 1 });
  const beside = await remit(['checkpoint', '--data', data]);
  expect(beside).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^Another process is writing here and makes the checkpoints\. The last one that it made:\n/,
    ) as string,
  });
  expect(await remit(['keys', 'rotate', '--data', data])).toMatchObject({
    code: 1,
    err: expect.stringContaining('RECORD.IN_USE') as string,
  });
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, err: '' });
  const last = jsonLines((await remit(['checkpoint', '--json', '--data', data])).out)[0] as Signed & { head: number };
  expect(last.size).toBe(last.head + 1);
}, 60_000);

test('a server does not start over a record that is not the one that was signed', async () => {
  const data = dataIn('altered');
  expect(await remit(['record', script, '--data', data])).toMatchObject({ code: 0 });
  const file = path.join(data, 'record.db');
  const serve = () => remit(['serve', '--port', '0', '--data', data]);
  renameSync(file, `${file}.away`);
  expect(await serve()).toMatchObject({ code: 1, err: expect.stringContaining('(LEDGER.RECORD_MISSING)') as string });
  expect(await remit(['record', script, '--data', data])).toMatchObject({ code: 1 });
  expect(existsSync(file)).toBe(false);
  renameSync(`${file}.away`, file);
  const database = new DatabaseSync(file);
  const triggers = database.prepare("select name, sql from sqlite_schema where type = 'trigger'").all();
  for (const { name } of triggers) database.exec(`drop trigger ${String(name)}`);
  database.exec(`delete from entry where n = ${String(SAMPLE_HEAD)}`);
  for (const { sql } of triggers) database.exec(String(sql));
  database.close();
  expect(await serve()).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /^The record of "northshire" is shorter than signed\..*1 entry at the end is missing\..*\(LEDGER\.RECORD_SHORTER\)\n$/,
    ) as string,
  });
}, 60_000);

test('settings that make no sense are refused before anything is made', async () => {
  const data = dataIn('nothing');
  mkdirSync(data);
  const [origin, minutes, keys, policy] = await Promise.all([
    remit(['checkpoint', '--data', data], { env: { REMIT_ORIGIN: 'Not A Name' } }),
    remit(['serve', '--data', data, '--port', '0'], { env: { REMIT_CHECKPOINT_MINUTES: 'soon' } }),
    remit(['keys', '--data', data]),
    remit(['policy', '--data', data]),
  ]);
  expect(origin).toMatchObject({ code: 2, err: expect.stringContaining('REMIT_ORIGIN is "Not A Name"') as string });
  expect(minutes).toMatchObject({
    code: 2,
    err: expect.stringContaining('REMIT_CHECKPOINT_MINUTES is "soon"') as string,
  });
  expect(keys).toMatchObject({
    code: 2,
    err: expect.stringContaining('remit keys show, or remit keys rotate') as string,
  });
  expect(policy).toMatchObject({ code: 1, err: expect.stringContaining('LEDGER.NO_LEDGER') as string });
  expect(existsSync(path.join(data, 'ledger.db'))).toBe(false);
}, 30_000);
