import { grown, EMPTY_TREE, leafHash, rootOf, rootOfPeaks, utf8Bytes } from '@remit/ledger';
import { sha256 } from '@remit/ledger/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { deterministicEntry } from '../support/deterministic-entry.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const TRUSTS = ['north', 'south'];
const BATCHES = [1, 3, 1, 7, 2, 64, 1, 5];

describe('the tree that stands beside the entries', () => {
  const directory = temporaryDirectory();
  const open = () => new SqliteRecordStore({ directory: directory.path, access: 'write', durability: 'test-off' });
  let store = open();
  afterAll(async () => {
    await store.close();
    directory.remove();
  });

  /** The root worked out from the stored bytes alone, on the way that needs no stored nodes. */
  async function rootFromBytes(trust: string): Promise<{ size: number; root: Uint8Array }> {
    const stored = await store.read(trust, 0, 1000);
    const tree = stored.reduce(
      (sofar, { canonical }) => grown(sha256, sofar, leafHash(sha256, utf8Bytes(canonical))),
      EMPTY_TREE,
    );
    return { size: tree.size, root: rootOfPeaks(sha256, tree.peaks) };
  }

  test('leads to the root of the stored bytes after every append, whatever the size of the batch', async () => {
    for (const trust of TRUSTS) {
      let head = -1;
      for (const count of BATCHES) {
        const entries = Array.from({ length: count }, (_, i) => deterministicEntry(trust, head + 1 + i, 'tree'));
        await store.append(trust, head, entries);
        head += count;
        const { size, root } = await rootFromBytes(trust);
        expect(size).toBe(head + 1);
        expect(rootOf(sha256, size, store.trees.treeOf(trust))).toEqual(root);
      }
    }
  });

  test('is left as it was by a conflict and by an append that is repeated', async () => {
    const before = await rootFromBytes('north');
    await store.append('north', 3, [deterministicEntry('north', 4, 'tree')]);
    await store.append('north', -1, [deterministicEntry('north', 0, 'tree')]);
    expect(await rootFromBytes('north')).toEqual(before);
    expect(rootOf(sha256, before.size, store.trees.treeOf('north'))).toEqual(before.root);
  });

  test('is the same when the record is opened again', async () => {
    const before = await rootFromBytes('south');
    await store.close();
    store = open();
    expect(rootOf(sha256, before.size, store.trees.treeOf('south'))).toEqual(before.root);
  });

  test('is said to be missing where it is missing, not invented', () => {
    expect(() => store.trees.treeOf('north')(0, 10_000)).toThrow('lacks node 10000 of level 0');
  });
});
