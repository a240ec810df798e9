import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '@remit/kernel';
import { RecordInUse, UnsafeSetting } from '@remit/record-sqlite';
import { problemOfError } from '../../server/src/problem-of-error.js';

/** The problem in an error that a user can do something about; `undefined` for a fault of the program. */
export function problemOf(error: unknown): Problem | undefined {
  const known = problemOfError(error);
  if (known !== undefined) return known;
  if (error instanceof RecordInUse) return { code: 'RECORD.IN_USE', detail: error.message };
  if (error instanceof UnsafeSetting) return { code: 'RECORD.UNSAFE_SETTING', detail: error.message };
  const { code, path: from, dest = from, syscall } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (syscall === 'listen' || syscall === 'getaddrinfo') return cannotListen(code);
  return fileProblem(code, dest);
}

function fileProblem(code: string | undefined, named: string | undefined): Problem | undefined {
  if (code === 'ENOENT') return missing(named);
  const file = named ?? 'the file';
  if (code === 'ENOTDIR') {
    return {
      code: 'CLI.FILE_MISSING',
      detail: `A part of ${file} is a file and no folder. Check --data, --keys and the names of files.`,
    };
  }
  if (code === 'EISDIR') return { code: 'CLI.FILE_UNREADABLE', detail: 'That is a folder. Give the name of a file.' };
  if (code === 'EACCES' || code === 'EROFS') {
    return {
      code: 'CLI.FILE_UNREADABLE',
      detail: `The rights of ${file} forbid it. Name another, or ask whoever looks after this computer.`,
    };
  }
  // Windows lets nobody replace a file that a program has open.
  if (code === 'EPERM' || code === 'EBUSY') {
    return {
      code: 'CLI.FILE_IN_USE',
      detail: `Another program, such as Excel, has ${file} open, or its rights forbid it. Close it there, and run the same command again.`,
    };
  }
  if (code !== 'ENOSPC') return undefined;
  return { code: 'CLI.DISK_FULL', detail: 'The disk is full, so the file is not whole. Make room and write it again.' };
}

function missing(file: string | undefined): Problem {
  if (file === undefined) {
    return { code: 'CLI.FILE_MISSING', detail: 'A file is not there. Check --data, --keys and the names of files.' };
  }
  const folder = path.dirname(file);
  const detail = existsSync(folder)
    ? `There is no file ${file}. Check its name.`
    : `There is no folder ${folder}. Check its name, or make it first.`;
  return { code: 'CLI.FILE_MISSING', detail };
}

function cannotListen(code: string | undefined): Problem {
  if (code === 'EADDRINUSE')
    return { code: 'CLI.PORT_TAKEN', detail: 'Another program uses this port. Choose another with --port.' };
  if (code === 'EACCES')
    return { code: 'CLI.PORT_FORBIDDEN', detail: 'This port is not for ordinary accounts. Choose one from 1024 on.' };
  return {
    code: 'CLI.HOST_UNKNOWN',
    detail: `This machine has no such address (${code ?? 'unknown'}). Check --host; 127.0.0.1 is this machine alone.`,
  };
}
