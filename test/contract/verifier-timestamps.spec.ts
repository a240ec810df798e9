import { createHash, X509Certificate } from 'node:crypto';
import { type Stamped, checkTimestamp } from '../../apps/verify/src/timestamp.js';
import { readNote, ownNote } from '../../apps/verify/src/note.js';
import { verifyBytes } from '../../apps/verify/src/verify.js';
import { inWords } from '../../apps/verify/src/words.js';
import { auditor, entriesOf, fileOf, recordDraft, TestLog, witnessed, witnessKey } from '../support/bundles.js';
import { pureTrust } from '../support/pure-trust.js';
import { SAMPLE_TRUST } from '../support/sample-trust.js';
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.js';
import { TestAuthority } from '../support/time-stamping.js';

/** Time-stamps of a real authority: that of `openssl ts`. */
const withOpenssl = TestAuthority.isHere() ? describe : describe.skip;

/** For the members of an object. */
const containing = (part: string): unknown => expect.stringContaining(part);

withOpenssl('a time-stamp', () => {
  const directories: TemporaryDirectory[] = [];
  let authority: TestAuthority;
  let stranger: TestAuthority;
  let careless: TestAuthority;
  let token: Buffer;
  const stamped = Buffer.from('what is stamped');
  const imprint = createHash('sha256').update(stamped).digest();

  beforeAll(() => {
    const made = (name: string, usage?: string): TestAuthority => {
      const directory = temporaryDirectory();
      directories.push(directory);
      return new TestAuthority(directory, name, usage);
    };
    authority = made('Time of Day');
    stranger = made('Somebody Else');
    careless = made('Mail', 'emailProtection');
    token = authority.stamp(stamped, 'token');
  });

  afterAll(() => directories.forEach((directory) => directory.remove()));

  const trusting = (...pem: readonly string[]): X509Certificate[] => pem.map((each) => new X509Certificate(each));
  const kindOf = (found: Stamped): string => found.kind;

  it('is right by the authority\u2019s certificate, or that of its root, in either form', () => {
    for (const whose of ['root', 'authority'] as const) {
      for (const der of [token, authority.stamp(stamped)]) {
        const found = checkTimestamp(der, imprint, trusting(authority.certificate(whose)));
        expect(found).toMatchObject({ kind: 'right', by: 'Time of Day' });
        const time = Date.parse((found as Extract<Stamped, { kind: 'right' }>).time);
        expect(Math.abs(Date.now() - time)).toBeLessThan(120_000);
      }
    }
  });

  it('is right without a certificate in it when the auditor has it', () => {
    const bare = authority.stamp(stamped, 'token', false);
    expect(bare.length).toBeLessThan(token.length);
    expect(kindOf(checkTimestamp(bare, imprint, trusting(authority.certificate('authority'))))).toBe('right');
    expect(kindOf(checkTimestamp(bare, imprint, trusting(authority.certificate('root'))))).toBe('unchecked');
  });

  it('is not checked without a certificate, or by a stranger', () => {
    expect(checkTimestamp(token, imprint, [])).toMatchObject({
      kind: 'unchecked',
      why: containing('--tsa'),
    });
    const by = trusting(stranger.certificate('root'), stranger.certificate('authority'));
    expect(checkTimestamp(token, imprint, by)).toMatchObject({
      kind: 'unchecked',
      why: containing('Time of Day'),
    });
  });

  it('is not accepted from a certificate that is for something else, although its signature is right', () => {
    const mail = careless.signAsTimestamp(authority.contentOf(token));
    const certificates = trusting(careless.certificate('root'), careless.certificate('authority'));
    expect(checkTimestamp(mail, imprint, certificates)).toMatchObject({
      kind: 'unchecked',
      why: containing('Mail'),
    });
    const same = authority.signAsTimestamp(authority.contentOf(token));
    expect(kindOf(checkTimestamp(same, imprint, trusting(authority.certificate('root'))))).toBe('right');
  });

  it('of something else is wrong, whoever asks', () => {
    const other = createHash('sha256').update('something else').digest();
    expect(checkTimestamp(token, other, [])).toMatchObject({
      kind: 'wrong',
      why: containing('something else'),
    });
  });

  it('with a bit changed is refused, or still says the same of the same time, and never throws', () => {
    const trusted = trusting(authority.certificate('authority'));
    const right = checkTimestamp(token, imprint, trusted);
    const kinds = new Map<string, number>();
    for (let at = 0; at < token.length; at += 3) {
      const changed = Buffer.from(token);
      changed[at] = changed[at]! ^ (1 << (at % 8));
      const found = checkTimestamp(changed, imprint, trusted);
      const { kind } = found;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      // Not everything in a token is signed, such as the certificates that come with it.
      if (kind === 'right') expect(found).toEqual(right);
    }
    expect(kinds.get('wrong')).toBeGreaterThan(token.length / 15);
  }, 120_000);

  it('is never right when it is cut off', () => {
    for (let end = 0; end < token.length; end += 1) {
      expect(
        kindOf(checkTimestamp(token.subarray(0, end), imprint, trusting(authority.certificate('authority')))),
      ).toBe('wrong');
    }
  });

  it('stands in a bundle for a checkpoint without its cosignatures, and for the directory', () => {
    const log = new TestLog('northshire', entriesOf(pureTrust(SAMPLE_TRUST)));
    const draft = recordDraft(log, [7, 19]);
    const own = (note: unknown): Buffer =>
      ownNote(readNote(String(note)) as Exclude<ReturnType<typeof readNote>, string>);
    const first = draft.checkpoints[0]!;
    draft.timestamps = [
      { of: 0, token: authority.stamp(own(first['note'])).toString('base64') },
      { of: 'directory', token: authority.stamp(own(draft.directory!['note'])).toString('base64') },
    ];
    first['note'] = witnessed(String(first['note']), witnessKey('witness.example/w1'), 1_700_000_000);
    const by = { ...auditor(log.policy()), authorities: trusting(authority.certificate('root')) };
    const report = verifyBytes(fileOf(draft), by);
    expect([report.outcome, report.problem]).toEqual(['ok', null]);
    const words = inWords(report).join('\n');
    expect(words).toMatch(/Time-stamped by Time of Day on \d+ \w+ \d{4}, \d\d:\d\d UTC: the checkpoint over 7 entries/);
    expect(words).toMatch(/Time-stamped by Time of Day on .* UTC: the directory/);
    expect(report.notProved.join('\n')).not.toContain('Nobody but the operator');

    const unchecked = verifyBytes(fileOf(draft), auditor(log.policy()));
    expect([unchecked.outcome, inWords(unchecked).join('\n')]).toEqual([
      'ok',
      expect.stringContaining('not checked (give the certificate'),
    ]);
    expect(unchecked.notProved.join('\n')).toContain('Nobody but the operator');

    draft.timestamps[0] = { ...draft.timestamps[0], of: 1 };
    expect(verifyBytes(fileOf(draft), by).outcome).toBe('altered');
  });
});
