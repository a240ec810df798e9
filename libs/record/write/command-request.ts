import type { Id, Problem } from '@remit/kernel';
import type { Actor, EntryNumber, Grounds } from '../domain/entry.js';
import type { CommandData } from './trust-model.js';

/** A command on its way to the record. Its shape has been checked. */
export interface CommandRequest {
  readonly trust: Id;
  /** Imperative name: `AdmitSchool`. */
  readonly command: string;
  readonly data: CommandData;
  readonly grounds: Grounds;
  /** The idempotency key: the same key gives the same answer and no second entry. */
  readonly key: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly provenance: 'live' | 'import';
  /** The head that the sender decided on; the command is refused when the record has moved on. */
  readonly expectedHead?: EntryNumber;
}

/** What was recorded. */
export interface Receipt {
  readonly entries: readonly {
    readonly n: EntryNumber;
    readonly id: string;
    readonly type: string;
    readonly recordedAt: string;
  }[];
  /** The record's head after it: ask with `minPosition` to be sure to see it. */
  readonly position: EntryNumber;
  /** True when the same command had been recorded before and nothing was added. */
  readonly repeated: boolean;
}

export type CommandOutcome = { readonly receipt: Receipt } | { readonly refused: Problem };
