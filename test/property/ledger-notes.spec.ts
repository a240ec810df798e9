import {
  COSIGNATURE_V1,
  cosign,
  ED25519,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  openNote,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  type PolicyWitness,
  type Quorum,
  quorumTime,
  sameBytes,
  type SignerKey,
  signerKey,
  signNote,
  verifierKeyOf,
} from '@remit/ledger';
import { random } from '../oracle/random.js';
import { publicKeyOf, sha256, sign, verify } from '@remit/ledger/nest';
import { printedSeed } from '../support/seed.js';
import { bytes, text, valueOf } from '../unit/ledger/outcomes.js';

const rnd = random(printedSeed('PROPERTY_SEED'));
const randomBytes = (length: number) => Uint8Array.from({ length }, () => rnd.int(256));

const logKey = valueOf(signerKey(sha256, publicKeyOf, { name: 'log.example/1', type: ED25519, seed: randomBytes(32) }));
const logPublic = verifierKeyOf(publicKeyOf, logKey);
const witnessKeys: readonly SignerKey[] = Array.from({ length: 8 }, (_, at) =>
  valueOf(signerKey(sha256, publicKeyOf, { name: `w${at}.example`, type: COSIGNATURE_V1, seed: randomBytes(32) })),
);

const someCheckpoint = () => ({ origin: logKey.name, size: rnd.int(2 ** rnd.int(54)), root: randomBytes(32) });

function someNote(): Uint8Array {
  const checkpoint = someCheckpoint();
  const { text: body, signatures } = valueOf(
    parseNote(valueOf(signNote(sign, formatCheckpoint(checkpoint), [logKey]))),
  );
  const cosignatures = rnd.some(witnessKeys, rnd.int(3)).map((key) => cosign(sign, key, checkpoint, rnd.int(2 ** 40)));
  return formatNote({ text: body, signatures: [...signatures, ...cosignatures] });
}

/** One to three bytes changed, put in, taken out or exchanged: mostly by what has a meaning in a note. */
function damaged(message: Uint8Array): Uint8Array {
  let damage = [...message];
  for (let times = 1 + rnd.int(3); times > 0; times -= 1) {
    const at = rnd.int(damage.length);
    const byte = rnd.chance(0.7) ? rnd.pick([...bytes('\n\n +=-/A0\u2014\t\r\u0000')]) : rnd.int(256);
    const cut = rnd.int(3);
    const put = rnd.chance(0.7) ? [byte] : damage.slice(rnd.int(damage.length)).slice(0, rnd.int(40));
    damage = [...damage.slice(0, at), ...put, ...damage.slice(at + cut)];
  }
  return Uint8Array.from(damage);
}

test('a checkpoint has one text, and whatever is read as one is written back the same', () => {
  let read = 0;
  for (let time = 0; time < 3000; time += 1) {
    const checkpoint = someCheckpoint();
    const written = formatCheckpoint(checkpoint);
    expect(valueOf(parseCheckpoint(written))).toEqual(checkpoint);
    const other = text(damaged(bytes(written)));
    const parsed = parseCheckpoint(other);
    if (!parsed.ok) continue;
    read += 1;
    if (formatCheckpoint(parsed.value) !== other) expect(other).toBe(formatCheckpoint(parsed.value));
  }
  expect(read).toBeGreaterThan(0);
});

test('whatever is read as a note is written back to the same bytes', () => {
  let read = 0;
  for (let time = 0; time < 4000; time += 1) {
    const message = damaged(someNoteOf(time));
    const parsed = parseNote(message);
    if (!parsed.ok) continue;
    read += 1;
    if (!sameBytes(formatNote(parsed.value), message)) expect(text(message)).toBe(text(formatNote(parsed.value)));
  }
  expect(read).toBeGreaterThan(0);
});

const NOTES = Array.from({ length: 20 }, someNote);
const someNoteOf = (time: number) => NOTES[time % NOTES.length]!;

test('a damaged note never opens with another text', () => {
  let opens = 0;
  for (let time = 0; time < 4000; time += 1) {
    const message = someNoteOf(time);
    const opened = openNote(verify, damaged(message), [logPublic]);
    if (!opened.ok) continue;
    opens += 1;
    // What opens was damaged in the lines of the witnesses, who are unknown here.
    expect(opened.value.text).toBe(valueOf(parseNote(message)).text);
  }
  expect(opens).toBeGreaterThan(0);
});

/** A random policy over the first few witnesses: groups of groups, each name used once. */
function randomPolicy(): { readonly quorum: Quorum; readonly witnesses: readonly PolicyWitness[] } {
  const lines = witnessKeys.map((key, at) => `witness w${at} ${formatVerifierKey(verifierKeyOf(publicKeyOf, key))}`);
  let free = witnessKeys.map((_, at) => `w${at}`);
  for (let group = 0; free.length > 1 && (group === 0 || rnd.chance(0.7)); group += 1) {
    const members = rnd.some(free, 1 + rnd.int(4));
    const share = rnd.pick(['any', 'all', String(1 + rnd.int(members.length))]);
    lines.push(`group g${group} ${share} ${members.join(' ')}`);
    free = [...free.filter((name) => !members.includes(name)), `g${group}`];
  }
  const { quorum, witnesses } = valueOf(parsePolicy(sha256, bytes(`${lines.join('\n')}\nquorum ${rnd.pick(free)}\n`)));
  return { quorum: quorum!, witnesses };
}

/** Whether a quorum is reached by those who cosigned, counted as the specification says it. */
function reached(quorum: Quorum, cosigned: ReadonlySet<string>): boolean {
  if (quorum.kind === 'witness') return cosigned.has(quorum.name);
  return quorum.members.filter((member) => reached(member, cosigned)).length >= quorum.threshold;
}

test('the time of a quorum is the latest from which on enough have cosigned', () => {
  let met = 0;
  for (let time = 0; time < 600; time += 1) {
    const { quorum, witnesses } = randomPolicy();
    const times = new Map(witnesses.flatMap(({ name }) => (rnd.chance(0.7) ? [[name, rnd.int(6)] as const] : [])));
    const since = (start: number) => new Set([...times].filter(([, at]) => at >= start).map(([name]) => name));
    const expected = [5, 4, 3, 2, 1, 0].find((start) => reached(quorum, since(start)));
    const found = quorumTime(quorum, ({ name }) => times.get(name));
    if (found !== expected) expect({ quorum, times, found }).toEqual({ quorum, times, found: expected });
    if (found !== undefined) met += 1;
  }
  expect(met).toBeGreaterThan(60);
});
