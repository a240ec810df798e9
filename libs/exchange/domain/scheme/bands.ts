import { listInWords, type Pence, poundsInWords } from '@remit/kernel';
import { type Place, placesInWords } from './document.js';
import { choice, type Inquiry, keyOf } from './inquiry.js';
import type { Amount } from './money.js';

/** Who decides about amounts up to one, the amount itself among them; the last range has no upper end. */
export interface SettledBand {
  readonly upTo?: Pence;
  readonly who: string;
}

/** That somebody decides for a range of amounts, as a file says it. */
export interface BandClaim {
  readonly who: string;
  /** Absent when the file names no amount for it, though it does for others. */
  readonly amount?: Amount;
  readonly says: string;
  readonly place: Place;
}

/** What the bands are of. */
export interface BandedDuty {
  readonly text: string;
  /** The heading that it stands under; the same duty may stand under another with other amounts. */
  readonly section: string | undefined;
  /** Who may be answered. */
  readonly names: readonly string[];
  /** Whether the order of the rows says something: in a table of limits it does. */
  readonly inOrder: boolean;
}

interface Span {
  readonly low: Pence;
  /** Infinity when there is no upper end. */
  readonly high: Pence;
  readonly who: string;
  readonly claim: BandClaim;
}

const A_POUND: Pence = 100;

/**
 * Puts the ranges of amounts of one duty in order, and asks about every amount that is in none of them or in several.
 * @returns `undefined` while a question is open.
 */
export function settleBands(
  duty: BandedDuty,
  claims: readonly BandClaim[],
  inquiry: Inquiry,
): readonly SettledBand[] | undefined {
  const asker = new BandAsker(duty, claims, inquiry);
  return asker.settle();
}

class BandAsker {
  constructor(
    private readonly duty: BandedDuty,
    private readonly claims: readonly BandClaim[],
    private readonly inquiry: Inquiry,
  ) {}

  settle(): readonly SettledBand[] | undefined {
    const meant = this.claims.map((claim) => this.withoutBare(claim));
    if (meant.some((claim) => claim === undefined)) return undefined;
    const spans = spansOf(meant.filter((claim) => claim !== undefined));
    spans.push(...besideTheHighest(spans, this.claims));
    if (!this.inOrder(spans)) return undefined;
    const bands: SettledBand[] = [];
    let isOpen = false;
    for (const [low, high] of piecesOf(spans)) {
      const who = this.holderOf(low, high, spans);
      if (who === undefined) isOpen = true;
      else bands.push(high === Infinity ? { who } : { upTo: high, who });
    }
    return isOpen ? undefined : joined(bands);
  }

  /** An amount without "up to" or "over": one question for the whole file. */
  private withoutBare(claim: BandClaim): BandClaim | undefined {
    if (claim.amount?.kind !== 'bare') return claim;
    const { high = 0 } = claim.amount;
    const means = this.inquiry.ask<'up to' | 'over'>({
      key: keyOf('bare-amounts'),
      kind: 'bare-amounts',
      where: placesInWords([claim.place]),
      says: claim.says,
      question: `Amounts stand here without "up to" or "over", such as ${poundsInWords(high)}. Which do they mean?`,
      choices: ['up to', 'over'],
      suggestion: 'up to',
      confidence: 60,
      read: choice([
        ['up to', 'up to'],
        ['over', 'over'],
      ]),
    });
    if (means === undefined) return undefined;
    return { ...claim, amount: means === 'up to' ? { kind: 'range', high } : { kind: 'range', low: high + 1 } };
  }

  /** Rows that climb neither up nor are plain ranges may have been misread: what was made of them is shown. */
  private inOrder(spans: readonly Span[]): boolean {
    const highs = spans.map(({ high }) => high);
    const climbs = highs.every((high, at) => at === 0 || high >= (highs[at - 1] ?? 0));
    if (!this.duty.inOrder || climbs) return true;
    const sorted = [...spans].sort((a, b) => a.high - b.high);
    const read = sorted.map(({ low, high, who }) => `${rangeInWords(low, high)}: ${who}`).join('; ');
    const answer = this.inquiry.ask<'yes'>({
      key: this.key('order', read),
      kind: 'bands',
      where: this.where(spans),
      says: this.saying(spans),
      question: `${this.about(spans)}: the amounts are not in order. Read in order they are: ${read}. Is that right? If not, put the rows in order in the file.`,
      choices: ['yes'],
      read: choice([['yes', 'yes']]),
    });
    return answer !== undefined;
  }

  /** Who decides between two amounts, both included; asked when nobody does, or several. */
  private holderOf(low: Pence, high: Pence, spans: readonly Span[]): string | undefined {
    const inside = spans.filter((span) => span.low <= low && high <= span.high);
    const names = [...new Set(inside.map(({ who }) => who))];
    if (names.length > 0) return names.length === 1 ? names[0] : this.ask(low, high, names, spans);
    // Less than a pound wide: between two bands in whole pounds, or the pence below a first band "from £1".
    const isSliver = high - low < A_POUND;
    const beside = isSliver ? besideOf(low, high, spans) : [];
    return beside.length === 1 ? beside[0] : this.ask(low, high, [], spans, beside);
  }

