import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { valueOf } from '@remit/record/nest';
import { ConsistencyDto, InclusionDto, numbersOf } from './asking.dto.js';
import { GetCheckpoint, GetConsistency, GetDirectoryCheckpoint, GetInclusion } from './checkpoint.query.js';
import type { CheckpointView } from './ledger-reader.js';

type Asked = Readonly<Record<string, unknown>>;

const NOTE = 'text/plain';

/** Checkpoints and proofs over HTTP: what an auditor keeps, and what shows that the record still agrees with it. */
@ApiTags('Proving')
@Controller('api')
export class LedgerController {
  constructor(private readonly queries: QueryBus) {}

  @Get('trusts/:trust/checkpoint')
  @ApiOperation({
    summary: 'The last signed checkpoint of the record, as JSON or (Accept: text/plain) as the note itself',
  })
  @ApiProduces('application/json', NOTE)
  async checkpoint(
    @Param('trust') trust: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return noteOrJson(valueOf(await this.queries.execute(new GetCheckpoint(trust))), request, response);
  }

  @Get('trusts/:trust/proof/inclusion')
  @ApiOperation({ summary: 'A proof that an entry is in the record that a checkpoint covers' })
  @ApiQuery({ type: InclusionDto })
  async inclusion(@Param('trust') trust: string, @Query() asked: Asked): Promise<unknown> {
    return valueOf(await this.queries.execute(new GetInclusion(trust, numbersOf(asked))));
  }

  @Get('trusts/:trust/proof/consistency')
  @ApiOperation({ summary: 'A proof that the record was only added to since an earlier checkpoint' })
  @ApiQuery({ type: ConsistencyDto })
  async consistency(@Param('trust') trust: string, @Query() asked: Asked): Promise<unknown> {
    return valueOf(await this.queries.execute(new GetConsistency(trust, numbersOf(asked))));
  }

  @Get('directory/checkpoint')
  @ApiOperation({
    summary: 'The last signed checkpoint of the directory, whose leaves are the checkpoints of all trusts',
  })
  @ApiProduces('application/json', NOTE)
  async directoryCheckpoint(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    return noteOrJson(valueOf(await this.queries.execute(new GetDirectoryCheckpoint())), request, response);
  }

  @Get('directory/proof/inclusion')
  @ApiOperation({ summary: "A proof that a trust's checkpoint is in the directory" })
  @ApiQuery({ type: InclusionDto })
  async directoryInclusion(@Query() asked: Asked): Promise<unknown> {
    return valueOf(await this.queries.execute(new GetInclusion(undefined, numbersOf(asked))));
  }

  @Get('directory/proof/consistency')
  @ApiOperation({ summary: 'A proof that the directory was only added to since an earlier checkpoint' })
  @ApiQuery({ type: ConsistencyDto })
  async directoryConsistency(@Query() asked: Asked): Promise<unknown> {
    return valueOf(await this.queries.execute(new GetConsistency(undefined, numbersOf(asked))));
  }
}

/** The note as it was signed for whoever prefers text, and everything about it for the others. */
function noteOrJson(view: CheckpointView, request: Request, response: Response): unknown {
  response.vary('Accept');
  if (request.accepts(['application/json', NOTE]) !== NOTE) return view;
  response.type('text/plain; charset=utf-8');
  return view.note;
}
