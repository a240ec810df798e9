import {
  fromBase64,
  leafHash,
  parseCheckpoint,
  parsePolicy,
  policyText,
  utf8Bytes,
  verifyCheckpoint,
  verifyConsistency,
  verifyInclusion,
} from '@remit/ledger';
import type { CheckpointView, ConsistencyView, InclusionView, TrustCheckpointView } from '@remit/ledger/nest';
import { sha256, verify } from '@remit/ledger/nest';
import { ApiServer, TurnedClock } from '../support/api-server.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../support/sample-trust.js';

/** Checkpoints and proofs over HTTP, checked as an auditor does who has nothing of ours but what came back. */

const SIZE = SAMPLE_HEAD + 1;
const clock = new TurnedClock(Date.parse('2025-03-03T10:00:00.000Z'));
const admit = (school: string) => ({ command: 'AdmitSchool', data: { school, name: 'Ash', from: '2020-09-01' } });

let api: ApiServer;
beforeAll(async () => {
  api = await ApiServer.start(clock);
  await api.recordAll('northshire', SAMPLE_TRUST);
});
afterAll(() => api.close());

const sign = () => api.ledger.schedule.tick();

async function got<T>(path: string): Promise<T> {
  const reply = await api.get(path);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply.json as T;
}

const trustCheckpoint = () => got<TrustCheckpointView>('/api/trusts/northshire/checkpoint');
const bytes = (text: string) => fromBase64(text)!;

/** Accepts a checkpoint by the policy of somebody who was told its key, and gives what it says. */
function accepted({ origin, keys, note }: CheckpointView) {
  const text = policyText('remit.local', [{ origin, keys: keys.map((vkey) => ({ vkey, since: '3 March 2025' })) }]);
  const policy = parsePolicy(sha256, utf8Bytes(text));
  if (!policy.ok) throw new Error(policy.problem.detail);
  const checkpoint = verifyCheckpoint(verify, policy.value, origin, utf8Bytes(note));
  if (!checkpoint.ok) throw new Error(checkpoint.problem.detail);
  return checkpoint.value;
}

test('before the first one is signed there is none, which is said', async () => {
  // Nothing in the sample is urgent, and the one on start came before it.
  expect(await api.get('/api/trusts/northshire/checkpoint')).toMatchObject({
    status: 404,
    json: { code: 'LEDGER.NO_CHECKPOINT', detail: expect.stringContaining('remit checkpoint') as string },
  });
  expect(await api.get('/api/directory/checkpoint')).toMatchObject({ status: 404 });
  expect(await api.get('/api/trusts/northshire/proof/inclusion?n=0')).toMatchObject({ status: 404 });
  await sign();
});

test('a checkpoint is accepted by a policy, with the directory that covers it', async () => {
  const view = await trustCheckpoint();
  const checkpoint = accepted(view);
  expect(checkpoint).toMatchObject({ origin: 'remit.local/trust/northshire', size: SIZE });
  expect(view).toMatchObject({ size: SIZE, head: SAMPLE_HEAD, madeAt: '2025-03-03T10:00:00.000Z', anchors: [] });
  expect(Buffer.from(checkpoint.root).toString('base64')).toBe(view.root);
  const directory = view.directory!;
  expect(accepted(directory).size).toBe(directory.size);
  expect(await got('/api/directory/checkpoint')).toMatchObject({
    note: directory.note,
    origin: 'remit.local/directory',
  });
  const proof = await got<InclusionView>(`/api/directory/proof/inclusion?n=${String(directory.leaf)}`);
  // The leaf is the note itself: nothing but the note and the proof are needed.
  const leaf = leafHash(sha256, utf8Bytes(view.note));
  const claim = { index: directory.leaf, size: directory.size, leaf, root: accepted(directory).root };
  expect(verifyInclusion(sha256, claim, proof.proof.map(bytes))).toMatchObject({ ok: true });
});

test('it says up to where it is tamper-evident and by whom, and no more', async () => {
  expect((await trustCheckpoint()).says).toBe(
    `Tamper-evident up to entry ${String(SAMPLE_HEAD)} (checkpoint of 3 March 2025), signed by remit.local. This shows a later change only to somebody outside who keeps a copy of this checkpoint; nobody outside has confirmed one yet.`,
  );
  const { checkpoints } = api.ledger.ledger;
  const { id } = checkpoints.latest('remit.local/trust/northshire')!;
  checkpoints.addAnchor(id, {
    kind: 'cosignature',
    by: 'witness.example',
    at: '2025-03-03T11:00:00.000Z',
    bytes: Buffer.from('x'),
  });
  await api.recordAll('northshire', [admit('ash')]);
  expect((await trustCheckpoint()).says).toBe(
    `Entries up to ${String(SAMPLE_HEAD)} cannot be changed unnoticed: witnessed by witness.example on 3 March 2025. Entry ${String(SIZE)} is not covered yet; the next one is made within 60 minutes.`,
  );
});

