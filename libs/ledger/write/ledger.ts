import type { Durability } from '@remit/disk/nest';
import type { Id } from '@remit/kernel';
import type { RecordStore } from '@remit/record';
import type { Clock } from '@remit/record/nest';
import { DEFAULT_OPERATOR, trustOfOrigin, trustOrigin } from '../domain/origins.js';
import type { TreeNodes } from '../domain/tree-nodes.js';
import { Checkpointer } from './checkpointer.js';
import { CheckpointStore, type KeptCheckpoint } from './checkpoint-store.js';
import { LastCheckpoint } from './last-checkpoint.js';
import { LedgerFault } from './ledger-fault.js';
import { LogKeys } from './log-keys.js';
import { checkOnStart } from './start-check.js';

/** What a ledger is kept over, and where. */
export interface LedgerOptions {
  /** The data directory: `ledger.db` is kept there. */
  readonly directory: string;
  /** Where the key is kept; a directory of its own. */
  readonly keysDirectory: string;
  /** See `isOperator`. */
  readonly operator?: string;
  /** The record, opened for writing. */
  readonly store: RecordStore;
  readonly trees: TreeNodes;
  readonly clock: Clock;
  readonly durability?: Durability;
}

/** What became of a trust in a round of signing. */
export interface RoundOutcome {
  readonly trust: Id;
  /** The newest checkpoint; nothing for a trust without a record, or one that could not be signed. */
  readonly checkpoint?: KeptCheckpoint | undefined;
  /** Why none could be signed. */
  readonly failed?: Error;
}

/** The ledger of an installation, for the one process that writes: keys, kept checkpoints, and signing. */
export class Ledger {
  private constructor(
    readonly operator: string,
    readonly checkpoints: CheckpointStore,
    private readonly keys: LogKeys,
    private readonly checkpointer: Checkpointer,
    private readonly store: RecordStore,
    readonly clock: Clock,
  ) {}

  /**
   * Opens the ledger beside a record that is open for writing, and compares the two. Makes ledger and key where nothing
   * was ever signed.
   * @throws LedgerFault when something is missing or unsafe, or the record is not the one that was signed.
   */
  static async open(options: LedgerOptions): Promise<Ledger> {
    const { directory, keysDirectory, operator = DEFAULT_OPERATOR, store, trees, clock } = options;
    const durability = options.durability ?? 'full';
    const last = new LastCheckpoint(keysDirectory, durability);
    if (!CheckpointStore.isIn(directory) && last.read() !== undefined) throw ledgerMissing(directory, last.file);
    const checkpoints = CheckpointStore.open(directory, 'write', durability);
    try {
      const mayMake = checkpoints.logs().length === 0 && last.read() === undefined;
      const keys = new LogKeys({ directory: keysDirectory, operator, mayMake, durability });
      const parts = { store, trees, checkpoints, keys, last, clock };
      await checkOnStart(parts);
      return new Ledger(operator, checkpoints, keys, new Checkpointer(parts), store, clock);
    } catch (error) {
      checkpoints.close();
      throw error;
    }
  }

  /**
   * Signs these trusts as they stand, each by itself, and then the directory. A trust that cannot be signed keeps no
   * other from it.
   * @throws LedgerFault when the directory itself is not what was kept.
   */
  async sign(trusts: Iterable<Id>): Promise<readonly RoundOutcome[]> {
    const outcomes: RoundOutcome[] = [];
    for (const trust of trusts) {
      try {
        outcomes.push({ trust, checkpoint: await this.checkpointer.ofTrust(trust) });
      } catch (error) {
        outcomes.push({ trust, failed: error as Error });
      }
    }
    this.checkpointer.ofDirectory();
    if (this.keys.handingOver && this.checkpointer.isHandedOver()) this.keys.finishHandOver();
    return outcomes;
  }

  /**
   * The trusts that a checkpoint is due for: those with entries that none covers, and during a change of the key those
   * whose last one the new key has not signed.
   */
  async due(): Promise<readonly Id[]> {
    const heads = await this.store.heads();
    const due = heads.filter(({ trust, head }) => {
      const last = this.checkpoints.latest(this.originOf(trust));
      return this.keys.handingOver || last === undefined || last.size <= head;
    });
    return due.map(({ trust }) => trust);
  }

  /**
   * Makes a new key, and has the last checkpoint of every log signed by both the new key and the one before it, which is
   * then deleted. Finishes a change that was cut off before it begins another.
   * @throws LedgerFault when a log could not be signed: the earlier key then stays until it can be.
   */
  async rotateKey(): Promise<void> {
    if (this.keys.handingOver) await this.handOver();
    this.keys.rotate();
    await this.handOver();
  }

  /** Whether a change of the key was begun and is not finished. */
  get handingOver(): boolean {
    return this.keys.handingOver;
  }

  /** The name of a trust's log. */
  originOf(trust: Id): string {
    return trustOrigin(this.operator, trust);
  }

  /** Lets go of the file. */
  close(): void {
    this.checkpoints.close();
  }

  private async handOver(): Promise<void> {
    const known = this.checkpoints.logs().flatMap((log) => trustOfOrigin(this.operator, log) ?? []);
    for (const { failed } of await this.sign(known)) if (failed !== undefined) throw failed;
    // Nothing has been signed yet, so that there is nobody to hand over to.
    if (this.keys.handingOver && known.length === 0) this.keys.finishHandOver();
  }
}

function ledgerMissing(directory: string, shownBy: string): LedgerFault {
  return new LedgerFault({
    code: 'LEDGER.LEDGER_MISSING',
    detail: `There is no ledger.db in ${directory} although ${shownBy} shows that checkpoints were signed here. Nothing was changed. Put ledger.db back from a backup; to start anew, name another data directory and another keys directory.`,
  });
}
