import { createHash, X509Certificate } from 'node:crypto';
import { directoryOrigin } from '@remit/ledger';
import { type Anchored, readTimestampToken, signedBy, TimestampAuthority } from '@remit/ledger/nest';
import { checkTimestamp } from '../../apps/verify/src/timestamp.js';
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.js';
import { TestAuthority } from '../support/time-stamping.js';
import { TimeStampServer } from '../support/time-stamp-server.js';

/** Time-stamps asked for over HTTP from a real authority: `openssl ts` with a root of its own. */

const homes: TemporaryDirectory[] = [];
let authority: TestAuthority;
let stranger: TestAuthority;
let careless: TestAuthority;
let server: TimeStampServer;

beforeAll(() => {
  // Not passed over: without it nothing here would be tested.
  if (!TestAuthority.isHere()) throw new Error('These tests need the program openssl. Install it, and run them again.');
  const made = (name: string, usage?: string): TestAuthority => {
    const home = temporaryDirectory();
    homes.push(home);
    return new TestAuthority(home, name, usage);
  };
  authority = made('Time of Day');
  stranger = made('Somebody Else');
  careless = made('Mail', 'emailProtection');
});
afterAll(() => homes.forEach((home) => home.remove()));
beforeEach(async () => {
  server = await new TimeStampServer(authority).start();
});
afterEach(() => server.stop());

const NOTE = Buffer.from('remit.local/directory\n3\nroot\n\n\u2014 remit.local/directory signature\n');
const checkpoint = {
  id: 1,
  log: directoryOrigin('remit.local'),
  size: 3,
  root: createHash('sha256').digest(),
  note: NOTE,
  peaks: [],
  madeAt: '2025-03-03T10:00:00.000Z',
};

const certificates = (...pem: readonly string[]) => pem.map((each) => new X509Certificate(each));
const pinning = (by: TestAuthority, which: 'root' | 'authority' = 'root') => certificates(by.certificate(which));
const ask = (pinned = pinning(authority), now = Date.now): Promise<Anchored> =>
  new TimestampAuthority({ url: server.url, pinned, timeoutMs: 10_000 }, now).confirm(
    checkpoint,
    new AbortController().signal,
  );
const whyNot = (result: Anchored): string => (result.is === 'failed' ? result.problem.detail : result.is);

it('is granted, says who and when, and openssl and the offline verifier accept it', async () => {
  for (const which of ['root', 'authority'] as const) {
    const result = await ask(pinning(authority, which));
    if (result.is !== 'anchored') throw new Error(result.problem.detail);
    const { kind, by, at, bytes } = result.anchor;
    expect([kind, by]).toEqual(['timestamp', 'Time of Day']);
    expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(120_000);
    expect(authority.accepts(bytes, NOTE)).toBe(true);
    const imprint = createHash('sha256').update(NOTE).digest();
    expect(checkTimestamp(bytes, imprint, pinning(authority))).toMatchObject({ kind: 'right', time: at });
  }
});

it('no longer fits the checkpoint when that was edited', async () => {
  const result = await ask();
  if (result.is !== 'anchored') throw new Error(result.problem.detail);
  const edited = Buffer.from(NOTE);
  edited[22] = 0x34;
  expect(edited.toString()).toContain('directory\n4\n');
  expect(authority.accepts(result.anchor.bytes, edited)).toBe(false);
  expect(stranger.accepts(result.anchor.bytes, NOTE)).toBe(false);
});

it('without a certificate of ours it is kept under the address, not under a name that anybody could take', async () => {
  const result = await ask([]);
  expect(result).toMatchObject({ is: 'anchored', anchor: { by: server.host } });
});

it('by somebody else than the one whose certificate is set is not kept', async () => {
  expect(whyNot(await ask(pinning(stranger)))).toContain('signed by "Time of Day", for which the certificate');
  server.instead = (query) => ({ body: stranger.replyTo(query) });
  expect(whyNot(await ask())).toContain('signed by "Somebody Else"');
});

