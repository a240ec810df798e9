import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TemporaryDirectory } from './temporary-directory.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** What a run of the verifier came to. */
export interface Verified {
  readonly code: number | null;
  readonly out: string;
}

/** `remit-verify` as auditors get it, one built file, in a folder of its own. */
export class OfflineVerifier {
  private readonly program: string;

  constructor(private readonly directory: TemporaryDirectory) {
    this.program = path.join(directory.path, 'remit-verify.mjs');
    execFileSync(process.execPath, [path.join(ROOT, 'apps/verify/build.mjs'), this.program]);
  }

  /** Checks a file. */
  check(bundle: string, policy: string, ...more: readonly string[]): Verified {
    const args = [this.program, bundle, '--policy', policy, ...more];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env: {} });
    return { code: status, out: `${stdout}${stderr}` };
  }

  /** Writes a file into the folder and gives its path. */
  write(name: string, content: string | Uint8Array): string {
    const file = path.join(this.directory.path, name);
    writeFileSync(file, content);
    return file;
  }
}
