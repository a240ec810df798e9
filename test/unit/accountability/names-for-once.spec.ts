import { NamesForOnce, PeopleNames, type PersonShown, type TrustIndexView } from '@remit/accountability/nest';

/** Counts how often it is asked, and knows nobody but one person. */
class CountedNames extends PeopleNames {
  asked = 0;

  anyIn(): boolean {
    return true;
  }

  shown(_view: TrustIndexView, person: string): PersonShown | undefined {
    this.asked += 1;
    return person === 'p-1' ? { name: 'Amira Khan' } : undefined;
  }
}

test('of many answers given together, each name is opened once for each day and entry', () => {
  const names = new CountedNames();
  const once = new NamesForOnce(names);
  const view = {} as TrustIndexView;
  const ask = (person: string, day: number) => once.shown(view, person, { known: 5, day });
  expect([ask('p-1', 1), ask('p-1', 1), ask('p-2', 1), ask('p-2', 1)]).toEqual([
    { name: 'Amira Khan' },
    { name: 'Amira Khan' },
    undefined,
    undefined,
  ]);
  expect(names.asked).toBe(2);
  ask('p-1', 2);
  expect(names.asked).toBe(3);
});
