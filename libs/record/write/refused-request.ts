import type { Outcome, Problem } from '@remit/kernel';

/** A request that cannot be answered, thrown at the edges only: the HTTP filter and the command line put it in words. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';

  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** The value of an outcome. @throws RefusedRequest when there is a problem instead. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new RefusedRequest(outcome.problem);
}
