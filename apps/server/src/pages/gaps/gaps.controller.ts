import { Controller, Get, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { GetView } from '@remit/accountability/nest';
import { Requires } from '../access/requires.js';
import { PageDesk } from '../shell/page-desk.js';
import { type Exchange, readPage } from '../shell/read-page.js';
import { given, questionOf, yearsAfter } from '../shell/reading.js';
import { gapsForm, gapsModel, gapsPage } from './gaps-page.js';

/** "Where, and for how long, does nobody clearly decide?" */
@ApiExcludeController()
@Requires('ask')
@Controller('trusts/:trust/gaps')
export class GapsController {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  async gaps(@Req() request: Exchange['request'], @Res() response: Response): Promise<void> {
    await readPage(this.desk, { request, response }, async (reading, asked) => {
      const { function: id, school, from = reading.on } = asked;
      const { until = yearsAfter(from, 1) } = asked;
      const { knownAt } = questionOf(reading);
      const question = { from, until, ...given({ function: id, school, knownAt }) };
      const view = await this.queries.execute(new GetView(reading.trust, 'gaps', question));
      if (!view.ok) {
        response.status(422);
        const title = 'Error: Where nobody clearly decides';
        const model = { form: gapsForm(reading, asked, view.problem), result: undefined };
        return this.desk.page(gapsPage, { reading, place: { title, path: 'gaps', asked: {} }, model });
      }
      const model = gapsModel(reading, { from, until, school, function: id }, view.value);
      const { trust, position, recordedThrough } = view.value;
      const standing = { trust, position, recordedThrough };
      const place = { title: 'Where nobody clearly decides', path: 'gaps', asked, standing };
      return this.desk.page(gapsPage, { reading, place, model });
    });
  }
}
