import { chmodSync, existsSync, linkSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  directoryOrigin,
  formatCheckpoint,
  formatVerifierKey,
  openNote,
  parsePolicy,
  policyText,
  signNote,
  trustOrigin,
} from '@remit/ledger';
import { LedgerFault, LogKeys, sha256, sign, verify } from '@remit/ledger/nest';
import { type TemporaryDirectory, temporaryDirectory } from '../../support/temporary-directory.js';

/** The file that checkpoints are signed with: who may read it, what is made of it, and how it is changed. */

let directory: TemporaryDirectory;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

const keysDirectory = () => path.join(directory.path, 'keys');
const keyFile = (name = 'log-key.txt') => path.join(keysDirectory(), name);
const LOG = trustOrigin('remit.local', 'northshire');

function open(mayMake = true, operator = 'remit.local'): LogKeys {
  return new LogKeys({ directory: keysDirectory(), operator, mayMake, durability: 'test-off' });
}

function refusal(work: () => unknown): { code: string; detail: string } {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(LedgerFault);
    return (error as LedgerFault).problem;
  }
  throw new Error('It was not refused.');
}

const idsOf = (keys: LogKeys, log = LOG) => keys.verifiersOf(log).map(formatVerifierKey);

describe('the key file', () => {
  test('is made once, for its owner alone, in the form of a key for signed notes', () => {
    const made = idsOf(open());
    expect(readFileSync(keyFile(), 'utf8')).toMatch(/^PRIVATE\+KEY\+remit\.local\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}\n$/);
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    expect(statSync(keysDirectory()).mode & 0o777).toBe(0o700);
    expect(idsOf(open(false))).toEqual(made);
    expect(readdirSync(keysDirectory())).toEqual(['log-key.txt']);
  });

  test('gives each log a key of its own, which signs and is checked under the log\u2019s name', () => {
    const keys = open();
    const all = [LOG, trustOrigin('remit.local', 'southshire'), directoryOrigin('remit.local')];
    const publicKeys = all.map((log) => Buffer.from(keys.verifiersOf(log)[0]!.publicKey).toString('hex'));
    expect(new Set(publicKeys).size).toBe(3);
    const text = formatCheckpoint({ origin: LOG, size: 1, root: sha256() });
    const note = signNote(sign, text, keys.signersOf(LOG));
    expect(note.ok && openNote(verify, note.value, keys.verifiersOf(LOG))).toMatchObject({ ok: true });
    expect(note.ok && openNote(verify, note.value, keys.verifiersOf(all[1]!))).toMatchObject({ ok: false });
    // A policy refuses one public key under two names.
    const logs = all.map((origin) => ({ origin, keys: [{ vkey: idsOf(keys, origin)[0]!, since: '3 March 2025' }] }));
    const policy = parsePolicy(sha256, Buffer.from(policyText('remit.local', logs)));
    expect(policy.ok && policy.value.logs.map(({ key }) => key.name)).toEqual(all);
  });

  test.each([0o640, 0o604, 0o660, 0o644])('is refused when others can read it (rights %o)', (mode) => {
    open();
    chmodSync(keyFile(), mode);
    const { code, detail } = refusal(open);
    expect(code).toBe('LEDGER.KEY_EXPOSED');
    expect(detail).toContain(`chmod go= ${keyFile()}`);
    chmodSync(keyFile(), 0o600);
    open(false);
  });

  test('is refused when others could put another in its place', () => {
    open();
    chmodSync(keysDirectory(), 0o770);
    expect(refusal(open)).toMatchObject({ code: 'LEDGER.KEY_EXPOSED' });
  });

  test.each(['', 'PRIVATE+KEY+remit.local+00000000+AAAA\n', 'something else\n'])(
    'is refused when it is malformed: %j, and is not replaced',
    (text) => {
      open();
      writeFileSync(keyFile(), text);
      expect(refusal(open)).toMatchObject({ code: 'LEDGER.KEY_MALFORMED' });
      expect(readFileSync(keyFile(), 'utf8')).toBe(text);
    },
  );

  test('is not replaced when it is gone and something was signed with it', () => {
    open();
    rmSync(keyFile());
    const { code, detail } = refusal(() => open(false));
    expect(code).toBe('LEDGER.KEY_MISSING');
    expect(detail).toMatch(/log-key\.txt is missing although checkpoints were signed with it\./);
    expect(existsSync(keyFile())).toBe(false);
  });

  test('belongs to one operator: a log keeps its name', () => {
    open();
    expect(refusal(() => open(true, 'gov.example'))).toMatchObject({
      code: 'LEDGER.KEY_OTHER_OPERATOR',
      detail: expect.stringContaining('REMIT_ORIGIN=remit.local') as string,
    });
  });
});

describe('a change of the key', () => {
  test('signs with both until it is finished, the new one first, and then with the new one alone', () => {
    const keys = open();
    const [before] = idsOf(keys);
    keys.rotate();
    const [now, earlier, ...more] = idsOf(keys);
    expect(keys.handingOver).toBe(true);
    expect([earlier, more]).toEqual([before, []]);
    expect(now).not.toBe(before);
    expect(idsOf(open(false))).toEqual([now, before]);
    expect(statSync(keyFile('log-key-1.txt')).mode & 0o777).toBe(0o600);
    expect(() => keys.rotate()).toThrow('being changed already');
    keys.finishHandOver();
    expect(existsSync(keyFile('log-key-1.txt'))).toBe(false);
    expect(idsOf(keys)).toEqual([now]);
    expect(idsOf(open(false))).toEqual([now]);
  });

  test('that was cut off before the new key was there has not begun', () => {
    const [before] = idsOf(open());
    linkSync(keyFile(), keyFile('log-key-1.txt'));
    const keys = open(false);
    expect(keys.handingOver).toBe(false);
    expect(idsOf(keys)).toEqual([before]);
    keys.rotate();
    expect(idsOf(keys)).toHaveLength(2);
  });
});
