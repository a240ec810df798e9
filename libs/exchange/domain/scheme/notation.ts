import { listInWords } from '@remit/kernel';
import { type Place, placeInWords } from './document.js';
import { type Inquiry, keyOf } from './inquiry.js';
import { type Legend, readLegend } from './legend.js';
import { type Amount, readAmount, splitAmount } from './money.js';
import {
  leadingWord,
  meaningOf,
  PART_ANSWERS,
  partAnswered,
  partInWords,
  partOfClause,
  type SchemePart,
} from './parts.js';
import { LETTER_FAMILIES, MARKS } from './parts.data.js';

/** One part that a cell gives to its tier. */
export interface CellPart {
  /** `undefined` while a question about it is open. */
  readonly part: SchemePart | undefined;
  /** The amounts for which it has the part; absent when the cell names none. */
  readonly amount?: Amount;
}

const DEFAULTS: ReadonlyMap<string, SchemePart> = new Map(
  MARKS.flatMap(({ marks, part }) => marks.map((mark) => [mark, part] as const)),
);
const EMPTY = /^(?:[-–—.]*|n\/?a|not applicable|no|none|nil|false)$/i;
const BETWEEN_CODES = /[\s,/+&]+/;
const BETWEEN_CLAUSES = /,|\/|&|\band\b|\bor\b|\bthen\b/i;
const TICKS = ['✓', '✔', '√', '☑', '✅', 'TICK'];

/** Whether a token can be a code: one or two letters, or a sign. */
function isCode(token: string, legend: Legend): boolean {
  const code = token.toUpperCase();
  return legend.has(code) || DEFAULTS.has(code) || /^(?:[A-Za-z]{1,2}|[^\p{L}\p{N}£.,]{1,2})$/u.test(token);
}

/** The codes of a piece of a cell, such as `D R`; `undefined` when it is not made of codes. */
function codesIn(piece: string, legend: Legend): readonly string[] | undefined {
  const tokens = piece
    .replace(/[()[\]]/g, ' ')
    .split(BETWEEN_CODES)
    .filter((token) => token !== '');
  return tokens.length > 0 && tokens.every((token) => isCode(token, legend))
    ? tokens.map((token) => token.toUpperCase())
    : undefined;
}

interface Piece {
  readonly codes?: readonly string[];
  readonly amount?: Amount;
  readonly sentence?: string;
}

/** A cell in its pieces: codes, amounts, codes with an amount, sentences. */
function piecesOf(text: string, legend: Legend): readonly Piece[] {
  return text
    .split(/[;\n]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '' && !EMPTY.test(piece))
    .map((piece) => pieceOf(piece, legend));
}

function pieceOf(piece: string, legend: Legend): Piece {
  const codes = codesIn(piece, legend);
  if (codes !== undefined) return { codes };
  const amount = readAmount(piece);
  if (amount !== undefined) return { amount };
  const split = splitAmount(piece);
  const before = split === undefined ? undefined : codesIn(split.before, legend);
  return split !== undefined && before !== undefined ? { codes: before, amount: split.amount } : { sentence: piece };
}

/**
 * How a file writes the parts that tiers have: its own key first, then marks that mean the same everywhere, then verbs.
 * Letters without a key are one question for the whole file, an unclear word is one for each word.
 */
export class Notation {
  private readonly legend: Legend;
  private readonly accountable: boolean;
  private readonly letters: ReadonlyMap<string, SchemePart> | undefined;
  private readonly unexplained: readonly string[];

  /**
   * @param around texts outside the tables, among which there may be a key
   * @param cells every cell that gives a part to a tier, with the place of the first for the question about letters
   */
  constructor(
    around: readonly string[],
    cells: readonly string[],
    private readonly inquiry: Inquiry,
    at: Place,
  ) {
    this.legend = readLegend(around);
    this.accountable = [...around, ...cells].some((text) => /\baccountab/i.test(text));
    const codes = new Set(
      cells.flatMap((cell) => piecesOf(cell, this.legend)).flatMap(({ codes: found }) => found ?? []),
    );
    this.unexplained = [...codes].filter((code) => this.explained(code, codes) === undefined).sort();
    this.letters = this.unexplained.length === 0 ? new Map() : this.askLetters(at);
  }

  /** The parts that a cell gives; none when it is empty, or says that there is none. */
  partsIn(text: string, place: Place): readonly CellPart[] {
    return piecesOf(text, this.legend).flatMap((piece) => this.partsOf(piece, place));
  }

  /** The part of a duty that stands beside a name, by its verb; a question when it has none, or the verb is not clear. */
  partOfDuty(duty: string, place: Place): SchemePart | undefined {
    const ask = (): SchemePart | undefined =>
      this.hasVerb(duty) ? this.askWord(duty, place) : this.askNoVerb(duty, place);
    return partOfClause(duty, this.accountable) ?? ask();
  }

  /** Whether a clause begins with a word of the field, clear or not. */
  private hasVerb(clause: string): boolean {
    return meaningOf(leadingWord(clause), this.accountable) !== undefined;
  }

  /** Whether two texts begin with verbs of the same part, as "Monitor results" and "Monitor standards" do. */
  sameVerb(a: string, b: string): boolean {
    const [one, other] = [a, b].map((text) => meaningOf(leadingWord(text), this.accountable)?.part);
    return one !== undefined && one === other;
  }

