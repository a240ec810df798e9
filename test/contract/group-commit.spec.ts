import type { AppendRequest } from '../../libs/record-sqlite/entry-writer.js';
import { GroupCommit } from '../../libs/record-sqlite/group-commit.js';
import { sampleEntry } from '../../libs/record/testing/sample-entries.js';

const request = (n: number, canonical = '{}'): AppendRequest => ({
  trust: 'a-trust',
  expectedHead: n - 1,
  entries: [sampleEntry(n, { canonical })],
});

/** Stores nothing and remembers the groups it was given. */
function recorder(broken?: Error) {
  const groups: number[][] = [];
  const commits = new GroupCommit((group) => {
    groups.push(group.map(({ entries }) => entries[0]!.n));
    if (broken !== undefined) throw broken;
    return group.map(({ entries }) => ({ result: { kind: 'appended', head: entries[0]!.n, position: '1' } }));
  });
  return { groups, commits };
}

describe('group commit', () => {
  it('stores the appends of one turn together, in their order, and answers each', async () => {
    const { groups, commits } = recorder();
    const answers = await Promise.all([0, 1, 2].map((n) => commits.add(request(n))));
    await commits.add(request(3));
    expect(groups).toEqual([[0, 1, 2], [3]]);
    expect(answers.map(({ head }) => head)).toEqual([0, 1, 2]);
  });

  it('takes in what the answers of the group before set off', async () => {
    const { groups, commits } = recorder();
    await Promise.all(
      [0, 10, 20].map(async (first) => {
        for (let n = first; n < first + 3; n += 1) await commits.add(request(n));
      }),
    );
    expect(groups).toEqual([
      [0, 10, 20],
      [1, 11, 21],
      [2, 12, 22],
    ]);
  });

  it('takes at most 512 appends at once', async () => {
    const { groups, commits } = recorder();
    await Promise.all(Array.from({ length: 1100 }, (_, n) => commits.add(request(n))));
    expect(groups.map(({ length }) => length)).toEqual([512, 512, 76]);
    expect(groups.flat()).toEqual(Array.from({ length: 1100 }, (_, n) => n));
  });

  it('takes at most 4 MiB at once, but always one append', async () => {
    const { groups, commits } = recorder();
    const sizes = [1, 1, 1, 1, 1, 5, 1];
    await Promise.all(sizes.map((mib, n) => commits.add(request(n, 'x'.repeat(mib * 1_048_576)))));
    expect(groups).toEqual([[0, 1, 2, 3], [4], [5], [6]]);
  });

  it('answers no append of a group whose commit failed, and goes on with the next', async () => {
    const { groups, commits } = recorder(new Error('The commit failed.'));
    const first = await Promise.allSettled([commits.add(request(0)), commits.add(request(1))]);
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(commits.add(request(2))).rejects.toThrow('The commit failed.');
    expect(groups).toEqual([[0, 1], [2]]);
  });

  it('is idle when everything is answered', async () => {
    const { groups, commits } = recorder();
    await commits.idle();
    const adding = Promise.all(Array.from({ length: 600 }, (_, n) => commits.add(request(n))));
    await commits.idle();
    expect(groups.flat()).toHaveLength(600);
    await adding;
  });
});
