import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { parsePounds, type Problem } from '@remit/kernel';
import { GetOutlook, Who } from '@remit/accountability/nest';
import { Requires } from '../access/requires.js';
import { PageDesk } from '../shell/page-desk.js';
import { linkTo } from '../shell/page-frame.js';
import { type Asked, questionOf, type Reading, withDayInOne } from '../shell/reading.js';
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
  async who(
    @Param('trust') trust: string,
    @Query() asked: Asked,
    @Req() { path }: Request,
    @Res() response: Response,
  ): Promise<void> {
    const inOne = withDayInOne(path, asked);
    if (inOne !== undefined) {
      response.redirect(303, inOne);
      return;
    }
    const reading = await this.desk.open(trust, asked);
    if (asked['function'] === undefined) response.send(this.form(reading, asked));
    else await this.answer(reading, asked, response);
  }

  private async answer(reading: Reading, asked: Asked, response: Response): Promise<void> {
    const amount = asked['amount'] === undefined ? undefined : parsePounds(asked['amount']);
    if (asked['amount'] !== undefined && amount === undefined) {
      response.status(422).send(this.form(reading, asked, noAmount(asked['amount'])));
      return;
    }
    const { school } = asked;
    const question = {
      ...questionOf(reading),
      function: asked['function'],
      ...(school === undefined || school === '' ? {} : { school }),
      ...(amount === undefined ? {} : { amount }),
    };
    const answered = await this.queries.execute(new Who(reading.trust, { ...question, explain: 'full' }));
    const outlook = await this.queries.execute(new GetOutlook(reading.trust, question));
    if (!answered.ok || !outlook.ok) {
      const problem = answered.ok ? (outlook as { readonly problem: Problem }).problem : answered.problem;
      response.status(422).send(this.form(reading, asked, problem));
      return;
    }
    const model = answerModel(reading, answered.value, outlook.value);
    const { position, recordedThrough } = answered.value;
    const place = {
      title: titleOf(model, reading.on),
      path: 'who',
      asked,
      breadcrumbs:
        school === undefined || school === ''
          ? []
          : [{ text: model.school ?? school, href: linkTo(reading, `schools/${school}`) }],
      standing: { trust: reading.trust, position, recordedThrough },
      changedSince: outlook.value.since.length,
    };
    response.send(this.desk.page(answerPage, { reading, place, model }));
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

function noAmount(text: string): Problem {
  return {
    code: 'WEB.AMOUNT_INVALID',
    field: 'amount',
    expected: 'an amount in pounds such as 5,000 or 5000.50',
    detail: `"${text}" is not an amount. Give it in pounds, such as 5,000 or 5000.50.`,
  };
}
