import { type Id, invariant } from '@remit/kernel';
import { completedBy, HASH_BYTES, leafHash, placeOf, type ReadNode, TreeNodes } from '@remit/ledger';
import { sha256 } from '@remit/ledger/nest';

/** Trees over records that a store keeps in memory and no hashes beside them: worked out when asked for, and kept. */
export class ComputedTrees extends TreeNodes {
  private readonly rows = new Map<Id, Uint8Array[]>();

  /** @param recordOf the canonical texts of a trust's entries, which are only ever added to */
  constructor(private readonly recordOf: (trust: Id) => readonly { readonly canonical: string }[]) {
    super();
  }

  override treeOf(trust: Id): ReadNode {
    return (level, index) => {
      const node = this.node(trust, level, index);
      invariant(node !== undefined, `The tree of "${trust}" lacks node ${String(index)} of level ${String(level)}.`);
      return node;
    };
  }

  private node(trust: Id, level: number, index: number): Uint8Array | undefined {
    const rows = this.rows.get(trust) ?? [];
    this.rows.set(trust, rows);
    const record = this.recordOf(trust);
    const stored: ReadNode = (l, i) => nodeIn(rows, l, i)!;
    for (let n = rows.length; n < record.length; n += 1) {
      rows.push(completedBy(sha256, n, leafHash(sha256, Buffer.from(record[n]!.canonical)), stored));
    }
    return nodeIn(rows, level, index);
  }
}

function nodeIn(rows: readonly Uint8Array[], level: number, index: number): Uint8Array | undefined {
  const { row, offset } = placeOf({ level, index });
  return rows[row]?.subarray(offset, offset + HASH_BYTES);
}
