import { existsSync, readFileSync } from 'node:fs';
import { fingerprintSlip, readFingerprint } from '@remit/exchange';
import { CheckFile, type FileCheck, GetFingerprint, PublicationModule } from '@remit/exchange/nest';
import { RefusedRequest, valueOf } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { type Arguments, without } from '../arguments.js';
import { type Engine, openEngine, trustOf } from '../engine.js';
import { complain, say, sayJson } from '../print/output.js';
import { WrongUsage } from '../usage.js';
import { given } from './who.js';

/** Exit codes, as `remit verify` has them: what cannot be checked is not said to be changed. */
const CODES: Readonly<Record<FileCheck['result'], number>> = { same: 0, changed: 2, 'cannot-be-checked': 1 };

/** `remit check-fingerprint`: a published file against the record, or what has a code. @returns the exit code. */
export async function checkFingerprint(args: Arguments): Promise<number> {
  const named = args.files.join(' ');
  if (named === '') throw new WrongUsage('Give the name of a published file, or the code that stands on it.');
  // A code may be typed with spaces between its groups, so that the shell takes it for several words.
  const isFile = existsSync(named) || readFingerprint(named) === undefined;
  if (isFile) without(args, BESIDE_CODE, 'a file, whose stamp says it');
  else if (args.text('school') === undefined) without(args, ['on', 'known-at'], 'a code without --school');
  const bytes = isFile ? fileNamed(named) : undefined;
  const store = new SqliteRecordStore({ directory: args.data, access: 'read' });
  const engine = await openEngine(args, 'read', store, [{ module: PublicationModule }]);
  try {
    return bytes === undefined ? await checkCode(args, named, engine) : await checkFile(args, bytes, engine);
  } finally {
    await engine.close();
  }
}

/** What stands beside the code of a matrix. */
const BESIDE_CODE = ['school', 'on', 'known-at'] as const;

/** @throws RefusedRequest when there is no such file, and a code was meant. */
function fileNamed(named: string): Uint8Array {
  const slip = existsSync(named) ? undefined : fingerprintSlip(named);
  if (slip === undefined) return readFileSync(named);
  throw new RefusedRequest({
    code: 'EXCHANGE.FINGERPRINT_INVALID',
    detail: `"${named}" is neither a file here nor a code: ${slip}. Compare it with the document.`,
  });
}

async function checkFile(args: Arguments, bytes: Uint8Array, { queries }: Engine): Promise<number> {
  const check = await queries.execute(new CheckFile(bytes, args.text('trust')));
  if (args.json) sayJson(check);
  else if (check.result === 'same') say(check.says);
  else
    complain({ code: `EXCHANGE.${check.result === 'changed' ? 'CHANGED' : 'NOT_CHECKED'}`, detail: check.says }, false);
  return CODES[check.result];
}

async function checkCode(args: Arguments, code: string, engine: Engine): Promise<number> {
  const school = args.text('school');
  const asked = {
    ...given('trust', school === undefined ? args.text('trust') : await trustOf(args, engine)),
    ...given('school', school),
    ...given('on', args.text('on')),
    ...given('knownAt', args.text('known-at')),
  };
  const found = valueOf(await engine.queries.execute(new GetFingerprint(code, asked)));
  if (args.json) sayJson(found);
  else say(found.says);
  return 0;
}
