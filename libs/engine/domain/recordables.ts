import { ALWAYS, type Day, FOREVER, type Id } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { Holder } from '@remit/structure';
import type { Instrument, Line, VariationCoverage } from '@remit/delegation';
import {
  type HolderName,
  Moment,
  type Names,
  namesAt,
  type Office,
  offices,
  type OnDays,
  onDays,
  type TrustIndex,
} from '@remit/accountability';
import { peopleOf } from './engine-commands.js';
import { postName } from './entry-subject.js';

/** A body or post with its days; posts with one title are told apart by their school. */
export interface HolderRecorded extends HolderName, OnDays {}

/** A scheme or variation with its days. */
export interface InstrumentRecorded extends OnDays {
  readonly id: Id;
  readonly layer: Instrument['layer'];
  /** Of a scheme; empty for a variation. */
  readonly version: string;
  readonly covers: VariationCoverage;
  readonly lines: readonly Line[];
}

/** Somebody who was ever appointed or registered. */
export interface PersonRecorded {
  readonly person: Id;
  /** Whether details are recorded. */
  readonly registered: boolean;
  /** Whether a legal hold stands on them. */
  readonly held: boolean;
  readonly erased: boolean;
}

/**
 * Everything that a command can be about or refer to, past, present and to come, as known at an entry: what a form offers
 * to choose from, and the ids that are taken.
 */
export interface Recordables extends Names {
  readonly allHolders: readonly HolderRecorded[];
  readonly appointments: readonly Office[];
  readonly variations: readonly InstrumentRecorded[];
  /** By first day. */
  readonly allSchemes: readonly InstrumentRecorded[];
  readonly persons: readonly PersonRecorded[];
  /** The categories that schools were ever put into, each value once. */
  readonly categories: readonly { readonly name: string; readonly value: string }[];
}

/** What a trust's commands can refer to. @param day on which tiers are named */
export function recordables(index: TrustIndex, day: Day, known: EntryNumber): Recordables {
  const { structure, delegation } = index;
  const appointments = offices(new Moment(index, day, known), {});
  const names = namesAt(index, day, known);
  const schoolName = (school: Id): string => names.schools.find(({ id }) => id === school)?.name ?? school;
  return {
    ...names,
    allHolders: structure.directory
      .within(ALWAYS, FOREVER, known)
      .map((holder) => ({ ...onDays(holder), ...holderNamed(holder, schoolName) })),
    appointments,
    variations: delegation.variationsWithin(ALWAYS, FOREVER, known).map(instrumentRecorded),
    allSchemes: delegation.schemes.within(ALWAYS, FOREVER, known).map(instrumentRecorded).sort(byFirstDay),
    persons: personsOf(index, appointments, known),
    categories: categoriesOf(index, known),
  };
}

function holderNamed({ id, kind, tier, name, data }: Holder, schoolName: (id: Id) => string): HolderName {
  return { id, kind, tier, name: 'post' in data ? postName(data, schoolName) : name };
}

function instrumentRecorded(instrument: Instrument): InstrumentRecorded {
  const { id, layer, version = '', covers, lines } = instrument;
  return { ...onDays(instrument), id, layer, version, covers, lines: lines.all };
}

function byFirstDay(a: OnDays, b: OnDays): number {
  return a.from === b.from ? a.entry - b.entry : a.from < b.from ? -1 : 1;
}

function personsOf(index: TrustIndex, appointments: readonly Office[], known: EntryNumber): PersonRecorded[] {
  const people = peopleOf(index);
  const registered = new Set([...people.ids()].filter((id) => people.detailsOf(id, known) !== undefined));
  const persons = new Set([...appointments.map(({ person }) => person), ...registered]);
  return [...persons].sort().map((person) => ({
    person,
    registered: registered.has(person),
    held: people.heldBy(person, undefined, known) !== undefined,
    erased: (people.erasure(person)?.n ?? Infinity) <= known,
  }));
}

function categoriesOf({ structure }: TrustIndex, known: EntryNumber): Recordables['categories'] {
  const found = new Map<string, { readonly name: string; readonly value: string }>();
  for (const { classifications } of structure.schools.values()) {
    for (const [name, list] of classifications) {
      for (const { data } of list.within(ALWAYS, FOREVER, known)) {
        found.set(`${name}: ${data.value}`, { name, value: data.value });
      }
    }
  }
  return [...found.values()];
}
