import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Id, isId, type Problem } from '@remit/kernel';
import type { Actor, EntryNumber, Evidence, Grounds } from '@remit/record';
import { type CommandData, type CommandOutcome, type CommandRequest, CommandRunner } from '@remit/record/nest';
import { REASON_IN_DATA } from '../domain/engine-commands.js';
import { checkCommand } from './command-shapes.js';

/** Who sends a command and how. */
export interface CommandContext {
  readonly actor: Actor;
  /** The idempotency key; made up when the sender has none. */
  readonly key?: string | undefined;
  readonly expectedHead?: EntryNumber | undefined;
  readonly provenance?: 'live' | 'import';
}

/** A command of the record language for one trust, its data not yet checked. */
export class RecordCommand extends Command<CommandOutcome> {
  constructor(
    readonly trust: Id,
    readonly command: string,
    readonly data: unknown,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RecordCommand)
export class RecordCommandHandler implements ICommandHandler<RecordCommand> {
  private readonly logger = new Logger('Remit');

  constructor(private readonly runner: CommandRunner) {}

  async execute({ trust, command, data, context }: RecordCommand): Promise<CommandOutcome> {
    const request = requestOf(trust, command, data, context);
    if ('refused' in request) return request;
    const outcome = await this.runner.run(request);
    if ('refused' in outcome && outcome.refused.code === 'RECORD.CLOCK_AHEAD')
      this.logger.error(outcome.refused.detail);
    return outcome;
  }
}

/** Commands of one trust, in order, stopping at the first refusal; each batch is one durable append. */
export class RecordCommands extends Command<AsyncGenerator<CommandOutcome>> {
  constructor(readonly commands: readonly RecordCommand[]) {
    super();
  }
}

@CommandHandler(RecordCommands)
export class RecordCommandsHandler implements ICommandHandler<RecordCommands> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ commands }: RecordCommands): Promise<AsyncGenerator<CommandOutcome>> {
    return Promise.resolve(this.runAll(commands));
  }

  private async *runAll(commands: readonly RecordCommand[]): AsyncGenerator<CommandOutcome> {
    const requests: CommandRequest[] = [];
    let refused: Problem | undefined;
    for (const { trust, command, data, context } of commands) {
      const request = requestOf(trust, command, data, context);
      if ('refused' in request) {
        refused = request.refused;
        break;
      }
      requests.push(request);
    }
    for await (const outcome of this.runner.runAll(requests)) {
      yield outcome;
      if ('refused' in outcome) return;
    }
    if (refused !== undefined) yield { refused };
  }
}

const KEY = /^[\x21-\x7e]{1,200}$/;
const GROUNDS = ['decidedOn', 'decision', 'reason', 'evidence'] as const;

/** Checks a command's names and shape, and parts what it is about from the grounds that it gives. */
function requestOf(
  trust: Id,
  command: string,
  data: unknown,
  context: CommandContext,
): CommandRequest | { refused: Problem } {
  if (!isId(trust)) return { refused: badTrust(trust) };
  if (context.key !== undefined && !KEY.test(context.key)) return { refused: badKey() };
  const checked = checkCommand(command, data);
  if ('refused' in checked) return checked;
  const key = context.key ?? randomUUID();
  return {
    trust,
    command,
    ...split(command, checked.value),
    key,
    actor: context.actor,
    correlationId: key,
    provenance: context.provenance ?? 'live',
    ...(context.expectedHead === undefined ? {} : { expectedHead: context.expectedHead }),
  };
}

/** Grounds go into the envelope; a reason that the contract asks for stays in the data. */
function split(command: string, all: CommandData): { data: CommandData; grounds: Grounds } {
  const kept = REASON_IN_DATA.has(command) ? GROUNDS.filter((name) => name !== 'reason') : GROUNDS;
  const data = Object.fromEntries(Object.entries(all).filter(([name]) => !kept.some((ground) => ground === name)));
  const grounds = Object.fromEntries(kept.filter((name) => all[name] !== undefined).map((name) => [name, all[name]]));
  const evidence = grounds['evidence'] as string | readonly Evidence[] | undefined;
  if (typeof evidence === 'string') grounds['evidence'] = [{ ref: evidence }];
  return { data, grounds };
}

function badTrust(trust: string): Problem {
  return {
    code: 'RECORD.TRUST_INVALID',
    field: 'trust',
    expected: 'lower-case letters, digits, hyphens and full stops',
    detail: `"${trust}" cannot be the id of a trust. Use lower-case letters, digits, hyphens and full stops.`,
  };
}

function badKey(): Problem {
  return {
    code: 'RECORD.KEY_INVALID',
    field: 'Idempotency-Key',
    expected: '1 to 200 printable ASCII characters without spaces',
    detail: 'The idempotency key cannot be used. Give 1 to 200 printable characters without spaces, such as a UUID.',
  };
}
