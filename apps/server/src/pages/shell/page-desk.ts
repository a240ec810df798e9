import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ROLE_IN_WORDS } from '@remit/access';
import { GetNames, londonDate } from '@remit/accountability/nest';
import { Clock } from '@remit/record/nest';
import { type PageTemplate, Templates } from '@remit/web/nest';
import { type Viewer, viewerMay, visits } from '../access/visit.js';
import { valueOfCalled } from './called.js';
import { frameOf, type PageFrame, type Place } from './page-frame.js';
import type { Asked, Reading } from './reading.js';
import { byName } from './words.js';

/** What pages call the fields that say how the record is read: see the bar of dates. */
const CALLED = { knownAt: 'As recorded by', on: 'What was true on' };

/** What every page is made with: reads the record for it, and puts its content into the frame. */
@Injectable()
export class PageDesk {
  constructor(
    private readonly queries: QueryBus,
    private readonly clock: Clock,
    @Inject(Templates) private readonly templates: Templates,
  ) {}

  /** Today in London, `YYYY-MM-DD`. */
  today(): string {
    return londonDate(this.clock.now());
  }

  /** Opens a trust's record on the day, and as known when, that the address asks for. @throws RefusedRequest */
  async open(trust: string, { on = this.today(), known }: Asked): Promise<Reading> {
    const names = await this.queries.execute(
      new GetNames(trust, { on, ...(known === undefined ? {} : { knownAt: known }) }),
    );
    const called = valueOfCalled(names, CALLED);
    return { trust, on, known, names: { ...called, schools: called.schools.toSorted(byName) }, may: viewerMay };
  }

  /** A page about a trust. */
  page<Model extends object>(
    template: PageTemplate<Model>,
    { reading, place, model }: { readonly reading: Reading; readonly place: Place; readonly model: Model },
  ): string {
    return this.plain(template, frameOf(reading, place), model);
  }

  /** A page about no trust. */
  plain<Model extends object>({ view }: PageTemplate<Model>, page: PageFrame, model: Model): string {
    const { viewer, csrf, done } = visits.getStore() ?? {};
    const visited = {
      ...page,
      ...(viewer === undefined ? {} : { viewer: shownAs(viewer) }),
      ...(done === undefined ? {} : { done }),
      /** Made only when the template asks for it: see `Visit`. */
      get csrf() {
        return csrf?.() ?? '';
      },
    };
    return this.templates.render({ view }, { ...model, page: visited });
  }
}

function shownAs({ name, roles: [role] }: Viewer): { readonly name: string; readonly role: string } {
  return { name, role: role === undefined ? 'no office today' : ROLE_IN_WORDS[role] };
}