  private partsOf({ codes, amount, sentence }: Piece, place: Place): readonly CellPart[] {
    if (sentence !== undefined) return this.partsOfSentence(sentence, place);
    if (codes === undefined)
      return amount === undefined || amount.kind === 'nothing' ? [] : [{ part: 'decides', amount }];
    return codes.map((code) => withAmount(this.partOf(code), amount));
  }

  private partsOfSentence(sentence: string, place: Place): readonly CellPart[] {
    const split = splitAmount(sentence);
    const [first = '', ...others] = (split?.before ?? sentence).split(BETWEEN_CLAUSES);
    const lead = partOfClause(first, this.accountable) ?? this.askWord(first, place);
    const more = others
      .filter((clause) => this.hasVerb(clause))
      .map((clause) => partOfClause(clause, this.accountable) ?? this.askWord(clause, place))
      .filter((part) => part !== lead && part !== 'none');
    return [lead, ...new Set(more)].map((part) => withAmount(part, split?.amount));
  }

  private partOf(code: string): SchemePart | undefined {
    return this.explained(code, undefined) ?? this.letters?.get(code);
  }

  /** What a code is by the key, or by what such a mark means everywhere. An X beside ticks may be a cross: it is asked. */
  private explained(code: string, all: ReadonlySet<string> | undefined): SchemePart | undefined {
    const item = this.legend.get(code);
    if (item !== undefined) return item.part;
    const crossed =
      code === 'X' && (all === undefined ? this.unexplained.includes('X') : TICKS.some((tick) => all.has(tick)));
    return crossed ? undefined : DEFAULTS.get(code);
  }

  private askLetters(at: Place): ReadonlyMap<string, SchemePart> | undefined {
    const codes = this.unexplained;
    const family = LETTER_FAMILIES.find(
      ({ decider, letters }) => codes.includes(decider) && codes.every((code) => letters.has(code)),
    );
    const suggestion =
      family === undefined ? undefined : codes.map((code) => meansInWords(code, family.letters.get(code)));
    const keyed = codes.flatMap((code) => {
      const item = this.legend.get(code);
      return item === undefined ? [] : [`${code} = "${item.explained}"`];
    });
    const said = keyed.length === 0 ? 'has no key for them' : `says ${listInWords(keyed)}, which leaves the part open`;
    return this.inquiry.ask({
      key: `letters / ${codes.join(' ')}`,
      kind: 'letters',
      where: `${placeInWords(at)} and below`,
      says: codes.join(', '),
      question: `What do ${listInWords(codes.map((code) => `"${code}"`))} stand for? The file ${said}, and schemes differ. Say it for each of them.`,
      choices: [
        codes.map((code) => `${code} = <part>`).join('; '),
        `parts: ${PART_ANSWERS.map(([says]) => says).join(', ')}`,
      ],
      marks: codes,
      ...(suggestion === undefined ? {} : { suggestion: suggestion.join('; '), confidence: 70 }),
      read: (answer) => lettersAnswered(answer, codes),
    });
  }

  private askWord(clause: string, place: Place): SchemePart | undefined {
    const lead = leadingWord(clause);
    const likely = meaningOf(lead, this.accountable)?.part;
    return this.inquiry.ask<SchemePart>({
      key: keyOf('word', lead === '' ? clause : lead),
      kind: 'word',
      where: placeInWords(place),
      says: clause.trim(),
      question: `What part has somebody of whom the file says "${lead}" (as in "${clause.trim()}")? The answer counts wherever the file begins with this word.`,
      choices: PART_ANSWERS.map(([says]) => says),
      ...(likely === undefined ? {} : { suggestion: partInWords(likely), confidence: 50 }),
      read: partAnswered,
    });
  }

  private askNoVerb(duty: string, place: Place): SchemePart | undefined {
    return this.inquiry.ask<SchemePart>({
      key: keyOf('word', 'no verb'),
      kind: 'word',
      where: placeInWords(place),
      says: duty,
      question: `Beside or below a name there is something that does not say which part it is, such as "${duty}". What part has whoever is named? The answer counts wherever a duty begins with no word that says it, such as approve, recommend or monitor.`,
      choices: PART_ANSWERS.map(([says]) => says),
      suggestion: 'decides',
      confidence: 70,
      read: partAnswered,
    });
  }
}

function withAmount(part: SchemePart | undefined, amount: Amount | undefined): CellPart {
  return amount === undefined ? { part } : { part, amount };
}

function meansInWords(code: string, part: SchemePart | undefined): string {
  return `${code} = ${part === undefined ? '' : partInWords(part)}`;
}

/** `A = decides; R = no part`, for every one of the codes. */
function lettersAnswered(answer: string, codes: readonly string[]): ReadonlyMap<string, SchemePart> | undefined {
  const said = new Map<string, SchemePart>();
  for (const item of answer.split(/[;,\n]/)) {
    const [code = '', means = ''] = item.split('=');
    const part = partAnswered(means);
    if (part !== undefined) said.set(code.trim().toUpperCase(), part);
  }
  return codes.every((code) => said.has(code)) ? said : undefined;
}
