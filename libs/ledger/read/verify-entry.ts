import { isAscii } from 'node:buffer';
import type { Id } from '@remit/kernel';
import { canonicalFault, type CanonicalFault, MemberRanges, saysAscii } from '../domain/canonical-bytes.js';
import type { StoredRow } from '../domain/stored-rows.js';

/** What an entry says of itself that its place in the store contradicts. */
export type EnvelopeMember = 'v' | 'trust' | 'n' | 'id' | 'type' | 'recordedAt';

/** What is wrong with a row taken by itself. */
export type RowFault =
  | { readonly kind: 'form'; readonly why: CanonicalFault | 'not in normal form' }
  | { readonly kind: 'envelope'; readonly member: EnvelopeMember; readonly says: string };

/** Looks at one row after another, of one trust. */
export class RowChecker {
  private readonly members = new MemberRanges();

  constructor(private readonly trust: Id) {}

  /** Whether the bytes are canonical, and say what the columns beside them say. */
  faultOf(row: StoredRow): RowFault | undefined {
    const why = canonicalFault(row.bytes, this.members);
    if (why !== undefined) return { kind: 'form', why };
    if (!isAscii(row.bytes) && !isNormal(row.bytes)) return { kind: 'form', why: 'not in normal form' };
    return this.saysItsPlace(row) ? undefined : envelopeFault(row, this.trust);
  }

  /** The quick look, which suffices for every entry that is as it should be. */
  private saysItsPlace({ bytes, n, id, type, recordedAt }: StoredRow): boolean {
    const at = this.members.valuesOf(bytes, MEMBERS);
    return (
      at !== undefined &&
      saysId(bytes, at[0]!, at[1]!, id) &&
      saysAscii(bytes, at[2]!, at[3]!, String(n)) &&
      saysQuoted(bytes, at[4]!, at[5]!, recordedAt) &&
      saysQuoted(bytes, at[6]!, at[7]!, this.trust) &&
      saysQuoted(bytes, at[8]!, at[9]!, type) &&
      saysAscii(bytes, at[10]!, at[11]!, '1')
    );
  }
}

/** In the order of the RFC. */
const MEMBERS = ['id', 'n', 'recordedAt', 'trust', 'type', 'v'] as const;

function saysQuoted(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  return bytes[start] === QUOTE && saysAscii(bytes, start + 1, end - 1, text) && bytes[end - 1] === QUOTE;
}

const QUOTE = 0x22;

/** Whether the bytes are the quoted, lower-case, hyphenated form of an id. */
function saysId(bytes: Uint8Array, start: number, end: number, id: string): boolean {
  if (end - start !== 38 || id.length !== 32 || bytes[start] !== QUOTE || bytes[end - 1] !== QUOTE) return false;
  let at = start + 1;
  for (let digit = 0; digit < 32; digit += 1, at += 1) {
    if (digit === 8 || digit === 12 || digit === 16 || digit === 20) {
      if (bytes[at] !== 0x2d) return false;
      at += 1;
    }
    // A digit has this bit already, and a letter gets it by becoming small.
    if (bytes[at] !== (id.charCodeAt(digit) | 0x20)) return false;
  }
  return true;
}

/** For bytes that are known to be UTF-8. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function isNormal(bytes: Uint8Array): boolean {
  const text = UTF8.decode(bytes);
  return text === text.normalize('NFC');
}

/** The exact look, by reading the entry: the first member that contradicts its place. */
function envelopeFault({ bytes, ...row }: StoredRow, trust: Id): RowFault | undefined {
  const entry = JSON.parse(UTF8.decode(bytes)) as Readonly<Record<string, unknown>> | null;
  const { n, type, recordedAt } = row;
  const expected = Object.entries({ v: 1, trust, n, id: hyphened(row.id), type, recordedAt });
  for (const [member, value] of expected) {
    if (entry?.[member] === value) continue;
    return { kind: 'envelope', member: member as EnvelopeMember, says: JSON.stringify(entry?.[member] ?? null) };
  }
  return undefined;
}

/** An id as an entry writes it. */
function hyphened(digits: string): string {
  const id = digits.toLowerCase();
  return [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-');
}
