import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  GetHolder,
  GetOffices,
  GetPortrait,
  GetSchool,
  GetView,
  type SchoolView,
  type Standing,
} from '@remit/accountability/nest';
import { valueOf } from '@remit/record/nest';
import { Requires } from '../access/requires.js';
import { PageDesk } from '../shell/page-desk.js';
import { linkTo, type Place } from '../shell/page-frame.js';
import { type Exchange, readPage } from '../shell/read-page.js';
import { type Asked, questionOf, type Reading } from '../shell/reading.js';
import { checksModel, checksPage } from './checks-page.js';
import { holderModel, holderPage } from './holder-page.js';
import {
  ofSchool,
  peopleBefore,
  peopleEnding,
  peopleMissing,
  type PeopleModel,
  peopleNow,
  peoplePage,
} from './people-page.js';
import { personModel, personPage } from './person-page.js';

type PageRequest = Exchange['request'];

/** "Who holds this role, until when, and where are the gaps?" */
@ApiExcludeController()
@Requires('ask')
@Controller('trusts/:trust')
export class PeopleController {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
  ) {}

  @Get('people')
  people(@Req() request: PageRequest, @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) => {
      const of = await this.schoolAsked(reading, asked);
      const { model, standing } = await this.list(reading, of === undefined ? asked : { ...asked, school: of.school });
      const place = { title: 'People', path: 'people', asked, standing };
      const shown = of === undefined ? model : ofSchool(reading, model, of);
      return this.desk.page(peoplePage, { reading, place, model: shown });
    });
  }

  @Get('people/:holder')
  holder(@Param('holder') id: string, @Req() request: PageRequest, @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) => {
      const question = { ...questionOf(reading), holder: id };
      const view = valueOf(await this.queries.execute(new GetHolder(reading.trust, question)));
      const held = valueOf(await this.queries.execute(new GetView(reading.trust, 'holdings', question)));
      const { name } = view.holder;
      const model = holderModel(reading, view, held);
      return this.desk.page(holderPage, { reading, place: placeOf(reading, name, `people/${id}`, asked, view), model });
    });
  }

  @Get('persons/:person')
  person(@Param('person') id: string, @Req() request: PageRequest, @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) => {
      const question = { ...questionOf(reading), person: id };
      const view = valueOf(await this.queries.execute(new GetOffices(reading.trust, question)));
      const held =
        view.offices.length === 0
          ? undefined
          : valueOf(await this.queries.execute(new GetView(reading.trust, 'holdings', question)));
      const model = personModel(reading, id, view, held);
      const place = placeOf(reading, model.heading, `persons/${id}`, asked, view);
      return this.desk.page(personPage, { reading, place, model });
    });
  }

  @Get('checks')
  checks(@Req() request: PageRequest, @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) => {
      const view = valueOf(await this.queries.execute(new GetView(reading.trust, 'checks', questionOf(reading))));
      const place = placeOf(reading, 'Checks of members, trustees and officers', 'checks', asked, view);
      return this.desk.page(checksPage, { reading, place, model: checksModel(reading, view) });
    });
  }

  /** The school that a list is asked for, by its id or its URN. @throws RefusedRequest when the record does not know it */
  private async schoolAsked(reading: Reading, { school }: Asked): Promise<SchoolView | undefined> {
    if (school === undefined) return undefined;
    return valueOf(await this.queries.execute(new GetSchool(reading.trust, { ...questionOf(reading), school })));
  }

  private async list(
    reading: Reading,
    asked: Asked,
  ): Promise<{ readonly model: PeopleModel; readonly standing: Standing }> {
    const { show, school } = asked;
    const question = { ...questionOf(reading), ...(school === undefined ? {} : { school }) };
    if (show === 'ending' || show === 'past') {
      const view = valueOf(await this.queries.execute(new GetOffices(reading.trust, question)));
      const model = (show === 'ending' ? peopleEnding : peopleBefore)(reading, asked, view);
      return { model, standing: standingOf(view) };
    }
    const view = valueOf(await this.queries.execute(new GetPortrait(reading.trust, questionOf(reading))));
    const model = (show === 'vacant' ? peopleMissing : peopleNow)(reading, asked, view);
    return { model, standing: standingOf(view) };
  }
}

function placeOf(reading: Reading, title: string, path: string, asked: Asked, view: Standing): Place {
  const breadcrumbs = [{ text: 'People', href: linkTo(reading, 'people') }];
  return { title, path, asked, breadcrumbs, standing: standingOf(view) };
}

function standingOf({ trust, position, recordedThrough }: Standing): Standing {
  return { trust, position, recordedThrough };
}
