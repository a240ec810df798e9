import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { layoutQuestion } from '@remit/web';
import { GetPortrait, GetSchool } from '@remit/accountability/nest';
import { valueOf } from '@remit/record/nest';
import { DiagramLayouts } from '@remit/web/nest';
import { Requires } from '../access/requires.js';
import { PageDesk } from '../shell/page-desk.js';
import { linkTo } from '../shell/page-frame.js';
import { type Exchange, readPage } from '../shell/read-page.js';
import { questionOf, type Reading } from '../shell/reading.js';
import { schoolModel, schoolPage } from './school-page.js';
import { schoolsModel, schoolsPage } from './schools-page.js';
import { drawnOf, structureModel, structurePage, tierWords } from './structure-page.js';
import { structureTree } from './structure-tree.js';

type PageRequest = Exchange['request'];

/** "What do I need to know about this school's governance, and how does the trust fit together?" */
@ApiExcludeController()
@Requires('ask')
@Controller('trusts/:trust')
export class SchoolsController {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
    private readonly layouts: DiagramLayouts,
  ) {}

  @Get('schools')
  schools(@Req() request: PageRequest, @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) => {
      const view = await this.portrait(reading);
      const place = { title: 'Schools', path: 'schools', asked, standing: view };
      return this.desk.page(schoolsPage, { reading, place, model: schoolsModel(reading, view) });
    });
  }

  @Get('schools/:school')
  school(@Param('school') id: string, @Req() request: PageRequest, @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) => {
      const question = { ...questionOf(reading), school: id };
      const view = valueOf(await this.queries.execute(new GetSchool(reading.trust, question)));
      const model = schoolModel(reading, view);
      const breadcrumbs = [{ text: 'Schools', href: linkTo(reading, 'schools') }];
      const place = { title: model.name, path: `schools/${id}`, asked, breadcrumbs, standing: view };
      return this.desk.page(schoolPage, { reading, place, model });
    });
  }

  @Get('structure')
  structure(@Req() request: PageRequest, @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) => {
      const view = await this.portrait(reading);
      const tree = structureTree(reading, view);
      const drawn = drawnOf(reading, tree, asked);
      const layout = await this.layouts.layoutOf(layoutQuestion(drawn.diagram));
      const breadcrumbs = [{ text: 'Schools', href: linkTo(reading, 'schools') }];
      const place = { title: 'How the trust fits together', path: 'structure', asked, breadcrumbs, standing: view };
      return this.desk.page(structurePage, {
        reading,
        place,
        model: structureModel({ tree, words: tierWords(reading, view) }, drawn, layout),
      });
    });
  }

  private async portrait(reading: Reading) {
    return valueOf(await this.queries.execute(new GetPortrait(reading.trust, questionOf(reading))));
  }
}
