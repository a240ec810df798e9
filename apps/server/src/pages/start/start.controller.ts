import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { GetTrusts } from '@remit/engine/nest';
import { pageOf } from '@remit/web/nest';
import { Public, Requires } from '../access/requires.js';
import { PageDesk } from '../shell/page-desk.js';
import { linkTo } from '../shell/page-frame.js';
import type { Asked } from '../shell/reading.js';
import { questionModel, type QuestionModel } from '../ask/question-page.js';

interface TrustsModel {
  readonly trusts: readonly { readonly name: string; readonly href: string }[];
}

interface StartModel extends QuestionModel {
  readonly atSchools: readonly { readonly text: string; readonly href: string }[];
}

const trustsPage = pageOf<TrustsModel>('start/trusts');
const startPage = pageOf<StartModel>('start/trust');

/** The front door, and the first page of a trust. */
@ApiExcludeController()
@Controller()
export class StartController {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
  ) {}

  @Public()
  @Get()
  async trusts(@Res() response: Response): Promise<void> {
    const trusts = await this.queries.execute(new GetTrusts());
    const [only] = trusts;
    if (trusts.length === 1 && only !== undefined) {
      response.redirect(302, `/trusts/${only.trust}`);
      return;
    }
    const model = { trusts: trusts.map(({ trust, name }) => ({ name, href: `/trusts/${trust}` })) };
    response.send(this.desk.plain(trustsPage, { title: 'Trusts' }, model));
  }

  @Requires('ask')
  @Get('trusts/:trust')
  async start(@Param('trust') trust: string, @Query() asked: Asked): Promise<string> {
    const reading = await this.desk.open(trust, asked);
    const { names } = reading;
    return this.desk.page(startPage, {
      reading,
      place: { title: 'Start', path: '', asked: {}, ownDates: true },
      model: {
        ...questionModel(reading, asked),
        atSchools: names.schools
          .filter(({ inTrust }) => inTrust)
          .map(({ id, name }) => ({ text: name, href: linkTo(reading, `schools/${id}`) })),
      },
    });
  }
}
