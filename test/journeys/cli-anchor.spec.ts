import path from 'node:path';
import type { ShownCheckpointView, TrustCheckpointView } from '@remit/ledger/nest';
import { linesFile, remit, RunningRemit } from '../support/command-line.js';
import { OfflineVerifier } from '../support/offline-verifier.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../support/sample-trust.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { TestWitness } from '../support/test-witness.js';
import { TestAuthority } from '../support/time-stamping.js';
import { TimeStampServer } from '../support/time-stamp-server.js';

/** A real witness and a real time-stamping authority, and the program as people run it. */

const home = temporaryDirectory();
const tsaHome = temporaryDirectory();
const script = linesFile(home, 'sample.jsonl', SAMPLE_TRUST);
const running: RunningRemit[] = [];
let witness: TestWitness;
let authority: TestAuthority;
let stamps: TimeStampServer;

beforeAll(async () => {
  if (!TestAuthority.isHere()) throw new Error('These tests need the program openssl. Install it, and run them again.');
  authority = new TestAuthority(tsaHome, 'Time of Day');
  stamps = await new TimeStampServer(authority).start();
  witness = await new TestWitness(home.path).start();
  witness.time = Math.floor(Date.now() / 1000);
});
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop('SIGKILL')));
  await witness.stop();
  await stamps.stop();
  home.remove();
  tsaHome.remove();
});

const settings = () => ({
  REMIT_WITNESSES: `${witness.vkey} ${witness.url}`,
  REMIT_TSA: stamps.url,
  REMIT_TSA_CERT: path.join(tsaHome.path, 'ca.pem'),
});
const BOTH = /witnessed by witness\.example\/w1 on \d+ \w+ \d{4}, time-stamped by Time of Day on \d+ \w+ \d{4}\./;

/** Lets the witness know the directory of a data directory, as whoever runs it is told to. */
async function know(data: string): Promise<void> {
  const { out } = await remit(['keys', 'show', '--data', data]);
  witness.know(/^log (remit\.local\/directory\+\S+)$/m.exec(out)![1]!);
}

test('by hand: nobody set, a witness that does not know the log yet, and then confirmed', async () => {
  const data = path.join(home.path, 'by-hand');
  expect(await remit(['anchor', '--data', data])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Nobody is set who could confirm anything') as string,
  });
  const nothing = await remit(['anchor', '--data', data], { env: settings() });
  expect(nothing).toMatchObject({ code: 0, out: 'Nothing is recorded yet, so there is nothing to confirm.\n' });
  expect([witness.asked.length, stamps.asked]).toEqual([0, 0]);

  await remit(['record', script, '--data', data]);
  const unknown = await remit(['anchor', '--data', data, '--witness', `${witness.vkey} ${witness.url}/`]);
  expect(unknown).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /does not know remit\.local\/directory yet.*remit keys show.*WITNESS_LOG_UNKNOWN/,
    ) as string,
    out: expect.stringContaining('nobody outside has confirmed one yet') as string,
  });
  await know(data);
  const done = await remit(['anchor', '--data', data], { env: settings() });
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out).toMatch(/^The witness witness\.example\/w1 has confirmed the directory of all trusts on /);
  expect(done.out).toMatch(/\nThe directory of all trusts: Leaf 0 cannot be changed unnoticed: witnessed by /);
  const shown = await remit(['checkpoint', '--data', data]);
  expect(shown.out).toMatch(BOTH);
  expect(shown.out.startsWith(`Entries up to ${String(SAMPLE_HEAD)} cannot be changed unnoticed: `)).toBe(true);
  // Nothing new: nobody is asked again.
  const asked = [witness.asked.length, stamps.asked];
  expect(await remit(['anchor', '--json', '--data', data], { env: settings() })).toMatchObject({ code: 0, err: '' });
  expect([witness.asked.length, stamps.asked]).toEqual(asked);
}, 60_000);

