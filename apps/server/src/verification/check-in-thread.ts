import { Worker } from 'node:worker_threads';
import type { Id } from '@remit/kernel';
import type { RecordCheck, RecordVerdict, VerifyProgress } from '@remit/ledger/nest';
import type { CheckAsked, CheckSaid } from './check-thread.js';

const STOPPED = 'The check was stopped before it had ended, because Remit was. Start it again.';

/** Checks the record of a data directory in a thread of its own, so that the server answers others meanwhile. */
export class CheckInThread implements RecordCheck {
  private readonly threads = new Set<Worker>();
  private closed = false;

  /** @param program of the thread */
  constructor(
    private readonly directory: string,
    private readonly program = new URL('check-thread.js', import.meta.url),
  ) {}

  async check(trust: Id, progress: (at: VerifyProgress) => void): Promise<RecordVerdict> {
    if (this.closed) throw new Error(STOPPED);
    const asked: CheckAsked = { directory: this.directory, trust };
    const thread = new Worker(this.program, { workerData: asked });
    this.threads.add(thread);
    try {
      return await new Promise<RecordVerdict>((resolve, reject) => {
        thread.on('message', (said: CheckSaid) => {
          if ('verdict' in said) resolve(said.verdict);
          else progress(said.progress);
        });
        thread.once('error', reject);
        thread.once('exit', () => {
          reject(new Error(STOPPED));
        });
      });
    } finally {
      this.threads.delete(thread);
      await thread.terminate();
    }
  }

  /** Ends the checks under way; those that wait for them begin no more. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.threads].map((thread) => thread.terminate()));
  }
}
