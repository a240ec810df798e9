import { capital, type Id } from '@remit/kernel';
import type { Office } from '@remit/accountability';
import type { OfficesView, Views, WithPeople } from '@remit/accountability/nest';
import type { TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { entryCited } from '../shell/page-frame.js';
import { isOn, type Reading } from '../shell/reading.js';
import { personName } from '../shell/words.js';
import { holdingTables } from './holder-page.js';
import { capacityInWords, firstDay, holderCell, lastDay } from './people-words.js';

/** What the page of a person shows. */
export interface PersonModel {
  readonly heading: string;
  /** Said where the name of somebody cannot be shown, or none is recorded. */
  readonly aboutName: string | undefined;
  readonly id: Id;
  readonly roles: readonly TableModel[];
  readonly holds: readonly TableModel[];
}

export const personPage = pageOf<PersonModel>('people/person');

type HoldingsView = Views['holdings'] & WithPeople;

/** The page of a person: the name or why there is none, every office with its days, and what goes with them. */
export function personModel(
  reading: Reading,
  id: Id,
  { offices, people }: OfficesView,
  held: HoldingsView | undefined,
): PersonModel {
  const { on } = reading;
  const shown = people?.[id];
  const now = offices.filter((office) => isOn(office, on));
  const later = offices.filter(({ from }) => on < from);
  const before = offices.filter(({ until }) => until !== null && until <= on).toReversed();
  return {
    heading: shown !== undefined && 'name' in shown ? shown.name : id,
    aboutName: shown === undefined ? NO_NAME : 'name' in shown ? undefined : `${capital(personName(id, shown))}.`,
    id,
    roles: [
      ...rolesTable(reading, 'On this day', now),
      ...rolesTable(reading, 'Later', later),
      ...rolesTable(reading, 'Before', before),
    ],
    holds: holdingTables(reading, held?.holdings ?? []),
  };
}

const NO_NAME = 'No name is recorded for this person: the record knows them by their id alone.';

function rolesTable(reading: Reading, caption: string, offices: readonly Office[]): TableModel[] {
  if (offices.length === 0) return [];
  return [
    {
      caption,
      columns: ['Body or post', 'Capacity', 'First day', 'Last day', 'Recorded in'],
      rows: offices.map(({ holder, as, from, until, entry, endsWithHolder }) => [
        holderCell(reading, holder),
        { text: capacityInWords(as) },
        { text: firstDay(from) },
        { text: lastDay(until), note: endsWithHolder ? 'when it came to its end' : undefined },
        entryCited(reading, entry),
      ]),
    },
  ];
}
