import { dayInWords, dayOf, type Id } from '@remit/kernel';
import { trustOfOrigin } from '@remit/ledger';
import { CheckpointStore, LedgerReader, type TrustCheckpointView } from '@remit/ledger/nest';
import { valueOf } from '@remit/record/nest';
import { RecordInUse, SqliteRecordStore } from '@remit/record-sqlite';
import { type Arguments, noFile } from '../arguments.js';
import { notSigned, openSigned, operatorName, type SignedRecord } from '../ledger.js';
import { complain, say, sayJson } from '../print/output.js';
import { table } from '../print/table.js';

/** `remit checkpoint`: signs a checkpoint now, or shows the last one while a server makes them. @returns the exit code. */
export async function checkpoint(args: Arguments): Promise<number> {
  noFile(args);
  let signed: SignedRecord;
  try {
    signed = await openSigned(args);
  } catch (error) {
    if (!(error instanceof RecordInUse)) throw error;
    return showLast(args);
  }
  try {
    return await signNow(args, signed);
  } finally {
    await signed.close();
  }
}

async function signNow(args: Arguments, { store, ledger }: SignedRecord): Promise<number> {
  const reader = new LedgerReader({
    operator: ledger.operator,
    store,
    trees: store.trees,
    checkpoints: ledger.checkpoints,
    now: () => ledger.clock.now(),
  });
  const named = args.text('trust');
  const all = (await store.heads()).map(({ trust }) => trust);
  if (named !== undefined && !all.includes(named)) valueOf(await reader.checkpointOf(named));
  const outcomes = await ledger.sign(named === undefined ? all : [named]);
  const failed = outcomes.filter((outcome) => outcome.failed !== undefined);
  await show(
    args,
    reader,
    outcomes.filter((outcome) => outcome.failed === undefined).map(({ trust }) => trust),
  );
  for (const outcome of failed) complain(notSigned(outcome.failed), args.json);
  return failed.length === 0 ? 0 : 1;
}

/** The server has the record, and the key is its business: what it signed last can be read beside it. */
async function showLast(args: Arguments): Promise<number> {
  const store = new SqliteRecordStore({ directory: args.data, access: 'read' });
  try {
    const checkpoints = CheckpointStore.open(args.data, 'read');
    try {
      const operator = operatorName();
      const named = args.text('trust');
      const reader = new LedgerReader({ operator, store, trees: store.trees, checkpoints, now: Date.now });
      const trusts =
        named === undefined ? checkpoints.logs().flatMap((log) => trustOfOrigin(operator, log) ?? []) : [named];
      if (!args.json) say('Another process is writing here and makes the checkpoints. The last one that it made:');
      await show(args, reader, trusts);
      return 0;
    } finally {
      checkpoints.close();
    }
  } finally {
    await store.close();
  }
}

async function show(args: Arguments, reader: LedgerReader, trusts: readonly Id[]): Promise<void> {
  const views: (readonly [Id, TrustCheckpointView])[] = [];
  for (const trust of trusts) views.push([trust, valueOf(await reader.checkpointOf(trust))]);
  const [only] = views;
  if (args.json) for (const [trust, view] of views) sayJson({ trust, ...view });
  else if (only === undefined) say('Nothing is recorded yet, so there is nothing to sign.');
  else if (views.length === 1) say(`${only[1].says}\n\n${only[1].note}`);
  else say(table(['Trust', 'Entries', 'Signed on', 'Newest entry'], views.map(rowOf)));
}

function rowOf([trust, { size, madeAt, head }]: readonly [Id, TrustCheckpointView]): readonly string[] {
  return [trust, String(size), dayInWords(dayOf(madeAt)), String(head)];
}
