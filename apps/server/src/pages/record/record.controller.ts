import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Action } from '@remit/access';
import { type CorrectableView, GetCorrectable } from '@remit/engine/nest';
import { RefusedRequest, valueOf } from '@remit/record/nest';
import { notAllowed } from '../access/page-guard.js';
import { Requires } from '../access/requires.js';
import { viewerMay, visits } from '../access/visit.js';
import { PageDesk } from '../shell/page-desk.js';
import { entryLink } from '../shell/page-frame.js';
import type { Asked } from '../shell/reading.js';
import { correctionForm, correctionPath, correctModel, correctPage, HOWS } from './corrections.js';
import { actionOf } from './forms/command-form.js';
import { formAt, offeredForms } from './forms/forms.js';
import { menuModel, menuPage, pathOf } from './menu-page.js';
import { type FormAt, Recording } from './recording.js';

/** Recording what was decided. */
@ApiExcludeController()
@Controller('trusts/:trust/record')
export class RecordPagesController {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
    private readonly recording: Recording,
  ) {}

  @Requires('ask')
  @Get()
  async menu(@Param('trust') trust: string): Promise<string> {
    const viewer = visits.getStore()?.viewer;
    const offered = offeredForms.filter((form) => viewerMay(actionOf(form)));
    if (viewer !== undefined && offered.length === 0) throw new RefusedRequest(notAllowed(viewer, 'record'));
    const reading = await this.desk.open(trust, {});
    const place = { title: 'Record something', path: 'record', asked: {}, ownDates: true as const };
    return this.desk.page(menuPage, { reading, place, model: menuModel(reading, offered, viewerMay('record')) });
  }

  @Requires('record')
  @Get(':form')
  open(@Param('trust') trust: string, @Param('form') form: string, @Query() asked: Asked): Promise<string> {
    return this.recording.open(formAtAddress(trust, form, 'record'), asked);
  }

  @Requires('record')
  @Post(':form')
  send(
    @Param('trust') trust: string,
    @Param('form') form: string,
    @Body() posted: object,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.recording.send(formAtAddress(trust, form, 'record'), posted, { request, response });
  }

  @Requires('record')
  @Get('corrections/:entry')
  async correct(@Param('trust') trust: string, @Param('entry') entry: string): Promise<string> {
    const correctable = await this.correctable(trust, entry);
    const reading = await this.desk.open(trust, {});
    const title = `Correct entry ${entry}`;
    const breadcrumbs = [entryLink(reading, correctable.view.entry.n)];
    const place = { title, path: correctionPath(Number(entry)), asked: {}, breadcrumbs, ownDates: true as const };
    return this.desk.page(correctPage, { reading, place, model: correctModel(reading, correctable) });
  }

  @Requires('record')
  @Get('corrections/:entry/:how')
  async openCorrection(
    @Param('trust') trust: string,
    @Param('entry') entry: string,
    @Param('how') how: string,
  ): Promise<string> {
    return this.recording.open(await this.correctionAt(trust, entry, how), {});
  }

  @Requires('record')
  @Post('corrections/:entry/:how')
  async sendCorrection(
    @Param() { trust = '', entry = '', how = '' }: Asked,
    @Body() posted: object,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.recording.send(await this.correctionAt(trust, entry, how), posted, { request, response });
  }

  private async correctionAt(trust: string, entry: string, how: string): Promise<FormAt> {
    const correctable = await this.correctable(trust, entry);
    const wanted = HOWS.find((each) => each === how);
    const form = wanted === undefined ? undefined : correctionForm(correctable, wanted);
    if (wanted === undefined || form === undefined) throw notThere();
    return { trust, form, path: correctionPath(correctable.view.entry.n, wanted) };
  }

  private async correctable(trust: string, entry: string): Promise<CorrectableView> {
    if (!/^\d{1,9}$/.test(entry)) throw notThere();
    return valueOf(await this.queries.execute(new GetCorrectable(trust, Number(entry))));
  }
}

/** Recording the details of people, which more may do. */
@ApiExcludeController()
@Requires('record-people')
@Controller('trusts/:trust/record/people')
export class RecordPeopleController {
  constructor(private readonly recording: Recording) {}

  @Get(':form')
  open(@Param('trust') trust: string, @Param('form') form: string, @Query() asked: Asked): Promise<string> {
    return this.recording.open(formAtAddress(trust, form, 'record-people'), asked);
  }

  @Post(':form')
  send(
    @Param('trust') trust: string,
    @Param('form') form: string,
    @Body() posted: object,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.recording.send(formAtAddress(trust, form, 'record-people'), posted, { request, response });
  }
}

/** A form that is for those who may do something. @throws RefusedRequest when there is none of that address */
function formAtAddress(trust: string, address: string, action: Action): FormAt {
  const form = formAt(address);
  if (form === undefined || actionOf(form) !== action) throw notThere();
  return { trust, form, path: pathOf(form) };
}

function notThere(): RefusedRequest {
  return new RefusedRequest({
    code: 'HTTP.NOT_FOUND',
    detail: 'There is no such form. Choose one from the list under "Record something".',
  });
}
