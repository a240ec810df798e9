import { type Id, listInWords, poundsInWords } from '@remit/kernel';
import { BOARD, type Decides, type Line, OTHER_PARTS, type OtherPart } from '@remit/delegation';
import { settleBands } from './bands.js';
import { type Place, placeInShort, placeInWords, placesInWords } from './document.js';
import { type Claim, type Duty, saidIn } from './duties.js';
import { choice, type Inquiry, keyOf } from './inquiry.js';
import { limitIn, speaksOfMoney } from './money.js';
import type { Notation } from './notation.js';
import { PART_ANSWERS, partAnswered, partInWords, type SchemePart } from './parts.js';
import { LEFT_OUT, type TierNames } from './tiers.js';
import { plain } from './words.js';

/** Everything that the file says of one function. */
export interface FunctionDuty extends Duty {
  readonly fn: { readonly id: Id; readonly name: string };
}

/** A line of the scheme, `left-out`, or `undefined` while a question is open. */
export type LineRead = Line | 'left-out' | undefined;

/** What is needed to make lines. */
export interface LineReading {
  readonly notation: Notation;
  readonly tiers: TierNames;
  readonly inquiry: Inquiry;
}

const NO_LIMIT = 'no limit';
const LEAVE_OUT = 'leave out';
const AS_AMOUNTS = 'as the amounts say';
const SECOND_SIGNATURE =
  /\b(?:joint|jointly|counter-? ?sign\w*|second signatur\w*|two signator\w*|both must|together with|subject to (?:the )?(?:approval|agreement|ratification|consent)|with (?:the )?(?:approval|agreement|consent) of)\b/i;
const LINE_LENGTH_MAX = 500;

/** The line that the file gives for a function. */
export function lineOf(duty: FunctionDuty, reading: LineReading): LineRead {
  return new LineReader(duty, reading).read();
}

/** Who decides, by the names in the file. */
type Deciding = string | { readonly limits: readonly { readonly upTo?: number; readonly who: string }[] };

class LineReader {
  private readonly claims: readonly SettledClaim[];
  /** Everybody whom the table names, but for those to be left out. */
  private readonly names: readonly string[];
  private readonly inquiry: Inquiry;
  private readonly isOpen: boolean;

  constructor(
    private readonly duty: FunctionDuty,
    private readonly reading: LineReading,
  ) {
    this.inquiry = reading.inquiry;
    const isKept = (name: string): boolean => reading.tiers.tierOf(name, duty.place) !== LEFT_OUT;
    this.names = duty.names.filter(isKept);
    const kept = duty.claims.filter(({ who }) => isKept(who));
    const read = kept.map((claim) => ({ ...claim, part: this.whateverTheAmount(claim, this.partOf(claim)) }));
    this.isOpen = read.some(({ part }) => part === undefined);
    this.claims = read.filter((claim): claim is SettledClaim => claim.part !== undefined && claim.part !== 'none');
  }

  read(): LineRead {
    if (this.isOpen) return undefined;
    const deciding = this.deciding();
    if (deciding === undefined || deciding === LEAVE_OUT) return deciding === undefined ? undefined : 'left-out';
    const others = this.others(deciding);
    const decides = this.decidesOf(deciding);
    const from = this.delegatedFrom();
    if (others === undefined || decides === undefined || from === undefined) return undefined;
    const { number, place } = this.duty;
    return {
      line: (number === '' ? placeInShort(place) : number).slice(0, LINE_LENGTH_MAX),
      function: this.duty.fn.id,
      decides,
      ...others,
      ...(from === '' ? {} : { delegatedFrom: from }),
    };
  }

  private partOf({ part, says, place }: Claim): SchemePart | undefined {
    if (part !== 'by-its-verb') return part;
    const { fn, layout } = this.duty;
    // Whoever is to "Monitor standards" has the whole of the function "Monitor standards".
    if (layout === 'duties' && (plain(says) === plain(fn.name) || this.reading.notation.sameVerb(says, fn.name))) {
      return 'decides';
    }
    return this.reading.notation.partOfDuty(says, place);
  }

  /** Amounts are kept only for who decides: whether another part goes for all amounts is asked. */
  private whateverTheAmount({ who, amount, says, place }: Claim, part: SchemePart | undefined): SchemePart | undefined {
    const kept = part === undefined || part === 'decides' || part === 'none';
    if (kept || amount === undefined || amount.kind === 'all') return part;
    const inWords = partInWords(part);
    return this.inquiry.ask<SchemePart>({
      key: keyOf('cell', this.duty.section ?? '', this.duty.text, who, part),
      kind: 'cell',
      where: placeInWords(place),
      says,
      question: `${placeInWords(place)}, "${this.duty.text}": ${who} ${inWords} for some amounts only. Remit keeps amounts only for who decides. Which part has ${who}, whatever the amount?`,
      choices: [inWords, 'no part'],
      read: (answer) => {
        const read = partAnswered(answer);
        return read === part || read === 'none' ? read : undefined;
      },
    });
  }

