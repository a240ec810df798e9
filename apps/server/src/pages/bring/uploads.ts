import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Request } from 'express';
import { Clock } from '@remit/record/nest';
import type { Done } from '../access/visit.js';
import type { Asked } from '../shell/reading.js';

/** Below which directory uploads are kept. */
export const UPLOADS_DIRECTORY = Symbol('uploads directory');

/** What uploads are for: a session has one of each at a time. */
export type Purpose = 'register' | 'scheme';

/** So long after it was last used an upload is abandoned. */
const ABANDONED_MS = 3 * 3_600_000;

const NOTE = 'note.json';

/** What is kept beside the files of an upload. */
interface Note {
  /** What was said of the files. */
  readonly said: Asked;
  /** Present once they were recorded: what is said of it, and where that leads to. */
  readonly ended?: Ended;
}

/** What came of an upload. */
export interface Ended {
  readonly done: Done;
  readonly href: string;
}

/** Files that somebody sent, in a folder of their own. */
export class Upload {
  constructor(
    /** The name of the folder: whoever knows it has the upload. */
    readonly id: string,
    private readonly directory: string,
  ) {}

  /** Where the files lie. Its name has no day in it, which an import of the register would take for theirs. */
  get files(): string {
    return path.join(this.directory, 'files');
  }

  /** The path of something that is made from the files, and is none of them. */
  beside(name: string): string {
    return path.join(this.directory, name);
  }

  get said(): Asked {
    return this.note.said;
  }

  get ended(): Ended | undefined {
    return this.note.ended;
  }

  /** Keeps what was said of the files. */
  keep(said: Asked): void {
    this.write({ said });
  }

  /** Deletes the files, and keeps what came of them: a form that is sent a second time leads to the same place. */
  end(ended: Ended): void {
    this.write({ said: {}, ended });
    for (const name of readdirSync(this.directory)) {
      if (name !== NOTE) rmSync(this.beside(name), { recursive: true, force: true });
    }
  }

  private get note(): Note {
    return JSON.parse(readFileSync(this.beside(NOTE), 'utf8')) as Note;
  }

  private write(note: Note): void {
    writeFileSync(this.beside(NOTE), JSON.stringify(note), { mode: 0o600 });
  }
}

/**
 * Files that were sent to be recorded, until they are: each upload is a folder of its own, whose name only the session knows
 * that sent it. What is abandoned is deleted when Remit starts, and when somebody sends files.
 */
@Injectable()
export class Uploads implements OnApplicationBootstrap {
  constructor(
    @Inject(UPLOADS_DIRECTORY) private readonly directory: string,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.sweep();
  }

  /** Makes the folder of a new upload. */
  begin(): Upload {
    this.sweep();
    const upload = this.at(randomUUID());
    mkdirSync(upload.files, { recursive: true, mode: 0o700 });
    chmodSync(this.directory, 0o700);
    upload.keep({});
    return upload;
  }

  /** The upload of a session; `undefined` when it has none, or it was abandoned. */
  of({ session }: Request, purpose: Purpose): Upload | undefined {
    const id = session.uploads?.[purpose];
    if (id === undefined || !this.has(id)) return undefined;
    const upload = this.at(id);
    const now = this.clock.now() / 1000;
    utimesSync(upload.beside(NOTE), now, now);
    return upload;
  }

  /** Gives an upload to a session, in place of what it had. */
  give({ session }: Request, purpose: Purpose, upload: Upload): void {
    const before = session.uploads?.[purpose];
    if (before !== undefined) this.remove(before);
    session.uploads = { ...session.uploads, [purpose]: upload.id };
  }

  has(id: string): boolean {
    return existsSync(this.at(id).beside(NOTE));
  }

  remove(id: string): void {
    rmSync(path.join(this.directory, id), { recursive: true, force: true });
  }

  private at(id: string): Upload {
    return new Upload(id, path.join(this.directory, id));
  }

  private sweep(): void {
    if (!existsSync(this.directory)) return;
    for (const id of readdirSync(this.directory)) if (this.isAbandoned(id)) this.remove(id);
  }

  private isAbandoned(id: string): boolean {
    const used = statSync(this.at(id).beside(NOTE), { throwIfNoEntry: false });
    // Without its note it was cut off while it was made or deleted.
    return used === undefined || this.clock.now() - used.mtimeMs > ABANDONED_MS;
  }
}
