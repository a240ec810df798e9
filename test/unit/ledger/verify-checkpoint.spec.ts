import {
  COSIGNATURE_V1,
  cosign,
  ED25519,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  parseNote,
  parsePolicy,
  type Policy,
  type SignatureType,
  type SignerKey,
  signerKey,
  signNote,
  verifierKeyOf,
  verifyCheckpoint,
} from '@remit/ledger';
import { publicKeyOf, sha256, sign, verify } from '@remit/ledger/nest';
import { bytes, codeOf, valueOf } from './outcomes.js';
import { COSIGNED, note, TESSERA } from './published-vectors.js';

const signer = (name: string, type: SignatureType, fill: number): SignerKey =>
  valueOf(signerKey(sha256, publicKeyOf, { name, type, seed: new Uint8Array(32).fill(fill) }));
const vkeyOf = (key: SignerKey): string => formatVerifierKey(verifierKeyOf(publicKeyOf, key));
const policyOf = (...lines: readonly string[]): Policy => valueOf(parsePolicy(sha256, bytes(`${lines.join('\n')}\n`)));

const ORIGIN = 'gov.example/trust/10058464';
const log = signer(ORIGIN, ED25519, 1);
const other = signer('gov.example/trust/1', ED25519, 2);
const [w1, w2, w3] = [11, 12, 13].map((fill) => signer(`witness.example/w${fill}`, COSIGNATURE_V1, fill)) as [
  SignerKey,
  SignerKey,
  SignerKey,
];
const checkpoint = { origin: ORIGIN, size: 7812, root: new Uint8Array(32).fill(9) };

/** The note of a checkpoint, signed by some and cosigned by others at a time. */
function signed(keys: readonly SignerKey[], cosigned: readonly (readonly [SignerKey, number])[] = [], of = checkpoint) {
  const parsed = valueOf(parseNote(valueOf(signNote(sign, formatCheckpoint(of), keys))));
  const cosignatures = cosigned.map(([key, time]) => cosign(sign, key, of, time));
  return formatNote({ text: parsed.text, signatures: [...parsed.signatures, ...cosignatures] });
}

const plain = policyOf(`log ${vkeyOf(log)}`, `log ${vkeyOf(other)}`, 'quorum none');
const twoOfThree = policyOf(
  `log ${vkeyOf(log)}`,
  ...[w1, w2, w3].map((key, at) => `witness w${at} ${vkeyOf(key)}`),
  'group witnesses 2 w0 w1 w2',
  'quorum witnesses',
);

