import type { Day } from '@remit/kernel';
import type { EntryNumber } from './entry.js';

/** The rectangle of a fact: the days on which it holds and the entry numbers from which, and until which, it is known. */
export interface Rectangle {
  readonly from: Day;
  readonly until: Day;
  readonly since: EntryNumber;
  /** Of the facts that hold on a day the greatest rank wins: the entry number, or for schemes first the day. */
  readonly rank: number;
}

/** A row as it was known at an entry. */
export interface KnownRow<T> extends Rectangle {
  /** The entry that closed it; null while it is open. */
  readonly closedAt: EntryNumber | null;
  readonly value: T;
}

const FROM = 0;
const SINCE = 1;
const RANK = 2;
/** The `until` of a row that is still known. */
const UNTIL_OPEN = 3;
/** The `until` of a row that was closed, and the entry that closed it. */
const UNTIL_CLOSED = 4;
const CLOSED_AT = 5;
const STRIDE = 6;

/** In place of the `until` that a row does not have. */
const NEVER = -Infinity;
const FAN_OUT = 16;
/** Up to so many rows a list keeps no room for more. */
const SHORT = 4;

// Never changed: a list takes arrays of its own with its first row.
const NO_NUMBERS: number[] = [];
const NO_VALUES: never[] = [];
const NO_BOXES: number[][] = [];

/**
 * Facts with two time axes, asked at a point (day, entry number).
 *
 * Rows are only added; what a later entry contradicts is closed at that entry's number and stays for earlier
 * questions. Over every 16 rows stands a box that bounds them, over every 16 boxes another, so that a question skips
 * what cannot hold: with a history that grows in time order its cost grows with the logarithm of the length. A box
 * bounds closed rows apart from open ones: most closed rows held until further notice, and would make it look as if the
 * whole box did.
 */
export class BitemporalList<T> {
  // There is a list for every body, post, school and layer of variations, most of them of few rows: each field counts.
  /** Six numbers a row. */
  private rows: number[] = NO_NUMBERS;
  private values: T[] = NO_VALUES;
  /** `boxes[0]` are the boxes over the rows, `boxes[k]` those over `boxes[k - 1]`. Six numbers each. */
  private boxes: number[][] = NO_BOXES;

  get size(): number {
    return this.values.length;
  }

  /** Adds a fact that is known from `since` on. @returns the row, to close it by. */
  add({ from, until, since, rank }: Rectangle, value: T): number {
    const row = this.values.length;
    if (row === 0) {
      this.values = [value];
      this.rows = [from, since, rank, until, NEVER, NEVER];
    } else if (row < SHORT) {
      // push() would keep room for sixteen more.
      this.values = this.values.concat([value]);
      this.rows = this.rows.concat([from, since, rank, until, NEVER, NEVER]);
    } else {
      this.values.push(value);
      this.rows.push(from, since, rank, until, NEVER, NEVER);
      if (row >= FAN_OUT) this.growBoxes(row);
    }
    return row;
  }

  /** Ends the knowledge of a row: questions as known at `entry` or later no longer find it. */
  close(row: number, entry: EntryNumber): void {
    const { rows } = this;
    const o = row * STRIDE;
    rows[o + UNTIL_CLOSED] = Math.max(rows[o + UNTIL_OPEN]!, rows[o + UNTIL_CLOSED]!);
    rows[o + UNTIL_OPEN] = NEVER;
    rows[o + CLOSED_AT] = entry;
    for (let level = 1, at = row; level <= this.boxes.length; level += 1) {
      at = Math.floor(at / FAN_OUT);
      this.bound(level, at);
    }
  }

  /** Of the facts that hold on `day` as known at `known`, the one with the greatest rank. */
  best(day: Day, known: EntryNumber): T | undefined {
    const top = this.boxes.length;
    let best = -1;
    for (let at = this.count(top) - 1; at >= 0; at -= 1) best = this.better(best, top, at, day, known);
    return this.values[best];
  }

  /** All facts that hold on `day` as known at `known`, in the order in which they were added. */
  on(day: Day, known: EntryNumber): T[] {
    return this.within(day, day + 1, known);
  }

  /** All facts that hold on at least one day of `[from, until)` as known at `known`. */
  within(from: Day, until: Day, known: EntryNumber): T[] {
    const found: T[] = [];
    const asked = { from, until, known };
    const top = this.boxes.length;
    const count = this.count(top);
    for (let at = 0; at < count; at += 1) this.collect(top, at, asked, found);
    return found;
  }

