import type { EntryNumber, Fact } from '@remit/record';

/** One step of the reasons: a plain sentence and the entry that it rests on, or null when it rests on an absence. */
export interface WhyStep {
  readonly step: string;
  readonly entry: EntryNumber | null;
  readonly says: string;
}

/** Collects steps in order, each entry once for each kind of step, with the corrections that an entry stands by. */
export class Trail {
  readonly steps: WhyStep[] = [];
  private readonly seen = new Set<string>();

  /** Adds a step that rests on a fact. */
  rest(step: string, fact: Pick<Fact<unknown>, 'n' | 'by'>, says: string): void {
    const key = `${step} ${String(fact.n)}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.steps.push({ step, entry: fact.n, says });
    for (const correction of fact.by) {
      this.rest(
        'correction',
        { n: correction, by: [] },
        `Entry ${String(fact.n)} stands as corrected by entry ${String(correction)}.`,
      );
    }
  }

  /** Adds a step that rests on nothing being recorded. */
  absence(step: string, says: string): void {
    this.steps.push({ step, entry: null, says });
  }
}

/** Names the entry that ended a fact. */
export function explainEnding(trail: Trail, fact: Fact<unknown>): void {
  if (fact.endedBy === undefined) return;
  trail.rest('ending', { n: fact.endedBy, by: [] }, `Entry ${String(fact.endedBy)} recorded that this ended.`);
}