describe('a checkpoint', () => {
  it('signed by its log is accepted by a policy that asks for no more', () => {
    const accepted = valueOf(verifyCheckpoint(verify, plain, ORIGIN, signed([log])));
    expect(accepted).toMatchObject({ ...checkpoint, witnessedAt: undefined });
    expect(accepted.verified.map(({ name }) => name)).toEqual([ORIGIN]);
  });

  it('of the world at large is accepted, with the time of its witness', () => {
    const policy = policyOf(`log ${COSIGNED.log}`, `witness remora ${COSIGNED.witness}`, 'quorum remora');
    const accepted = valueOf(verifyCheckpoint(verify, policy, COSIGNED.origin, note(COSIGNED.text, ...COSIGNED.lines)));
    expect([accepted.size, accepted.witnessedAt]).toEqual([COSIGNED.size, COSIGNED.time]);
  });

  it('of a log that the policy does not have is refused', () => {
    const message = signed([log]);
    expect(codeOf(verifyCheckpoint(verify, policyOf('quorum none'), ORIGIN, message))).toBe('LEDGER.LOG_UNKNOWN');
    const without = policyOf(`log ${TESSERA.vkey}`, 'quorum none');
    expect(codeOf(verifyCheckpoint(verify, without, ORIGIN, message))).toBe('LEDGER.LOG_UNKNOWN');
  });

  it('of another log is refused, though the policy knows that log', () => {
    const elsewhere = signed([other], [], { ...checkpoint, origin: other.name });
    expect(codeOf(verifyCheckpoint(verify, plain, other.name, elsewhere))).toBe('ok');
    expect(codeOf(verifyCheckpoint(verify, plain, ORIGIN, elsewhere))).toBe('LEDGER.ORIGIN_OTHER');
  });

  it('that another log signed in its name is refused', () => {
    expect(codeOf(verifyCheckpoint(verify, plain, ORIGIN, signed([other])))).toBe('LEDGER.LOG_UNSIGNED');
    expect(codeOf(verifyCheckpoint(verify, plain, ORIGIN, signed([other, log])))).toBe('ok');
  });

  it('that only witnesses signed is refused', () => {
    const { text, signatures } = valueOf(
      parseNote(
        signed(
          [log],
          [
            [w1, 5],
            [w2, 5],
          ],
        ),
      ),
    );
    const message = formatNote({ text, signatures: signatures.slice(1) });
    expect(codeOf(verifyCheckpoint(verify, twoOfThree, ORIGIN, message))).toBe('LEDGER.LOG_UNSIGNED');
  });

  it('with one wrong signature by anyone in the policy is refused, though the others be enough', () => {
    const { text, signatures } = valueOf(
      parseNote(
        signed(
          [log],
          [
            [w1, 5],
            [w2, 5],
          ],
        ),
      ),
    );
    const third = cosign(sign, w3, { ...checkpoint, size: 7813 }, 5);
    const message = formatNote({ text, signatures: [...signatures, third] });
    expect(codeOf(verifyCheckpoint(verify, twoOfThree, ORIGIN, message))).toBe('LEDGER.SIGNATURE_WRONG');
  });

  it('whose text is no checkpoint is refused, however well it is signed', () => {
    const message = valueOf(signNote(sign, `${ORIGIN}\n7812\n`, [log]));
    expect(codeOf(verifyCheckpoint(verify, plain, ORIGIN, message))).toBe('LEDGER.CHECKPOINT_MALFORMED');
    const extended = valueOf(signNote(sign, `${formatCheckpoint(checkpoint)}more\n`, [log]));
    expect(codeOf(verifyCheckpoint(verify, plain, ORIGIN, extended))).toBe('LEDGER.CHECKPOINT_MALFORMED');
  });

  it('that is no note, or that nobody known signed, is refused', () => {
    expect(codeOf(verifyCheckpoint(verify, plain, ORIGIN, bytes('x')))).toBe('LEDGER.NOTE_MALFORMED');
    const stranger = signer(ORIGIN, ED25519, 99);
    expect(codeOf(verifyCheckpoint(verify, plain, ORIGIN, signed([stranger])))).toBe('LEDGER.NOTE_UNSIGNED');
  });

  it('is accepted by either key while a log changes its key', () => {
    const next = signer(ORIGIN, ED25519, 77);
    const policy = policyOf(`log ${vkeyOf(log)}`, `log ${vkeyOf(next)}`, 'quorum none');
    for (const keys of [[log], [next], [log, next]]) {
      expect(codeOf(verifyCheckpoint(verify, policy, ORIGIN, signed(keys)))).toBe('ok');
    }
  });
});

describe('the witnesses of a checkpoint', () => {
  const timeOf = (...cosigned: readonly (readonly [SignerKey, number])[]) => {
    const accepted = verifyCheckpoint(verify, twoOfThree, ORIGIN, signed([log], cosigned));
    return accepted.ok ? accepted.value.witnessedAt : accepted.problem.code;
  };

  it('must be enough', () => {
    expect(timeOf()).toBe('LEDGER.QUORUM_MISSED');
    expect(timeOf([w1, 100])).toBe('LEDGER.QUORUM_MISSED');
    expect(timeOf([w1, 100], [w3, 200])).toBe(100);
    expect(timeOf([w1, 100], [w2, 300], [w3, 200])).toBe(200);
  });

  it('count once each, by their last word', () => {
    expect(timeOf([w1, 100], [w1, 200])).toBe('LEDGER.QUORUM_MISSED');
    expect(timeOf([w1, 500], [w1, 100], [w2, 400])).toBe(400);
    expect(timeOf([w1, 100], [w1, 500], [w2, 400])).toBe(400);
  });

  it('count only when the policy names them', () => {
    const stranger = signer('witness.example/stranger', COSIGNATURE_V1, 55);
    expect(timeOf([w1, 100], [stranger, 100])).toBe('LEDGER.QUORUM_MISSED');
    const impostor = signer(w2.name, COSIGNATURE_V1, 56);
    expect(timeOf([w1, 100], [impostor, 100])).toBe('LEDGER.QUORUM_MISSED');
  });

  it('cannot be the log itself under the same key', () => {
    const asWitness = signer(ORIGIN, COSIGNATURE_V1, 1);
    expect(() => policyOf(`log ${vkeyOf(log)}`, `witness w ${vkeyOf(asWitness)}`, 'quorum w')).toThrow('own witness');
  });
});
