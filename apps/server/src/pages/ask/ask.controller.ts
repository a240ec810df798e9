import { Controller, Get, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Problem } from '@remit/kernel';
import { GetOutlook, Who } from '@remit/accountability/nest';
import { Requires } from '../access/requires.js';
import { amountIn } from '../shell/amount.js';
import { PageDesk } from '../shell/page-desk.js';
import { linkTo } from '../shell/page-frame.js';
import { type Exchange, readPage } from '../shell/read-page.js';
import { type Asked, given, questionOf, type Reading } from '../shell/reading.js';
import { answerModel, answerPage, titleOf } from './answer-page.js';
import { questionModel, questionPage } from './question-page.js';

/** "Who is accountable for this, at this school, on that day, and how do you know?" */
@ApiExcludeController()
@Requires('ask')
@Controller('trusts/:trust/who')
export class AskController {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  who(@Req() request: Exchange['request'], @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) =>
      asked['function'] === undefined ? this.form(reading, asked) : this.answer(reading, asked, response),
    );
  }

  private async answer(reading: Reading, asked: Asked, response: Response): Promise<string> {
    const refused = (problem: Problem): string => {
      response.status(422);
      return this.form(reading, asked, problem);
    };
    const { function: id, school } = asked;
    const amount = amountIn(asked);
    if (!amount.ok) return refused(amount.problem);
    const question = { ...questionOf(reading), ...given({ function: id, school }), ...amount.value };
    const answered = await this.queries.execute(new Who(reading.trust, { ...question, explain: 'full' }));
    if (!answered.ok) return refused(answered.problem);
    const outlook = await this.queries.execute(new GetOutlook(reading.trust, question));
    if (!outlook.ok) return refused(outlook.problem);
    const model = answerModel(reading, answered.value, outlook.value);
    const { position, recordedThrough } = answered.value;
    const place = {
      title: titleOf(model, reading.on),
      path: 'who',
      asked,
      breadcrumbs:
        school === undefined ? [] : [{ text: model.school ?? school, href: linkTo(reading, `schools/${school}`) }],
      standing: { trust: reading.trust, position, recordedThrough },
      changedSince: outlook.value.since.length,
    };
    return this.desk.page(answerPage, { reading, place, model });
  }

  private form(reading: Reading, asked: Asked, problem?: Problem): string {
    const title = `${problem === undefined ? '' : 'Error: '}Who is accountable?`;
    return this.desk.page(questionPage, {
      reading,
      place: { title, path: 'who', asked: {}, ownDates: true },
      model: questionModel(reading, asked, problem),
    });
  }
}
