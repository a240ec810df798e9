import type { Problem } from '@remit/kernel';
import { RecordInUse, UnsafeSetting } from '@remit/record-sqlite';
import { problemOfError } from '../../server/src/problem-of-error.js';

/** The problem in an error that a user can do something about; `undefined` for a fault of the program. */
export function problemOf(error: unknown): Problem | undefined {
  const known = problemOfError(error);
  if (known !== undefined) return known;
  if (error instanceof RecordInUse) return { code: 'RECORD.IN_USE', detail: error.message };
  if (error instanceof UnsafeSetting) return { code: 'RECORD.UNSAFE_SETTING', detail: error.message };
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'listen' || syscall === 'getaddrinfo') return cannotListen(code);
  return fileProblem(code, path ?? 'It');
}

function fileProblem(code: string | undefined, file: string): Problem | undefined {
  if (code === 'ENOENT') return { code: 'CLI.FILE_MISSING', detail: `There is no file ${file}. Check its name.` };
  if (code === 'EISDIR') return { code: 'CLI.FILE_UNREADABLE', detail: 'That is a folder. Give the name of a file.' };
  if (code === 'EACCES')
    return { code: 'CLI.FILE_UNREADABLE', detail: `${file} cannot be read: its rights forbid it.` };
  return undefined;
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
