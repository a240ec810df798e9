import { ALWAYS, type Day, FOREVER, type Id, untilDayOf } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { Instrument, Line, VariationCoverage, VariationLayer } from '@remit/delegation';
import { type ChangedCell, compare } from './comparison.js';
import { Moment } from './moment.js';
import { byEntry, type OnDays, onDays } from './on-days.js';
import type { TrustIndex } from './trust-index.js';

/** How a scheme or variation stands on a day. `replaced` by another scheme, `ended` by its own end. */
export type InstrumentStanding = 'in-force' | 'future' | 'replaced' | 'ended';

interface InstrumentSeen extends OnDays {
  readonly id: Id;
  readonly standing: InstrumentStanding;
  readonly lines: readonly Line[];
}

/** A version of the scheme, with the days on which it is in force: until its own end, or until another replaces it. */
export interface SchemeSeen extends InstrumentSeen {
  readonly version: string;
}

/** A variation. */
export interface VariationSeen extends InstrumentSeen {
  readonly layer: VariationLayer;
  readonly covers: VariationCoverage;
  /** What an intervention is called in its own papers; null when nothing is recorded. */
  readonly intervention: string | null;
  /** The entry that ended it; null when none did. */
  readonly endedBy: EntryNumber | null;
}

/** Every scheme, by first day, and every variation, by entry, past, present and to come. */
export interface Instruments {
  readonly schemes: readonly SchemeSeen[];
  readonly variations: readonly VariationSeen[];
}

/** All schemes and variations of a trust as known at an entry. @param day on which they stand as they are said to */
export function instruments(index: TrustIndex, day: Day, known: EntryNumber): Instruments {
  const variations = index.delegation.variationsWithin(ALWAYS, FOREVER, known);
  return {
    schemes: schemesByDay(index, known).map((scheme) => schemeSeen(scheme, lastsUntil(index, scheme, known), day)),
    variations: byEntry(variations.map((variation) => variationSeen(variation, day))),
  };
}

/** @param until the first day on which it is no longer in force */
function schemeSeen({ n, id, version = '', from, data, lines }: Instrument, until: Day, day: Day): SchemeSeen {
  const after = untilDayOf(data.until) === until ? 'ended' : 'replaced';
  const standing = day < from ? 'future' : day < until ? 'in-force' : after;
  return { ...onDays({ n, from, until }), id, version, standing, lines: lines.all };
}

function variationSeen(variation: Instrument, day: Day): VariationSeen {
  const { id, layer, covers, lines, data, endedBy = null, from, until } = variation;
  return {
    ...onDays(variation),
    id,
    layer: layer as VariationLayer,
    standing: day < from ? 'future' : day < until ? 'in-force' : 'ended',
    covers,
    lines: lines.all,
    intervention: ('intervention' in data ? data.intervention : undefined) ?? null,
    endedBy,
  };
}

/** All schemes as known at an entry, by first day. */
function schemesByDay({ delegation }: TrustIndex, known: EntryNumber): Instrument[] {
  return delegation.schemes.within(ALWAYS, FOREVER, known).sort((a, b) => a.from - b.from);
}

/** The scheme of an id as known at an entry; `undefined` when there is none. */
export function schemeKnownAt(index: TrustIndex, scheme: Id, known: EntryNumber): Instrument | undefined {
  return schemesByDay(index, known).find(({ id }) => id === scheme);
}

/** The scheme that takes a scheme's place, as known at an entry: the next one to start. `undefined` when none does. */
export function successorOf(index: TrustIndex, { from }: Instrument, known: EntryNumber): Instrument | undefined {
  return schemesByDay(index, known).find((scheme) => scheme.from > from);
}

/** First day on which a scheme is no longer in force: its own end, or the start of the one after it. */
export function lastsUntil(index: TrustIndex, scheme: Instrument, known: EntryNumber): Day {
  return Math.min(untilDayOf(scheme.data.until), successorOf(index, scheme, known)?.from ?? FOREVER);
}

/** What differs on the first day of a scheme from what would hold if another scheme had been in force instead. */
export interface SchemeImpact {
  /** Cells looked at. */
  readonly cells: number;
  /** `before` is by the other scheme, `after` by the scheme itself. */
  readonly changed: readonly ChangedCell[];
}

/**
 * What a scheme changes on its first day beside another one. People, bodies and variations are those of that day on both
 * sides, so that nothing differs but the scheme.
 */
export function schemeImpact(
  index: TrustIndex,
  { scheme, instead }: { readonly scheme: Instrument; readonly instead: Instrument },
  known: EntryNumber,
): SchemeImpact {
  const { from } = scheme;
  const stayed: Instrument = { ...instead, from, until: FOREVER };
  return compare(new Moment(index, from, known, stayed), new Moment(index, from, known), {});
}
