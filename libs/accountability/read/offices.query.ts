import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ALWAYS, fail, FOREVER, type Id, type Outcome, succeed } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { Moment } from '../domain/moment.js';
import { type Office, offices } from '../domain/offices.js';
import { type HolderPortrayed, holderPortrayed } from '../domain/portrait.js';
import { momentOn, prepare, type Standing } from './asking.js';
import { OfficesDto } from './asking.dto.js';
import { PeopleNames, withPeople, type WithPeople } from './people-names.js';
import { TrustIndexes } from './trust-indexes.js';

/** Who served where and when. */
export interface OfficesView extends Standing, WithPeople {
  readonly offices: readonly Office[];
}

/** A body or post with everybody who served on it. */
export interface HolderView extends OfficesView {
  /** With its people on the day; on a day on which it does not exist they are without meaning. */
  readonly holder: HolderPortrayed;
}

interface OfficesQuestion {
  readonly on: string;
  readonly knownAt?: string | number;
}

/** Everybody's time on bodies and in posts: of one person, at one school, or of all. */
export class GetOffices extends Query<Outcome<OfficesView>> {
  constructor(
    readonly trust: Id,
    readonly question: OfficesQuestion & { readonly person?: string; readonly school?: string },
  ) {
    super();
  }
}

/** A body or post, and everybody's time on it. */
export class GetHolder extends Query<Outcome<HolderView>> {
  constructor(
    readonly trust: Id,
    readonly question: OfficesQuestion & { readonly holder: string },
  ) {
    super();
  }
}

@QueryHandler(GetOffices)
export class GetOfficesHandler implements IQueryHandler<GetOffices> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
  ) {}

  async execute({ trust, question }: GetOffices): Promise<Outcome<OfficesView>> {
    const prepared = await prepare(this.indexes, trust, OfficesDto, question);
    if (!prepared.ok) return prepared;
    const { dto, standing } = prepared.value;
    const found = { ...standing, offices: offices(momentOn(prepared.value, dto.on), dto) };
    const shown = withPeople(found, prepared.value, this.names);
    const { person } = dto;
    // Somebody who is registered but was never appointed is known all the same.
    const unknown = person !== undefined && found.offices.length === 0 && shown.people?.[person] === undefined;
    return unknown ? notFound('person', 'person', person, standing.position) : succeed(shown);
  }
}

@QueryHandler(GetHolder)
export class GetHolderHandler implements IQueryHandler<GetHolder> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
  ) {}

  async execute({ trust, question }: GetHolder): Promise<Outcome<HolderView>> {
    const prepared = await prepare(this.indexes, trust, OfficesDto, question);
    if (!prepared.ok) return prepared;
    const { dto, standing } = prepared.value;
    const moment = momentOn(prepared.value, dto.on);
    const holder = holderAt(moment, question.holder);
    if (holder === undefined) return notFound('holder', 'body or post', question.holder, standing.position);
    return succeed(withPeople({ ...standing, holder, offices: offices(moment, dto) }, prepared.value, this.names));
  }
}

/** A body or post of whatever day; `undefined` when nothing in the record, as known then, is it. */
function holderAt(moment: Moment, id: Id): HolderPortrayed | undefined {
  const all = moment.index.structure.directory.within(ALWAYS, FOREVER, moment.known);
  const holder = all.find((each) => each.id === id);
  return holder === undefined ? undefined : holderPortrayed(moment, holder);
}

function notFound(field: 'holder' | 'person', what: string, id: string, position: EntryNumber): Outcome<never> {
  return fail({
    code: `ACCOUNTABILITY.${field.toUpperCase()}_NOT_FOUND`,
    field,
    expected: `the id of a ${what} in this trust's record`,
    detail: `The record of this trust, up to entry ${String(position)}, has no ${what} with the id "${id}". Choose one from the list of people, or read the record as it stands now.`,
  });
}