test('the note itself, for whoever asks for text', async () => {
  const { note } = await trustCheckpoint();
  for (const address of ['/api/trusts/northshire/checkpoint', '/api/directory/checkpoint']) {
    const reply = await api.get(address, { accept: 'text/plain' });
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(parseCheckpoint(reply.text.slice(0, reply.text.indexOf('\n\n') + 1))).toMatchObject({ ok: true });
    if (address.includes('northshire')) expect(reply.text).toBe(note);
    expect((await api.get(address, { accept: 'application/json, text/plain' })).json).toBeDefined();
  }
});

test('every entry is proven to be in the record that the checkpoint covers, and no other in its place', async () => {
  const { root } = accepted(await trustCheckpoint());
  const stored = await api.store.read('northshire', 0, 1000);
  for (let n = 0; n < SIZE; n += 1) {
    const proof = await got<InclusionView>(`/api/trusts/northshire/proof/inclusion?n=${String(n)}`);
    expect(proof).toMatchObject({ n, size: SIZE, origin: 'remit.local/trust/northshire' });
    const leaf = leafHash(sha256, Buffer.from(stored[n]!.canonical));
    expect(verifyInclusion(sha256, { index: n, size: SIZE, leaf, root }, proof.proof.map(bytes))).toMatchObject({
      ok: true,
    });
    const other = leafHash(sha256, Buffer.from(`${stored[n]!.canonical} `));
    expect(verifyInclusion(sha256, { index: n, size: SIZE, leaf: other, root }, proof.proof.map(bytes)).ok).toBe(false);
  }
});

test('a checkpoint that is kept is proven to be continued by the next', async () => {
  const held = accepted(await trustCheckpoint());
  await api.recordAll('northshire', [admit('beech'), admit('cedar')]);
  await sign();
  const now = accepted(await trustCheckpoint());
  expect(now.size).toBe(held.size + 3);
  const proof = await got<ConsistencyView>(`/api/trusts/northshire/proof/consistency?from=${String(held.size)}`);
  const claim = { from: held.size, to: now.size, fromRoot: held.root, toRoot: now.root };
  expect(verifyConsistency(sha256, claim, proof.proof.map(bytes))).toMatchObject({ ok: true });
  const directory = await got<ConsistencyView>('/api/directory/proof/consistency?from=1');
  const roots = { fromRoot: bytes(directory.fromRoot), toRoot: bytes(directory.toRoot) };
  expect(verifyConsistency(sha256, { from: 1, to: directory.to, ...roots }, directory.proof.map(bytes)).ok).toBe(true);
});

test('an intervention is signed at once, without waiting for the hour', async () => {
  const before = (await trustCheckpoint()).size;
  const lines = [{ line: '1', function: 'edu.monitor', decides: 'ceo' }];
  const data = {
    variation: 'v-urgent',
    layer: 'intervention',
    covers: { schools: ['oak'] },
    from: '2025-03-03',
    lines,
  };
  await api.recordAll('northshire', [{ command: 'VaryDelegation', data }]);
  // For ever, and so until the test's time is over, when it is not.
  while ((await trustCheckpoint()).size === before);
  expect((await trustCheckpoint()).size).toBe(before + 1);
});

test.each([
  ['trusts/nowhere/checkpoint', 404, 'RECORD.TRUST_UNKNOWN', 'trust'],
  ['trusts/nowhere/proof/inclusion?n=0', 404, 'RECORD.TRUST_UNKNOWN', 'trust'],
  ['trusts/northshire/proof/inclusion', 400, 'RECORD.FIELD_MISSING', 'n'],
  ['trusts/northshire/proof/inclusion?n=x', 400, 'RECORD.FIELD_INVALID', 'n'],
  ['trusts/northshire/proof/inclusion?n=-1', 400, 'RECORD.FIELD_INVALID', 'n'],
  ['trusts/northshire/proof/inclusion?n=0&size=0', 400, 'RECORD.FIELD_INVALID', 'size'],
  ['trusts/northshire/proof/inclusion?n=0&leaf=1', 400, 'RECORD.FIELD_UNKNOWN', 'leaf'],
  ['trusts/northshire/proof/inclusion?n=5&size=5', 422, 'LEDGER.LEAF_BEYOND_SIZE', 'n'],
  ['trusts/northshire/proof/inclusion?n=5000', 422, 'LEDGER.LEAF_BEYOND_SIZE', 'n'],
  ['trusts/northshire/proof/inclusion?n=0&size=5000', 422, 'LEDGER.SIZE_BEYOND_HEAD', 'size'],
  ['trusts/northshire/proof/consistency?from=0', 400, 'RECORD.FIELD_INVALID', 'from'],
  ['trusts/northshire/proof/consistency?from=6&to=5', 422, 'LEDGER.SIZES_REVERSED', 'from'],
  ['trusts/northshire/proof/consistency?from=6&to=5000', 422, 'LEDGER.SIZE_BEYOND_HEAD', 'to'],
  ['directory/proof/inclusion?n=5000', 422, 'LEDGER.LEAF_BEYOND_SIZE', 'n'],
])('%s is refused', async (address, status, code, field) => {
  const reply = await api.get(`/api/${address}`);
  expect(reply).toMatchObject({ status, json: { status, code, field } });
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
});
