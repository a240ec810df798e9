import { COSIGNATURE_V1, ED25519, formatVerifierKey, verifierKey } from '@remit/ledger';
import { anchorSettings, type AnchorTexts, sha256 } from '@remit/ledger/nest';

/** Who is to confirm checkpoints, as somebody wrote it. */

const vkey = (name: string, type: typeof ED25519 | typeof COSIGNATURE_V1 = COSIGNATURE_V1) => {
  const key = verifierKey(sha256, { name, type, publicKey: Buffer.alloc(32, 7) });
  if (!key.ok) throw new Error(key.problem.detail);
  return formatVerifierKey(key.value);
};

const NOBODY: AnchorTexts = { witnesses: [''], tsa: undefined, tsaCertificates: undefined };
const read = (texts: Partial<AnchorTexts>) => anchorSettings({ ...NOBODY, ...texts });
const one = `${vkey('one.example')} https://one.example/witness`;
const two = `${vkey('two.example')}  http://127.0.0.1:8080`;

it('are several, parted by commas or lines, or nobody', () => {
  for (const witnesses of [[`${one},${two}`], [`\n${one}\n ${two}\n`], [one, two], [`${one} , ${two} ,`]]) {
    const settings = read({ witnesses });
    expect(settings.ok && settings.value.witnesses.map(({ key, url }) => [key.name, url])).toEqual([
      ['one.example', 'https://one.example/witness'],
      ['two.example', 'http://127.0.0.1:8080'],
    ]);
  }
  expect(read({})).toMatchObject({ ok: true, value: { witnesses: [], tsa: undefined } });
  expect(read({ tsa: '' })).toMatchObject({ ok: true, value: { tsa: undefined } });
  expect(read({ tsa: 'https://tsa.example/tsr' })).toMatchObject({
    value: { tsa: { url: 'https://tsa.example/tsr', pinned: [] } },
  });
});

it.each<[string, Partial<AnchorTexts>, string]>([
  ['a key alone', { witnesses: [vkey('one.example')] }, 'Write its key, a space and its address'],
  ['an address alone', { witnesses: ['https://one.example'] }, 'Write its key, a space and its address'],
  ['too much', { witnesses: [`${one} quorum`] }, 'Write its key, a space and its address'],
  ['a key with a slip', { witnesses: [one.replace('one', 'won')] }, 'its id does not belong to its name and key'],
  [
    'the key of a log',
    { witnesses: [`${vkey('one.example', ED25519)} https://one.example`] },
    'is not one that a witness cosigns with (type 4)',
  ],
  ['one twice', { witnesses: [one, one] }, 'is set twice'],
  ['no address', { witnesses: [`${vkey('one.example')} one.example`] }, 'is no address'],
  ['a file', { tsa: 'file:///etc/passwd' }, 'is no address'],
  ['a password', { tsa: 'https://me:secret@tsa.example' }, '"https://…@tsa.example" is no address'],
  ['a certificate alone', { tsaCertificates: 'x' }, 'REMIT_TSA_CERT is set without REMIT_TSA'],
  ['no certificate', { tsa: 'https://tsa.example', tsaCertificates: 'x' }, 'no certificate in PEM form'],
  [
    'a certificate with a slip',
    { tsa: 'https://tsa.example', tsaCertificates: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' },
    'no certificate in PEM form',
  ],
])('%s is refused, with what to do', (_what, texts, why) => {
  const settings = read(texts);
  expect(settings).toMatchObject({ ok: false, problem: { code: 'LEDGER.ANCHOR_SETTINGS' } });
  expect(settings.ok ? '' : settings.problem.detail).toContain(why);
});
