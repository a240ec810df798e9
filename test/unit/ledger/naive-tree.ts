import { createHash } from 'node:crypto';
import { completedBy, leafHash, placeOf, type ReadNode } from '@remit/ledger';
import { sha256 } from '@remit/ledger/nest';
import { bytes } from './outcomes.js';

/** RFC 6962, section 2.1, word for word and with nothing of the product: the root over the hashes of some leaves. */
export function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  const [left, right] = [naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k))];
  return createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest();
}

/** A log in memory: its leaves' hashes, and the rows that are stored with them. */
export class RowStore {
  readonly leaves: Uint8Array[] = [];
  readonly rows: Uint8Array[] = [];

  append(leaf: Uint8Array): void {
    this.rows.push(completedBy(sha256, this.leaves.length, leaf, this.readNode));
    this.leaves.push(leaf);
  }

  readonly readNode: ReadNode = (level, index) => {
    const { row, offset } = placeOf({ level, index });
    const found = this.rows[row]?.subarray(offset, offset + 32);
    if (found?.length !== 32) throw new Error(`no node ${level}/${index} is stored`);
    return found;
  };
}

/** A log of entries that say their numbers, and what else is asked. */
export function numberedLog(size: number, say = ''): RowStore {
  const log = new RowStore();
  for (let n = 0; n < size; n += 1) log.append(leafHash(sha256, bytes(`entry ${n}${say}`)));
  return log;
}
