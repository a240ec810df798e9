import path from 'node:path';
import { invariant, type Id } from '@remit/kernel';
import type { TreeNodes } from '@remit/ledger';
import {
  checkAppend,
  Followers,
  RecordStore,
  StoreUnavailable,
  type AppendResult,
  type EntryNumber,
  type NewEntry,
  type Position,
  type StoredEntry,
  type Subscription,
  type TrustHead,
} from '@remit/record';
import { EntryReader } from './entry-reader.js';
import { openRecord } from './open-record.js';
import { RecordFiles, recordIsThere } from './record-files.js';
import { RecordWriter } from './record-writer.js';
import {
  refuseTestDurability,
  refuseTestTree,
  UnsafeSetting,
  type Access,
  type Durability,
  type RecordSettings,
  type TreeKeeping,
} from './settings.js';

/** How often a store opened for reading looks for what another process has recorded, while it is followed. Milliseconds. */
const POLL_MS = 200;

/** Where and how to keep a record. */
export interface SqliteRecordStoreOptions {
  /** The data directory; made when it does not exist and `access` is `write`. One record, one directory. */
  readonly directory: string;
  /** `write` for the one process that records, `read` for any number beside it. */
  readonly access: Access;
  /** `full` unless said otherwise; `test-off` is refused in production. */
  readonly durability?: Durability;
  /** `kept` unless said otherwise; `test-off` is refused in production. */
  readonly tree?: TreeKeeping;
  /** What this process runs, such as `remit serve`; shown to whoever else wants to write. Default: the script's name. */
  readonly program?: string;
}

/**
 * Keeps records in one SQLite file, `record.db`, of a data directory on a local disk. One process writes, any number
 * reads. An append is acknowledged after the commit that put it on disk; appends of one turn of the event loop share a
 * commit. A reading that fails throws what SQLite throws.
 */
export class SqliteRecordStore extends RecordStore {
  private readonly files: RecordFiles;
  private readonly writer: RecordWriter | undefined;
  private readonly reader: EntryReader;
  private readonly followers = new Followers({
    readAll: (after, limit) => this.readAll(after, limit),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  });
  private poll: NodeJS.Timeout | undefined;
  private seenVersion = 0;
  private closing: Promise<void> | undefined;
  private readerClosed = false;

  /**
   * Opens the record, and makes it when there is none and `access` is `write`.
   * @throws UnsafeSetting when the record or its surroundings are not safe; nothing has been changed then.
   * @throws RecordInUse when `access` is `write` and another process has the record.
   */
  constructor(options: SqliteRecordStoreOptions) {
    super();
    const { directory, access, durability = 'full', tree = 'kept', program = programName() } = options;
    refuseTestDurability(durability, process.env['NODE_ENV']);
    refuseTestTree(tree, process.env['NODE_ENV']);
    this.files = new RecordFiles(directory);
    this.writer =
      access === 'write'
        ? new RecordWriter({ files: this.files, durability, tree, program, committed: () => this.followers.wake() })
        : undefined;
    try {
      this.reader = openReader(this.files);
    } catch (error) {
      this.writer?.close(() => undefined);
      throw error;
    }
  }

  override async append(trust: Id, expectedHead: EntryNumber, entries: readonly NewEntry[]): Promise<AppendResult> {
    if (this.closing !== undefined) throw closed();
    if (this.writer === undefined) {
      throw new StoreUnavailable(
        'read-only',
        `The record in ${this.files.directory} was opened for reading. Send what is to be recorded to the process that writes.`,
      );
    }
    checkAppend(trust, expectedHead, entries);
    return this.writer.append({ trust, expectedHead, entries });
  }

  override async read(trust: Id, from: EntryNumber, limit: number): Promise<readonly StoredEntry[]> {
    return this.openReader().read(trust, from, limit);
  }

  override async readTexts(trust: Id, from: EntryNumber, limit: number): Promise<readonly string[]> {
    return this.openReader().readTexts(trust, from, limit);
  }

  override async readAll(after: Position, limit: number): Promise<readonly StoredEntry[]> {
    return this.openReader().readAll(after, limit);
  }

  override follow(
    after: Position,
    handler: (entry: StoredEntry) => void | Promise<void>,
    onError: (error: unknown) => void,
  ): Subscription {
    if (this.writer === undefined && this.closing === undefined) this.startPolling();
    return this.followers.start(after, handler, onError);
  }

  override async locate(trust: Id, id: string): Promise<EntryNumber | undefined> {
    return this.openReader().locate(trust, id);
  }

  override async head(trust: Id): Promise<EntryNumber | undefined> {
    return this.openReader().head(trust);
  }

  override async heads(): Promise<readonly TrustHead[]> {
    return this.openReader().heads();
  }

  /** The Merkle tree of a trust, as stored with its entries. */
  readonly trees: TreeNodes = {
    treeOf: (trust) => (level, index) => {
      const node = this.openReader().node(trust, level, index);
      invariant(node !== undefined, `The tree of "${trust}" lacks node ${String(index)} of level ${String(level)}.`);
      return node;
    },
  };

  /** The settings that the safety of the record hangs on, as SQLite reports them now: for start-up logs and checks. */
  settings(): RecordSettings {
    return this.writer?.settings() ?? this.openReader().settings();
  }

  override close(): Promise<void> {
    this.closing ??= this.letGo();
    return this.closing;
  }

  private async letGo(): Promise<void> {
    await this.writer?.settled();
    await this.followers.close();
    clearInterval(this.poll);
    const closeReader = () => {
      this.readerClosed = true;
      this.reader.close();
    };
    if (this.writer === undefined) closeReader();
    else this.writer.close(closeReader);
  }

  private openReader(): EntryReader {
    if (this.readerClosed) throw closed();
    return this.reader;
  }

  /** Another process cannot wake us, so a followed store that does not write itself asks, without keeping Node alive. */
  private startPolling(): void {
    if (this.poll !== undefined) return;
    this.seenVersion = this.reader.dataVersion();
    this.poll = setInterval(() => this.lookForNews(), POLL_MS).unref();
  }

  private lookForNews(): void {
    if (this.followers.size === 0) {
      clearInterval(this.poll);
      this.poll = undefined;
      return;
    }
    const version = this.reader.dataVersion();
    if (version === this.seenVersion) return;
    this.seenVersion = version;
    this.followers.wake();
  }
}

function openReader(files: RecordFiles): EntryReader {
  if (!recordIsThere(files)) {
    throw new UnsafeSetting(
      `There is no record in ${files.directory}. Check the directory, or start the process that records first: it makes one.`,
    );
  }
  return new EntryReader(openRecord(files, 'read', 'full'));
}

function programName(): string {
  const script = process.argv[1];
  return script === undefined ? 'node' : path.basename(script);
}

function closed(): StoreUnavailable {
  return new StoreUnavailable('closed', 'The record is closed: open it again to go on.');
}
