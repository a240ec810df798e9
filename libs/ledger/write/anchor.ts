import type { Problem } from '@remit/kernel';
import type { Anchor, KeptCheckpoint } from './checkpoint-store.js';

/** What became of asking somebody outside about a checkpoint. */
export type Anchored = { readonly is: 'anchored'; readonly anchor: Anchor } | Failed;

/** Nothing came of it. */
export interface Failed {
  readonly is: 'failed';
  readonly problem: Problem;
  /** Whether it shows that there are two histories, rather than that something does not work just now. */
  readonly contradicts: boolean;
}

/** Somebody outside who can confirm a checkpoint. */
export abstract class Anchorer {
  /** How it is called in messages. */
  abstract readonly name: string;

  /** After how long its word on one and the same checkpoint is worth asking for again. Milliseconds. */
  abstract readonly staleMs: number;

  /** Whether an anchor is its word. */
  abstract isItsOwn(anchor: Anchor): boolean;

  /** Has it confirm a checkpoint. Never throws because of what comes back. */
  abstract confirm(checkpoint: KeptCheckpoint, signal: AbortSignal): Promise<Anchored>;
}

/** It did not work: to be tried again. */
export function failed(problem: Problem): Failed {
  return { is: 'failed', problem, contradicts: false };
}

/** Somebody holds another history. */
export function contradicted(problem: Problem): Failed {
  return { is: 'failed', problem, contradicts: true };
}