  private ask(
    low: Pence,
    high: Pence,
    names: readonly string[],
    spans: readonly Span[],
    beside: readonly string[] = [],
  ): string | undefined {
    const choices = [...new Set(names.length > 0 ? names : beside.length > 0 ? beside : this.duty.names)];
    const unlimited = this.claims.filter(({ amount }) => amount === undefined).map(({ who }) => who);
    const suggestion = names.length === 0 && unlimited.length === 1 ? unlimited[0] : undefined;
    return this.inquiry.ask({
      key: this.key(`${String(low)} to ${String(high)}`, ...choices),
      kind: 'bands',
      where: this.where(spans),
      says: this.saying(spans),
      question: `${this.about(spans)}: ${doubtInWords(low, high, names, beside)}`,
      choices,
      ...(suggestion === undefined ? {} : { suggestion, confidence: 80 }),
      read: choice(choices.map((name) => [name, name] as const)),
    });
  }

  private key(...about: readonly string[]): string {
    return keyOf('bands', this.duty.section ?? '', this.duty.text, ...about);
  }

  private where(spans: readonly Span[]): string {
    return placesInWords(uniquePlaces(spans.map(({ claim }) => claim.place)));
  }

  private about(spans: readonly Span[]): string {
    return `${this.where(spans)}, "${this.duty.text}"`;
  }

  private saying(spans: readonly Span[]): string {
    return spans
      .map(({ claim }) => (claim.says.includes(claim.who) ? claim.says : `${claim.says}: ${claim.who}`))
      .join('; ');
  }
}

/** The ranges as first and last pence. "Up to" begins where the range below it ends. */
function spansOf(claims: readonly BandClaim[]): Span[] {
  const told = claims.filter(({ amount }) => amount !== undefined && amount.kind !== 'nothing');
  const highs = told.map(({ amount }) => amount?.high ?? Infinity);
  return told.map((claim) => {
    const { low, high = Infinity } = claim.amount ?? {};
    const below = highs.filter((other) => other < high);
    return { claim, who: claim.who, high, low: low ?? (below.length === 0 ? 0 : Math.max(...below) + 1) };
  });
}

/** Who is named without an amount competes with whoever has the highest amounts. */
function besideTheHighest(spans: readonly Span[], claims: readonly BandClaim[]): readonly Span[] {
  const highest = spans.filter(({ high }) => high === Infinity).map(({ low }) => low);
  if (highest.length === 0) return [];
  const unlimited = claims.filter(({ amount }) => amount === undefined);
  return unlimited.map((claim) => ({ claim, who: claim.who, low: Math.min(...highest), high: Infinity }));
}

/** All amounts in pieces within which nothing changes, from nothing to without end. */
function piecesOf(spans: readonly Span[]): readonly (readonly [low: Pence, high: Pence])[] {
  const starts = new Set([0, ...spans.map(({ low }) => low), ...spans.map(({ high }) => high + 1)]);
  const sorted = [...starts].filter((start) => start !== Infinity).sort((a, b) => a - b);
  return sorted.map((low, at) => [low, (sorted[at + 1] ?? Infinity) - 1] as const);
}

/** Who decides just below a range, then who just above it. */
function besideOf(low: Pence, high: Pence, spans: readonly Span[]): readonly string[] {
  const below = spans.filter((span) => span.high === low - 1);
  const above = spans.filter((span) => span.low === high + 1);
  return [...new Set([...below, ...above].map(({ who }) => who))];
}

/** Neighbouring bands of one holder are one. */
function joined(bands: readonly SettledBand[]): readonly SettledBand[] {
  return bands.filter(({ who }, at) => bands[at + 1]?.who !== who);
}

function doubtInWords(low: Pence, high: Pence, names: readonly string[], beside: readonly string[]): string {
  if (names.length > 0) {
    const both = names.length === 2 ? 'both ' : '';
    return `${rangeInWords(low, high)} is given to ${both}${listInWords(names)}. Who decides?`;
  }
  if (beside.length > 0) {
    const example = poundsInWords(low - 1 + A_POUND / 2);
    return `an amount of ${example} is in neither band. Does the one below it go on until the next begins (${beside[0] ?? ''}), or does the next begin just above ${poundsInWords(low - 1)} (${beside[1] ?? ''})? Who decides ${example}?`;
  }
  return `nobody is named for ${rangeInWords(low, high)}. Who decides?`;
}

/** A range of pence, both ends included, as people say it. */
function rangeInWords(low: Pence, high: Pence): string {
  if (high === Infinity) return low === 0 ? 'any amount' : `anything over ${poundsInWords(low - 1)}`;
  if (low === high) return `exactly ${poundsInWords(low)}`;
  return low === 0
    ? `anything up to ${poundsInWords(high)}`
    : `anything over ${poundsInWords(low - 1)} up to ${poundsInWords(high)}`;
}

function uniquePlaces(places: readonly Place[]): readonly Place[] {
  const seen = new Set<string>();
  return places.filter(({ sheet, row }) => {
    const key = `${sheet} ${String(row)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
