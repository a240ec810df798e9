import type { Id } from '@remit/kernel';
import type { PersonSealing } from '@remit/access/nest';
import { type PersonAsked, shownPerson } from '@remit/access/nest';
import {
  londonDate,
  type NamesAsked,
  PeopleNames,
  type PersonShown,
  type TrustIndexView,
} from '@remit/accountability/nest';
import { peopleOf } from '../domain/engine-commands.js';

/** Opens the names of persons as the record has them. */
export class SealedPeopleNames extends PeopleNames {
  constructor(private readonly sealing: PersonSealing) {
    super();
  }

  override anyIn({ index }: TrustIndexView): boolean {
    return !peopleOf(index).isEmpty;
  }

  override shown(view: TrustIndexView, person: Id, asked: NamesAsked): PersonShown | undefined {
    return shownPerson(personAsked(view, person, asked), this.sealing);
  }
}

/** A person of a trust as asked for, with what the access context needs to know of the record. */
export function personAsked({ index, head }: TrustIndexView, person: Id, { known, day }: NamesAsked): PersonAsked {
  return {
    trust: index.trust,
    person,
    people: peopleOf(index),
    known,
    day,
    head,
    recordedOn: (n) => londonDate(Date.parse(index.recordedAt(n) ?? '')),
  };
}
