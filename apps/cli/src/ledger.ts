import { readFileSync } from 'node:fs';
import type { Id, Problem } from '@remit/kernel';
import { DEFAULT_OPERATOR, isOperator } from '@remit/ledger';
import {
  Anchoring,
  anchorersOf,
  anchorSettings,
  type AnchorSettings,
  CHECKPOINT_MINUTES,
  Ledger,
  LedgerFault,
  refuseLostRecord,
} from '@remit/ledger/nest';
import { SystemClock } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import type { Arguments } from './arguments.js';
import { complain } from './print/output.js';
import { problemOf } from './problem-of.js';
import { WrongUsage } from './usage.js';

/** What the logs of this installation are called: `REMIT_ORIGIN`. @throws WrongUsage when it is no such name. */
export function operatorName(): string {
  const name = process.env['REMIT_ORIGIN'] ?? DEFAULT_OPERATOR;
  if (isOperator(name)) return name;
  throw new WrongUsage(
    `REMIT_ORIGIN is "${name}". Give a name of yours in lower-case letters, digits, hyphens and full stops, such as records.example.org.`,
  );
}

/** How often checkpoints are made, in minutes: `REMIT_CHECKPOINT_MINUTES`. @throws WrongUsage */
export function checkpointMinutes(): number {
  const text = process.env['REMIT_CHECKPOINT_MINUTES'] ?? String(CHECKPOINT_MINUTES);
  if (/^[1-9]\d{0,3}$/.test(text) && Number(text) <= 1440) return Number(text);
  throw new WrongUsage(`REMIT_CHECKPOINT_MINUTES is "${text}". Give a whole number of minutes from 1 to 1440 (a day).`);
}

/**
 * Who is to confirm checkpoints: `--witness`, `--tsa` and `--tsa-cert`, or `REMIT_WITNESSES`, `REMIT_TSA` and
 * `REMIT_TSA_CERT`. @throws WrongUsage when one of them makes no sense.
 */
export function anchorSettingsOf(args: Arguments): AnchorSettings {
  const witnesses = args.texts('witness');
  const certificate = args.text('tsa-cert') ?? process.env['REMIT_TSA_CERT'];
  const settings = anchorSettings({
    witnesses: witnesses.length > 0 ? witnesses : [process.env['REMIT_WITNESSES'] ?? ''],
    tsa: args.text('tsa') ?? process.env['REMIT_TSA'],
    tsaCertificates: certificate === undefined || certificate === '' ? undefined : textOf(certificate),
  });
  if (settings.ok) return settings.value;
  throw new WrongUsage(settings.problem.detail);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WrongUsage(`The certificate ${file} cannot be read (${(error as Error).message}).`);
  }
}

/** What has the checkpoints of a ledger confirmed by those who were set. */
export function anchoringOf({ ledger }: SignedRecord, settings: AnchorSettings, json: boolean): Anchoring {
  const now = (): number => ledger.clock.now();
  const { operator, checkpoints } = ledger;
  const anchorers = anchorersOf(settings, checkpoints, now);
  return new Anchoring({ checkpoints, operator, anchorers, now, report: (problem) => complain(problem, json) });
}

/** A record that is open for writing, with its ledger. */
export interface SignedRecord {
  readonly store: SqliteRecordStore;
  readonly ledger: Ledger;
  close(): Promise<void>;
}

/**
 * Signs trusts as they stand, and complains of what could not be signed. What was recorded is said before: it stays, even
 * when the signing fails.
 * @returns whether everything could be signed; what could is signed all the same.
 */
export async function signTrusts({ ledger }: SignedRecord, trusts: Iterable<Id>, json: boolean): Promise<boolean> {
  const failures = await ledger.sign(trusts).then(
    (outcomes) => outcomes.flatMap(({ failed }) => failed ?? []),
    (error: unknown) => [error],
  );
  for (const failure of failures) complain(notSigned(failure), json);
  return failures.length === 0;
}

/** Why something could not be signed. @throws the error when it is a fault of the program. */
export function notSigned(error: unknown): Problem {
  if (error instanceof LedgerFault) return error.problem;
  const problem = problemOf(error);
  if (problem === undefined) throw error;
  return {
    code: 'LEDGER.NOT_SIGNED',
    detail: `What was recorded is kept, but not signed yet (${(error as Error).message}). Check the disk, and that no other program uses the data directory. Then sign it with: remit checkpoint`,
  };
}

/**
 * Opens a record for writing and its ledger, after having compared the two.
 * @throws LedgerFault when the record is not the one that was signed; RecordInUse when another process writes.
 */
export async function openSigned({ data, keys }: Pick<Arguments, 'data' | 'keys'>): Promise<SignedRecord> {
  const operator = operatorName();
  refuseLostRecord(data, keys);
  const store = new SqliteRecordStore({ directory: data, access: 'write' });
  try {
    const ledger = await Ledger.open({
      directory: data,
      keysDirectory: keys,
      operator,
      store,
      trees: store.trees,
      clock: new SystemClock(),
    });
    return {
      store,
      ledger,
      close: async () => {
        ledger.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
