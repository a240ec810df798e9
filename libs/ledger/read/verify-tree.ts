import { hash } from 'node:crypto';
import { HASH_BYTES } from '../domain/merkle-tree.js';

/**
 * The tree of RFC 6962 once more, grown from the bytes of the entries alone and written for speed: nothing is shared
 * with the code that keeps the stored tree, so that a fault of either shows as a difference. Hashes are texts of 32
 * characters from U+0000 to U+00FF here, one for each byte: Node makes those in half the time that it takes for arrays.
 */
export type ByteText = string;

const NODE = Buffer.alloc(1 + 2 * HASH_BYTES, 1);
let leaf = Buffer.alloc(8192);

/** The hash of a leaf from the exact bytes of its entry. Source: RFC 6962, section 2.1. */
export function leafText(entry: Uint8Array): ByteText {
  if (entry.length >= leaf.length) leaf = Buffer.alloc(2 * entry.length);
  leaf.set(entry, 1);
  return hash('sha256', leaf.subarray(0, entry.length + 1), 'binary');
}

/** The hash of the node over two others. Source: RFC 6962, section 2.1. */
export function nodeText(left: ByteText, right: ByteText): ByteText {
  NODE.write(left, 1, HASH_BYTES, 'latin1');
  NODE.write(right, 1 + HASH_BYTES, HASH_BYTES, 'latin1');
  return hash('sha256', NODE, 'binary');
}

/** The bytes as such a text. */
export function byteText(bytes: Uint8Array): ByteText {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** The bytes of such a text. */
export function bytesOf(text: ByteText): Uint8Array {
  return Buffer.from(text, 'latin1');
}

/** A tree that grows; `peaks` are the hashes of the full subtrees it consists of, from left to right. */
export class SecondTree {
  private constructor(
    private leaves: number,
    private readonly peaks: ByteText[],
  ) {}

  static empty(): SecondTree {
    return new SecondTree(0, []);
  }

  copy(): SecondTree {
    return new SecondTree(this.leaves, [...this.peaks]);
  }

  get size(): number {
    return this.leaves;
  }

  /** The hashes that the next leaf completes, one after another, its own first: what is to stand beside the entry. */
  completing(hashOfLeaf: ByteText): ByteText {
    let [node, completed, at] = [hashOfLeaf, hashOfLeaf, this.peaks.length - 1];
    for (let rest = this.leaves; rest % 2 === 1; rest = (rest - 1) / 2, at -= 1) {
      node = nodeText(this.peaks[at]!, node);
      completed += node;
    }
    return completed;
  }

  /** For each of the hashes stored beside the next leaf: whether it follows from the one below it and from this tree. */
  fits(stored: ByteText): readonly boolean[] {
    const fits = [true];
    let at = this.peaks.length - 1;
    for (let rest = this.leaves; rest % 2 === 1; rest = (rest - 1) / 2, at -= 1) {
      const level = fits.length;
      fits.push(hashAt(stored, level) === nodeText(this.peaks[at]!, hashAt(stored, level - 1)));
    }
    return fits;
  }

  /** Adds the next leaf with all hashes that it completes; of those the last is what the tree goes on with. */
  add(completed: ByteText): void {
    const levels = completed.length / HASH_BYTES;
    this.peaks.length -= levels - 1;
    this.peaks.push(hashAt(completed, levels - 1));
    this.leaves += 1;
  }

  root(): ByteText {
    const last = this.peaks.at(-1);
    if (last === undefined) return hash('sha256', Buffer.alloc(0), 'binary');
    return this.peaks.slice(0, -1).reduceRight((right, left) => nodeText(left, right), last);
  }
}

/** The hash of one level among those that stand beside an entry; short or empty when there are not so many. */
export function hashAt(hashes: ByteText, level: number): ByteText {
  return hashes.slice(level * HASH_BYTES, (level + 1) * HASH_BYTES);
}
