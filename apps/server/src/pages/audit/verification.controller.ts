import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { GetVerifications, StartVerification } from '@remit/ledger/nest';
import { pageOf } from '@remit/web/nest';
import { Requires } from '../access/requires.js';
import { PageDesk } from '../shell/page-desk.js';
import { type Link, linkTo } from '../shell/page-frame.js';
import { type Exchange, readPage } from '../shell/read-page.js';
import type { Asked } from '../shell/reading.js';
import { type Sections, sectionsOf } from './audit-words.js';
import { verificationModel, verificationPage } from './verification-page.js';

interface HowToModel {
  readonly sections: Sections;
  readonly trust: string;
  readonly bundle: Link;
  readonly checkpoint: Link;
}

const howToPage = pageOf<HowToModel>('audit/how-to-check');

/** "Was anything altered?" */
@ApiExcludeController()
@Requires('verify')
@Controller('trusts/:trust/audit')
export class VerificationController {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Get('verification')
  verification(@Req() request: Exchange['request'], @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, { run }) => {
      const runs = await this.queries.execute(new GetVerifications(reading.trust));
      const model = verificationModel(reading, runs, run);
      const place = { title: 'Check of the record', path: 'audit/verification', asked: {}, ownDates: true } as const;
      return this.desk.page(verificationPage, { reading, place, model });
    });
  }

  @Post('verification')
  async start(@Param('trust') trust: string, @Query() asked: Asked, @Res() response: Response): Promise<void> {
    const reading = await this.desk.open(trust, asked);
    const { id } = await this.commands.execute(new StartVerification(reading.trust));
    response.redirect(303, linkTo(reading, 'audit/verification', { run: String(id) }));
  }

  @Get('how-to-check')
  howTo(@Req() request: Exchange['request'], @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, (reading) => {
      const { trust } = reading;
      const api = `/api/trusts/${trust}`;
      const model: HowToModel = {
        sections: sectionsOf(reading, 'audit/how-to-check'),
        trust,
        bundle: { text: 'Download the record with its proof', href: `${api}/bundle` },
        checkpoint: { text: 'The newest checkpoint', href: `${api}/checkpoint` },
      };
      const place = { title: 'Check it yourself', path: 'audit/how-to-check', asked: {}, ownDates: true } as const;
      return Promise.resolve(this.desk.page(howToPage, { reading, place, model }));
    });
  }
}
