import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Durability, inWords, replaceFile, syncPath } from '@remit/disk/nest';
import { invariant, type Outcome } from '@remit/kernel';
import { sameBytes, utf8Bytes } from '../domain/bytes.js';
import {
  ED25519,
  formatSignerKey,
  parseSignerKey,
  type SignerKey,
  signerKey,
  type VerifierKey,
  verifierKeyOf,
} from '../domain/note-keys.js';
import { LedgerFault } from './ledger-fault.js';
import { publicKeyOf, sha256 } from './node-primitives.js';

const CURRENT = 'log-key.txt';
const EARLIER = 'log-key-1.txt';
const SEED_BYTES = 32;

/** What opening the keys of an installation takes. */
export interface LogKeysOptions {
  /** The keys directory. */
  readonly directory: string;
  /** See `isOperator`. The key is bound to it. */
  readonly operator: string;
  /** Whether a key may be made when there is none: only where nothing was ever signed. */
  readonly mayMake: boolean;
  readonly durability?: Durability;
}

/**
 * The secrets that checkpoints are signed with: one small file in a directory of its own, outside the databases.
 *
 * The file has the form of a private key for signed notes and holds one seed. Each log signs with a key of its own that
 * is derived from the seed and the log's name (HKDF, RFC 5869, with SHA-256), because a policy may not name one public
 * key for two logs (C2SP tlog-policy, "Defining a log").
 *
 * While the key is being changed there are two files, and everything is signed with both: see {@link rotate}.
 */
export class LogKeys {
  readonly operator: string;
  private readonly directory: string;
  private readonly durability: Durability;
  private current: SignerKey;
  private earlier: SignerKey | undefined;
  private readonly signers = new Map<string, readonly SignerKey[]>();
  private readonly verifiers = new Map<string, readonly VerifierKey[]>();

  /**
   * Reads the keys, and makes the first one where that is allowed.
   * @throws LedgerFault when the key is missing, can be read by others, is malformed or another operator's.
   */
  constructor({ directory, operator, mayMake, durability = 'full' }: LogKeysOptions) {
    this.directory = path.resolve(directory);
    this.operator = operator;
    this.durability = durability;
    if (!existsSync(this.file(CURRENT))) {
      if (!mayMake) throw keyMissing(this.file(CURRENT));
      this.makeDirectory();
      this.write(this.newKey());
    }
    this.current = this.read(CURRENT);
    this.earlier = existsSync(this.file(EARLIER)) ? this.read(EARLIER) : undefined;
    // Cut off between the two steps of a rotation: the copy was made, the new key was not.
    if (this.earlier !== undefined && sameBytes(this.earlier.seed, this.current.seed)) this.finishHandOver();
  }

  /** Whether an earlier key is still there, because not every log has a checkpoint that both keys have signed. */
  get handingOver(): boolean {
    return this.earlier !== undefined;
  }

  /** What a log's checkpoints are signed with: the current key first, during a hand-over the earlier one too. */
  signersOf(log: string): readonly SignerKey[] {
    const known = this.signers.get(log);
    if (known !== undefined) return known;
    const seeds = this.earlier === undefined ? [this.current] : [this.current, this.earlier];
    const signers = seeds.map(({ seed }) => derived(seed, log));
    this.signers.set(log, signers);
    return signers;
  }

  /** The public keys of {@link signersOf}. */
  verifiersOf(log: string): readonly VerifierKey[] {
    const known = this.verifiers.get(log) ?? this.signersOf(log).map((signer) => verifierKeyOf(publicKeyOf, signer));
    this.verifiers.set(log, known);
    return known;
  }

  /**
   * Makes a new key and keeps the one before it until {@link finishHandOver}.
   * @throws InvariantBroken during a hand-over: the key before would be lost.
   */
  rotate(): void {
    invariant(!this.handingOver, 'The key is being changed already.');
    const next = this.newKey();
    // First a second name for the old key, then the new one over the first: at no moment is there none.
    linkSync(this.file(CURRENT), this.file(EARLIER));
    this.write(next);
    this.earlier = this.current;
    this.current = next;
    this.forgetDerived();
  }

