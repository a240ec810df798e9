import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { dayOf, fail, type Id, isId, type Outcome, type Problem, succeed } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import { DateField } from '@remit/record/nest';
import type { DetailField, PersonErased } from '@remit/access';
import { erasureIn, PersonSealing, shownDetails, type ShownField } from '@remit/access/nest';
import { KnowledgeDto, prepare, type Standing, TrustIndexes } from '@remit/accountability/nest';
import { peopleOf } from '../domain/engine-commands.js';
import { personAsked } from './sealed-people-names.js';

export class PersonQuestionDto extends KnowledgeDto {
  @DateField('The day on which the details hold; left out: until further notice', { optional: true })
  on?: string;
}

/** What is known of a registered person. */
export interface PersonView extends Standing {
  readonly person: Id;
  /** Each detail with the entry that says it; none after an erasure. */
  readonly details: { readonly [Field in DetailField]?: ShownField };
  /** The entry of the legal hold that stands, if one does. */
  readonly heldBy: EntryNumber | null;
  /** The erasure, with the London date on which it was recorded. */
  readonly erased: { readonly entry: EntryNumber; readonly on: string; readonly basis: string } | null;
}

/** The details of a person, as known at an entry. */
export class GetPerson extends Query<Outcome<PersonView>> {
  constructor(
    readonly trust: Id,
    readonly person: Id,
    readonly question: unknown,
  ) {
    super();
  }
}

@QueryHandler(GetPerson)
export class GetPersonHandler implements IQueryHandler<GetPerson> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly sealing: PersonSealing,
  ) {}

  async execute({ trust, person, question }: GetPerson): Promise<Outcome<PersonView>> {
    const prepared = await prepare(this.indexes, trust, PersonQuestionDto, question);
    if (!prepared.ok) return prepared;
    const { dto, view, known, standing } = prepared.value;
    const people = peopleOf(view.index);
    const day = dto.on === undefined ? undefined : dayOf(dto.on);
    if (!isId(person) || people.detailsOf(person, known, day) === undefined) return fail(notRegistered(person, known));
    const asked = personAsked(view, person, { known, day });
    const entry = erasureIn(asked);
    const details = entry === undefined ? shownDetails(asked, this.sealing) : {};
    return succeed({
      ...standing,
      person,
      details,
      heldBy: people.heldBy(person, undefined, view.head) ?? null,
      erased:
        entry === undefined ? null : { entry, on: asked.recordedOn(entry), basis: basisOf(people.erasure(person)) },
    });
  }
}

function basisOf(erasure: { readonly data: PersonErased } | undefined): string {
  return erasure?.data.basis ?? '';
}

function notRegistered(person: string, known: EntryNumber): Problem {
  const asKnown = known < 0 ? 'when nothing was recorded' : `as known at entry ${String(known)}`;
  return {
    code: 'ACCESS.PERSON_NOT_FOUND',
    field: 'person',
    expected: 'the id of a person who is registered',
    detail: `No person with the id "${person}" is registered ${asKnown}. Check the spelling; somebody who is appointed need not be registered.`,
  };
}
