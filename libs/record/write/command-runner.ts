import type { CommandOutcome, CommandRequest } from './command-request.js';
import type { TrustSessions } from './trust-sessions.js';

/** A batch is one durable append; these keep it well under the store's limit of 1 MiB. */
const BATCH_COMMANDS_MAX = 256;
const BATCH_CHARACTERS_MAX = 200_000;

/** Brings commands into records: the one way in, for HTTP, command line and imports alike. */
export class CommandRunner {
  constructor(private readonly sessions: TrustSessions<unknown>) {}

  /** Runs one command. */
  async run(request: CommandRequest): Promise<CommandOutcome> {
    const [outcome] = await this.sessions.of(request.trust).run([request]);
    this.sessions.dropEmpty(request.trust);
    this.sessions.dropUnused();
    return outcome!;
  }

  /**
   * Runs commands of one trust in order, in batches that are each one durable append, and stops at the first refusal:
   * what came before it stays. @returns the outcomes, a refusal being the last.
   */
  async *runAll(requests: readonly CommandRequest[]): AsyncGenerator<CommandOutcome> {
    for (const batch of batchesOf(requests)) {
      const outcomes = await this.sessions.of(batch[0]!.trust).run(batch);
      yield* outcomes;
      if (outcomes.some((outcome) => 'refused' in outcome)) return;
    }
    this.sessions.dropUnused();
  }
}

/** Splits requests where the trust changes or a batch would become too large. */
function* batchesOf(requests: readonly CommandRequest[]): Generator<CommandRequest[]> {
  let batch: CommandRequest[] = [];
  let characters = 0;
  for (const request of requests) {
    const more = JSON.stringify(request.data).length + 600;
    const full = batch.length === BATCH_COMMANDS_MAX || characters + more > BATCH_CHARACTERS_MAX;
    if (batch.length > 0 && (full || batch[0]!.trust !== request.trust)) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(request);
    characters += more;
  }
  if (batch.length > 0) yield batch;
}
