import { createWriteStream, rm } from 'node:fs';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request } from 'express';
import type { Problem } from '@remit/kernel';
import { RefusedRequest } from '@remit/record/nest';
import type { Upload, Uploads } from './uploads.js';

declare module 'express-serve-static-core' {
  interface Request {
    /** The files that came with the request, once they are on disk. */
    upload?: Upload;
  }
}

/** What an upload may have: twice and more of what the register's files have, and of what schemes have. */
export const FILES_MAX = 8;
export const FILE_MEBIBYTES_MAX = 20;
export const ALL_MEBIBYTES_MAX = 60;
export const MEBIBYTE = 1_048_576;

/** A file as it comes in. */
interface IncomingFile {
  readonly originalname: string;
  readonly stream: Readable;
}

type Taken = (error: Error | null, info?: { readonly path: string }) => void;

/** Streams the files of one request into a folder of their own, under names that are safe. */
export class FolderStorage {
  private readonly sizes = new WeakMap<Request, number>();

  constructor(private readonly uploads: Uploads) {}

  /** Called by multer for each file. */
  _handleFile(request: Request, file: IncomingFile, taken: Taken): void {
    request.upload ??= this.uploads.begin();
    const name = safeName(file.originalname);
    if (name === undefined) {
      file.stream.resume();
      taken(new RefusedRequest(badName(file.originalname)));
      return;
    }
    const target = path.join(request.upload.files, name);
    // Files come in together: only making it tells whether there is one of the name.
    pipeline(file.stream, this.counting(request), createWriteStream(target, { flags: 'wx', mode: 0o600 })).then(
      () => taken(null, { path: target }),
      (error: unknown) => {
        taken(isThere(error) ? new RefusedRequest(twice(name)) : (error as Error));
      },
    );
  }

  /** Called by multer for what it took before something went wrong. */
  _removeFile(_request: Request, file: { readonly path: string }, removed: (error: Error | null) => void): void {
    rm(file.path, { force: true }, removed);
  }

  private counting(request: Request): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, next) => {
        const size = (this.sizes.get(request) ?? 0) + chunk.length;
        this.sizes.set(request, size);
        if (size > ALL_MEBIBYTES_MAX * MEBIBYTE) next(new RefusedRequest(TOO_MUCH));
        else next(null, chunk);
      },
    });
  }
}

function isThere(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST';
}

/** Letters, digits and what people put between them: nothing that a path, a hidden file or a program could be made of. */
const SAFE = /^[\p{L}\p{N}_(][\p{L}\p{M}\p{N} ._()+,&'’–-]*$/u;
/** What file systems take, with room to spare. */
const NAME_BYTES_MAX = 200;

/** The name of a file without what stands before it, if it can be kept under it. */
export function safeName(name: string): string | undefined {
  const base = (name.split(/[/\\]/).at(-1) ?? '').normalize('NFC').trim();
  return SAFE.test(base) && Buffer.byteLength(base) <= NAME_BYTES_MAX ? base : undefined;
}

function badName(name: string): Problem {
  return {
    code: 'WEB.FILE_NAME',
    expected: 'a file name of letters, digits, spaces, full stops, hyphens and brackets',
    detail: `A file called "${name.slice(0, NAME_BYTES_MAX)}" cannot be taken. Give it a short name of letters, digits and hyphens, then send it again. Nothing was recorded.`,
  };
}

function twice(name: string): Problem {
  return {
    code: 'WEB.FILE_TWICE',
    detail: `Two of the files are called "${name}". Send only one of them. Nothing was recorded.`,
  };
}

const TOO_MUCH: Problem = {
  code: 'HTTP.TOO_LARGE',
  expected: `at most ${String(ALL_MEBIBYTES_MAX)} MB in all`,
  detail: `The files have more than ${String(ALL_MEBIBYTES_MAX)} MB together, which is more than Remit takes. Send only those that are asked for. Nothing was recorded.`,
};
