import { beginTrust, decide } from '@remit/engine';
import { checkCommand, problemOfShape } from '@remit/engine/nest';
import { type Answer, ask, functionAsked, Moment, type TrustIndex } from '@remit/accountability';
import { dayOf, type Problem } from '@remit/kernel';

/** A command as record scripts and vectors write it. */
export interface ScriptCommand {
  readonly command: string;
  readonly data: object;
}

/** A question as vectors and batches write it. */
export interface ScriptQuestion {
  readonly function: string;
  readonly school?: string | undefined;
  readonly on: string;
  readonly knownAt: number;
  readonly amount?: number | undefined;
}

/** A trust without store or server: the pure core alone, fed command by command. */
export class PureTrust {
  readonly index: TrustIndex;

  constructor(trust: string) {
    this.index = beginTrust(trust);
  }

  /** Records a command. @returns the problem when it is refused: then nothing is recorded. */
  record({ command, data }: ScriptCommand): Problem | undefined {
    const checked = checkCommand(command, data);
    if ('refused' in checked) return checked.refused;
    const decided = decide(this.index, command, checked.value, problemOfShape);
    if ('refused' in decided) return decided.refused;
    const n = this.index.head + 1;
    const recordedAt = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();
    this.index.apply({ n, type: decided.accepted.type.name, data: decided.accepted.data, recordedAt });
    return undefined;
  }

  /** Answers a question. @returns the problem when it cannot be asked. */
  ask(question: ScriptQuestion, full = false): Answer | Problem {
    const moment = new Moment(this.index, dayOf(question.on), question.knownAt);
    const fn = functionAsked(moment, question.function, question.school);
    if (!fn.ok) return fn.problem;
    const { school, amount } = question;
    return ask(moment, { function: question.function, school, day: moment.day, known: moment.known, amount }, full)!;
  }
}

/** A trust with a whole record. @throws when a command of it is refused. */
export function pureTrust(record: readonly ScriptCommand[]): PureTrust {
  const trust = new PureTrust((record[0]?.data as { readonly trust: string }).trust);
  for (const [n, command] of record.entries()) {
    const problem = trust.record(command);
    if (problem !== undefined)
      throw new Error(`Command ${String(n)} (${command.command}) refused: ${JSON.stringify(problem)}`);
  }
  return trust;
}
