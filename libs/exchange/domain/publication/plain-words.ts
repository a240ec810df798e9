import { capital, definite, type Id, listInWords } from '@remit/kernel';
import type { KnownFunction, Line } from '@remit/delegation';
import { tierByLaw } from '@remit/accountability';
import { PLAIN_FUNCTIONS } from './plain-functions.data.js';
import { bandText } from './scheme-document.js';
import type { NamedTier } from './tier-names.js';

/** Words at the end of a name that say already what kind of body it is. */
const BODY_WORD = /\b(body|board|committee|panel|council|group|governors|trustees|members|forum)\b/i;

/** A name all in lower case after its first letter, which is then a word and not a proper name. */
const COMMON_NAME = /^[A-Z][a-z'’-]*( [a-z'’,-]+)*$/;

/** What the people and bodies of a tier are called in a sentence, such as "the headteacher of each school". */
export function tierInSentence(named: NamedTier): string {
  return `${definite(asNoun(named))}${whose(named)}`;
}

function asNoun({ name, fromId, kind }: NamedTier): string {
  const noun = COMMON_NAME.test(name) ? name.slice(0, 1).toLowerCase() + name.slice(1) : name;
  return fromId && kind === 'body' && !BODY_WORD.test(noun) ? `${noun} body` : noun;
}

function whose({ ofSchools, kind }: NamedTier): string {
  if (!ofSchools) return '';
  return kind === 'post' ? ' of each school' : ' for each school';
}

/** Whether the name of a tier is of several: "the members decide", but "the board of trustees decides". */
function isPlural(named: NamedTier): boolean {
  const [head = ''] = asNoun(named).split(/ of | for |,/);
  return /[^s]s$/.test(head);
}

/** A verb as it goes with one or with several: approve, approves. */
function inflected(verb: string, plural: boolean): string {
  if (plural) return verb;
  if (/(s|sh|ch|x|z|o)$/.test(verb)) return `${verb}es`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}

/** A phrase with its verbs as they go with one or with several; a phrase has its verbs in braces. */
function saidOf(phrase: string, plural: boolean): string {
  return phrase.replace(/\{([^}]+)\}/g, (_, verb: string) => inflected(verb, plural));
}

/** What a scheme says of one function, in one to four plain sentences. */
export class PlainWords {
  private readonly tiers: ReadonlyMap<Id, NamedTier>;

  constructor(tiers: readonly NamedTier[]) {
    this.tiers = new Map(tiers.map((named) => [named.tier, named]));
  }

  /** What a line says, and what is left of it when law gives the function to somebody else. */
  ofLine(line: Line, fn: KnownFunction | undefined): string {
    const lawful = fn === undefined ? undefined : tierByLaw(fn);
    if (lawful === undefined || this.deciding(line).every(({ tier }) => tier === lawful))
      return [...this.decision(line, fn), ...this.others(line)].join(' ');
    const names = listInWords(this.deciding(line).map(tierInSentence));
    const keeper = tierInSentence(this.tier(lawful));
    return `The scheme lets ${names} ${infinitive(fn, line.function)}, but the law keeps this with ${keeper}, so the line has no effect.`;
  }

  private decision(line: Line, fn: KnownFunction | undefined): string[] {
    const { decides } = line;
    const phrase = PLAIN_FUNCTIONS[line.function];
    if (typeof decides === 'string') {
      const named = this.tier(decides);
      if (phrase === undefined) return [`${fn?.name ?? line.function}: ${this.does(named, '{decide}')}.`];
      return [`${capital(this.does(named, phrase))}.`];
    }
    const bands = decides.limits.map(
      (band, at) =>
        `${bandText(decides.limits[at - 1]?.upTo, band.upTo)} ${this.does(this.tier(band.decides), '{decide}')}`,
    );
    const what = phrase === undefined ? (fn?.name ?? line.function) : `To ${saidOf(phrase, true)}`;
    return [`${what}: ${bands.join('; ')}.`];
  }

  private others({ recommends = [], consulted = [], informed = [], oversees = [] }: Line): string[] {
    return [
      ...this.part(recommends, (plural) => saidOf('{recommend} what to do', plural)),
      ...this.part(consulted, (plural) => `${plural ? 'are' : 'is'} asked first`),
      ...this.part(informed, (plural) => `${plural ? 'are' : 'is'} told`),
      ...this.part(oversees, (plural) => saidOf('{oversee} it', plural)),
    ];
  }

  private part(tiers: readonly Id[], does: (plural: boolean) => string): string[] {
    const named = tiers.map((tier) => this.tier(tier));
    const [first] = named;
    if (first === undefined) return [];
    return [`${capital(listInWords(named.map(tierInSentence)))} ${does(named.length > 1 || isPlural(first))}.`];
  }

  private does(named: NamedTier, phrase: string): string {
    const subject = tierInSentence(named);
    return `${subject}${subject.includes(',') ? ',' : ''} ${saidOf(phrase, isPlural(named))}`;
  }

  private deciding({ decides }: Line): NamedTier[] {
    const tiers = typeof decides === 'string' ? [decides] : decides.limits.map((band) => band.decides);
    return [...new Set(tiers)].map((tier) => this.tier(tier));
  }

  /** Every tier of the scheme and of the law was named when this was made. */
  private tier(tier: Id): NamedTier {
    return this.tiers.get(tier)!;
  }
}

/** What a function is as an entry of a list: "Appoint trustees." */
export function asListed(fn: KnownFunction): string {
  return `${capital(saidOf(PLAIN_FUNCTIONS[fn.id] ?? fn.name, true))}.`;
}

function infinitive(fn: KnownFunction | undefined, id: Id): string {
  const phrase = PLAIN_FUNCTIONS[id];
  return phrase === undefined ? `decide "${fn?.name ?? id}"` : saidOf(phrase, true);
}
