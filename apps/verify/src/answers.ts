import { ask, functionAsked, type IndexedContext, type IndexedEntry, Moment, TrustIndex } from '@remit/accountability';
import { parseDay } from '@remit/kernel';
import { canonicalText, isObject, type Json } from './canonical.js';
import { correctedBy } from './entries.js';
import { altered, Finding, incomplete } from './finding.js';
import type { AnswerLine, AskedQuestion } from './lines.js';

/** Answers, worked out anew with the same pure rules as the product's; see docs/bundle-format.md, section 6. */

/** An answer that came out the same. */
export interface CheckedAnswer {
  readonly question: AskedQuestion;
  readonly status: string;
  readonly says: string;
}

/** Takes in the entries that have no part in who is accountable. Their types are known: see `EntryCheck`. */
const THE_REST: IndexedContext = { apply: () => true };

/** The entries from which answers are worked out. */
export abstract class Basis {
  abstract add(entry: IndexedEntry): void;
  /** The index from which one answer is worked out. */
  protected abstract indexFor(line: AnswerLine): TrustIndex;

  /** Works an answer out and compares it. @throws Finding when it is another, or cannot be worked out. */
  check(line: AnswerLine, at: number): CheckedAnswer {
    const { question, position, answer } = line;
    const what = `Answer ${String(at + 1)} (${question.function}${question.school === null ? '' : ` at ${question.school}`} on ${question.on}, as known at entry ${String(question.knownAt)})`;
    if (position !== question.knownAt) throw altered(`${what} says that it was read up to entry ${String(position)}.`);
    const again = this.workOut(line, what);
    const differing = Object.keys({ ...again, ...answer }).find(
      (member) => spelling(again[member]) !== spelling(answer[member]),
    );
    if (differing !== undefined) {
      throw altered(
        `${what} does not follow from the entries: its "${differing.slice(0, 40)}" comes out differently. The right answer is: ${String(again['says'])}`,
      );
    }
    return { question, status: String(again['status']), says: String(again['says']) };
  }

  private workOut(line: AnswerLine, what: string): Readonly<Record<string, unknown>> {
    const { question } = line;
    const day = parseDay(question.on);
    if (day === undefined) throw altered(`${what} is about a day that does not exist.`);
    try {
      const index = this.indexFor(line);
      const { trust, school, amount, knownAt } = question;
      if (trust !== index.trust) throw altered(`${what} is about another trust.`);
      const moment = new Moment(index, day, knownAt);
      const asked = { function: question.function, school: school ?? undefined, day, known: knownAt };
      const fn = functionAsked(moment, asked.function, asked.school);
      if (!fn.ok) throw altered(`${what} answers a question that cannot be asked: ${fn.problem.detail}`);
      const again = ask(moment, { ...asked, amount: amount ?? undefined }, question.explain === 'full');
      return again as unknown as Readonly<Record<string, unknown>>;
    } catch (error) {
      throw asFinding(error, `${what} cannot be worked out: one of the entries`);
    }
  }
}

/** All entries of a record: one index answers every question. */
export class WholeRecord extends Basis {
  private readonly index: TrustIndex;

  constructor(trust: string) {
    super();
    this.index = new TrustIndex(trust, [THE_REST]);
  }

  add(entry: IndexedEntry): void {
    try {
      this.index.apply(entry);
    } catch (error) {
      throw asFinding(error, `Entry ${String(entry.n)}`);
    }
  }

  protected indexFor(): TrustIndex {
    return this.index;
  }
}

/** Only the entries that answers rest on. Each answer is worked out from its own ones, so that they cannot disturb it. */
export class SomeEntries extends Basis {
  private readonly entries = new Map<number, IndexedEntry>();

  constructor(private readonly trust: string) {
    super();
  }

  add(entry: IndexedEntry): void {
    this.entries.set(entry.n, entry);
  }

  protected indexFor(line: AnswerLine): TrustIndex {
    const rests = this.restsOn(line);
    const end = this.needed(line.position, 'position');
    const index = new TrustIndex(this.trust, [THE_REST]);
    let recordedAt = this.needed(0, 'position').recordedAt;
    for (let n = 0; n <= line.position; n += 1) {
      const known = this.entries.get(n);
      recordedAt = n === line.position ? end.recordedAt : (known?.recordedAt ?? recordedAt);
      const entry = rests.has(n) ? known! : sayingNothing(n, recordedAt);
      index.apply(entry);
    }
    return index;
  }

  /** The numbers of the entries that an answer rests on, all of them here; see docs/bundle-format.md, section 2.4. */
  private restsOn({ answer, question }: AnswerLine): ReadonlySet<number> {
    const rests = new Set([0, ...entriesIn(answer['why']), ...entriesIn(answer['findings'])]);
    for (const { n, type, data } of this.entries.values()) {
      const defines =
        type === 'FunctionDefined' && (data as { readonly function: unknown }).function === question.function;
      if (n <= question.knownAt && (defines || type === 'CatalogueAdopted')) rests.add(n);
    }
    // A set hands out what is added while it is walked.
    for (const n of rests) {
      if (n > question.knownAt)
        throw altered(
          `An answer as known at entry ${String(question.knownAt)} rests on entry ${String(n)}, which is later.`,
        );
      const target = correctedBy(this.needed(n, 'reason'));
      if (target !== undefined) rests.add(target);
    }
    return rests;
  }

  private needed(n: number, as: 'reason' | 'position'): IndexedEntry {
    const entry = this.entries.get(n);
    if (entry !== undefined) return entry;
    const why = as === 'reason' ? 'An answer rests on it' : 'An answer was given when it was the newest';
    throw incomplete(
      `Entry ${String(n)} is not in the bundle. ${why}: ask for the bundle again, or for the whole record.`,
    );
  }
}

/** An entry at the place of one that is not in the bundle, of a type that nobody asks about. */
function sayingNothing(n: number, recordedAt: string): IndexedEntry {
  return { n, type: 'NotInTheBundle', data: {}, recordedAt };
}

function entriesIn(steps: Json | undefined): number[] {
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step: Json) => {
    const n = isObject(step) ? step['entry'] : undefined;
    return typeof n === 'number' && n >= 0 ? [n] : [];
  });
}

function spelling(value: unknown): string {
  return value === undefined ? '' : canonicalText(value);
}

/** What the rules of the core make of entries that no product ever wrote, as a finding. */
function asFinding(error: unknown, what: string): Error {
  if (error instanceof Finding) return error;
  return altered(`${what} does not say what an entry of its type must say. Report this to the operator of the log.`);
}
