import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { diskFailure, type Durability, inWords, syncPath, WAL_BYTES_MAX } from '@remit/disk/nest';
import { StoreUnavailable, type AppendResult } from '@remit/record';
import { EntryWriter, type AppendRequest, type Outcome } from './entry-writer.js';
import { GroupCommit } from './group-commit.js';
import { makeRecordIfMissing, openRecord } from './open-record.js';
import { makeDirectory, type RecordFiles } from './record-files.js';
import { readSettings, type RecordSettings, type TreeKeeping } from './settings.js';
import { WriterLock } from './writer-lock.js';

/** How long no append must have come for the writer to have time for a checkpoint. Milliseconds. */
const IDLE_MS = 500;

/** What a writer needs to know. */
export interface RecordWriterOptions {
  readonly files: RecordFiles;
  readonly durability: Durability;
  readonly tree: TreeKeeping;
  /** What this process runs, for the message to another that wants to write. */
  readonly program: string;
  /** Called after each commit. */
  readonly committed: () => void;
}

/** The one writer of a record: holds the lock and the writing connection, and answers for what failed. */
export class RecordWriter {
  private readonly options: RecordWriterOptions;
  private readonly lock: WriterLock;
  private readonly database: DatabaseSync;
  private readonly entries: EntryWriter;
  private readonly commits = new GroupCommit((group) => this.commit(group));
  private readonly idle: NodeJS.Timeout;
  private failure: StoreUnavailable | undefined;

  /**
   * @throws RecordInUse when another store writes to the directory.
   * @throws UnsafeSetting when the record cannot be kept safely.
   */
  constructor(options: RecordWriterOptions) {
    this.options = options;
    const { files, durability, tree, program } = options;
    makeDirectory(files.directory);
    this.lock = new WriterLock(files);
    try {
      makeRecordIfMissing(files, durability);
      this.database = openRecord(files, 'write', durability);
      this.entries = new EntryWriter(this.database, tree);
    } catch (error) {
      this.lock.release();
      throw error;
    }
    // After the record was opened, so that the write-ahead file is there, see recordIsThere.
    this.lock.leaveNote(program);
    this.idle = setTimeout(() => this.tidyUp(), IDLE_MS).unref();
  }

  /** Waits for its turn and for the commit. @throws StoreUnavailable when the group could not be stored. */
  append(request: AppendRequest): Promise<AppendResult> {
    return this.commits.add(request);
  }

  /** The settings of the writing connection, read back from SQLite. */
  settings(): RecordSettings {
    return readSettings(this.database);
  }

  /** Resolves when nothing is waiting to be stored. */
  settled(): Promise<void> {
    return this.commits.idle();
  }

  /** Lets go of the files. @param closeReaders closes the reading connections of this process. */
  close(closeReaders: () => void): void {
    clearTimeout(this.idle);
    if (this.failure === undefined) {
      this.closeCleanly(closeReaders);
    } else {
      // The last connection to close would move the write-ahead file into the record. After a failed write it is left
      // as it is, with the note that says so, and reading connections never do that.
      this.database.close();
      closeReaders();
    }
    this.lock.release();
  }

  private closeCleanly(closeReaders: () => void): void {
    closeReaders();
    // Before the write-ahead file goes, see recordIsThere: a note without that file means that it was lost.
    this.lock.removeNote();
    if (this.options.durability === 'full') syncPath(this.options.files.directory);
    try {
      this.database.exec('pragma wal_checkpoint(truncate)');
    } catch {
      // What could not be moved is safe in the write-ahead file and read from there at the next start.
    }
    this.database.close();
  }

  private commit(group: readonly AppendRequest[]): readonly Outcome[] {
    if (this.failure !== undefined) throw this.failure;
    let outcomes: readonly Outcome[];
    try {
      outcomes = this.entries.write(group);
    } catch (error) {
      throw this.unavailable(error);
    }
    this.idle.refresh();
    this.options.committed();
    return outcomes;
  }

  /**
   * Source: fault guide F3 to F5. A full disk and a busy file leave everything as it was. After any other error nobody
   * knows what is on the disk (after a failed sync the next one succeeds without having written): so this store stops.
   */
  private unavailable(error: unknown): StoreUnavailable {
    const { directory } = this.options.files;
    const failure = diskFailure(error);
    if (failure === 'full') {
      return new StoreUnavailable(
        'full',
        `The disk that holds ${directory} is full, so nothing was recorded. Make room, then try again.`,
        { cause: error },
      );
    }
    if (failure === 'busy') {
      return new StoreUnavailable(
        'busy',
        `Another program holds the record in ${directory}, so nothing was recorded. Close it (a database browser, a backup), then try again.`,
        { cause: error },
      );
    }
    this.failure = new StoreUnavailable(
      'failed',
      `Writing to ${directory} failed (${inWords(error)}), so nothing more is recorded. Check the disk, then restart Remit and send what was not confirmed again: what was stored is not stored twice.`,
      { cause: error },
    );
    return this.failure;
  }

  /** Moves the write-ahead file into the record when a long reading has let it grow and nobody waits. */
  private tidyUp(): void {
    if (this.failure !== undefined) return;
    if ((statSync(this.options.files.wal, { throwIfNoEntry: false })?.size ?? 0) <= WAL_BYTES_MAX) return;
    try {
      this.database.exec('pragma wal_checkpoint(passive)');
    } catch (error) {
      // Nobody is told: the next append meets the same disk and answers for it.
      if (diskFailure(error) === undefined) throw error;
    }
  }
}
