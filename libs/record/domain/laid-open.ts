import type { BitemporalList } from './bitemporal-list.js';
import type { Claimed, Subject } from './subject.js';

/** A list of an index under a name that no other list of the trust has. */
export type NamedList = readonly [name: string, list: BitemporalList<unknown>];

/** What is recorded under one id, under a name that nothing else of the trust has. */
export type NamedSubject = readonly [name: string, subject: Subject<Claimed>];

/** An index that shows all that it consists of, so that it can be compared with another one. */
export interface LaidOpen {
  /** Every list of facts, in any order. */
  lists(): Iterable<NamedList>;
  /** Everything that is kept by id, in any order. */
  subjects(): Iterable<NamedSubject>;
}

/** Lists under the names that stand before their keys in a map. */
export function* namedLists(
  name: string,
  lists: Iterable<readonly [key: string, list: BitemporalList<unknown>]>,
): Generator<NamedList> {
  for (const [key, list] of lists) yield [`${name} ${key}`, list];
}

/** Subjects under the names that stand before their ids in a map. */
export function* namedSubjects(
  name: string,
  subjects: Iterable<readonly [id: string, subject: Subject<Claimed>]>,
): Generator<NamedSubject> {
  for (const [id, subject] of subjects) yield [`${name} ${id}`, subject];
}
