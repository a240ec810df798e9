import { canonicalJson } from '@remit/kernel';
import type { EntryNumber, Fact, KnownRow, LaidOpen, NamedList, NamedSubject } from '@remit/record';
import type { TrustIndex } from './trust-index.js';

/**
 * An index as text, so that two can be compared byte for byte: one canonical JSON object a line, in an order that does
 * not depend on how the index came about. What only makes questions fast, such as boxes over rows, is left out.
 */

/**
 * All that an index knows as known at an entry: what each entry said at first, and every fact with its days, since which
 * entry it is known and which entry closed it. Later entries change nothing in it, so the same text comes out of every
 * index that has taken in at least that entry.
 */
export function* knownFacts(index: TrustIndex, known: EntryNumber): Generator<string> {
  yield canonicalJson({ index: 2, known, trust: index.trust });
  for (let n = 0; n <= known; n += 1) {
    const said = { type: index.standing(n)?.type ?? null, data: index.originalOf(n) };
    yield canonicalJson({ entry: n, recordedAt: index.recordedAt(n) ?? null, ...said });
  }
  for (const [name, list] of inOrder(listsOf(index))) {
    for (const row of list.rowsKnownAt(known)) yield canonicalJson({ list: name, ...rowOf(row) });
  }
}

/** How everything stands at the head of an index: entries after their corrections, and what belongs under one id. */
export function* headState(index: TrustIndex): Generator<string> {
  yield canonicalJson({ head: index.head });
  for (let n = 0; n <= index.head; n += 1) {
    const { live, by, data, from, until, placements } = index.standing(n)!;
    if (live && by.length === 0) continue;
    yield canonicalJson({ standing: n, live, by, data, from, until, places: placements.length });
  }
  for (const [name, { claims, endings }] of inOrder(subjectsOf(index))) {
    yield canonicalJson({ subject: name, claims: claims.map(({ n }) => n), endings: endings.map(({ n }) => n) });
  }
}

function* listsOf({ structure, delegation, contexts }: TrustIndex): Generator<NamedList> {
  for (const context of [structure, delegation] satisfies LaidOpen[]) yield* context.lists();
  for (const context of contexts) if (context.lists !== undefined) yield* context.lists();
}

function* subjectsOf({ structure, delegation }: TrustIndex): Generator<NamedSubject> {
  yield* structure.subjects();
  yield* delegation.subjects();
}

/** By name. The names are all different. */
function inOrder<T>(named: Iterable<readonly [name: string, value: T]>): (readonly [name: string, value: T])[] {
  return [...named].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A row without the days that are none: what is not dated holds always, until further notice. */
function rowOf({ value, from, until, since, rank, closedAt }: KnownRow<unknown>): object {
  const fact = value as Fact<unknown>;
  const held = { n: fact.n, by: fact.by, from: fact.from, until: fact.until };
  const ended = { endedBy: fact.endedBy ?? null, endingBy: fact.endingBy ?? [] };
  return { row: { from, until, since, rank, closedAt }, fact: { ...held, ...ended, data: fact.data } };
}
