import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { dayInWords, dayOf } from '@remit/kernel';
import { directoryOrigin, type LogWithKeys, POLICY_LINES_MAX, policyText, trustOrigin } from '@remit/ledger';
import { CheckpointStore } from '@remit/ledger/nest';
import { RefusedRequest } from '@remit/record/nest';
import { type Arguments, noFile } from '../arguments.js';
import { openSigned, operatorName } from '../ledger.js';
import { say, sayJson } from '../print/output.js';
import { WrongUsage } from '../usage.js';

/** `remit keys show` and `remit keys rotate`. @returns the exit code. */
export async function keys(args: Arguments): Promise<number> {
  const [what, ...more] = args.files;
  if (more.length === 0 && what === 'show') return show(args);
  if (more.length === 0 && what === 'rotate') return rotate(args);
  throw new WrongUsage('Say what to do with the keys: remit keys show, or remit keys rotate.');
}

/** `remit policy`: what an auditor keeps to check with. @returns the exit code. */
export async function policy(args: Arguments): Promise<number> {
  noFile(args);
  const text = policyText(operatorName(), logsOf(args));
  const file = args.text('out');
  if (file === undefined) {
    say(text);
    return 0;
  }
  writeFileSync(file, text);
  if (args.json) sayJson({ file: path.resolve(file) });
  else say(`Wrote ${file}. Give it to whoever checks, and tell them the keys in another way as well.`);
  return 0;
}

function show(args: Arguments): number {
  const logs = logsOf(args);
  if (args.json) for (const log of logs) sayJson(log);
  else say(policyText(operatorName(), logs));
  return 0;
}

async function rotate(args: Arguments): Promise<number> {
  const signed = await openSigned(args);
  try {
    await signed.ledger.rotateKey();
  } finally {
    await signed.close();
  }
  if (args.json) return show(args);
  say(
    `There is a new key in ${args.keys}. The last checkpoint of every log is signed with both, and the old key is deleted.`,
  );
  say('Keep a copy of the new key in a safe place, and give the new policy (remit policy) to whoever checks.');
  return 0;
}

/** The logs asked about with their keys; the directory is always among them. */
function logsOf(args: Arguments): readonly LogWithKeys[] {
  const operator = operatorName();
  const checkpoints = CheckpointStore.open(args.data, 'read');
  try {
    const trust = args.text('trust');
    const origins =
      trust === undefined ? checkpoints.logs() : [trustOrigin(operator, trust), directoryOrigin(operator)];
    const logs = origins.map((origin) => ({
      origin,
      keys: checkpoints.keysOf(origin).map(({ vkey, from }) => ({ vkey, since: dayInWords(dayOf(from)) })),
    }));
    const unsigned = logs.find((log) => log.keys.length === 0);
    if (unsigned !== undefined || logs.length === 0) throw notSigned(unsigned?.origin ?? directoryOrigin(operator));
    if (logs.length > POLICY_LINES_MAX) {
      throw new WrongUsage(`A policy names at most ${String(POLICY_LINES_MAX)} logs. Say which trust with --trust.`);
    }
    return logs;
  } finally {
    checkpoints.close();
  }
}

function notSigned(origin: string): RefusedRequest {
  return new RefusedRequest({
    code: 'LEDGER.NO_CHECKPOINT',
    detail: `Nothing has been signed for ${origin} yet, so it has no key to show. Check --trust, or sign it now: remit checkpoint`,
  });
}
