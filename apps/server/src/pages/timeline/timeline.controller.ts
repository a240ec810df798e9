import { Controller, Get, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type Outcome, type Problem, succeed } from '@remit/kernel';
import { GetView } from '@remit/accountability/nest';
import { Requires } from '../access/requires.js';
import { amountIn } from '../shell/amount.js';
import { PageDesk } from '../shell/page-desk.js';
import { type Exchange, readPage } from '../shell/read-page.js';
import { type Asked, given, questionOf, type Reading, yearsAfter } from '../shell/reading.js';
import {
  type TimelineAsked,
  timelineChoiceModel,
  timelineChoicePage,
  timelineModel,
  timelinePage,
} from './timeline-page.js';

/** How far a timeline looks ahead of the day that the page is read for, unless the address says otherwise. */
const AHEAD_YEARS = 2;

/** "How has it moved?": who decided one function at one place, over time. */
@ApiExcludeController()
@Requires('ask')
@Controller('trusts/:trust/timeline')
export class TimelineController {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  async timeline(@Req() request: Exchange['request'], @Res() response: Response): Promise<void> {
    await readPage(this.desk, { request, response }, async (reading, asked) => {
      const refused = (problem: Problem): string => {
        response.status(422);
        return this.form(reading, asked, problem);
      };
      const cell = cellIn(reading, asked);
      if (cell === undefined) return this.form(reading, asked);
      if (!cell.ok) return refused(cell.problem);
      const { function: id, from, until, school, amount } = cell.value;
      const { knownAt } = questionOf(reading);
      const question = {
        function: id,
        from,
        until,
        ...given({ school, knownAt }),
        ...(amount === undefined ? {} : { amount }),
      };
      const view = await this.queries.execute(new GetView(reading.trust, 'timeline', question));
      if (!view.ok) return refused(view.problem);
      const model = timelineModel(reading, cell.value, view.value);
      const { trust, position, recordedThrough } = view.value;
      const place = { title: model.heading, path: 'timeline', asked, standing: { trust, position, recordedThrough } };
      return this.desk.page(timelinePage, { reading, place, model });
    });
  }

  private form(reading: Reading, asked: Asked, problem?: Problem): string {
    return this.desk.page(timelineChoicePage, {
      reading,
      place: {
        title: `${problem === undefined ? '' : 'Error: '}How a function has moved`,
        path: 'timeline',
        asked: {},
      },
      model: timelineChoiceModel(reading, asked, problem),
    });
  }
}

/**
 * What is asked about, with the period that a timeline has unless the address says otherwise: `undefined` when nothing
 * is, WEB.AMOUNT_INVALID when the amount is none.
 */
function cellIn({ names, on }: Reading, asked: Asked): Outcome<TimelineAsked> | undefined {
  const { function: id, school } = asked;
  if (id === undefined) return undefined;
  const amount = amountIn(asked);
  if (!amount.ok) return amount;
  const first = names.trustFrom ?? on;
  const { from = first < on ? first : on, until = yearsAfter(on, AHEAD_YEARS) } = asked;
  return succeed({ function: id, school, from, until, ...amount.value });
}
