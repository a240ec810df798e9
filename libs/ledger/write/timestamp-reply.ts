import {
  type BaseBlock,
  Constructed,
  fromBER,
  GeneralizedTime,
  Integer,
  ObjectIdentifier,
  OctetString,
  Sequence,
  Set as Asn1Set,
  Utf8String,
} from 'asn1js';

/** Reads what a time-stamping authority answers. Source: RFC 3161, section 2.4.2, and RFC 5652, section 5. */

/** A time-stamp as it was read. Nothing of it is checked. */
export interface TimestampToken {
  /** The DER of the token itself: what is kept. */
  readonly bytes: Uint8Array;
  /** What is signed by way of its digest: the DER of TSTInfo. */
  readonly content: Uint8Array;
  readonly imprint: { readonly algorithm: string; readonly hash: Uint8Array };
  readonly time: Date;
  readonly nonce: bigint | undefined;
  /** DER. */
  readonly certificates: readonly Uint8Array[];
  readonly signer: TimestampSigner;
}

/** The signature in a token. Algorithms as their object identifiers in dotted form. */
export interface TimestampSigner {
  readonly digest: string;
  readonly algorithm: string;
  readonly signature: Uint8Array;
  /** The DER of the signed attributes, as a SET: what the signature is over. */
  readonly signed: Uint8Array;
  readonly attributes: ReadonlyMap<string, BaseBlock>;
}

/** An answer: a time-stamp, or why none was granted. */
export type TimestampReply = { readonly granted: TimestampToken } | { readonly refused: string };

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';

/** @returns `undefined` when the bytes are no answer of a time-stamping authority. */
export function readTimestampReply(der: Uint8Array): TimestampReply | undefined {
  return attempt(() => {
    const [status, token] = partsOf(whole(der), Sequence);
    const [code, ...more] = partsOf(status, Sequence);
    const granted = numberOf(code);
    if (granted > 1n) return { refused: `status ${String(granted)}${wordsOf(more)}` };
    return { granted: readToken(token) };
  });
}

/** Reads a token by itself. @returns `undefined` when the bytes are none. */
export function readTimestampToken(der: Uint8Array): TimestampToken | undefined {
  return attempt(() => readToken(whole(der)));
}

/** The bytes are not what they should be. Never leaves this file. */
class Unreadable extends Error {}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    // Also what the library throws about bytes that are no ASN.1.
    return undefined;
  }
}

function whole(der: Uint8Array): BaseBlock {
  const { offset, result } = fromBER(der);
  if (offset !== der.length) throw new Unreadable();
  return result;
}

function readToken(info: BaseBlock | undefined): TimestampToken {
  const [type, wrapped] = partsOf(info, Sequence);
  const signedData = partsOf(tagged([wrapped], 0)[0], Sequence);
  const [, , encapsulated] = signedData;
  const signers = partsOf(signedData.at(-1), Asn1Set);
  const [contentType, contentWrapped] = partsOf(encapsulated, Sequence);
  // Exactly one signer: RFC 3161, section 2.4.2.
  if (oidOf(type) !== SIGNED_DATA || oidOf(contentType) !== TST_INFO || signers.length !== 1) throw new Unreadable();
  const content = octetsOf(tagged([contentWrapped], 0)[0]);
  return {
    ...readStamp(content),
    bytes: bytesOf(info),
    content,
    certificates: tagged(signedData.slice(3, -1), 0).map(bytesOf),
    signer: readSigner(signers[0]),
  };
}

function readStamp(content: Uint8Array): Pick<TimestampToken, 'imprint' | 'time' | 'nonce'> {
  const [version, , imprint, , time, ...more] = partsOf(whole(content), Sequence);
  const [algorithm, hash] = partsOf(imprint, Sequence);
  if (numberOf(version) !== 1n || !(time instanceof GeneralizedTime)) throw new Unreadable();
  const moment = time.toDate();
  // RFC 3161, section 2.4.2: to the second at least, and in UTC.
  const text = Buffer.from(bytesOf(time)).toString('latin1', 2);
  if (!/^\d{14}(\.\d+)?Z$/.test(text) || Number.isNaN(moment.getTime())) throw new Unreadable();
  const nonce = more.find((part) => part instanceof Integer);
  return {
    imprint: { algorithm: oidOf(partsOf(algorithm, Sequence)[0]), hash: octetsOf(hash) },
    time: moment,
    nonce: nonce?.toBigInt(),
  };
}

function readSigner(info: BaseBlock | undefined): TimestampSigner {
  const [, , digest, attributes, algorithm, signature] = partsOf(info, Sequence);
  const list = tagged([attributes], 0);
  const found = new Map<string, BaseBlock>();
  for (const attribute of list) {
    const [type, values] = partsOf(attribute, Sequence);
    const [value, ...others] = partsOf(values, Asn1Set);
    if (value === undefined || others.length > 0 || found.has(oidOf(type))) throw new Unreadable();
    found.set(oidOf(type), value);
  }
  const signed = Uint8Array.from(bytesOf(attributes));
  // As a SET and not with the tag under which they stand: RFC 5652, section 5.4.
  signed[0] = 0x31;
  return {
    digest: oidOf(partsOf(digest, Sequence)[0]),
    algorithm: oidOf(partsOf(algorithm, Sequence)[0]),
    signature: octetsOf(signature),
    signed,
    attributes: found,
  };
}

/** The DER of a block. */
export function bytesOf(block: BaseBlock | undefined): Uint8Array {
  if (block === undefined) throw new Unreadable();
  return block.valueBeforeDecodeView;
}

/** The blocks in a SEQUENCE or SET. @throws when it is none. */
export function partsOf(block: BaseBlock | undefined, kind: typeof Sequence | typeof Asn1Set): readonly BaseBlock[] {
  if (!(block instanceof kind)) throw new Unreadable();
  return block.valueBlock.value;
}

/** The dotted form of an object identifier. @throws when it is none. */
export function oidOf(block: BaseBlock | undefined): string {
  if (!(block instanceof ObjectIdentifier)) throw new Unreadable();
  return block.getValue();
}

/** The content of an OCTET STRING. @throws when it is none. */
export function octetsOf(block: BaseBlock | undefined): Uint8Array {
  if (!(block instanceof OctetString)) throw new Unreadable();
  return new Uint8Array(block.getValue());
}

function numberOf(block: BaseBlock | undefined): bigint {
  if (!(block instanceof Integer)) throw new Unreadable();
  return block.toBigInt();
}

/** What stands under the tag `[n]`; nothing when there is no such block. */
function tagged(blocks: readonly (BaseBlock | undefined)[], n: number): readonly BaseBlock[] {
  const CONTEXT = 3;
  const found = blocks.find(
    (block) => block instanceof Constructed && block.idBlock.tagClass === CONTEXT && block.idBlock.tagNumber === n,
  );
  return found === undefined ? [] : (found as Constructed).valueBlock.value;
}

/** What an authority says of its refusal, in words, when it does. */
function wordsOf(rest: readonly BaseBlock[]): string {
  const texts = rest.flatMap((part) => (part instanceof Sequence ? part.valueBlock.value : []));
  const words = texts.flatMap((text) => (text instanceof Utf8String ? [text.getValue()] : []));
  return words.length === 0
    ? ''
    : `: ${words
        .join(' ')
        .replaceAll(/[^ -~]/g, '?')
        .slice(0, 200)}`;
}
