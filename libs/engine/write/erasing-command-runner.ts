import type { Problem } from '@remit/kernel';
import { type CommandOutcome, type CommandRequest, CommandRunner, type TrustSessions } from '@remit/record/nest';
import { type PersonKeys, reasonOf } from '@remit/access/nest';

/**
 * Runs commands, and destroys the key of whoever was erased before it says that the erasure is done. An erasure that was
 * recorded before, under whatever key of the command, is carried out again: so one that failed half-way is finished by
 * sending it once more, and otherwise at the next start.
 */
export class ErasingCommandRunner extends CommandRunner {
  constructor(
    sessions: TrustSessions<unknown>,
    private readonly keys: PersonKeys,
  ) {
    super(sessions);
  }

  override async run(request: CommandRequest): Promise<CommandOutcome> {
    return this.carriedOut(request, await super.run(request));
  }

  override async *runAll(requests: readonly CommandRequest[]): AsyncGenerator<CommandOutcome> {
    let at = 0;
    for await (const outcome of super.runAll(requests)) {
      yield this.carriedOut(requests[at]!, outcome);
      at += 1;
    }
  }

  private carriedOut({ command, trust, data }: CommandRequest, outcome: CommandOutcome): CommandOutcome {
    if (command !== 'ErasePerson' || ('refused' in outcome && outcome.refused.code !== 'ACCESS.PERSON_ERASED')) {
      return outcome;
    }
    try {
      this.keys.destroy(trust, String(data['person']));
      return outcome;
    } catch (error) {
      return { refused: notDestroyed(outcome, reasonOf(error)) };
    }
  }
}

function notDestroyed(outcome: CommandOutcome, why: string): Problem {
  const entry = 'refused' in outcome ? outcome.refused.entry : outcome.receipt.position;
  return {
    code: 'ACCESS.KEY_NOT_DESTROYED',
    ...(entry === undefined ? {} : { entry }),
    detail: `The erasure is recorded (entry ${String(entry)}) and the name is no longer shown, but its key could not be destroyed: ${why}. Send the same command again, or restart Remit.`,
  };
}
