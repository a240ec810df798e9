import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { civilDate, dayOf, fail, type Id, type Outcome, succeed } from '@remit/kernel';
import type { Instrument } from '@remit/delegation';
import {
  type Instruments,
  instruments,
  schemeImpact,
  type SchemeImpact,
  schemeKnownAt,
} from '../domain/instruments.js';
import { type Asked, prepare, type Standing } from './asking.js';
import { ChecksDto, KnowledgeDto } from './asking.dto.js';
import { TrustIndexes } from './trust-indexes.js';

/** All schemes and variations of a trust with their lines, and how they stand on a day, as known at an entry. */
export class GetInstruments extends Query<Outcome<Standing & Instruments>> {
  constructor(
    readonly trust: Id,
    readonly question: unknown,
  ) {
    super();
  }
}

@QueryHandler(GetInstruments)
export class GetInstrumentsHandler implements IQueryHandler<GetInstruments> {
  constructor(private readonly indexes: TrustIndexes) {}

  async execute({ trust, question }: GetInstruments): Promise<Outcome<Standing & Instruments>> {
    const prepared = await prepare(this.indexes, trust, ChecksDto, question);
    if (!prepared.ok) return prepared;
    const { index, known, standing, dto } = prepared.value;
    return succeed({ ...standing, ...instruments(index, dayOf(dto.on), known) });
  }
}

/** The impact of a scheme, with the day that is looked at. */
export interface SchemeImpactView extends Standing, SchemeImpact {
  /** The first day of the scheme, `YYYY-MM-DD`. */
  readonly on: string;
}

/** What a scheme changes on its first day beside another one. */
export class GetSchemeImpact extends Query<Outcome<SchemeImpactView>> {
  constructor(
    readonly trust: Id,
    readonly schemes: { readonly scheme: Id; readonly instead: Id },
    readonly question: { readonly knownAt?: string | number },
  ) {
    super();
  }
}

@QueryHandler(GetSchemeImpact)
export class GetSchemeImpactHandler implements IQueryHandler<GetSchemeImpact> {
  constructor(private readonly indexes: TrustIndexes) {}

  async execute({ trust, schemes, question }: GetSchemeImpact): Promise<Outcome<SchemeImpactView>> {
    const prepared = await prepare(this.indexes, trust, KnowledgeDto, question);
    if (!prepared.ok) return prepared;
    const { index, known, standing } = prepared.value;
    const scheme = schemeAsked(prepared.value, schemes.scheme);
    const instead = schemeAsked(prepared.value, schemes.instead);
    if (!scheme.ok) return scheme;
    if (!instead.ok) return instead;
    const found = schemeImpact(index, { scheme: scheme.value, instead: instead.value }, known);
    return succeed({ ...standing, on: civilDate(scheme.value.from), ...found });
  }
}

function schemeAsked({ index, known }: Asked<unknown>, id: Id): Outcome<Instrument> {
  const scheme = schemeKnownAt(index, id, known);
  if (scheme !== undefined) return succeed(scheme);
  return fail({
    code: 'ACCOUNTABILITY.SCHEME_NOT_FOUND',
    field: 'scheme',
    expected: "the id of a scheme in this trust's record",
    detail: `The record of this trust has no scheme "${id}", as known then. Look for it in the list of schemes.`,
  });
}
