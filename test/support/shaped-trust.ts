import { decide } from '@remit/engine';
import type { Command } from '../oracle/types.js';
import { PureTrust } from './pure-trust.js';

/** Trusts built of random records: their commands have the right shape, so only what is decided is asked. */

/** Records a command whose shape is known to be right. @returns whether it was accepted. */
export function recordShaped({ index }: PureTrust, { command, data }: Command): boolean {
  const decided = decide(index, command, { ...data }, () => undefined);
  if ('refused' in decided) return false;
  const n = index.head + 1;
  const recordedAt = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();
  index.apply({ n, type: decided.accepted.type.name, data: decided.accepted.data, recordedAt });
  return true;
}

/** The trust of a record; `undefined` when a command of it is refused. */
export function trustIfAccepted(record: readonly Command[]): PureTrust | undefined {
  const trust = new PureTrust('t');
  return record.every((command) => recordShaped(trust, command)) ? trust : undefined;
}
