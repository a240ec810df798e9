import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { dayOf, type Id, type Outcome, succeed } from '@remit/kernel';
import { type Role, roleOf, ROLES } from '@remit/access';
import { Moment } from '@remit/accountability';
import { PeopleNames, type PersonShown, TrustIndexes } from '@remit/accountability/nest';

/** Somebody who holds offices in a trust. */
export interface OfficeHolder {
  readonly person: Id;
  readonly shown: PersonShown | undefined;
  readonly roles: readonly Role[];
  /** What they sit in, as the trust calls it. */
  readonly offices: readonly string[];
}

/** Everybody who holds an office on a day by what is recorded now, with the roles that it brings. */
export class GetOfficeHolders extends Query<Outcome<readonly OfficeHolder[]>> {
  /** @param person asks about this person alone: the names of the others need not be opened then. */
  constructor(
    readonly trust: Id,
    readonly on: string,
    readonly person?: Id,
  ) {
    super();
  }
}

@QueryHandler(GetOfficeHolders)
export class GetOfficeHoldersHandler implements IQueryHandler<GetOfficeHolders> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
  ) {}

  async execute({ trust, on, person: only }: GetOfficeHolders): Promise<Outcome<readonly OfficeHolder[]>> {
    const view = await this.indexes.view(trust);
    if (!view.ok) return view;
    const { index, head } = view.value;
    const day = dayOf(on);
    const moment = new Moment(index, day, head);
    const found = new Map<Id, { roles: Set<Role>; offices: string[] }>();
    for (const holder of index.structure.directory.within(day, day + 1, head)) {
      const role = roleOf({ tier: holder.tier, kind: holder.kind, covers: holder.data.covers });
      for (const { data } of moment.appointments(holder.id)) {
        if (only !== undefined && data.person !== only) continue;
        const held = found.get(data.person) ?? { roles: new Set<Role>(), offices: [] };
        held.roles.add(role);
        held.offices.push(holder.name);
        found.set(data.person, held);
      }
    }
    return succeed(
      [...found].map(([person, { roles, offices }]) => ({
        person,
        shown: this.names.shown(view.value, person, { known: head, day }),
        roles: ROLES.filter((role) => roles.has(role)),
        offices: [...new Set(offices)],
      })),
    );
  }
}
