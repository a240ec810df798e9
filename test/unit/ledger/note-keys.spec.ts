import {
  COSIGNATURE_V1,
  ED25519,
  formatSignerKey,
  formatVerifierKey,
  isKeyName,
  keyIdOf,
  parseSignerKey,
  parseVerifierKey,
  signerKey,
  toBase64,
  toHex,
  verifierKey,
  verifierKeyOf,
} from '@remit/ledger';
import { publicKeyOf, sha256 } from '@remit/ledger/nest';
import { codeOf, unhex, valueOf } from './outcomes.js';
import { C2SP_NOTE, COSIGNED, PETER, SUM_GOLANG_ORG, TESSERA } from './published-vectors.js';

const codeOfPublic = (text: string): string => codeOf(parseVerifierKey(sha256, text));
const codeOfPrivate = (text: string): string => codeOf(parseSignerKey(sha256, publicKeyOf, text));
const MALFORMED = 'LEDGER.KEY_MALFORMED';

/** Every part of a text but the whole. */
function* properSubstrings(text: string): Generator<string> {
  for (let from = 0; from <= text.length; from += 1) {
    for (let to = from; to <= text.length; to += 1) {
      if (from !== 0 || to !== text.length) yield text.slice(from, to);
    }
  }
}

/** The text with one character moved on by one, for every character. */
function* oneMore(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) {
    yield text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) + 1) + text.slice(at + 1);
  }
}

describe('a published public key', () => {
  const vkeys = [
    PETER.vkey,
    PETER.enoch.vkey,
    C2SP_NOTE.vkey,
    TESSERA.vkey,
    SUM_GOLANG_ORG.vkey,
    COSIGNED.log,
    COSIGNED.witness,
  ];

  it.each(vkeys)('%s is read and written back', (vkey) => {
    const key = valueOf(parseVerifierKey(sha256, vkey));
    expect(formatVerifierKey(key)).toBe(vkey);
    expect(key.publicKey).toHaveLength(32);
    expect(key.type).toBe(vkey === COSIGNED.witness ? COSIGNATURE_V1 : ED25519);
    expect(valueOf(verifierKey(sha256, { name: key.name, type: key.type, publicKey: key.publicKey }))).toEqual(key);
  });

  it('is refused in every proper substring', () => {
    for (const vkey of [PETER.vkey, COSIGNED.witness]) {
      for (const part of properSubstrings(vkey)) if (codeOfPublic(part) !== MALFORMED) expect(part).toBe('refused');
    }
  });

  it('is refused with any character moved on by one', () => {
    for (const vkey of vkeys) {
      for (const other of oneMore(vkey)) if (codeOfPublic(other) !== MALFORMED) expect(other).toBe('refused');
    }
  });

  it('is refused with another length or of an unknown kind, though its id be right', () => {
    expect(PETER.wrongKeys.map(codeOfPublic)).toEqual([MALFORMED, MALFORMED]);
  });

  it('is refused in another spelling', () => {
    const [name, id, key] = PETER.vkey.split('+') as [string, string, string];
    expect(
      [`${name}+${id.toUpperCase()}+${key}`, `${name}+${id}+${key}=`, ` ${PETER.vkey}`, `${PETER.vkey}\n`].map(
        codeOfPublic,
      ),
    ).toEqual(Array(4).fill(MALFORMED));
  });

  it('says why it is refused', () => {
    const parsed = parseVerifierKey(sha256, PETER.wrongKeys[1]);
    expect(parsed.ok ? '' : parsed.problem.detail).toBe(
      'This is not a public key for signed notes: signatures of type 101 are not known here. Copy the key again from where it was made.',
    );
  });
});

describe('a published private key', () => {
  it.each([
    [PETER.skey, PETER.vkey],
    [TESSERA.skey, TESSERA.vkey],
  ])('%s is read, written back, and belongs to %s', (skey, vkey) => {
    const key = valueOf(parseSignerKey(sha256, publicKeyOf, skey));
    expect(formatSignerKey(key)).toBe(skey);
    expect(formatVerifierKey(verifierKeyOf(publicKeyOf, key))).toBe(vkey);
  });

  it('is refused in every proper substring and with any character moved on by one', () => {
    for (const part of properSubstrings(PETER.skey))
      if (codeOfPrivate(part) !== MALFORMED) expect(part).toBe('refused');
    for (const other of oneMore(PETER.skey)) if (codeOfPrivate(other) !== MALFORMED) expect(other).toBe('refused');
  });

  it('is not repeated in the problem', () => {
    const seed = PETER.skey.slice(-43);
    for (const wrong of [
      PETER.skey.replace('c74f', 'c74e'),
      PETER.skey.slice(1),
      `${PETER.skey}AAAA`,
      PETER.skey.replace('KEY', 'KEX'),
    ]) {
      const parsed = parseSignerKey(sha256, publicKeyOf, wrong);
      expect(parsed.ok ? seed : JSON.stringify(parsed.problem)).not.toContain(seed.slice(0, 10));
    }
  });
});

describe('the keys of one pair of bytes', () => {
  const seed = unhex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60');

  it('have another id for each name and kind', () => {
    const publicKey = publicKeyOf(seed);
    // RFC 8032, section 7.1, TEST 1.
    expect(toHex(publicKey)).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
    const ids = [
      keyIdOf(sha256, { name: 'a.example', type: ED25519, publicKey }),
      keyIdOf(sha256, { name: 'a.example', type: COSIGNATURE_V1, publicKey }),
      keyIdOf(sha256, { name: 'b.example', type: ED25519, publicKey }),
    ];
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => /^[0-9a-f]{8}$/.test(id))).toBe(true);
  });

  it('can be made for cosignatures too', () => {
    const key = valueOf(signerKey(sha256, publicKeyOf, { name: 'witness.example/w1', type: COSIGNATURE_V1, seed }));
    expect(valueOf(parseSignerKey(sha256, publicKeyOf, formatSignerKey(key)))).toEqual(key);
    const vkey = formatVerifierKey(verifierKeyOf(publicKeyOf, key));
    expect(vkey).toBe(`witness.example/w1+${key.id}+${toBase64(Uint8Array.of(4, ...publicKeyOf(seed)))}`);
    expect(codeOfPublic(vkey)).toBe('ok');
  });

  it('are refused with a bad name or another length', () => {
    expect(codeOf(signerKey(sha256, publicKeyOf, { name: 'a b', type: ED25519, seed }))).toBe(MALFORMED);
    expect(codeOf(signerKey(sha256, publicKeyOf, { name: 'a', type: ED25519, seed: seed.subarray(1) }))).toBe(
      MALFORMED,
    );
    const publicKey = publicKeyOf(seed);
    expect(codeOf(verifierKey(sha256, { name: '', type: ED25519, publicKey }))).toBe(MALFORMED);
    expect(codeOf(verifierKey(sha256, { name: 'a', type: ED25519, publicKey: new Uint8Array(33) }))).toBe(MALFORMED);
  });
});

describe('the name of a key', () => {
  it.each([
    'PeterNeumann',
    'gov.example/trust/10058464',
    '5',
    'schüle.example',
    '漢字',
    'transparency.dev/DEV:w',
    '\u0080',
  ])('may be "%s"', (name) => expect(isKeyName(name)).toBe(true));

  it.each(['', ' ', 'a b', 'a+b', 'a\n', 'a\tb', 'a\u00a0b', 'a\u0085b', 'a\u2003b', 'a\u3000', 'a\u0001', '\ud83c'])(
    'may not be %j',
    (name) => expect(isKeyName(name)).toBe(false),
  );
});
