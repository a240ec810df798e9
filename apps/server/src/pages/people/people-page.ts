import { counted, dayOf, type Id } from '@remit/kernel';
import { type HolderPortrayed, type Office, placeOf, type Portrait, TERM_NOTICE_DAYS } from '@remit/accountability';
import type { OfficesView, SchoolView, WithPeople } from '@remit/accountability/nest';
import { looksAfter } from '@remit/structure';
import type { TableCell, TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { notInTrust } from '../schools/school-page.js';
import { type Choice, schoolChoices } from '../shell/choices.js';
import { linkTo } from '../shell/page-frame.js';
import { type Asked, isOn, type Reading } from '../shell/reading.js';
import { byName } from '../shell/words.js';
import { capacityInWords, firstDay, holderCell, lastDay, ownOf, personLink, vacancyOf } from './people-words.js';

interface Tab {
  readonly text: string;
  readonly href: string;
  readonly current: boolean;
}

/** What the page of bodies and posts shows. */
export interface PeopleModel {
  readonly says: string;
  /** Which school is meant, when it was asked for by another number. */
  readonly lineage?: string;
  readonly tabLinks: readonly Tab[];
  /** For choosing a school; the rest of the address goes along unseen. */
  readonly filter: {
    readonly action: string;
    readonly schools: readonly Choice[];
    readonly kept: readonly { readonly name: string; readonly value: string }[];
  };
  readonly tables: readonly TableModel[];
  /** Said where there is nothing to show. */
  readonly nothing: string;
  /** Earlier and later parts of a list that is too long for one page. */
  readonly parts: readonly { readonly text: string; readonly href: string }[];
  readonly checks: string;
  /** Whether it is about who serves on the day, and not about when terms end. */
  readonly onDay: boolean;
}

export const peoplePage = pageOf<PeopleModel>('people/people');

/** In more schools than this the bodies and posts of each are shown when the school is chosen. */
const SCHOOLS_AT_ONCE = 20;
const PAST_AT_ONCE = 100;

type ShownPortrait = Portrait & WithPeople;

/** Everybody who serves on the day, by body, and where somebody is missing. */
export function peopleNow(reading: Reading, asked: Asked, portrait: ShownPortrait): PeopleModel {
  const { school } = asked;
  const near = holdersNear(portrait, school);
  const many = school === undefined && portrait.schools.length > SCHOOLS_AT_ONCE;
  const shown = many ? near.filter(({ covers }) => !('schools' in covers)) : near;
  const people = new Set(near.flatMap((holder) => holder.people.map(({ person }) => person))).size;
  const short = near.filter(({ lacks }) => lacks !== null).length;
  return {
    ...around(reading, asked, undefined),
    says: `${counted(people, 'person serves', 'people serve')} on ${counted(near.filter(isBody).length, 'body', 'bodies')} and in ${counted(near.filter((each) => !isBody(each)).length, 'post', 'posts')}. ${inSomePlaces(short)}`,
    tables: [
      ...shown.filter(isBody).map((body) => bodyTable(reading, body, portrait)),
      ...postTables(
        reading,
        shown.filter((each) => !isBody(each)),
        portrait,
      ),
      ...(many ? schoolsTable(reading, portrait) : []),
    ],
    nothing: 'No body or post is recorded for this day.',
  };
}

/** The bodies and posts that lack somebody. */
export function peopleMissing(reading: Reading, asked: Asked, portrait: ShownPortrait): PeopleModel {
  const short = holdersNear(portrait, asked['school']).filter(({ lacks }) => lacks !== null);
  const rows = short.map((holder) => [holderCell(reading, holder.id), ...vacancyCells(reading, holder)]);
  return {
    ...around(reading, asked, 'vacant'),
    says: inSomePlaces(short.length),
    tables:
      rows.length === 0
        ? []
        : [{ caption: 'Where somebody is missing', columns: ['Body or post', 'Lacks', 'Since'], rows }],
    nothing: 'Nobody is missing.',
  };
}

/** Terms that end soon. */
export function peopleEnding(reading: Reading, asked: Asked, { offices, people }: OfficesView): PeopleModel {
  const last = dayOf(reading.on) + TERM_NOTICE_DAYS;
  const ending = offices
    .filter((office) => isOn(office, reading.on) && office.until !== null && dayOf(office.until) - 1 <= last)
    .sort((a, b) => ((a.until ?? '') < (b.until ?? '') ? -1 : 1));
  const notice = `${String(TERM_NOTICE_DAYS)} days`;
  return {
    ...around(reading, asked, 'ending'),
    says: `${counted(ending.length, 'term ends', 'terms end')} in the ${notice} from this day.`,
    tables: officeTables(reading, `Ending in ${notice}`, ending, people),
    nothing: `No term ends in these ${notice}.`,
  };
}

/** Those who served before the day, the last to leave first. */
export function peopleBefore(reading: Reading, asked: Asked, { offices, people }: OfficesView): PeopleModel {
  const past = offices
    .filter(({ until }) => until !== null && until <= reading.on)
    .sort((a, b) => ((a.until ?? '') > (b.until ?? '') ? -1 : 1));
  const part = Math.max(Math.trunc(Number(asked['part'] ?? 1)) || 1, 1);
  const shown = past.slice((part - 1) * PAST_AT_ONCE, part * PAST_AT_ONCE);
  const link = (text: string, to: number): { text: string; href: string } => ({
    text,
    href: linkTo(reading, 'people', { show: 'past', school: asked['school'], part: to === 1 ? undefined : String(to) }),
  });
  return {
    ...around(reading, asked, 'past'),
    says: `${counted(past.length, 'term', 'terms')} of office ended before this day.`,
    tables: officeTables(reading, 'Who served before, the last to leave first', shown, people),
    nothing: past.length === 0 ? 'Nobody served before this day.' : 'There is nothing on this page of the list.',
    parts: [
      ...(part > 1 ? [link('Those who left later', part - 1)] : []),
      ...(part * PAST_AT_ONCE < past.length ? [link('Those who left earlier', part + 1)] : []),
    ],
  };
}

/**
 * The list of a school, with which school is meant. On a day on which it is not in the trust that is said, and nothing
 * about who serves there then: a list without a vacancy would pass for a school where nobody is missing.
 */
export function ofSchool(reading: Reading, model: PeopleModel, view: SchoolView): PeopleModel {
  const lineage = view.lineage === undefined ? {} : { lineage: view.lineage.says };
  const absent = notInTrust(reading, view);
  if (absent === undefined) return { ...model, ...lineage };
  if (!model.onDay) return { ...model, ...lineage, says: `${absent} ${model.says}` };
  return { ...model, ...lineage, says: absent, tables: [], nothing: 'Choose another day, or another school.' };
}

const TABS: readonly (readonly [show: string | undefined, text: string])[] = [
  [undefined, 'On this day'],
  ['vacant', 'Vacancies'],
  ['ending', `Ending in ${String(TERM_NOTICE_DAYS)} days`],
  ['past', 'Historic'],
];

function around(
  reading: Reading,
  { school }: Asked,
  show: string | undefined,
): Pick<PeopleModel, 'tabLinks' | 'filter' | 'parts' | 'checks' | 'onDay'> {
  const { trust, on, known } = reading;
  const kept = Object.entries({ show, on, known }).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
  return {
    tabLinks: TABS.map(([name, text]) => ({
      text,
      href: linkTo(reading, 'people', { show: name, school }),
      current: name === show,
    })),
    filter: { action: `/trusts/${trust}/people`, schools: schoolChoices(reading, school), kept },
    parts: [],
    checks: linkTo(reading, 'checks'),
    onDay: show === undefined || show === 'vacant',
  };
}

function holdersNear({ holders, schools }: Portrait, school: Id | undefined): readonly HolderPortrayed[] {
  if (school === undefined) return holders;
  const cluster = schools.find((each) => each.school === school)?.cluster ?? undefined;
  return holders.filter(({ covers }) => looksAfter(covers, school, cluster));
}

function inSomePlaces(count: number): string {
  return count === 0
    ? 'No place is vacant.'
    : `Somebody is missing in ${counted(count, 'body or post', 'bodies and posts')}.`;
}

function isBody({ kind }: HolderPortrayed): boolean {
  return kind === 'body';
}

function bodyTable(reading: Reading, body: HolderPortrayed, { people }: WithPeople): TableModel {
  const count = new Set(body.people.map(({ person }) => person)).size;
  const least = body.minimum === 0 ? '' : `, at least ${String(body.minimum)} needed`;
  return {
    caption: `${body.name}: ${counted(count, 'person', 'people')}${least}`,
    about: { text: `About ${body.name}`, href: linkTo(reading, `people/${body.id}`) },
    columns: ['Person', 'Capacity', 'First day', 'Last day'],
    rows: [
      ...inTheirPlaces(body.people).map((each) => [
        personLink(reading, each.person, people),
        { text: capacityInWords(each.as) },
        { text: firstDay(each.from) },
        { text: lastDay(each.until) },
      ]),
      ...(body.lacks === null ? [] : [missingRow(reading, body)]),
    ],
  };
}

/** The chair first, as everywhere; the others in the order in which they were recorded. */
function inTheirPlaces(people: HolderPortrayed['people']): HolderPortrayed['people'] {
  return people.toSorted((a, b) => placeOf(a.as) - placeOf(b.as));
}

const NOTHING: TableCell = { text: '' };

/** A vacancy in the place of a person: who, in what capacity, first day, last day. */
function missingRow(reading: Reading, holder: HolderPortrayed): TableCell[] {
  const [what, since] = vacancyCells(reading, holder);
  return [what, NOTHING, { text: `Since ${since.text}` }, NOTHING];
}

function vacancyCells(reading: Reading, holder: HolderPortrayed): [what: TableCell, since: TableCell] {
  const vacancy = vacancyOf(reading, holder);
  return vacancy === undefined ? [NOTHING, NOTHING] : [vacancy.what, { text: vacancy.since }];
}

function postTables(reading: Reading, posts: readonly HolderPortrayed[], { people }: WithPeople): TableModel[] {
  if (posts.length === 0) return [];
  const rows = posts.flatMap((post): TableCell[][] => {
    const name = holderCell(reading, post.id);
    return [
      ...inTheirPlaces(post.people).map((each) => [
        name,
        personLink(reading, each.person, people),
        { text: each.as === 'holder' ? '' : capacityInWords(each.as) },
        { text: firstDay(each.from) },
        { text: lastDay(each.until) },
      ]),
      ...(post.lacks === null ? [] : [[name, ...missingRow(reading, post)]]),
    ];
  });
  return [{ caption: 'Posts', columns: ['Post', 'Person', 'Capacity', 'First day', 'Last day'], rows }];
}

/** Of the schools that have any: a trust from the register has none, and rows of nought would say nothing. */
function schoolsTable(reading: Reading, portrait: ShownPortrait): TableModel[] {
  const withOwn = portrait.schools
    .map((school) => ({ ...school, own: ownOf(portrait.holders, school.school) }))
    .filter(({ own }) => own.length > 0);
  if (withOwn.length === 0) return [];
  const table = {
    caption: 'Bodies and posts of each school',
    columns: ['School', 'People', 'Somebody is missing in'],
    rows: withOwn.toSorted(byName).map(({ school, name, own }) => {
      const people = new Set(own.flatMap((holder) => holder.people.map(({ person }) => person))).size;
      const short = own.filter(({ lacks }) => lacks !== null).map((holder) => holder.name);
      return [
        { text: name, href: linkTo(reading, 'people', { school }) },
        { text: String(people) },
        { text: short.join(', ') },
      ];
    }),
  };
  return [table];
}

function officeTables(
  reading: Reading,
  caption: string,
  offices: readonly Office[],
  people: WithPeople['people'],
): TableModel[] {
  if (offices.length === 0) return [];
  return [
    {
      caption,
      columns: ['Person', 'Body or post', 'Capacity', 'First day', 'Last day'],
      rows: offices.map((office) => [
        personLink(reading, office.person, people),
        holderCell(reading, office.holder),
        { text: capacityInWords(office.as) },
        { text: firstDay(office.from) },
        { text: lastDay(office.until), note: office.endsWithHolder ? 'when it comes to its end' : undefined },
      ]),
    },
  ];
}
