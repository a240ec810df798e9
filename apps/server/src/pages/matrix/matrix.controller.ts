import { Controller, Get, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Id, Problem } from '@remit/kernel';
import type { ChangedCell } from '@remit/accountability';
import { GetPortrait, GetView } from '@remit/accountability/nest';
import { valueOf } from '@remit/record/nest';
import { Requires } from '../access/requires.js';
import { valueOfCalled } from '../shell/called.js';
import { PageDesk } from '../shell/page-desk.js';
import { type Exchange, readPage } from '../shell/read-page.js';
import { type Asked, given, questionOf, type Reading } from '../shell/reading.js';
import {
  type MatrixAsked,
  matrixChoiceModel,
  matrixChoicePage,
  matrixModel,
  matrixPage,
  type MatrixRead,
} from './matrix-page.js';

/** "Who does what here, on that day?": the functions of one school or of the trust, or one function everywhere. */
@ApiExcludeController()
@Requires('ask')
@Controller('trusts/:trust/matrix')
export class MatrixController {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  async matrix(@Req() request: Exchange['request'], @Res() response: Response): Promise<void> {
    await readPage(this.desk, { request, response }, async (reading, asked) => {
      const { function: id, school, only } = asked;
      const cells: MatrixAsked = { function: id, school, ...(only === 'trust' ? { only } : {}) };
      if (id === undefined && school === undefined && only !== 'trust') return this.form(reading, asked);
      const refused = (problem: Problem): string => {
        response.status(422);
        return this.form(reading, asked, problem);
      };
      const unknown = noCluster(reading, asked['cluster']);
      if (unknown !== undefined) return refused(unknown);
      const view = await this.queries.execute(
        new GetView(reading.trust, 'matrix', { ...questionOf(reading), ...given(cells) }),
      );
      return view.ok ? this.grid(reading, asked, cells, view.value) : refused(view.problem);
    });
  }

  private async grid(reading: Reading, asked: Asked, cells: MatrixAsked, view: MatrixRead['view']): Promise<string> {
    const { since, cluster } = asked;
    const shown: MatrixAsked = { ...cells, since, cluster, ...(asked['varied'] === 'yes' ? { varied: 'yes' } : {}) };
    const changed = await this.changedSince(reading, cells, since);
    const inCluster = await this.schoolsOf(reading, cluster);
    const model = matrixModel(reading, shown, { view, changed, inCluster });
    const { trust, position, recordedThrough } = view;
    const place = { title: model.heading, path: 'matrix', asked, standing: { trust, position, recordedThrough } };
    return this.desk.page(matrixPage, { reading, place, model });
  }

  private async changedSince(
    reading: Reading,
    cells: MatrixAsked,
    since: string | undefined,
  ): Promise<readonly ChangedCell[] | undefined> {
    if (since === undefined) return undefined;
    const { on, knownAt } = questionOf(reading);
    const known = knownAt === undefined ? {} : { knownAt, toKnownAt: knownAt };
    const compared = await this.queries.execute(
      new GetView(reading.trust, 'compare', { ...given(cells), on: since, toOn: on, ...known }),
    );
    return valueOfCalled(compared, { on: 'Only what changed since' }).changed;
  }

  private async schoolsOf(reading: Reading, cluster: Id | undefined): Promise<MatrixRead['inCluster']> {
    if (cluster === undefined) return undefined;
    const portrait = valueOf(await this.queries.execute(new GetPortrait(reading.trust, questionOf(reading))));
    return new Set(portrait.schools.filter((school) => school.cluster === cluster).map(({ school }) => school));
  }

  private form(reading: Reading, asked: Asked, problem?: Problem): string {
    return this.desk.page(matrixChoicePage, {
      reading,
      place: { title: `${problem === undefined ? '' : 'Error: '}Who does what?`, path: 'matrix', asked: {} },
      model: matrixChoiceModel(reading, asked, problem),
    });
  }
}

/** Why there is nothing to show of a cluster: the record has none of this id. */
function noCluster({ names }: Reading, cluster: Id | undefined): Problem | undefined {
  if (cluster === undefined || names.clusters.some(({ id }) => id === cluster)) return undefined;
  return {
    code: 'WEB.CLUSTER_NOT_FOUND',
    field: 'cluster',
    expected: "the id of a cluster in this trust's record",
    detail: `The record of this trust, up to entry ${String(names.position)}, has no cluster with the id "${cluster}". Choose one from the list.`,
  };
}
