import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parsePolicy, type Policy, StoredRows } from '@remit/ledger';
import {
  EXIT_CODES,
  type KeptCheckpoints,
  keptCheckpoints,
  type RecordVerdict,
  sha256,
  verifyRecord,
  worstOf,
} from '@remit/ledger/nest';
import type { Problem } from '@remit/kernel';
import { RawEntries } from '@remit/record-sqlite';
import { RefusedRequest } from '@remit/record/nest';
import { type Arguments, noFile } from '../arguments.js';
import { complain, say, sayJson } from '../print/output.js';
import { verdictJson, verdictText } from '../print/verification-text.js';
import { Progress } from './progress.js';

const NOT_CHECKED = 1;

/** `remit verify`: whether everything recorded is as it was recorded and signed. Changes nothing. @returns the exit code. */
export async function verify(args: Arguments): Promise<number> {
  noFile(args);
  const policyFile = args.text('policy');
  const policy = policyFile === undefined ? undefined : readPolicy(policyFile);
  if (policy !== undefined && 'problem' in policy) {
    complain(policy.problem, args.json);
    return EXIT_CODES.policy;
  }
  const given = args.texts('checkpoint').map((file) => ({ name: path.basename(file), note: readFileSync(file) }));
  // Before the record, so that what is recorded and signed meanwhile does not look like a record that is too short.
  const { fault, ...kept } = keptCheckpoints(args.data);
  const opened = RawEntries.open(args.data);
  if (opened.is === 'lost' || opened.is === 'damaged') {
    complain({ code: `RECORD.${opened.is.toUpperCase()}`, detail: opened.says }, args.json);
    return EXIT_CODES[opened.is === 'lost' ? 'incomplete' : 'altered'];
  }
  if (opened.is === 'none' && fault === undefined && !isSigned(kept) && given.length === 0) {
    complain(
      { code: 'RECORD.MISSING', detail: `There is no record in ${args.data}. Name its directory with --data.` },
      args.json,
    );
    return NOT_CHECKED;
  }
  const rows = opened.is === 'open' ? opened.rows : new NoRows();
  try {
    const found = run(rows, { given, policy: policy?.policy, ...kept }, args);
    return report(fault === undefined ? found : withFault(found, fault, opened.is === 'none'), args);
  } finally {
    if (opened.is === 'open') opened.rows.close();
  }
}

/** Whether there are signed checkpoints of anything. */
function isSigned({ kept, directory }: KeptCheckpoints): boolean {
  return kept.length + directory.notes.length + directory.leaves.length > 0;
}

function readPolicy(file: string): { readonly policy: Policy } | { readonly problem: Problem } {
  const read = parsePolicy(sha256, readFileSync(file));
  return read.ok ? { policy: read.value } : { problem: read.problem };
}

function run(rows: StoredRows, sources: Parameters<typeof verifyRecord>[1], args: Arguments): RecordVerdict {
  const steps = verifyRecord(rows, sources, args.text('trust'));
  const shown = args.flag('progress') || process.stderr.isTTY;
  let progress: Progress | undefined;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) {
      if (args.flag('progress')) process.stderr.write(`100 %: ${String(step.value.entries)} entries\n`);
      return step.value;
    }
    const { done, total } = step.value;
    progress ??= new Progress(total, !shown);
    progress.at(done, done);
  }
}

/** The verdict when the checkpoints beside the record cannot be read. */
function withFault(verdict: RecordVerdict, fault: string, withoutRecord: boolean): RecordVerdict {
  const says = withoutRecord ? `${fault} There is no record beside it either: put that back as well.` : fault;
  return { ...verdict, findings: [...verdict.findings, { kind: 'incomplete', says }] };
}

function report(verdict: RecordVerdict, args: Arguments): number {
  const trust = args.text('trust');
  if (trust !== undefined && verdict.trusts.length + verdict.findings.length === 0) {
    throw new RefusedRequest({
      code: 'RECORD.TRUST_UNKNOWN',
      detail: `No trust "${trust}" is recorded in ${args.data}. List them with: remit trusts`,
    });
  }
  const worst = worstOf(verdict);
  if (args.json) sayJson(verdictJson(verdict, worst));
  else say(verdictText(verdict, worst));
  return EXIT_CODES[worst ?? 'ok'];
}

/** The record that is not there. */
class NoRows extends StoredRows {
  override trusts(): [] {
    return [];
  }

  override pagesOf(): [] {
    return [];
  }

  override faults(): [] {
    return [];
  }
}
