import { type Id, isId } from '@remit/kernel';
import { type Place, placeInWords } from './document.js';
import { type Inquiry, keyOf } from './inquiry.js';
import { leadingWord, meaningOf } from './parts.js';
import { BODY_WORDS, TIER_WORDS } from './tier-words.data.js';
import { plain } from './words.js';

/** A tier that the trust has, with the ids and names of its bodies and posts. */
export interface RecordedTier {
  readonly tier: Id;
  readonly names: readonly string[];
}

/** What a heading means when the person wants it left out. */
export const LEFT_OUT = Symbol('left out');

export type TierFound = Id | typeof LEFT_OUT;

/** Headings and names longer than this are sentences. */
const NAME_LENGTH_MAX = 60;
const NAME_WORDS_MAX = 6;
const NAMES_SHOWN = 2;

/** Which tier of the trust a heading or a name in the file is. */
export class TierNames {
  private readonly ids: ReadonlySet<Id>;
  private readonly byName = new Map<string, Set<Id>>();

  constructor(
    private readonly recorded: readonly RecordedTier[],
    private readonly inquiry: Inquiry,
  ) {
    this.ids = new Set(recorded.map(({ tier }) => tier));
    for (const { tier, names } of recorded) {
      for (const name of [tier, ...names]) {
        const key = plain(name);
        this.byName.set(key, (this.byName.get(key) ?? new Set()).add(tier));
      }
    }
  }

  /** Whether a name is a tier beyond doubt. */
  isKnown(name: string): boolean {
    return this.sure(name) !== undefined;
  }

  /** Whether a text can be the heading of a column that is a tier: it is known, or speaks of a body or post. */
  isHeading(text: string): boolean {
    return (
      this.isName(text) ||
      (isShort(text) &&
        plain(text)
          .split(' ')
          .some((word) => BODY_WORDS.has(word)))
    );
  }

  /** Whether a text is the name of a body or post: it is known, or ends with such a word and is no duty. */
  isName(text: string): boolean {
    if (!isShort(text)) return false;
    if (this.sure(text) !== undefined || usual(text).length > 0) return true;
    const last = plain(text).split(' ').at(-1) ?? '';
    return BODY_WORDS.has(last) && meaningOf(leadingWord(text), false) === undefined;
  }

  /** The tier of a name, by what is recorded or by an answer; `undefined` while it is not known. */
  tierOf(name: string, at: Place): TierFound | undefined {
    return this.sure(name) ?? this.asked(name, at);
  }

  /** The tier that a name is beyond doubt: its id, a name of the record, or a usual name of just one tier that there is. */
  private sure(name: string): Id | undefined {
    const [, inBrackets = ''] = /\(([^()]+)\)\s*$/.exec(name) ?? [];
    if (this.ids.has(inBrackets)) return inBrackets;
    const named = [...(this.byName.get(plain(name)) ?? [])];
    if (named.length > 0) return named.length === 1 ? named[0] : undefined;
    const there = usual(name).filter((tier) => this.ids.has(tier));
    return there.length === 1 ? there[0] : undefined;
  }

  private asked(name: string, at: Place): TierFound | undefined {
    const suggestion = this.suggested(name);
    return this.inquiry.ask<TierFound>({
      key: keyOf('tier', name),
      kind: 'tier',
      where: placeInWords(at),
      says: name,
      question: `Which body or post of the trust is "${name}"?`,
      choices: [
        ...this.recorded.map(tierInWords),
        'new <id> (one that the trust has, but nobody has recorded)',
        'leave out',
      ],
      ...(suggestion === undefined ? {} : { suggestion, confidence: 60 }),
      read: (answer) => this.read(answer),
    });
  }

  private read(answer: string): TierFound | undefined {
    if (plain(answer) === 'leave out') return LEFT_OUT;
    const [, added = ''] = /^new\s+(\S+)$/i.exec(answer) ?? [];
    if (added !== '') return isId(added.toLowerCase()) ? added.toLowerCase() : undefined;
    const [id = ''] = answer.trim().split(/\s+\(/);
    return this.ids.has(id.toLowerCase()) ? id.toLowerCase() : this.sure(answer);
  }

  private suggested(name: string): string | undefined {
    const likely = usual(name);
    const there = likely.find((tier) => this.ids.has(tier));
    if (there !== undefined) return there;
    return likely[0] === undefined ? undefined : `new ${likely[0]}`;
  }
}

function isShort(text: string): boolean {
  const words = plain(text).split(' ').length;
  return text.trim() !== '' && text.length <= NAME_LENGTH_MAX && words <= NAME_WORDS_MAX;
}

function usual(name: string): readonly Id[] {
  const words = plain(name).replace(/^the /, '');
  return TIER_WORDS.find((entry) => entry.words.includes(words))?.tiers ?? [];
}

function tierInWords({ tier, names }: RecordedTier): string {
  const shown = names.filter((name) => plain(name) !== plain(tier)).slice(0, NAMES_SHOWN);
  return shown.length === 0 ? tier : `${tier} (${shown.join(', ')})`;
}
