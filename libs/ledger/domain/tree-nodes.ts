import type { Id } from '@remit/kernel';
import type { ReadNode } from './merkle-tree.js';

/**
 * Where the trees of the trusts are kept: beside the entries, in the same transaction, so that the tree is never behind
 * or ahead of the record.
 */
export abstract class TreeNodes {
  /** Reads the stored nodes of a trust's tree; asking for a node that is not stored throws. */
  abstract treeOf(trust: Id): ReadNode;
}