it('is asked for with a number of its own each time: an answer to another question is not kept', async () => {
  let first: Buffer | undefined;
  server.instead = (query) => ({ body: (first ??= authority.replyTo(query)) });
  expect((await ask()).is).toBe('anchored');
  expect(whyNot(await ask())).toContain('the answer to another question');
});

it.each([
  ['something else', () => authority.stamp(Buffer.from('something else')), 'it is of something else'],
  ['another number', () => authority.stamp(NOTE, 'response'), 'the answer to another question'],
  ['no ASN.1', () => Buffer.from('<html>'), 'no time-stamp of RFC 3161'],
  ['nothing', () => Buffer.alloc(0), 'no time-stamp of RFC 3161'],
  ['a refusal', () => Buffer.from('30053003020102', 'hex'), 'does not stamp just now (status 2)'],
])('an answer with %s is not kept', async (_what, body, why) => {
  server.instead = () => ({ body: body() });
  expect(whyNot(await ask())).toContain(why);
});

it('a refusal is told with its words', async () => {
  // The authority knows SHA-256 only.
  server.instead = () => ({ body: authority.replyTo(Buffer.from('3003020101', 'hex')) });
  expect(whyNot(await ask())).toMatch(/does not stamp just now \(status 2: .+\)/);
});

it('a clock that is not ours is not believed', async () => {
  expect(whyNot(await ask(undefined, () => Date.parse('2020-01-01')))).toContain('more than a day from now');
});

it('an authority that fails is asked again later', async () => {
  server.instead = () => ({ status: 503, body: Buffer.from('busy') });
  expect(whyNot(await ask())).toContain('HTTP status 503');
  server.instead = () => ({ body: Buffer.alloc(70_000) });
  expect(whyNot(await ask())).toContain('too long');
});

it('a certificate that is for something else is not accepted, although the signature is right', () => {
  const content = authority.contentOf(authority.stamp(NOTE, 'token'));
  const mail = readTimestampToken(careless.signAsTimestamp(content))!;
  expect(signedBy(mail, pinning(careless))).toMatchObject({ wrong: expect.stringContaining('not valid') as string });
  const same = readTimestampToken(authority.signAsTimestamp(content))!;
  expect(signedBy(same, pinning(authority))).toEqual({ name: 'Time of Day' });
});

it('of something else is not accepted although all its digests were made to fit, for its signature does not', () => {
  const token = authority.stamp(NOTE, 'token');
  const content = authority.contentOf(token);
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  const put = (into: Buffer, old: Uint8Array, next: Uint8Array) => {
    const at = into.indexOf(old);
    expect(at).toBeGreaterThan(0);
    return Buffer.concat([into.subarray(0, at), next, into.subarray(at + old.length)]);
  };
  const other = put(content, hash(NOTE), hash(Buffer.from('another note')));
  const forged = readTimestampToken(put(put(token, content, other), hash(content), hash(other)))!;
  expect(Buffer.from(forged.imprint.hash)).toEqual(hash(Buffer.from('another note')));
  for (const trusted of [pinning(authority), []]) {
    expect(signedBy(forged, trusted)).toEqual({ wrong: 'its signature is wrong' });
    expect(signedBy(readTimestampToken(token)!, trusted)).toEqual({ name: 'Time of Day' });
  }
});

it('with a bit changed, or cut off, it says the same, or is not accepted, and nothing is thrown', () => {
  const token = authority.stamp(NOTE, 'token');
  const right = readTimestampToken(token)!;
  const trusted = pinning(authority);
  let refused = 0;
  for (let at = 0; at < token.length; at += 5) {
    const changed = Buffer.from(token);
    changed[at] = changed[at]! ^ (1 << (at % 8));
    const read = readTimestampToken(changed);
    const by = read === undefined ? { wrong: 'unreadable' } : signedBy(read, trusted);
    if ('wrong' in by) refused += 1;
    else expect([read!.time, read!.imprint, by]).toEqual([right.time, right.imprint, { name: 'Time of Day' }]);
  }
  expect(refused).toBeGreaterThan(token.length / 20);
  for (let end = 0; end < token.length; end += 7) expect(readTimestampToken(token.subarray(0, end))).toBeUndefined();
}, 60_000);
