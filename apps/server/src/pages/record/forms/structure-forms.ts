import { type Capacity, type Coverage, type LinkKind } from '@remit/structure';
import { slug } from '@remit/exchange';
import {
  appointments,
  clusters,
  holders,
  oneOf,
  type Option,
  persons,
  recorded,
  recordedOr,
  schools,
} from './choice-fields.js';
import type { CommandForm } from './command-form.js';
import { coverage } from './coverage-field.js';
import { day, lastDay } from './day-field.js';
import type { Field, Known, Values } from './field.js';
import { idOf, TAKEN } from './made-ids.js';
import { line, madeId, wholeNumber } from './text-fields.js';
import { tiersOf } from './tier-words.js';

const SCHOOLS = 'Schools and clusters';
const HOLDERS = 'Bodies, posts and appointments';

const FROM: Field = { name: 'from', label: 'First day', kind: day };
const UNTIL: Field = {
  name: 'until',
  label: 'Last day',
  kind: lastDay,
  optional: true,
  hint: 'Leave it empty when it goes on until further notice',
};
const LAST: Field = { name: 'until', label: 'Last day', kind: lastDay };
const SCHOOL: Field = { name: 'school', label: 'School', kind: recorded(schools) };
const MADE = 'Left empty, it is made from the name';

function tiers(known: Known): Option[] {
  return tiersOf(known).map(({ id, name }) => ({ value: id, text: name }));
}

const TIER: Field = {
  name: 'tier',
  label: 'Kind',
  hint: 'What schemes call it by: all local governing bodies are of one kind, all headteachers of another',
  kind: recordedOr(tiers, {
    label: 'Or another kind',
    hint: 'In a few words, such as: audit committee',
    value: slug,
  }),
};

const COVERS: Field = { name: 'covers', label: 'Schools that it is for', kind: coverage({ category: false }) };

/** The words of an id for a body or post: its name and, when that is for one school, the school. */
function wordsOf(name: unknown, { covers }: Values): unknown[] {
  const of = covers as Coverage | undefined;
  const [only, another] = of !== undefined && 'schools' in of ? of.schools : [];
  return [name, another === undefined ? only : undefined];
}

const LINK_KINDS: Readonly<Record<LinkKind, string>> = {
  predecessor: 'It came before this school',
  successor: 'It came after this school',
};

const CAPACITIES: Readonly<Record<Capacity, string>> = {
  member: 'A member of the body',
  chair: 'Chair of the body',
  'vice-chair': 'Vice-chair of the body',
  holder: 'The holder of the post',
  acting: 'Acting in the post for the time being',
};

