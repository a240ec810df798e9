import type { Id } from '@remit/kernel';
import type { KnownFunction } from '@remit/delegation';

/** The catalogue's group of functions that were added to it without a subject of their own. */
const EXTENDED = 'Extended';
const OTHER = 'Other functions';

/** Beginnings of ids that no function outside that group has. */
const SUBJECTS: Readonly<Record<string, string>> = {
  foi: 'Risk, audit, compliance',
  wb: 'Risk, audit, compliance',
};

/** What the functions of a trust are sorted under, for people: the groups of the catalogue. */
export class FunctionGroups {
  private readonly bySubject = new Map<string, string>();

  constructor(functions: readonly KnownFunction[]) {
    for (const { id, group } of functions) {
      if (group !== EXTENDED && !this.bySubject.has(subject(id))) this.bySubject.set(subject(id), group);
    }
  }

  /** The heading under which a function stands; a function of the extended list stands with those of its subject. */
  headingOf(fn: KnownFunction | undefined): string {
    if (fn === undefined) return OTHER;
    if (fn.group !== EXTENDED) return fn.group;
    return this.bySubject.get(subject(fn.id)) ?? SUBJECTS[subject(fn.id)] ?? OTHER;
  }

  /** Items under their headings, both in the order in which they first come. */
  sorted<Item>(items: readonly Item[], functionOf: (item: Item) => KnownFunction | undefined): Map<string, Item[]> {
    const byHeading = new Map<string, Item[]>();
    for (const item of items) {
      const heading = this.headingOf(functionOf(item));
      const sofar = byHeading.get(heading);
      if (sofar === undefined) byHeading.set(heading, [item]);
      else sofar.push(item);
    }
    return byHeading;
  }
}

/** The first part of an id: `fin` of `fin.budget.trust`. */
function subject(id: Id): string {
  return id.split('.')[0] ?? id;
}
