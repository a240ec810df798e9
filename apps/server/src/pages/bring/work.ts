import { Logger } from '@nestjs/common';
import { fail, type Outcome, type Problem, succeed } from '@remit/kernel';
import { problemOfError } from '../../problem-of-error.js';

/** Is told which stage a work is in, and how much of it is done, from 0 to 1. */
export type Watch = (stage: string, share: number) => void;

/** Something that takes seconds: it goes on while pages say how far it has come. */
export class Work<Value> {
  stage = 'Beginning';
  share = 0;
  ended: Outcome<Value> | undefined;
  /** Resolves when it has ended, whatever came of it. */
  readonly settled: Promise<void>;

  constructor(run: (watch: Watch) => Promise<Outcome<Value>>) {
    const watch: Watch = (stage, share) => {
      this.stage = stage;
      this.share = share;
    };
    this.settled = run(watch)
      .catch((error: unknown) => fail(problemIn(error)))
      .then((ended) => void (this.ended = ended));
  }

  /** Something that was worked out already. */
  static done<Value>(value: Value): Work<Value> {
    const work = new Work<Value>(() => Promise.resolve(succeed(value)));
    work.ended = succeed(value);
    return work;
  }
}

function problemIn(error: unknown): Problem {
  const known = problemOfError(error);
  if (known !== undefined) return known;
  new Logger('Remit').error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return {
    code: 'HTTP.FAULT',
    detail:
      'Remit could not do this because of a fault of its own. Try again; if it stays so, tell whoever runs Remit to look at its log.',
  };
}