  private deciders(): readonly SettledClaim[] {
    return this.claims.filter(({ part }) => part === 'decides');
  }

  /** Who decides; every doubt is a question of its own. */
  private deciding(): Deciding | undefined {
    const deciders = this.deciders();
    const names = this.distinct(deciders.map(({ who }) => who));
    const signed = [...this.duty.notes, ...this.duty.claims.map(({ says }) => says)].find((text) =>
      SECOND_SIGNATURE.test(text),
    );
    const hasAmounts = deciders.some(({ amount }) => amount !== undefined && amount.kind !== 'all');
    if (signed !== undefined) {
      const final = this.askSecondSignature(signed, hasAmounts);
      return final === AS_AMOUNTS ? this.banded(deciders) : final;
    }
    if (hasAmounts) return this.banded(deciders);
    const [only] = names;
    if (only === undefined) return this.askNobody();
    return names.length > 1 ? this.askSeveral(names) : this.askLimit(only);
  }

  /** Names without those that are known to be the same tier as an earlier one. */
  private distinct(names: readonly string[]): readonly string[] {
    const seen = new Set<unknown>();
    return names.filter((name) => {
      const tier = this.tier(name) ?? name;
      if (seen.has(tier)) return false;
      seen.add(tier);
      return true;
    });
  }

  private banded(deciders: readonly SettledClaim[]): Deciding | undefined {
    const { layout, text, section } = this.duty;
    const banded = { text, section, names: this.orBoard(), inOrder: layout === 'limits' };
    const claims = deciders.map(({ who, amount, says, place }) => ({
      who,
      says,
      place,
      ...(amount === undefined ? {} : { amount }),
    }));
    const limits = settleBands(banded, claims, this.inquiry);
    const [first] = limits ?? [];
    return limits?.length === 1 && first !== undefined ? first.who : limits && { limits };
  }

  private askNobody(): string | undefined {
    return this.askDecider(
      'decider',
      this.names,
      `${this.about()}: nobody decides. Who does? If it is left out, it stays with the board.`,
    );
  }

  private askSeveral(names: readonly string[]): string | undefined {
    const marks = this.deciders().map(({ says }) => says);
    const [mark = ''] = marks;
    const same = this.duty.layout === 'matrix' && mark.length <= 3 && marks.every((each) => each === mark);
    const have = same ? `have ${/^[aefhilmnorsx]/i.test(mark) ? 'an' : 'a'} "${mark}"` : 'are said to decide';
    const said = `${names.length === 2 ? 'both ' : ''}${listInWords(names)} ${have}`;
    return this.askDecider('decider', names, `${this.about()}: ${said}. Who decides?`);
  }

  /** One name would take the amounts away, so where there are any they may be kept. */
  private askSecondSignature(signed: string, hasAmounts: boolean): string | undefined {
    const names = [...new Set([...this.claims.map(({ who }) => who), ...this.names])];
    return this.askDecider(
      'second-signature',
      names,
      `${this.about()}: "${signed}" asks for a second signature. Remit records one that decides: whose word makes it final?`,
      { about: [signed], besides: hasAmounts ? [AS_AMOUNTS] : [] },
    );
  }

  private askDecider(
    kind: 'decider' | 'second-signature',
    names: readonly string[],
    question: string,
    { about = [], besides = [] }: { readonly about?: readonly string[]; readonly besides?: readonly string[] } = {},
  ): string | undefined {
    const choices = [...names, ...besides, LEAVE_OUT];
    return this.inquiry.ask<string>({
      ...this.question(kind, [...about, ...names]),
      question,
      choices,
      read: choice(choices.map((name) => [name, name] as const)),
    });
  }

  /** A limit in a note is no limit until somebody says who decides above it. */
  private askLimit(only: string): Deciding | undefined {
    const note = this.duty.notes.find(speaksOfMoney);
    if (note === undefined) return only;
    const upTo = limitIn(note);
    const others = this.orBoard().filter((name) => name !== only);
    const choices = upTo === undefined ? [NO_LIMIT] : [NO_LIMIT, ...others];
    const answer = this.inquiry.ask<string>({
      ...this.question('limit', [note]),
      says: note,
      question:
        upTo === undefined
          ? `${this.about()}: the note "${note}" speaks of money. Does ${only} decide whatever the amount? If not, write the amounts into the file.`
          : `${this.about()}: ${only} decides, and the note says "${note}". Who decides above ${poundsInWords(upTo)}?`,
      choices,
      read: choice(choices.map((name) => [name, name] as const)),
    });
    if (answer === undefined) return undefined;
    return answer === NO_LIMIT || upTo === undefined ? only : { limits: [{ upTo, who: only }, { who: answer }] };
  }