  /** Deletes the earlier key: every log has a checkpoint that both have signed. */
  finishHandOver(): void {
    rmSync(this.file(EARLIER), { force: true });
    if (this.durability === 'full') syncPath(this.directory);
    this.earlier = undefined;
    this.forgetDerived();
  }

  private forgetDerived(): void {
    this.signers.clear();
    this.verifiers.clear();
  }

  private newKey(): SignerKey {
    return keyOf(signerKey(sha256, publicKeyOf, { name: this.operator, type: ED25519, seed: randomBytes(SEED_BYTES) }));
  }

  private makeDirectory(): void {
    try {
      mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw fault(
        'LEDGER.KEYS_UNWRITABLE',
        `The keys directory ${this.directory} cannot be made (${(error as Error).message}). Give the account that runs Remit the right to, or name another with --keys.`,
      );
    }
  }

  private write(key: SignerKey): void {
    try {
      replaceFile(this.file(CURRENT), `${formatSignerKey(key)}\n`, this.durability);
    } catch (error) {
      throw fault(
        'LEDGER.KEYS_UNWRITABLE',
        `A new key cannot be kept in ${this.directory} (${inWords(error)}), so nothing was signed with it. Check that the disk has room and that the account that runs Remit may write there.`,
      );
    }
  }

  private read(name: string): SignerKey {
    const file = this.file(name);
    refuseOpenRights(file, 0o077);
    refuseOpenRights(this.directory, 0o022);
    const parsed = parseSignerKey(sha256, publicKeyOf, readFileSync(file, 'utf8').trimEnd());
    if (!parsed.ok || parsed.value.type !== ED25519) {
      throw fault(
        'LEDGER.KEY_MALFORMED',
        `The key file ${file} cannot be read as a key${parsed.ok ? '' : ` (${parsed.problem.detail})`}. Nothing was signed. Put the file back from where you keep a copy of it.`,
      );
    }
    if (parsed.value.name !== this.operator) {
      throw fault(
        'LEDGER.KEY_OTHER_OPERATOR',
        `The key in ${file} was made for logs of "${parsed.value.name}", and this installation calls its logs "${this.operator}". A log keeps its name for ever: set REMIT_ORIGIN=${parsed.value.name}, or name another keys directory.`,
      );
    }
    return parsed.value;
  }

  private file(name: string): string {
    return path.join(this.directory, name);
  }
}

/** The key of one log: HKDF (RFC 5869) over the seed, bound to the log's name. */
function derived(seed: Uint8Array, log: string): SignerKey {
  const own = hkdfSync('sha256', seed, new Uint8Array(0), utf8Bytes(`remit log key v1\n${log}`), SEED_BYTES);
  return keyOf(signerKey(sha256, publicKeyOf, { name: log, type: ED25519, seed: new Uint8Array(own) }));
}

function keyOf(made: Outcome<SignerKey>): SignerKey {
  invariant(made.ok, () => (made.ok ? '' : made.problem.detail));
  return made.value;
}

/** Windows keeps rights elsewhere, and the mode says nothing there. */
function refuseOpenRights(file: string, forbidden: number): void {
  const mode = statSync(file).mode & 0o777;
  if (process.platform === 'win32' || (mode & forbidden) === 0) return;
  const what = forbidden === 0o077 ? 'read or changed' : 'changed';
  throw fault(
    'LEDGER.KEY_EXPOSED',
    `${file} can be ${what} by other accounts of this machine (rights ${mode.toString(8)}), who could sign checkpoints in your name. Take the rights away: chmod go= ${file} . If others may have read the key, change it afterwards: remit keys rotate`,
  );
}

function keyMissing(file: string): LedgerFault {
  return fault(
    'LEDGER.KEY_MISSING',
    `The key file ${file} is missing although checkpoints were signed with it. A new one is not made, because nobody could tell it from a forger\u2019s. Put the file back from where you keep a copy of it, or name its directory with --keys.`,
  );
}

function fault(code: string, detail: string): LedgerFault {
  return new LedgerFault({ code, detail });
}
