import { Controller, Get, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Problem } from '@remit/kernel';
import { GetView } from '@remit/accountability/nest';
import { Requires } from '../access/requires.js';
import { PageDesk } from '../shell/page-desk.js';
import { type Exchange, readPage } from '../shell/read-page.js';
import { type Asked, given, questionOf, type Reading } from '../shell/reading.js';
import { compareForm, compareModel, comparePage } from './compare-page.js';

/** "What differs between two days, or between what was recorded then and now?" */
@ApiExcludeController()
@Requires('ask')
@Controller('trusts/:trust/compare')
export class CompareController {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  async compare(@Req() request: Exchange['request'], @Res() response: Response): Promise<void> {
    await readPage(this.desk, { request, response }, async (before, asked) => {
      const { 'to-on': toOn, 'to-known': toKnownAt, function: id, school } = asked;
      if (toOn === undefined && toKnownAt === undefined) return this.form(before, asked);
      const question = { ...questionOf(before), ...given({ function: id, school, toOn, toKnownAt }) };
      const view = await this.queries.execute(new GetView(before.trust, 'compare', question));
      if (!view.ok) {
        response.status(422);
        return this.form(before, asked, view.problem);
      }
      const after = await this.desk.open(before.trust, { on: view.value.toOn, ...given({ known: toKnownAt }) });
      const model = compareModel({ before, after }, asked, view.value);
      const { trust, position, recordedThrough, toPosition } = view.value;
      const place = {
        title: 'What differs',
        path: 'compare',
        asked: { ...asked, 'to-known': String(toPosition) },
        standing: { trust, position, recordedThrough },
        ownDates: true,
      } as const;
      return this.desk.page(comparePage, { reading: before, place, model });
    });
  }

  private form(reading: Reading, asked: Asked, problem?: Problem): string {
    return this.desk.page(comparePage, {
      reading,
      place: {
        title: `${problem === undefined ? '' : 'Error: '}Compare two days`,
        path: 'compare',
        asked: {},
        ownDates: true,
      },
      model: { form: compareForm(reading, asked, problem), result: undefined },
    });
  }
}
