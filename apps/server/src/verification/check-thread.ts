import { parentPort, workerData } from 'node:worker_threads';
import { keptCheckpoints, type RecordVerdict, verifyRecord, type VerifyProgress } from '@remit/ledger/nest';
import { RawEntries } from '@remit/record-sqlite';

/** The program of a thread that checks a trust's record and ends: what it finds it sends to whoever started it. */

/** What the thread is given. */
export interface CheckAsked {
  /** The data directory. */
  readonly directory: string;
  readonly trust: string;
}

/** What the thread sends: how far it has come, and last what it found. */
export type CheckSaid = { readonly progress: VerifyProgress } | { readonly verdict: RecordVerdict };

/** Between two words on how far it has come. Milliseconds. */
const SAID_EVERY_MS = 100;

function check({ directory, trust }: CheckAsked): RecordVerdict {
  // Before the record, so that what is recorded and signed meanwhile does not look like a record that is too short.
  const { fault, ...kept } = keptCheckpoints(directory);
  const opened = RawEntries.open(directory);
  if (opened.is !== 'open') {
    const says = opened.is === 'none' ? `There is no record in ${directory}.` : opened.says;
    const kind = opened.is === 'damaged' ? 'altered' : 'incomplete';
    return { trusts: [], directory: undefined, findings: [{ kind, says }], entries: 0 };
  }
  try {
    const steps = verifyRecord(opened.rows, { given: [], policy: undefined, ...kept }, trust);
    let saidAt = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) {
      const now = performance.now();
      if (now - saidAt < SAID_EVERY_MS) continue;
      say({ progress: step.value });
      saidAt = now;
    }
    const verdict = step.value;
    return fault === undefined
      ? verdict
      : { ...verdict, findings: [...verdict.findings, { kind: 'incomplete', says: fault }] };
  } finally {
    opened.rows.close();
  }
}

function say(what: CheckSaid): void {
  parentPort?.postMessage(what);
}

say({ verdict: check(workerData as CheckAsked) });
