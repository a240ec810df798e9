import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type Line, lineByKey } from '@remit/delegation';
import type { MatrixCell, SchemeSeen, VariationSeen } from '@remit/accountability';
import { GetInstruments, GetSchemeImpact, GetView } from '@remit/accountability/nest';
import { GetGrounds } from '@remit/engine/nest';
import { GetPublishedScheme } from '@remit/exchange/nest';
import { RefusedRequest, valueOf } from '@remit/record/nest';
import { Requires } from '../access/requires.js';
import { PageDesk } from '../shell/page-desk.js';
import { linkTo } from '../shell/page-frame.js';
import { type Exchange, readPage } from '../shell/read-page.js';
import { given, questionOf, type Reading } from '../shell/reading.js';
import { lineModel, linePage } from './line-page.js';
import { inOrder, schemeCompareModel, schemeComparePage, type TwoSchemes } from './scheme-compare-page.js';
import { schemeModel, schemePage } from './scheme-page.js';
import { linePath, schemeCrumbs, versionInWords } from './scheme-words.js';
import { schemesModel, schemesPage } from './schemes-page.js';
import { variationModel, variationPage } from './variation-page.js';

type PageRequest = Exchange['request'];

/** "What did the board delegate, from when, and what changed with each version?" */
@ApiExcludeController()
@Requires('ask')
@Controller('trusts/:trust')
export class SchemesController {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
  ) {}

  @Get('schemes')
  schemes(@Req() request: PageRequest, @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) => {
      const view = await this.instruments(reading);
      const entries = view.schemes.map(({ entry }) => entry);
      const grounds = await this.queries.execute(new GetGrounds(reading.trust, entries));
      const place = { title: 'Schemes of delegation', path: 'schemes', asked, standing: view };
      return this.desk.page(schemesPage, { reading, place, model: schemesModel(reading, view, grounds) });
    });
  }

  @Get('schemes/:scheme')
  scheme(@Param('scheme') id: string, @Req() request: PageRequest, @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) => {
      const view = await this.instruments(reading);
      const scheme = schemeIn(view.schemes, id);
      const grounds = await this.queries.execute(new GetGrounds(reading.trust, [scheme.entry]));
      const { position } = view;
      const { document } = valueOf(
        await this.queries.execute(new GetPublishedScheme(reading.trust, { scheme: id, knownAt: position })),
      );
      const { schemes } = view;
      const around = { schemes, decision: grounds.get(scheme.entry), stamp: document.stamp, position };
      const model = schemeModel(reading, scheme, around);
      const breadcrumbs = schemeCrumbs(reading);
      const place = { title: model.heading, path: `schemes/${id}`, asked, breadcrumbs, standing: view };
      return this.desk.page(schemePage, { reading, place, model });
    });
  }

  @Get('schemes/:scheme/lines/:line')
  line(
    @Param('scheme') id: string,
    @Param('line') key: string,
    @Req() request: PageRequest,
    @Res() response: Response,
  ): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) => {
      const view = await this.instruments(reading);
      const scheme = schemeIn(view.schemes, id);
      const line = lineIn(scheme, key);
      const around = { schemes: view.schemes, cells: await this.cellsOf(reading, line) };
      const model = lineModel(reading, { scheme, line }, around);
      const title = `${model.heading}, ${versionInWords(scheme).toLowerCase()}`;
      const breadcrumbs = schemeCrumbs(reading, scheme);
      const place = { title, path: linePath(id, key), asked, breadcrumbs, standing: view };
      return this.desk.page(linePage, { reading, place, model });
    });
  }

  @Get('schemes/:scheme/compare')
  compare(@Param('scheme') id: string, @Req() request: PageRequest, @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) => {
      const view = await this.instruments(reading);
      const { before, after } = twoSchemes(view.schemes, id, asked['with']);
      const { knownAt } = questionOf(reading);
      const impact = await this.queries.execute(
        new GetSchemeImpact(reading.trust, { scheme: after.id, instead: before.id }, given({ knownAt })),
      );
      const model = schemeCompareModel(reading, { before, after }, valueOf(impact));
      const breadcrumbs = schemeCrumbs(reading, after);
      const place = { title: model.heading, path: `schemes/${id}/compare`, asked, breadcrumbs, standing: view };
      return this.desk.page(schemeComparePage, { reading, place, model });
    });
  }

  @Get('variations/:variation')
  variation(@Param('variation') id: string, @Req() request: PageRequest, @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) => {
      const view = await this.instruments(reading);
      const variation = variationIn(view.variations, id);
      const { entry, endedBy } = variation;
      const entries = endedBy === null ? [entry] : [entry, endedBy];
      const grounds = await this.queries.execute(new GetGrounds(reading.trust, entries));
      const model = variationModel(reading, variation, grounds);
      const breadcrumbs = [{ text: 'Schemes', href: linkTo(reading, 'schemes') }];
      const place = { title: model.heading, path: `variations/${id}`, asked, breadcrumbs, standing: view };
      return this.desk.page(variationPage, { reading, place, model });
    });
  }

  private async instruments(reading: Reading) {
    return valueOf(await this.queries.execute(new GetInstruments(reading.trust, questionOf(reading))));
  }

  /** Who decides a line's function at each place; `undefined` when the trust knows no such function then. */
  private async cellsOf(reading: Reading, { function: id }: Line): Promise<readonly MatrixCell[] | undefined> {
    if (!reading.names.functions.some((fn) => fn.id === id)) return undefined;
    const question = { ...questionOf(reading), function: id };
    return valueOf(await this.queries.execute(new GetView(reading.trust, 'matrix', question))).cells;
  }
}

/** The version that an address names and the other one; left out: the one before it, or after the first. */
function twoSchemes(schemes: readonly SchemeSeen[], id: string, other: string | undefined): TwoSchemes {
  const scheme = schemeIn(schemes, id);
  if (other !== undefined) return inOrder(schemeIn(schemes, other), scheme);
  const at = schemes.indexOf(scheme);
  const neighbour = schemes[at - 1] ?? schemes[at + 1];
  if (neighbour !== undefined) return inOrder(neighbour, scheme);
  throw new RefusedRequest({
    code: 'ACCOUNTABILITY.SCHEME_NOT_FOUND',
    detail: 'There is one version of the scheme only, as known then, so there is nothing to compare it with.',
  });
}

function schemeIn(schemes: readonly SchemeSeen[], id: string): SchemeSeen {
  return found(
    schemes.find((scheme) => scheme.id === id),
    { what: 'scheme', id, where: 'the list of schemes' },
  );
}

function lineIn(scheme: SchemeSeen, key: string): Line {
  return found(lineByKey(scheme.lines, key), {
    what: 'line',
    id: key,
    where: `version ${scheme.version} of the scheme`,
  });
}

function variationIn(variations: readonly VariationSeen[], id: string): VariationSeen {
  return found(
    variations.find((variation) => variation.id === id),
    { what: 'variation', id, where: 'the list of schemes' },
  );
}

function found<T>(
  thing: T | undefined,
  { what, id, where }: { readonly what: string; readonly id: string; readonly where: string },
): T {
  if (thing !== undefined) return thing;
  throw new RefusedRequest({
    code: `ACCOUNTABILITY.${what.toUpperCase()}_NOT_FOUND`,
    detail: `There is no ${what} "${id}" in the record of this trust, as known then. Look for it in ${where}.`,
  });
}
