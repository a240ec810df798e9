import { parseStrictJson } from '@remit/kernel';
import type { ReadBack } from './read-file.js';

/** The publication for programs. @throws when it is not JSON, or a name stands twice in it. */
export function readJson(bytes: Uint8Array): ReadBack {
  const read = parseStrictJson(
    Buffer.from(bytes)
      .toString('utf8')
      .replace(/^\uFEFF/u, ''),
  );
  if ('fault' in read) throw new Error(read.fault.why);
  return { kind: 'json', format: 'json', value: read.value };
}
