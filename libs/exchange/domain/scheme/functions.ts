import { type Id, isId } from '@remit/kernel';
import type { CatalogueFunction, FunctionScope } from '@remit/delegation';
import { type Place, placeInWords } from './document.js';
import { type Inquiry, keyOf } from './inquiry.js';
import { USUAL_NAMES } from './synonyms.data.js';
import { plain, slug, stems } from './words.js';

/** A function of the catalogue or of the trust's own, as far as it is needed to find it. */
export type FindableFunction = Pick<CatalogueFunction, 'id' | 'name' | 'group'>;

/** What a row says of the function that it is about. */
export interface DutyNamed {
  readonly text: string;
  readonly section: string | undefined;
  /** What stands in a column of ids; empty when there is none. */
  readonly id: string;
  readonly place: Place;
}

/** A function of the trust's own that the draft defines. */
export interface OwnFunction {
  readonly id: Id;
  readonly name: string;
  readonly scope: FunctionScope;
  readonly group: string | undefined;
}

/** The function of a row, and what it rests on: never on a likeness alone. */
export type FunctionFound =
  | { readonly by: 'id' | 'name' | 'answer'; readonly id: Id; readonly name: string }
  | { readonly by: 'own'; readonly own: OwnFunction }
  | { readonly by: 'left-out' };

/** A function that a text may mean. */
export interface Likeness {
  readonly fn: FindableFunction;
  /** 0 to 100. */
  readonly confidence: number;
}

const SUGGESTIONS = 3;
const WORTH_SAYING = 25;
/** A likeness is no identity. */
const LIKENESS_MAX = 95;
const SAME_GROUP = 1.08;
const ID_MAX = 100;

/** Finds the functions that the rows of a file are about. */
export class FunctionNames {
  private readonly byId: ReadonlyMap<Id, FindableFunction>;
  private readonly byName = new Map<string, FindableFunction[]>();
  private readonly wordings: readonly Wording[];
  private readonly weights: ReadonlyMap<string, number>;
  private readonly owned = new Map<Id, OwnFunction>();

  constructor(
    functions: readonly FindableFunction[],
    private readonly inquiry: Inquiry,
  ) {
    this.byId = new Map(functions.map((fn) => [fn.id, fn]));
    for (const fn of functions) {
      const key = plain(fn.name);
      this.byName.set(key, [...(this.byName.get(key) ?? []), fn]);
    }
    this.wordings = functions.flatMap(wordingsOf);
    this.weights = weightsOf(functions);
  }

  /** Whether a text is the name of a function, or its id. */
  isName(text: string): boolean {
    return this.byId.has(text) || this.byName.has(plain(text));
  }

  /** The function of a row by its id, its exact name or an answer; `undefined` while it is not known. */
  find(duty: DutyNamed): FunctionFound | undefined {
    const id = [duty.id, duty.text, inBrackets(duty.text)].find((text) => this.byId.has(text.trim()));
    if (id !== undefined) return this.known('id', id.trim());
    const [named, another] = this.byName.get(plain(duty.text)) ?? [];
    if (named !== undefined && another === undefined && duty.id === '') return this.known('name', named.id);
    return this.asked(duty);
  }

