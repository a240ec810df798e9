import { fromBER } from 'asn1js';

/** One piece of DER (X.690), as the ASN.1 library has read it, with the very bytes that it was read from. */
export interface Der {
  /** 0 for the tags that ASN.1 defines itself, 2 for those that mean something only where they stand. */
  readonly tagClass: 'universal' | 'context' | 'other';
  readonly tag: number;
  /** Tag, length and content. */
  readonly bytes: Buffer;
  readonly content: Buffer;
  /** What it is made of; empty for a piece that is not made of others. */
  readonly parts: readonly Der[];
}

/** Tags of ASN.1 that time-stamps are made of. */
export const TAG = { integer: 2, octets: 4, oid: 6, sequence: 16, set: 17, generalizedTime: 24 } as const;

/** What the library gives for each piece, as far as it is needed here. */
interface Block {
  readonly idBlock: { readonly tagClass: number; readonly tagNumber: number; readonly isConstructed: boolean };
  readonly lenBlock: { readonly length: number };
  readonly valueBeforeDecodeView: Uint8Array;
  readonly valueBlock: { readonly value?: unknown };
}

/** Reads bytes that are one piece of DER and nothing more; `undefined` when they are not. */
export function readDer(bytes: Uint8Array): Der | undefined {
  const { offset, result } = fromBER(bytes);
  return offset === bytes.length ? toDer(result as unknown as Block) : undefined;
}

function toDer({ idBlock, lenBlock, valueBeforeDecodeView, valueBlock }: Block): Der {
  const bytes = Buffer.from(valueBeforeDecodeView);
  const { value } = valueBlock;
  return {
    tagClass: idBlock.tagClass === 1 ? 'universal' : idBlock.tagClass === 3 ? 'context' : 'other',
    tag: idBlock.tagNumber,
    bytes,
    content: lenBlock.length === 0 ? Buffer.alloc(0) : bytes.subarray(-lenBlock.length),
    // The library keeps the numbers of an object identifier as parts too.
    parts: idBlock.isConstructed && Array.isArray(value) ? value.map((part) => toDer(part as Block)) : [],
  };
}

/** Whether a piece has a tag of ASN.1. */
export function isA(der: Der | undefined, tag: number): der is Der {
  return der?.tagClass === 'universal' && der.tag === tag;
}

/** The part with a number that means something only where it stands, `[n]`. */
export function tagged(parts: readonly Der[], tag: number): Der | undefined {
  return parts.find((part) => part.tagClass === 'context' && part.tag === tag);
}

/** The hexadecimal digits of an object identifier's content; `undefined` when it is none. */
export function oid(der: Der | undefined): string | undefined {
  return isA(der, TAG.oid) ? der.content.toString('hex') : undefined;
}
