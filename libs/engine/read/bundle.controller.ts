import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Logger, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { valueOf } from '@remit/record/nest';
import { BundleDto } from './bundle.dto.js';
import { GetBundle } from './bundle.query.js';

const LINES = 'application/x-ndjson';

/** Bundles over HTTP: files that can be checked without Remit. */
@ApiTags('Proving')
@Controller('api/trusts')
export class BundleController {
  private readonly logger = new Logger('Remit');

  constructor(private readonly queries: QueryBus) {}

  @Get(':trust/bundle')
  @ApiOperation({ summary: 'The record up to its last checkpoint, or answers with what proves them, as one file' })
  @ApiQuery({ type: BundleDto })
  @ApiOkResponse({ description: 'The file, for remit-verify', content: { [LINES]: { schema: { type: 'string' } } } })
  async bundle(
    @Param('trust') trust: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Res() response: Response,
  ): Promise<void> {
    const bundle = valueOf(await this.queries.execute(new GetBundle(trust, inLists(query))));
    response.attachment(bundle.fileName);
    response.type(LINES);
    try {
      await pipeline(Readable.from(bundle.pieces()), response);
    } catch (error) {
      // A file that is cut off has no last line, so whoever checks it is told.
      if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return;
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      response.destroy();
    }
  }
}

/** A question that is given once is a list of one. */
function inLists(query: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { question, ...others } = query;
  if (question === undefined) return query;
  return { ...others, question: Array.isArray(question) ? question : [question] };
}