test('an auditor finds the words of both in a bundle, checked by keys that she has from them', async () => {
  const data = path.join(home.path, 'by-hand');
  const bundle = path.join(home.path, 'north.bundle');
  expect(await remit(['export', '--out', bundle, '--data', data])).toMatchObject({ code: 0, err: '' });
  const policy = await remit(['policy', '--data', data]);
  const asking = (vkey: string) => policy.out.replace(/^quorum none$/m, `witness w ${vkey}\nquorum w`);
  const verifier = new OfflineVerifier(home);
  const root = path.join(tsaHome.path, 'ca.pem');
  const checked = verifier.check(bundle, verifier.write('hers.policy', asking(witness.vkey)), '--tsa', root);
  expect(checked).toMatchObject({
    code: 0,
    out: expect.stringMatching(/witnessed by.*witness\.example\/w1/i) as string,
  });
  expect(checked.out).toMatch(/Time-stamped by Time of Day on .*the directory/);
  // A witness of the same name whom she knows by another key has said nothing.
  const other = new TestWitness(home.path, witness.name, 44);
  expect(verifier.check(bundle, verifier.write('other.policy', asking(other.vkey)))).toMatchObject({ code: 4 });
}, 60_000);

test('a server has its checkpoints confirmed by itself, says so, and goes on when nobody answers', async () => {
  const data = path.join(home.path, 'served');
  await remit(['record', script, '--data', data]);
  await witness.stop();
  const server = new RunningRemit(['serve', '--port', '0', '--data', data], { env: settings() });
  running.push(server);
  const url = await server.says(/ at (http:\/\/127\.0\.0\.1:\d+)\n/);
  const shown = async <T>(address: string) => (await (await fetch(`${url}/api/${address}`)).json()) as T;
  const north = () => shown<TrustCheckpointView>('trusts/northshire/checkpoint');
  let view = await north();
  // The authority answers while the witness does not; both are asked in the background.
  while (view.outside.length === 0 || !view.says.includes('could not be reached')) view = await north();
  expect(view.says).toMatch(/^Entries up to \d+ cannot be changed unnoticed: time-stamped by Time of Day on /);
  expect(view.outside).toMatchObject([{ kind: 'timestamp', by: 'Time of Day', size: SAMPLE_HEAD + 1 }]);
  const directory = await shown<ShownCheckpointView>('directory/checkpoint');
  expect(directory.says).toContain('The witness witness.example/w1 could not be reached');
  expect(directory.anchors).toMatchObject([{ kind: 'timestamp', by: 'Time of Day' }]);
  const beside = await remit(['anchor', '--data', data], { env: settings() });
  expect(beside.out).toMatch(/^Another process is writing here and has checkpoints confirmed/);
  expect(await server.stop('SIGTERM')).toMatchObject({
    code: 0,
    err: expect.stringMatching(
      /^The witness witness\.example\/w1 could not be reached \(.+\(LEDGER\.ANCHOR_UNREACHABLE\)\n$/,
    ) as string,
  });

  await witness.start();
  // It has seen another log of this name before.
  witness.forget('remit.local/directory');
  await know(data);
  const contradicted = await remit(['anchor', '--data', data], { env: settings() });
  expect(contradicted).toMatchObject({
    code: 1,
    err: expect.stringContaining('LEDGER.WITNESS_HOLDS_ANOTHER') as string,
  });
}, 60_000);

test.each([
  ['REMIT_WITNESSES', { REMIT_WITNESSES: 'witness.example' }, 'does not name a witness'],
  ['REMIT_TSA', { REMIT_TSA: 'tsa.example' }, 'is no address'],
  ['REMIT_TSA_CERT', { REMIT_TSA: 'https://tsa.example', REMIT_TSA_CERT: '/nowhere' }, 'cannot be read'],
])('a %s that makes no sense is refused before anything is made', async (_name, env, why) => {
  const data = path.join(home.path, 'nothing');
  for (const command of [['serve', '--port', '0'], ['anchor']]) {
    expect(await remit([...command, '--data', data], { env })).toMatchObject({
      code: 2,
      err: expect.stringContaining(why) as string,
    });
  }
});
