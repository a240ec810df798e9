import type { Id, Problem } from '@remit/kernel';
import type { Entry, EntryNumber } from '../domain/entry.js';
import type { EntryType, EntryTypes } from '../domain/entry-types.js';

/** The data of a command, plain JSON that has been checked for its shape. */
export type CommandData = Readonly<Record<string, unknown>>;

/** An entry as a state takes it in: data in today's terms. */
export interface AppliedEntry {
  readonly n: EntryNumber;
  readonly type: string;
  readonly data: unknown;
  readonly recordedAt: string;
  readonly entry: Entry;
}

/** What an accepted command records. */
export interface Accepted {
  readonly type: EntryType;
  readonly data: CommandData;
}

export type Decided = { readonly accepted: Accepted } | { readonly refused: Problem };

/**
 * How a trust's state is built from its entries and what it says to a command. The runner knows nothing else of the
 * contexts; the engine composes them into one model.
 */
export abstract class TrustModel<State = unknown> {
  abstract readonly types: EntryTypes;
  /** The state before the first entry. */
  abstract begin(trust: Id): State;
  /** Takes the next entry in. May only ever add knowledge: what was known at an earlier entry stays answerable. */
  abstract apply(state: State, entry: AppliedEntry): void;
  /** The members of a command's data that the program fills in when the sender leaves them out. */
  abstract filledIn(command: string): readonly string[];
  /** Whether a command of that name and shape can follow the state's head. Pure. */
  abstract decide(state: State, command: string, data: CommandData): Decided;
}