  /** Every row that entry `known` or one before it added, in order, as it was known then: what was closed later is open. */
  *rowsKnownAt(known: EntryNumber): Generator<KnownRow<T>> {
    const { rows } = this;
    for (const [row, value] of this.values.entries()) {
      const o = row * STRIDE;
      if (rows[o + SINCE]! > known) continue;
      const closed = rows[o + UNTIL_OPEN] === NEVER;
      const closedAt = closed && rows[o + CLOSED_AT]! <= known ? rows[o + CLOSED_AT]! : null;
      const until = rows[o + (closed ? UNTIL_CLOSED : UNTIL_OPEN)]!;
      yield { from: rows[o + FROM]!, until, since: rows[o + SINCE]!, rank: rows[o + RANK]!, closedAt, value };
    }
  }

  /** The row that holds and has the greatest rank: `best`, or one under a box. */
  private better(best: number, level: number, at: number, day: Day, known: EntryNumber): number {
    const cells = this.level(level);
    const o = at * STRIDE;
    if (cells[o + FROM]! > day || cells[o + SINCE]! > known) return best;
    if (best >= 0 && cells[o + RANK]! <= this.rows[best * STRIDE + RANK]!) return best;
    if (cells[o + UNTIL_OPEN]! <= day && (cells[o + UNTIL_CLOSED]! <= day || cells[o + CLOSED_AT]! <= known))
      return best;
    if (level === 0) return at;
    let found = best;
    const last = Math.min((at + 1) * FAN_OUT, this.count(level - 1)) - 1;
    for (let child = last; child >= at * FAN_OUT; child -= 1) found = this.better(found, level - 1, child, day, known);
    return found;
  }

  private collect(
    level: number,
    at: number,
    asked: { readonly from: Day; readonly until: Day; readonly known: EntryNumber },
    found: T[],
  ): void {
    const cells = this.level(level);
    const o = at * STRIDE;
    const { from, until, known } = asked;
    if (cells[o + FROM]! >= until || cells[o + SINCE]! > known) return;
    if (cells[o + UNTIL_OPEN]! <= from && (cells[o + UNTIL_CLOSED]! <= from || cells[o + CLOSED_AT]! <= known)) return;
    if (level === 0) {
      found.push(this.values[at]!);
      return;
    }
    const end = Math.min((at + 1) * FAN_OUT, this.count(level - 1));
    for (let child = at * FAN_OUT; child < end; child += 1) this.collect(level - 1, child, asked, found);
  }

  private growBoxes(row: number): void {
    for (let level = 1, at = row; this.count(level - 1) > FAN_OUT; level += 1) {
      at = Math.floor(at / FAN_OUT);
      if (level > this.boxes.length) {
        this.boxes = this.boxes.concat([[]]);
        for (let box = 0; box < at; box += 1) this.bound(level, box);
      }
      if (at < this.count(level)) this.widen(level, at, row);
      else this.bound(level, at);
    }
  }

  /** Has the box `at` of a level bound a new row too. */
  private widen(level: number, at: number, row: number): void {
    const cells = this.level(level);
    const { rows } = this;
    const o = at * STRIDE;
    const r = row * STRIDE;
    if (rows[r + FROM]! < cells[o + FROM]!) cells[o + FROM] = rows[r + FROM]!;
    if (rows[r + SINCE]! < cells[o + SINCE]!) cells[o + SINCE] = rows[r + SINCE]!;
    if (rows[r + RANK]! > cells[o + RANK]!) cells[o + RANK] = rows[r + RANK]!;
    if (rows[r + UNTIL_OPEN]! > cells[o + UNTIL_OPEN]!) cells[o + UNTIL_OPEN] = rows[r + UNTIL_OPEN]!;
  }

  /** Works out the box `at` of a level from what lies under it. */
  private bound(level: number, at: number): void {
    const under = this.level(level - 1);
    const end = Math.min((at + 1) * FAN_OUT * STRIDE, under.length);
    let from = Infinity;
    let since = Infinity;
    let rank = NEVER;
    let untilOpen = NEVER;
    let untilClosed = NEVER;
    let closedAt = NEVER;
    for (let o = at * FAN_OUT * STRIDE; o < end; o += STRIDE) {
      from = Math.min(from, under[o + FROM]!);
      since = Math.min(since, under[o + SINCE]!);
      rank = Math.max(rank, under[o + RANK]!);
      untilOpen = Math.max(untilOpen, under[o + UNTIL_OPEN]!);
      untilClosed = Math.max(untilClosed, under[o + UNTIL_CLOSED]!);
      closedAt = Math.max(closedAt, under[o + CLOSED_AT]!);
    }
    const cells = this.level(level);
    const o = at * STRIDE;
    cells[o + FROM] = from;
    cells[o + SINCE] = since;
    cells[o + RANK] = rank;
    cells[o + UNTIL_OPEN] = untilOpen;
    cells[o + UNTIL_CLOSED] = untilClosed;
    cells[o + CLOSED_AT] = closedAt;
  }

  private level(level: number): number[] {
    return level === 0 ? this.rows : this.boxes[level - 1]!;
  }

  private count(level: number): number {
    return this.level(level).length / STRIDE;
  }
}
