import { capital, counted, dayInWords, dayOf, type Id, listInWords } from '@remit/kernel';
import type { EntryCorrected, EntryNumber } from '@remit/record';
import type { Capacity, StructureEntries } from '@remit/structure';
import type { DelegationEntries, VariationCoverage, VariationLayer } from '@remit/delegation';
import type { PeopleEntries } from '@remit/access';

/** Every entry type of the product, without its version, with what entries of it say. */
export interface EngineEntries extends StructureEntries, DelegationEntries, PeopleEntries {
  readonly EntryCorrected: EntryCorrected;
}

/** What things are called that an entry names by their ids. Each gives the id where nothing better is known. */
export interface EntryNames {
  readonly school: (id: Id) => string;
  readonly cluster: (id: Id) => string;
  /** A body by its name, or "the post of …". */
  readonly holder: (id: Id) => string;
  readonly person: (id: Id) => string;
  readonly function: (id: Id) => string;
  /** Whom an appointment put where. */
  readonly appointment: (id: Id) => { readonly person: Id; readonly to: Id } | undefined;
  /** The type of an entry, without its version. */
  readonly typeOf: (n: EntryNumber) => string | undefined;
}

interface Words<Data> {
  /** What happened, in a few words. */
  readonly kind: string;
  /** A full sentence, or several. */
  readonly says: (data: Data, names: EntryNames) => string;
}

/** What kind of thing an entry records, in a few words: "Person appointed". @param type with or without its version */
export function entryKind(type: string): string {
  return wordsOf(type)?.kind ?? type;
}