/** The forms of structure: the trust, its schools, bodies, posts and appointments. */
export const structureForms: readonly CommandForm[] = [
  {
    command: 'EstablishTrust',
    group: 'The trust',
    title: 'Establish the trust',
    fields: [
      { name: 'name', label: 'Name of the trust', kind: line() },
      { name: 'from', label: 'First day', kind: day },
      { name: 'uid', label: 'UID', kind: line(10), optional: true, hint: 'Number in the national register' },
      { name: 'companyNumber', label: 'Companies House number', kind: line(10), optional: true },
      { name: 'ukprn', label: 'UKPRN', kind: line(10), optional: true, hint: 'UK provider reference number' },
      { name: 'catalogue', label: 'Edition of the catalogue of functions', kind: line(10), optional: true, more: true },
      { name: 'semantics', label: 'Version of the rules of answers', kind: wholeNumber, optional: true, more: true },
      { name: 'trust', label: 'Id of the trust', kind: line(20), more: true },
    ],
  },
  {
    command: 'AdmitSchool',
    group: SCHOOLS,
    title: 'Admit a school',
    lead: 'The school belongs to the trust from the first day on. A school that left can be admitted again, under its old id.',
    fields: [
      { name: 'name', label: 'Name of the school', kind: line() },
      FROM,
      UNTIL,
      { name: 'urn', label: 'URN', kind: line(10), optional: true, hint: 'Number in the national register' },
      { name: 'phase', label: 'Phase', kind: line(20), optional: true, hint: 'Such as: primary' },
      { name: 'type', label: 'Type of establishment', kind: line(), optional: true, more: true },
      { name: 'faith', label: 'Religious character', kind: line(), optional: true, more: true },
      {
        name: 'school',
        label: 'Id of the school',
        hint: `${MADE}. For a school that was here before, give the id that it had`,
        more: true,
        kind: madeId(({ name }, known) => idOf([name], TAKEN.schools(known), 'school')),
      },
    ],
  },
  {
    command: 'ReleaseSchool',
    group: SCHOOLS,
    title: 'Release a school',
    lead: 'The school belongs to the trust up to and including the last day.',
    fields: [SCHOOL, { ...LAST, label: 'Last day in the trust' }],
  },
  {
    command: 'PlaceSchool',
    group: SCHOOLS,
    title: 'Place a school in a cluster',
    lead: 'A school is in one cluster at a time: what is recorded last counts.',
    fields: [SCHOOL, { name: 'cluster', label: 'Cluster', kind: recorded(clusters) }, FROM, UNTIL],
  },
  {
    command: 'ClassifySchool',
    group: SCHOOLS,
    title: 'Put a school into a category',
    lead: 'Variations of the scheme can be for all schools of a category, such as those with earned autonomy.',
    fields: [
      SCHOOL,
      { name: 'category', label: 'Category', kind: line(20), hint: 'Such as: autonomy' },
      { name: 'value', label: 'Value in the category', kind: line(20), hint: 'Such as: reduced' },
      FROM,
      UNTIL,
    ],
  },
  {
    command: 'LinkSchool',
    group: SCHOOLS,
    title: 'Link a school to one before or after it',
    lead: 'A question may then name the school by the number of the other one.',
    fields: [
      SCHOOL,
      { name: 'urn', label: 'URN of the other school', kind: line(10) },
      { name: 'kind', label: 'Place of the other school', kind: oneOf(LINK_KINDS) },
      { name: 'on', label: 'Day of the change', kind: day, optional: true },
      { name: 'name', label: 'Name of the other school', kind: line(), optional: true },
      { name: 'how', label: 'How the one became the other', kind: line(), optional: true, hint: 'Such as: merged' },
    ],
  },
  {
    command: 'FormCluster',
    group: SCHOOLS,
    title: 'Form a cluster',
    lead: 'A hub, a region, a cluster. Schools are placed in it afterwards, one by one.',
    fields: [
      { name: 'name', label: 'Name of the cluster', kind: line() },
      FROM,
      UNTIL,
      {
        name: 'cluster',
        label: 'Id of the cluster',
        hint: MADE,
        more: true,
        kind: madeId(({ name }, known) => idOf([name], TAKEN.clusters(known), 'cluster')),
      },
    ],
  },
  {
    command: 'Appoint',
    group: HOLDERS,
    title: 'Appoint somebody',
    lead: 'A new term is a new appointment.',
    fields: [
      {
        name: 'person',
        label: 'Person',
        kind: recordedOr(persons(), {
          label: 'Or somebody new, by id',
          hint: 'Such as p-21: nothing that tells who it is. The name is registered by itself, among the details of people',
          value: (text) => text,
        }),
      },
      { name: 'to', label: 'Body or post', kind: recorded(holders()) },
      { name: 'as', label: 'Capacity', kind: oneOf(CAPACITIES), optional: true },
      FROM,
      UNTIL,
      {
        name: 'appointment',
        label: 'Id of the appointment',
        hint: 'Left empty, it is made from the ids of the person and of the body or post',
        more: true,
        kind: madeId(({ person, to }, known) => idOf([person, to], TAKEN.appointments(known), 'appointment')),
      },
    ],
  },
  {
    command: 'EndAppointment',
    group: HOLDERS,
    title: 'End an appointment',
    fields: [
      {
        name: 'appointment',
        label: 'Appointment',
        kind: recorded(appointments),
        hint: 'Those of today and to come, and those that ended in the last year',
      },
      LAST,
      {
        name: 'cause',
        label: 'Cause',
        kind: line(),
        optional: true,
        hint: 'Such as: resigned. No personal details here',
      },
    ],
  },
  {
    command: 'ConstituteBody',
    group: HOLDERS,
    title: 'Constitute a body',
    lead: 'The members, the board, a committee, a local governing body, a panel, an interim board.',
    fields: [
      { name: 'name', label: 'Name of the body', kind: line() },
      TIER,
      COVERS,
      FROM,
      UNTIL,
      {
        name: 'minimum',
        label: 'Fewest people with whom it is properly constituted',
        kind: wholeNumber,
        optional: true,
        hint: 'With fewer, answers say so',
      },
      {
        name: 'body',
        label: 'Id of the body',
        hint: MADE,
        more: true,
        kind: madeId(({ name }, known) => idOf([name], TAKEN.holders(known), 'body')),
      },
    ],
  },
  {
    command: 'DissolveBody',
    group: HOLDERS,
    title: 'Dissolve a body',
    fields: [{ name: 'body', label: 'Body', kind: recorded(holders('body')) }, LAST],
  },
  {
    command: 'CreatePost',
    group: HOLDERS,
    title: 'Create a post',
    lead: 'The chief executive, the headteacher of a school, an executive head of several.',
    fields: [
      { name: 'title', label: 'Title of the post', kind: line(), hint: 'Such as: Headteacher' },
      TIER,
      COVERS,
      FROM,
      UNTIL,
      {
        name: 'post',
        label: 'Id of the post',
        hint: 'Left empty, it is made from the title and the school',
        more: true,
        kind: madeId((values, known) => idOf(wordsOf(values['title'], values), TAKEN.holders(known), 'post')),
      },
    ],
  },
  {
    command: 'AbolishPost',
    group: HOLDERS,
    title: 'Abolish a post',
    fields: [{ name: 'post', label: 'Post', kind: recorded(holders('post')) }, LAST],
  },
  {
    command: 'NameTier',
    group: HOLDERS,
    title: 'Say what a kind of body or post is called',
    lead: "The trust's own word, such as academy council or principal. Pages and published schemes say it from its first day on.",
    fields: [
      { name: 'tier', label: 'Kind', hint: 'As it is called now', kind: recorded(tiers) },
      { name: 'name', label: 'Name of one', kind: line(), hint: 'Such as: academy council' },
      { name: 'plural', label: 'Name of several', kind: line(), optional: true, hint: 'Such as: academy councils' },
      { ...FROM, hint: 'Until then, what it is called now stays' },
    ],
  },
];
