import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { GetPublishedScheme } from '@remit/exchange/nest';
import { RefusedRequest } from '@remit/record/nest';
import { Public } from '../access/requires.js';
import { PageDesk } from '../shell/page-desk.js';
import { nothingPublished, publishedModel, publishedPage } from './published-page.js';

/** "Who decides what in our trust?", for parents and everybody else. */
@ApiExcludeController()
@Public()
@Controller('trusts/:trust/published')
export class PublishedController {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  async published(@Param('trust') trust: string): Promise<string> {
    const { trustName } = (await this.desk.open(trust, {})).names;
    const found = await this.queries.execute(new GetPublishedScheme(trust, { plain: 'true' }));
    if (!found.ok && found.problem.code !== 'EXCHANGE.NO_SCHEME') throw new RefusedRequest(found.problem);
    const model = found.ok ? publishedModel(trust, found.value.document) : nothingPublished(trustName);
    return this.desk.plain(publishedPage, { title: 'Who decides what', trust: { id: trust, name: trustName } }, model);
  }
}
