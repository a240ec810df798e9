import {
  COSIGNATURE_V1,
  cosign,
  cosignatureTime,
  cosignedMessage,
  ED25519,
  formatNote,
  formatSignatureLine,
  openNote,
  parseNote,
  parseSignatureLine,
  parseVerifierKey,
  signerKey,
  signNote,
  verifierKey,
  verifierKeyOf,
} from '@remit/ledger';
import { publicKeyOf, sha256, sign, verify } from '@remit/ledger/nest';
import { codeOf, flipped, text, unhex, valueOf } from './outcomes.js';
import { COSIGNED, note } from './published-vectors.js';

const log = valueOf(parseVerifierKey(sha256, COSIGNED.log));
const witness = valueOf(parseVerifierKey(sha256, COSIGNED.witness));
const published = note(COSIGNED.text, ...COSIGNED.lines);

const seed = unhex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60');
const own = valueOf(signerKey(sha256, publicKeyOf, { name: 'witness.example/w1', type: COSIGNATURE_V1, seed }));
const ownPublic = verifierKeyOf(publicKeyOf, own);
const checkpoint = { origin: 'example.com/behind-the-sofa', size: 20_852_163, root: new Uint8Array(32).fill(7) };

describe('a checkpoint as public witnesses cosigned it', () => {
  it('is opened with the keys of its log and of a witness, who says when', () => {
    const opened = valueOf(openNote(verify, published, [log, witness]));
    expect(opened.verified.map(({ name, time }) => [name, time])).toEqual([
      [COSIGNED.origin, undefined],
      ['remora.n621.de', COSIGNED.time],
    ]);
    // The log's other line, by the same name but of another kind, is among those that say nothing.
    expect(opened.ignored.map(({ keyId }) => keyId)).toEqual(['cd333cb1', 'd8042a87', 'a48c820f', '67f7aea0']);
  });

  it('is refused when its size is changed', () => {
    const changed = note(COSIGNED.text.replace('1432088532', '42'), ...COSIGNED.lines);
    for (const key of [log, witness]) expect(codeOf(openNote(verify, changed, [key]))).toBe('LEDGER.SIGNATURE_WRONG');
  });

  it('is refused when one bit of the time or of the signature is changed', () => {
    const given = valueOf(parseSignatureLine(COSIGNED.lines[4]));
    expect(cosignatureTime(verify, witness, COSIGNED.text, given.signature)).toBe(COSIGNED.time);
    for (let bit = 0; bit < given.signature.length * 8; bit += 1) {
      const time = cosignatureTime(verify, witness, COSIGNED.text, flipped(given.signature, bit));
      if (time !== undefined) expect(bit).toBe('refused');
    }
  });
});

describe('a cosignature', () => {
  it('is given over two lines and the text', () => {
    // C2SP tlog-cosignature, "Ed25519 signed message".
    expect(text(cosignedMessage(1_679_315_147, 'example.com/behind-the-sofa\n'))).toBe(
      'cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n',
    );
  });

  it.each([0, 1, 1_679_315_147, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1])('at %d is checked and says so', (time) => {
    const given = cosign(sign, own, checkpoint, time);
    expect(given.signature).toHaveLength(72);
    expect(Buffer.from(given.signature).readBigUInt64BE(0)).toBe(BigInt(time));
    expect(given).toEqual(cosign(sign, own, checkpoint, time));
    const logKey = valueOf(
      signerKey(sha256, publicKeyOf, { name: checkpoint.origin, type: ED25519, seed: seed.toReversed() }),
    );
    const body = `${checkpoint.origin}\n20852163\n${Buffer.from(checkpoint.root).toString('base64')}\n`;
    const signed = valueOf(parseNote(valueOf(signNote(sign, body, [logKey]))));
    const message = formatNote({ ...signed, signatures: [...signed.signatures, given] });
    const opened = valueOf(openNote(verify, message, [verifierKeyOf(publicKeyOf, logKey), ownPublic]));
    expect(opened.verified.map((signature) => signature.time)).toEqual([undefined, time]);
  });

  it.each([-1, 0.5, NaN, 2 ** 53])('is not given at %d', (time) => {
    expect(() => cosign(sign, own, checkpoint, time)).toThrow('seconds since 1970');
  });

  it('is not given with a key for notes', () => {
    expect(() => cosign(sign, { ...own, type: ED25519 }, checkpoint, 1)).toThrow('not for cosignatures');
  });

  it('of another length, or at a time past 2^53, is refused though it be signed', () => {
    const given = cosign(sign, own, checkpoint, 5).signature;
    const body = text(cosignedMessage(5, '')).length;
    const signed = text(
      cosignedMessage(5, `${checkpoint.origin}\n20852163\n${Buffer.from(checkpoint.root).toString('base64')}\n`),
    ).slice(body);
    expect(cosignatureTime(verify, ownPublic, signed, given)).toBe(5);
    for (const wrong of [given.subarray(1), given.subarray(0, 71), Uint8Array.of(...given, 0), new Uint8Array(0)]) {
      expect(cosignatureTime(() => true, ownPublic, signed, wrong)).toBeUndefined();
    }
    for (const late of [2n ** 53n, 2n ** 63n, 2n ** 64n - 1n]) {
      const message = Buffer.from(`cosignature/v1\ntime ${late}\n${signed}`);
      const time = Buffer.alloc(8);
      time.writeBigUInt64BE(late);
      expect(cosignatureTime(verify, ownPublic, signed, Buffer.concat([time, sign(seed, message)]))).toBeUndefined();
    }
  });

  it('does not pass for a signature of a note by the same bytes of key, nor the other way round', () => {
    const asNote = valueOf(verifierKey(sha256, { name: own.name, type: ED25519, publicKey: ownPublic.publicKey }));
    const body = 'example.com/log\n1\nAAAA\n';
    const given = { ...cosign(sign, own, checkpoint, 5), keyId: asNote.id };
    expect(codeOf(openNote(verify, note(body, formatSignatureLine(given)), [asNote, ownPublic]))).toBe(
      'LEDGER.SIGNATURE_WRONG',
    );
    const plain = { name: own.name, keyId: own.id, signature: sign(seed, Buffer.from(body)) };
    expect(codeOf(openNote(verify, note(body, formatSignatureLine(plain)), [asNote, ownPublic]))).toBe(
      'LEDGER.SIGNATURE_WRONG',
    );
  });
});
