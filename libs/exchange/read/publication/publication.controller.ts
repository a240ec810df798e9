import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { numbersIn, valueOf } from '@remit/record/nest';
import { GetFingerprint } from './fingerprint.query.js';
import { FACES } from './faces/faces.js';
import type { PublicationKind } from './formats.js';
import { FingerprintDto, MatrixPublicationDto, SchemePublicationDto } from './publication.dto.js';
import { Publish } from './publish.query.js';

type Asked = Readonly<Record<string, unknown>>;

const TYPES = Object.values(FACES).map(({ type }) => type.split(';')[0] ?? type);

/** Publications over HTTP: files with fixed names; a page is shown, the others are for saving. */
@ApiTags('Publishing')
@Controller('api')
export class PublicationController {
  constructor(private readonly queries: QueryBus) {}

  @Get('trusts/:trust/publication/scheme')
  @ApiOperation({ summary: 'A scheme of delegation to publish, in full or in plain words, with its fingerprint' })
  @ApiQuery({ type: SchemePublicationDto })
  @ApiProduces(...TYPES)
  scheme(@Param('trust') trust: string, @Query() asked: Asked): Promise<StreamableFile> {
    return this.file(trust, 'scheme', asked);
  }

  @Get('trusts/:trust/publication/matrix')
  @ApiOperation({ summary: 'Who decides each function at a school on a day, to publish, with its fingerprint' })
  @ApiQuery({ type: MatrixPublicationDto })
  @ApiProduces(...TYPES)
  matrix(@Param('trust') trust: string, @Query() asked: Asked): Promise<StreamableFile> {
    return this.file(trust, 'matrix', asked);
  }

  @Get('fingerprints/:code')
  @ApiOperation({ summary: 'What has this fingerprint, as recorded when, and how it stands today' })
  @ApiQuery({ type: FingerprintDto })
  async fingerprint(@Param('code') code: string, @Query() asked: Asked): Promise<unknown> {
    return valueOf(await this.queries.execute(new GetFingerprint(code, numbersIn(asked))));
  }

  private async file(trust: string, kind: PublicationKind, asked: Asked): Promise<StreamableFile> {
    const { name, type, bytes } = valueOf(await this.queries.execute(new Publish(trust, kind, numbersIn(asked))));
    const how = name.endsWith('.html') ? 'inline' : 'attachment';
    return new StreamableFile(bytes, { type, disposition: `${how}; filename="${name}"`, length: bytes.length });
  }
}
