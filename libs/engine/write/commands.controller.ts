import { Body, Controller, Headers, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Response } from 'express';
import { fail, type Outcome, succeed } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import { type CommandOutcome, RefusedRequest, valueOf } from '@remit/record/nest';
import { RecordCommand } from './record-command.js';

/** Until there is sign-in nobody is identified, and the record says so. */
const UNIDENTIFIED = { id: 'unidentified', as: 'http-client' };

const ENTITY_TAG = /^"(\d{1,10})"$/;

/** Commands over HTTP: one address for each command of the record language. */
@Controller('api/trusts/:trust/commands')
export class CommandsController {
  constructor(private readonly commands: CommandBus) {}

  // Described command by command in the OpenAPI document: see `describeCommands`.
  @Post(':command')
  @ApiExcludeEndpoint()
  async record(
    @Param('trust') trust: string,
    @Param('command') command: string,
    @Body() data: unknown,
    @Headers('idempotency-key') key: string | undefined,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const context = { actor: UNIDENTIFIED, key, expectedHead: valueOf(headIn(ifMatch)) };
    const { entries, position, repeated } = receiptOf(
      await this.commands.execute(new RecordCommand(trust, command, data, context)),
    );
    response.setHeader('ETag', `"${String(position)}"`);
    if (repeated) response.setHeader('Idempotency-Replayed', 'true');
    return { entries, position };
  }
}

function receiptOf(outcome: CommandOutcome) {
  if ('refused' in outcome) throw new RefusedRequest(outcome.refused);
  return outcome.receipt;
}

function headIn(ifMatch: string | undefined): Outcome<EntryNumber | undefined> {
  if (ifMatch === undefined) return succeed(undefined);
  const entry = ENTITY_TAG.exec(ifMatch)?.[1];
  if (entry !== undefined) return succeed(Number(entry));
  return fail({
    code: 'RECORD.IF_MATCH_INVALID',
    field: 'If-Match',
    expected: 'the number of the newest entry in quotes, such as "41"',
    detail: 'The If-Match header is not an entry number in quotes. Give the entry that you decided on, such as "41".',
  });
}
