import { partExplained, type SchemePart } from './parts.js';

/** What a key in the file says of one code. */
export interface KeyItem {
  /** In capitals. */
  readonly code: string;
  /** Its explanation as it stands in the file. */
  readonly explained: string;
  /** `undefined` when the explanation does not say clearly which part it is. */
  readonly part: SchemePart | undefined;
}

/** The key of a file: its codes with what they stand for. */
export type Legend = ReadonlyMap<string, KeyItem>;

const LABEL = /^\s*(?:key|legend|codes?|notation|where)\b\s*[:–-]?\s*/i;
const ITEM = /^["'“(]?([^\s"'”)=]{1,3}?)["'”)]?\s*(=|:|–|—|-|\bmeans\b|\bstands for\b|\s)\s*(\S.*)$/u;

/**
 * Reads the key of a file out of the texts around its tables.
 * @param texts lines such as `Key: D = decides, R = recommends`, or `D decides, R recommends, C is consulted`; what is no
 * key is passed over. A key explains at least two codes, or says that it is one, or has an equals sign.
 */
export function readLegend(texts: readonly string[]): Legend {
  const accountable = texts.some((text) => /accountab/i.test(text));
  const legend = new Map<string, KeyItem>();
  for (const text of texts) {
    for (const item of itemsOf(text, accountable)) if (!legend.has(item.code)) legend.set(item.code, item);
  }
  return legend;
}

function itemsOf(text: string, accountable: boolean): readonly KeyItem[] {
  const labelled = LABEL.test(text);
  const pieces = text
    .replace(LABEL, '')
    .split(/[,;\n|]|\.\s/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const items = pieces.map((piece) => itemOf(piece, accountable)).filter((item) => item !== undefined);
  if (items.length !== pieces.length && !labelled) return items.filter(({ joint }) => joint === '=').map(plainItem);
  const told = labelled || items.some(({ joint }) => joint === '=') || items.length > 1;
  const clear = items.some(({ part, joint }) => part !== undefined || joint === '=');
  return told && clear ? items.map(plainItem) : [];
}

interface JointItem extends KeyItem {
  readonly joint: string;
}

function plainItem({ code, explained, part }: JointItem): KeyItem {
  return { code, explained, part };
}

function itemOf(piece: string, accountable: boolean): JointItem | undefined {
  const [, code = '', written = '', explained = ''] = ITEM.exec(piece) ?? [];
  const joint = written.trim();
  if (!isCode(code, joint)) return undefined;
  const part = partExplained(explained, accountable);
  return joint === '' && part === undefined ? undefined : { code: code.toUpperCase(), explained, part, joint };
}

/** Numbers are no codes, and words of two or three letters, such as "The", only with a sign between. */
function isCode(code: string, joint: string): boolean {
  if (code === '' || /^(?:\d+|[a-z]{2,})$/.test(code)) return false;
  return joint !== '' || !/^[A-Z][a-z]+$/.test(code);
}
