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
}

/** What an accepted command records. */
export interface Accepted {
  readonly type: EntryType;
  readonly data: CommandData;
}

export type Decided = { readonly accepted: Accepted } | { readonly refused: Problem };

/** Data as they are to be recorded, or why they cannot be. */
export type Sealing = { readonly data: CommandData } | { readonly refused: Problem };

export type Comparable = { readonly recorded: CommandData; readonly sent: CommandData } | { readonly refused: Problem };

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

  /**
   * Seals what must not stand in an entry in clear, between deciding and recording. The state takes in what it gives
   * back. @param n number that the entry will have.
   */
  seal(_state: State, _n: EntryNumber, _type: EntryType, data: CommandData): Sealing {
    return { data };
  }

  /** The data of a recorded entry and of a command that may be the same one, with what was sealed made comparable. */
  comparable(entry: Entry, sent: CommandData): Comparable {
    return { recorded: entry.data as CommandData, sent };
  }
}
