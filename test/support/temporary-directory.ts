import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A directory of its own for one test. */
export interface TemporaryDirectory {
  readonly path: string;
  /** Removes it with everything in it. */
  remove(): void;
}

/** Makes an empty directory below the system's temporary one. */
export function temporaryDirectory(): TemporaryDirectory {
  const made = mkdtempSync(path.join(tmpdir(), 'remit-test-'));
  return { path: made, remove: () => rmSync(made, { recursive: true, force: true }) };
}
