import { dayInWords, dayOf } from '@remit/kernel';
import type { EntryNumber, Fact } from '@remit/record';

/** One step of the reasons: a plain sentence and the entry that it rests on, or null when it rests on an absence. */
export interface WhyStep {
  readonly step: string;
  readonly entry: EntryNumber | null;
  readonly says: string;
}

/** What a step rests on: an entry, with the days on which what it says holds when it is dated. */
export type Ground = Pick<Fact<unknown>, 'n' | 'by'> & Partial<Fact<unknown>>;

/** Collects steps in order, each entry once for each kind of step, with the corrections that an entry stands by. */
export class Trail {
  readonly steps: WhyStep[] = [];

  /** Adds a step that rests on a fact. */
  rest(step: string, ground: Ground, says: string): void {
    if (this.steps.some((said) => said.entry === ground.n && said.step === step)) return;
    this.steps.push({ step, entry: ground.n, says });
    for (const correction of ground.by) {
      const corrected = `Entry ${String(ground.n)} stands as corrected by entry ${String(correction)}.`;
      this.rest('correction', { n: correction, by: [] }, corrected);
    }
    if (endsLaterThanItSaid(ground)) explainEnding(this, ground);
  }

  /** Adds a step that rests on nothing being recorded. */
  absence(step: string, says: string): void {
    this.steps.push({ step, entry: null, says });
  }
}

/** Names the entry that ended a fact. */
export function explainEnding(trail: Trail, { endedBy, endingBy = [], until }: Ground): void {
  if (endedBy === undefined || until === undefined) return;
  const lastDay = dayInWords(until - 1);
  trail.rest('ending', { n: endedBy, by: endingBy }, `Entry ${String(endedBy)} made ${lastDay} its last day.`);
}

/** Whether a fact holds on days on which it would not without the entry that set its end. */
function endsLaterThanItSaid({ data, until, endedBy }: Ground): boolean {
  if (endedBy === undefined || until === undefined) return false;
  const said = (data as { readonly until?: string } | undefined)?.until;
  return said !== undefined && dayOf(said) < until;
}