  /** The functions that a text is most like, the likeliest first. */
  likeness(text: string, section: string | undefined): readonly Likeness[] {
    const said = stems(text);
    const group = stems(section ?? '');
    const best = new Map<FindableFunction, number>();
    for (const { fn, words } of this.wordings) {
      const bonus = [...stems(fn.group)].some((word) => group.has(word)) ? SAME_GROUP : 1;
      best.set(fn, Math.max(best.get(fn) ?? 0, this.overlap(said, words) * bonus));
    }
    return [...best]
      .map(([fn, score]) => ({ fn, confidence: Math.min(LIKENESS_MAX, Math.round(score * 100)) }))
      .filter(({ confidence }) => confidence >= WORTH_SAYING)
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, SUGGESTIONS);
  }

  /** How much of the meaning of two texts is the same: twice the weight of the words in both, over that of all. */
  private overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
    const weight = (words: Iterable<string>): number =>
      [...words].reduce((sum, word) => sum + (this.weights.get(word) ?? UNKNOWN_WORD), 0);
    const common = [...a].filter((word) => b.has(word));
    const all = weight(a) + weight(b);
    return all === 0 ? 0 : (2 * weight(common)) / all;
  }

  private known(by: 'id' | 'name' | 'answer', id: Id): FunctionFound | undefined {
    const fn = this.byId.get(id);
    return fn === undefined ? undefined : { by, id, name: fn.name };
  }

  private asked(duty: DutyNamed): FunctionFound | undefined {
    const { text, section, place, id } = duty;
    const [first, ...others] = this.likeness(text, section);
    const shown = first === undefined ? [] : [first, ...others];
    const unknown = id === '' ? '' : ` There is no function with the id "${id}".`;
    const like = first === undefined ? ' Nothing in the list of functions is like it.' : '';
    return this.inquiry.ask<FunctionFound>({
      key: keyOf('function', section ?? '', text, ...(id === '' ? [] : [id])),
      kind: 'function',
      where: placeInWords(place),
      says: text,
      question: `Which function is "${text}"?${unknown}${like} If it is none of the list, it can be a function of the trust's own, or be left out: then it stays with the board.`,
      choices: [
        ...shown.map(({ fn }) => `${fn.id} (${fn.name})`),
        '<id of another function>',
        'own trust',
        'own school',
        'own both',
        'leave out',
      ],
      ...(first === undefined ? {} : { suggestion: first.fn.id, confidence: first.confidence }),
      read: (answer) => this.read(answer, duty),
    });
  }

  private read(answer: string, duty: DutyNamed): FunctionFound | undefined {
    if (plain(answer) === 'leave out') return { by: 'left-out' };
    const [, scope] = /^own\s+(trust|school|both)$/i.exec(answer) ?? [];
    if (scope !== undefined) return { by: 'own', own: this.ownOf(duty, scope.toLowerCase() as FunctionScope) };
    const [id = ''] = answer.split(/\s+\(/);
    return this.known('answer', id.trim().toLowerCase()) ?? this.byAnsweredName(answer);
  }

  private byAnsweredName(answer: string): FunctionFound | undefined {
    const [named, another] = this.byName.get(plain(answer)) ?? [];
    return named !== undefined && another === undefined ? this.known('answer', named.id) : undefined;
  }

  /** The same text in the same section is the same function of the trust's own. */
  private ownOf({ text, section }: DutyNamed, scope: FunctionScope): OwnFunction {
    const same = [...this.owned.values()].find((own) => own.name === text && own.group === section);
    if (same !== undefined) return same;
    const own = { id: this.freeId(text), name: text, scope, group: section };
    this.owned.set(own.id, own);
    return own;
  }

  private freeId(text: string): Id {
    const base = `own.${slug(text) || 'function'}`.slice(0, ID_MAX - 4).replace(/-+$/, '');
    let id = base;
    for (let n = 2; this.byId.has(id) || this.owned.has(id) || !isId(id); n += 1) id = `${base}-${String(n)}`;
    return id;
  }
}

interface Wording {
  readonly fn: FindableFunction;
  readonly words: ReadonlySet<string>;
}

/** The ways of saying a function: its name, its name with the words of its id, and what schemes usually call it. */
function wordingsOf(fn: FindableFunction): Wording[] {
  const ofId = fn.id.split('.').slice(1).join(' ').replaceAll('-', ' ');
  const said = [fn.name, `${fn.name} ${ofId}`, ...(USUAL_NAMES.get(fn.id) ?? [])];
  return said.map((text) => ({ fn, words: stems(text) }));
}

/** The weight of a word that no function has. */
const UNKNOWN_WORD = 2;

/** Rare words say more: the logarithm of how few functions have them. */
function weightsOf(functions: readonly FindableFunction[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const fn of functions) {
    const words = new Set(wordingsOf(fn).flatMap((wording) => [...wording.words]));
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return new Map([...counts].map(([word, count]) => [word, Math.log(1 + functions.length / count)]));
}

function inBrackets(text: string): string {
  return /[([]([a-z0-9.-]+)[)\]]\s*$/.exec(text)?.[1] ?? '';
}