  /** The parts of all who do not decide; those who were marked as deciding and do not are asked about once. */
  private others(deciding: Exclude<Deciding, undefined>): Partial<Record<OtherPart, readonly Id[]>> | undefined {
    const holders = namesOf(deciding);
    const losing = this.deciders().filter(({ who }) => !holders.some((holder) => this.isSame(holder, who)));
    const lost = losing.length === 0 ? 'none' : this.askOthers(losing);
    const given = this.claims.flatMap(({ who, part }) => (part === 'decides' ? [] : [{ who, part }]));
    if (lost === undefined) return undefined;
    const all = lost === 'none' ? given : [...given, ...losing.map(({ who }) => ({ who, part: lost }))];
    const parts: Partial<Record<OtherPart, readonly Id[]>> = {};
    for (const part of OTHER_PARTS) {
      const tiers = all.filter((claim) => claim.part === part).map(({ who }) => this.tier(who));
      if (tiers.some((tier) => tier === undefined)) return undefined;
      const ids = [...new Set(tiers.filter((tier): tier is Id => typeof tier === 'string'))];
      if (ids.length > 0) parts[part] = ids;
    }
    return parts;
  }

  /** Everybody whom the table names, and the board: it has what nobody is given. */
  private orBoard(): readonly string[] {
    return this.names.some((name) => this.tier(name) === BOARD) ? this.names : [...this.names, BOARD];
  }

  private askOthers(losing: readonly SettledClaim[]): Exclude<SchemePart, 'decides'> | undefined {
    const [first] = losing;
    const answers = PART_ANSWERS.filter(([, part]) => part !== 'decides');
    return this.inquiry.ask({
      key: keyOf('others'),
      kind: 'others',
      where: `${placeInWords(first?.place ?? this.duty.place)} and wherever several decide`,
      says: first?.says ?? '',
      question:
        'Where several are marked as deciding and you have said which one does: what part do the others have? The answer counts for the whole file.',
      choices: answers.map(([says]) => says),
      read: (answer) => {
        const part = partAnswered(answer);
        return part === 'decides' ? undefined : part;
      },
    });
  }

  private decidesOf(deciding: Exclude<Deciding, undefined>): Decides | undefined {
    if (typeof deciding === 'string') return this.tierId(deciding);
    const limits = deciding.limits.map(({ who, ...band }) => ({ ...band, decides: this.tierId(who) }));
    const known = limits.filter((band): band is { upTo?: number; decides: Id } => band.decides !== undefined);
    return known.length === limits.length ? { limits: known } : undefined;
  }

  /** The tier to which the power goes back: empty when the file does not say. */
  private delegatedFrom(): Id | undefined {
    const name = this.duty.delegatedFrom;
    return name === '' || this.tier(name) === LEFT_OUT ? '' : this.tierId(name);
  }

  private tierId(name: string): Id | undefined {
    const tier = this.tier(name);
    return typeof tier === 'string' ? tier : undefined;
  }

  private tier(name: string): Id | typeof LEFT_OUT | undefined {
    return name === BOARD ? BOARD : this.reading.tiers.tierOf(name, this.duty.place);
  }

  private isSame(a: string, b: string): boolean {
    return a === b || (this.tier(a) !== undefined && this.tier(a) === this.tier(b));
  }

  private question(kind: 'decider' | 'second-signature' | 'limit', about: readonly string[]) {
    const { text, section, place } = this.duty;
    return {
      key: keyOf(kind, section ?? '', text, ...about),
      kind,
      where: placesInWords([place]),
      says: saidIn(this.duty) || text,
    };
  }

  /** The rows and the duty, at the beginning of a question. */
  private about(): string {
    const places = new Map<string, Place>();
    for (const place of [this.duty.place, ...this.duty.claims.map((claim) => claim.place)]) {
      places.set(placeInWords(place), place);
    }
    return `${placesInWords([...places.values()])}, "${this.duty.text}"`;
  }
}

type SettledClaim = Claim & { readonly part: Exclude<SchemePart, 'none'> };

function namesOf(deciding: Exclude<Deciding, undefined>): readonly string[] {
  return typeof deciding === 'string' ? [deciding] : deciding.limits.map(({ who }) => who);
}
