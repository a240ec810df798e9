import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes beside the name first, so that under the name itself there is never half a file. */
export function writeWhole(file: string, bytes: Uint8Array | string): void {
  const unfinished = `${file}.part`;
  try {
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
