import { Corrections, type EntryCorrected } from '@remit/record';

const reason = 'as minuted';

function voids(entry: number): EntryCorrected {
  return { entry, how: 'void', reason };
}

function replaces(entry: number, data: EntryCorrected | { readonly name: string }): EntryCorrected {
  return { entry, how: 'replace', reason, with: data as unknown as Readonly<Record<string, unknown>> };
}

/** How entry 1 stands after corrections numbered on from 10. */
function standing(...says: readonly EntryCorrected[]): { live: boolean; data: unknown; by: readonly number[] } {
  const corrections = new Corrections();
  says.forEach((each, i) => corrections.add(10 + i, each));
  const { live, replacedBy, by } = corrections.standing(1);
  return { live, data: replacedBy ?? 'as recorded', by };
}

const a = { name: 'a' };
const b = { name: 'b' };

describe('how an entry stands after corrections', () => {
  test('untouched, it stands as recorded', () => {
    expect(standing()).toEqual({ live: true, data: 'as recorded', by: [] });
    expect(standing(voids(2))).toEqual({ live: true, data: 'as recorded', by: [] });
  });

  test('a void makes it void, a second void changes nothing', () => {
    expect(standing(voids(1))).toMatchObject({ live: false, by: [10] });
    expect(standing(voids(1), voids(1))).toMatchObject({ live: false });
  });

  test('a void of the void lets it stand again', () => {
    expect(standing(voids(1), voids(10))).toEqual({ live: true, data: 'as recorded', by: [] });
  });

  test('of two voids both must be voided before it stands again, in either order', () => {
    expect(standing(voids(1), voids(1), voids(10))).toMatchObject({ live: false });
    expect(standing(voids(1), voids(1), voids(11))).toMatchObject({ live: false });
    expect(standing(voids(1), voids(1), voids(10), voids(11))).toMatchObject({ live: true, by: [] });
    expect(standing(voids(1), voids(1), voids(11), voids(10))).toMatchObject({ live: true, by: [] });
  });

  test('a void of a void of a void voids it', () => {
    expect(standing(voids(1), voids(10), voids(11))).toMatchObject({ live: false });
  });

  test('a replacement gives the data, the newest of several wins', () => {
    expect(standing(replaces(1, a))).toEqual({ live: true, data: a, by: [10] });
    expect(standing(replaces(1, a), replaces(1, b))).toEqual({ live: true, data: b, by: [11] });
  });

  test('a void of the newest replacement lets the one before it show through, a void of both what was recorded', () => {
    expect(standing(replaces(1, a), replaces(1, b), voids(11))).toEqual({ live: true, data: a, by: [10] });
    expect(standing(replaces(1, a), replaces(1, b), voids(10))).toEqual({ live: true, data: b, by: [11] });
    expect(standing(replaces(1, a), replaces(1, b), voids(10), voids(11))).toMatchObject({ data: 'as recorded' });
  });

  test('a void entry that is replaced stays void, and stands with the other data once the void is voided', () => {
    expect(standing(voids(1), replaces(1, a))).toMatchObject({ live: false, data: a });
    expect(standing(voids(1), replaces(1, a), voids(10))).toMatchObject({ live: true, data: a, by: [11] });
    expect(standing(replaces(1, a), voids(1), voids(11))).toMatchObject({ live: true, data: a, by: [10] });
  });

  test('a void that is replaced by a replacement replaces, from its own place', () => {
    const turned = replaces(10, replaces(1, a));
    expect(standing(voids(1), turned)).toEqual({ live: true, data: a, by: [10, 11] });
    expect(standing(voids(1), replaces(1, b), turned)).toMatchObject({ live: true, data: b });
    expect(standing(voids(1), turned, voids(11))).toMatchObject({ live: false });
  });

  test('a replacement that is replaced by a void voids, and one that is replaced by another gives the other data', () => {
    expect(standing(replaces(1, a), replaces(10, voids(1)))).toMatchObject({ live: false, by: [10, 11] });
    expect(standing(replaces(1, a), replaces(10, replaces(1, b)))).toEqual({ live: true, data: b, by: [10, 11] });
    expect(standing(replaces(1, a), replaces(1, b), replaces(10, replaces(1, { name: 'c' })))).toMatchObject({
      data: b,
    });
  });

  test('the entry at the bottom of a chain of corrections is the one that may stand differently', () => {
    const corrections = new Corrections();
    expect(corrections.add(10, voids(1))).toBe(1);
    expect(corrections.add(11, voids(10))).toBe(1);
    expect(corrections.add(12, replaces(11, voids(10)))).toBe(1);
    expect(corrections.add(13, voids(2))).toBe(2);
  });

  test('as known at an earlier entry, only the corrections up to it count', () => {
    const corrections = new Corrections();
    for (const [n, says] of [voids(1), replaces(1, a), voids(10)].entries()) corrections.add(10 + n, says);
    const known = [9, 10, 11, 12].map((n) => {
      const { live, replacedBy, by } = corrections.standing(1, n);
      return { live, data: replacedBy, by };
    });
    expect(known).toEqual([
      { live: true, data: undefined, by: [] },
      { live: false, data: undefined, by: [10] },
      { live: false, data: a, by: [10, 11] },
      { live: true, data: a, by: [11] },
    ]);
    expect(corrections.standing(1)).toEqual(corrections.standing(1, 12));
  });
});
