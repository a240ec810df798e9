import { setImmediate } from 'node:timers/promises';

/** How long it works before other work of the process goes first. */
const WORK_MS = 20;

/** What work in steps comes to, done in turns with other work of the process. @throws what the work throws */
export async function inTurns<T>(steps: Generator<undefined, T>): Promise<T> {
  for (let since = performance.now(); ;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - since < WORK_MS) continue;
    await setImmediate();
    since = performance.now();
  }
}
