import { dayInWords, dayOf } from '@remit/kernel';
import { CheckpointStore, LedgerReader } from '@remit/ledger/nest';
import { valueOf } from '@remit/record/nest';
import { RecordInUse, SqliteRecordStore } from '@remit/record-sqlite';
import { type Arguments, noFile } from '../arguments.js';
import { anchoringOf, anchorSettingsOf, openSigned, operatorName, type SignedRecord, signTrusts } from '../ledger.js';
import { say, sayJson } from '../print/output.js';
import { WrongUsage } from '../usage.js';

/**
 * `remit anchor`: signs what is not signed yet and has the directory of all trusts confirmed by those outside, now; or
 * shows what they have confirmed while a server sees to it. @returns the exit code.
 */
export async function anchor(args: Arguments): Promise<number> {
  noFile(args);
  const settings = anchorSettingsOf(args);
  if (settings.witnesses.length === 0 && settings.tsa === undefined) {
    throw new WrongUsage(
      'Nobody is set who could confirm anything. Name a witness (--witness, REMIT_WITNESSES) or a time-stamping authority (--tsa, REMIT_TSA).',
    );
  }
  let signed: SignedRecord;
  try {
    signed = await openSigned(args);
  } catch (error) {
    if (!(error instanceof RecordInUse)) throw error;
    return showLast(args);
  }
  const anchoring = anchoringOf(signed, settings, args.json);
  try {
    // What cannot be signed keeps nothing else from being confirmed.
    const isSigned = await signTrusts(signed, await signed.ledger.due(), args.json);
    const outcomes = await anchoring.anchorNow();
    if (!args.json) for (const { name, anchor: word } of outcomes) if (word !== undefined) tell(name, word.at);
    await show(args, signed.store, signed.ledger.checkpoints, signed.ledger.operator);
    return isSigned && outcomes.every(({ problem }) => problem === undefined) ? 0 : 1;
  } finally {
    await anchoring.stop();
    await signed.close();
  }
}

function tell(name: string, at: string): void {
  say(`${name} has confirmed the directory of all trusts on ${dayInWords(dayOf(at))}.`);
}

async function showLast(args: Arguments): Promise<number> {
  const store = new SqliteRecordStore({ directory: args.data, access: 'read' });
  try {
    const checkpoints = CheckpointStore.open(args.data, 'read');
    try {
      if (!args.json) {
        say('Another process is writing here and has checkpoints confirmed by whom it was started with. So far:');
      }
      await show(args, store, checkpoints, operatorName());
      return 0;
    } finally {
      checkpoints.close();
    }
  } finally {
    await store.close();
  }
}

/** What others have confirmed of the directory, and so of all trusts. */
async function show(
  args: Arguments,
  store: SqliteRecordStore,
  checkpoints: CheckpointStore,
  operator: string,
): Promise<void> {
  const reader = new LedgerReader({ operator, store, trees: store.trees, checkpoints, now: Date.now });
  const directory = reader.directoryCheckpoint();
  if (!directory.ok && !args.json) {
    say('Nothing is recorded yet, so there is nothing to confirm.');
    return;
  }
  const view = valueOf(directory);
  if (args.json) sayJson(view);
  else say(`The directory of all trusts: ${view.says}`);
}