/** Every kind of entry with its words, in the order in which a list offers them. */
export function entryKinds(): readonly { readonly type: string; readonly kind: string }[] {
  return Object.entries(WORDS)
    .map(([type, { kind }]) => ({ type, kind }))
    .sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

/**
 * What an entry says, in full sentences for people who were not there.
 * @param said its type, with or without the version, and its data in today's terms
 */
export function entryInWords(said: { readonly type: string; readonly data: unknown }, names: EntryNames): string {
  return wordsOf(said.type)?.says(said.data, names) ?? said.type;
}

function wordsOf(type: string): Words<unknown> | undefined {
  const name = type.replace(/\.v\d+$/, '');
  return Object.hasOwn(WORDS, name) ? (WORDS as Readonly<Record<string, Words<unknown>>>)[name] : undefined;
}

const WORDS: { readonly [Type in keyof EngineEntries]: Words<EngineEntries[Type]> } = {
  TrustEstablished: {
    kind: 'Trust established',
    says: ({ name, from }) => `${name} was established on ${day(from)}.`,
  },
  SchoolAdmitted: {
    kind: 'School joined',
    says: ({ name, from, until }) =>
      `${name} joined the trust on ${day(from)}${until === undefined ? '' : `; ${lastDay(until)}`}.`,
  },
  SchoolReleased: {
    kind: 'School left',
    says: ({ school, until }, names) => `${names.school(school)} left the trust; ${lastDay(until)}.`,
  },
  SchoolClassified: {
    kind: 'School classified',
    says: ({ school, category, value, from, until }, names) =>
      `${names.school(school)} counts as ${value} in the category ${category}${days(from, until)}.`,
  },
  SchoolLinked: {
    kind: 'School linked to another number',
    says: ({ school, urn, kind, on, name, how }, names) =>
      `${name ?? 'The school'} with the number ${urn} ${kind === 'predecessor' ? 'came before' : 'came after'} ${names.school(school)}${on === undefined ? '' : `, on ${day(on)}`}${how === undefined ? '' : ` (${how})`}.`,
  },
  ClusterFormed: {
    kind: 'Cluster formed',
    says: ({ name, from, until }) =>
      `The cluster ${name} was formed on ${day(from)}${until === undefined ? '' : `; ${lastDay(until)}`}.`,
  },
  SchoolPlaced: {
    kind: 'School placed in a cluster',
    says: ({ school, cluster, from, until }, names) =>
      `${names.school(school)} belongs to the cluster ${names.cluster(cluster)}${days(from, until)}.`,
  },
  BodyConstituted: {
    kind: 'Body constituted',
    says: ({ name, covers, from, until, minimum }, names) =>
      `${name} was constituted for ${coverage(covers, names)}${days(from, until)}.${minimum === undefined ? '' : ` It needs at least ${counted(minimum, 'person', 'people')}.`}`,
  },
  BodyDissolved: {
    kind: 'Body dissolved',
    says: ({ body, until }, names) => `${names.holder(body)} was dissolved; ${lastDay(until)}.`,
  },
  PostCreated: {
    kind: 'Post created',
    says: ({ title, covers, from, until }, names) =>
      `The post of ${title} was created for ${coverage(covers, names)}${days(from, until)}.`,
  },
  PostAbolished: {
    kind: 'Post abolished',
    says: ({ post, until }, names) => `${capital(names.holder(post))} was abolished; ${lastDay(until)}.`,
  },
  PersonAppointed: {
    kind: 'Person appointed',
    says: ({ person, to, as, from, until }, names) =>
      `${names.person(person)} was appointed to ${names.holder(to)}${as === undefined ? '' : CAPACITY[as]}${days(from, until)}.`,
  },
  AppointmentEnded: {
    kind: 'Appointment ended',
    says: ({ appointment, until, cause }, names) => {
      const of = names.appointment(appointment);
      const what = of === undefined ? `"${appointment}"` : `of ${names.person(of.person)} to ${names.holder(of.to)}`;
      return `The appointment ${what} ended; ${lastDay(until)}.${cause === undefined ? '' : ` Cause: ${cause}.`}`;
    },
  },
  TierNamed: {
    kind: 'Kind of body or post named',
    says: ({ tier, name, plural, from }) =>
      `From ${day(from)} the trust's word for a body or post of the kind "${tier}" is "${name}"${plural === undefined ? '' : `, and for several "${plural}"`}.`,
  },
  SchemeAdopted: {
    kind: 'Scheme adopted',
    says: ({ scheme, version, from, until, lines }) =>
      `The board adopted the scheme of delegation ${scheme}, version ${version}, in force${days(from, until)}. It says who decides ${counted(lines.length, 'function', 'functions')}.`,
  },
  DelegationVaried: {
    kind: 'Delegation varied',
    says: ({ layer, covers, lines, from, until, intervention }, names) =>
      `${LAYER[layer]}${intervention === undefined ? '' : ` (${intervention})`} decides otherwise than the scheme about ${functions(lines, names)} for ${coverage(covers, names)}${days(from, until)}.`,
  },
  VariationEnded: {
    kind: 'Variation ended',
    says: ({ variation, until }) => `The variation ${variation} ended; ${lastDay(until)}.`,
  },
  FunctionDefined: {
    kind: 'Function defined',
    says: ({ name, scope }) => `The trust defined a function of its own, "${name}", ${SCOPE[scope]}.`,
  },
  CatalogueAdopted: {
    kind: 'Catalogue of functions adopted',
    says: ({ edition }) => `The trust took over edition ${edition} of the catalogue of functions.`,
  },
  SemanticsAdopted: {
    kind: 'Rules of answers adopted',
    says: ({ version }) =>
      `The trust took over version ${String(version)} of the rules by which answers are worked out.`,
  },
  PersonRegistered: {
    kind: 'Person registered',
    says: ({ person, details }, names) =>
      `The ${detailNames(details)} of ${names.person(person)} ${Object.keys(details).length === 1 ? 'was' : 'were'} registered.`,
  },
  PersonDetailsCorrected: {
    kind: "Person's details corrected",
    says: ({ person, details, from }, names) =>
      `The ${detailNames(details)} of ${names.person(person)} ${Object.keys(details).length === 1 ? 'was' : 'were'} put right${from === undefined ? '' : days(from, undefined)}.`,
  },
  LegalHoldPlaced: {
    kind: 'Legal hold placed',
    says: ({ person, reason }, names) =>
      `The details of ${names.person(person)} must be kept for a legal reason: ${sentence(reason)}`,
  },
  LegalHoldLifted: {
    kind: 'Legal hold lifted',
    says: ({ person }, names) => `The details of ${names.person(person)} need no longer be kept for a legal reason.`,
  },
  PersonErased: {
    kind: 'Person erased',
    says: ({ person, basis }, names) =>
      `The details of ${names.person(person)} were erased for good: ${sentence(basis)}`,
  },
  EntryCorrected: {
    kind: 'Entry corrected',
    says: (data, names) => {
      const entry = `Entry ${String(data.entry)}`;
      if (data.how === 'void')
        return `${entry} should never have been recorded and does not count: ${sentence(data.reason)}`;
      const now = entryInWords({ type: names.typeOf(data.entry) ?? '', data: data.with }, names);
      return `${entry} was put right: ${sentence(data.reason)} It now says: ${now}`;
    },
  },
};

const CAPACITY: Readonly<Record<Capacity, string>> = {
  acting: ', acting',
  holder: '',
  chair: ' as chair',
  'vice-chair': ' as vice-chair',
  member: ' as a member',
};

const LAYER: Readonly<Record<VariationLayer, string>> = {
  urgent: 'Urgent action',
  intervention: 'An intervention',
  school: 'A variation for single schools',
  cluster: 'A variation for a cluster',
  category: 'A variation for a category of schools',
};

const SCOPE: Readonly<Record<EngineEntries['FunctionDefined']['scope'], string>> = {
  trust: 'of the trust as a whole',
  school: 'of each school',
  both: 'of the trust and of each school',
};

function coverage(covers: VariationCoverage, names: EntryNames): string {
  if ('schools' in covers) return listInWords(covers.schools.map(names.school));
  if ('cluster' in covers) return `the cluster ${names.cluster(covers.cluster)}`;
  return 'category' in covers
    ? `schools of the category ${covers.category.name}: ${covers.category.value}`
    : 'the whole trust';
}

/** So few are named one by one. */
const NAMED_MAX = 3;

function functions(lines: readonly { readonly function: Id }[], names: EntryNames): string {
  if (lines.length > NAMED_MAX) return `${String(lines.length)} functions`;
  return listInWords(lines.map((line) => `"${names.function(line.function)}"`));
}

function detailNames(details: object): string {
  return listInWords(Object.keys(details).map((field) => (field === 'email' ? 'e-mail address' : field)));
}

function day(date: string): string {
  return dayInWords(dayOf(date));
}

/** @param until the first day on which it no longer holds */
function days(from: string, until: string | undefined): string {
  return until === undefined ? ` from ${day(from)}` : ` from ${day(from)} to ${dayInWords(dayOf(until) - 1)}`;
}

/** @param until the first day on which it no longer holds */
function lastDay(until: string): string {
  return `its last day is ${dayInWords(dayOf(until) - 1)}`;
}

/** The text with a full stop, unless it has one. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
