import { createHash, constants, verify, X509Certificate } from 'node:crypto';
import { isA, oid, readDer, TAG, tagged, type Der } from './der.js';
import { sha256 } from './bytes.js';

/** Time-stamps of RFC 3161: what was stamped, when, and whether an authority that the auditor trusts did it. */

/** What a time-stamp is worth. */
export type Stamped =
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'unchecked'; readonly time: string; readonly why: string }
  | { readonly kind: 'right'; readonly time: string; readonly by: string };

/** Object identifiers as hexadecimal digits of their DER content, with the sources that define them. */
const OID = {
  signedData: '2a864886f70d010702', // 1.2.840.113549.1.7.2, RFC 5652
  tstInfo: '2a864886f70d0109100104', // 1.2.840.113549.1.9.16.1.4, RFC 3161
  contentType: '2a864886f70d010903', // 1.2.840.113549.1.9.3, RFC 5652
  messageDigest: '2a864886f70d010904', // 1.2.840.113549.1.9.4, RFC 5652
  signingCertificate: '2a864886f70d010910020c', // 1.2.840.113549.1.9.16.2.12, RFC 2634
  signingCertificateV2: '2a864886f70d010910022f', // 1.2.840.113549.1.9.16.2.47, RFC 5035
  rsaPss: '2a864886f70d01010a', // 1.2.840.113549.1.1.10, RFC 4055
  ed25519: '2b6570', // 1.3.101.112, RFC 8410
} as const;

/** Digests that a time-stamp may be made with: SHA-2 (2.16.840.1.101.3.4.2.x), RFC 5754. */
const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['608648016503040201', 'sha256'],
  ['608648016503040202', 'sha384'],
  ['608648016503040203', 'sha512'],
]);
const SHA256 = '608648016503040201';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const CHAIN_MAX = 5;

/** The parts of a token that matter. */
interface Token {
  readonly content: Buffer;
  readonly imprint: Buffer;
  readonly imprintDigest: string | undefined;
  readonly time: Date;
  readonly certificates: readonly Buffer[];
  readonly signer: SignerInfo;
}

interface SignerInfo {
  readonly digest: string | undefined;
  readonly attributes: Der;
  readonly algorithm: string | undefined;
  readonly signature: Buffer;
}

/**
 * Checks a time-stamp.
 * @param imprint the SHA-256 of what it must be of
 * @param trusted certificates of the authorities that the auditor trusts: those that stamp, or those that certify them
 */
export function checkTimestamp(der: Uint8Array, imprint: Uint8Array, trusted: readonly X509Certificate[]): Stamped {
  const token = attempt(() => readToken(der));
  if (token === undefined) return { kind: 'wrong', why: 'it is no time-stamp of RFC 3161 that was granted' };
  if (token.imprintDigest !== SHA256 || !token.imprint.equals(imprint)) {
    return { kind: 'wrong', why: 'it is of something else, or what it is of was changed' };
  }
  const time = token.time.toISOString();
  const contradiction = attributesContradict(token);
  if (contradiction !== undefined) return { kind: 'wrong', why: contradiction };
  if (trusted.length === 0) {
    return { kind: 'unchecked', time, why: 'give the certificate of the authority with --tsa' };
  }
  const own = token.certificates.flatMap((bytes) => attempt(() => new X509Certificate(bytes)) ?? []);
  const signer = [...trusted, ...own].find((certificate) => isSigner(token, certificate));
  if (signer === undefined) {
    return { kind: 'unchecked', time, why: 'it does not have the certificate of its signer, nor have you given it' };
  }
  if (attempt(() => isSigned(token.signer, signer)) !== true) {
    return { kind: 'wrong', why: 'its signature is wrong: it was changed, or somebody else made it' };
  }
  const by = nameOf(signer);
  if (!isTrusted(signer, own, trusted, token.time)) {
    return { kind: 'unchecked', time, why: `it is by ${by}, which none of your --tsa certificates vouches for` };
  }
  return { kind: 'right', time, by };
}

/** What a reading of foreign bytes gives; `undefined` when they are not what they should be. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function readToken(der: Uint8Array): Token | undefined {
  const whole = readDer(der);
  const info = isA(whole?.parts[0], TAG.sequence) ? grantedToken(whole) : whole;
  if (info === undefined || oid(info.parts[0]) !== OID.signedData) return undefined;
  const signedData = tagged(info.parts, 0)?.parts[0]?.parts ?? [];
  const [, , encapsulated] = signedData;
  const infos = signedData.at(-1);
  // RFC 3161, section 2.4.2: exactly one signer.
  if (oid(encapsulated?.parts[0]) !== OID.tstInfo || infos?.parts.length !== 1) return undefined;
  const content = tagged(encapsulated!.parts, 0)?.parts[0];
  const signer = readSigner(infos.parts[0]!);
  if (!isA(content, TAG.octets) || signer === undefined) return undefined;
  const certificates = tagged(signedData, 0)?.parts.map(({ bytes }) => bytes) ?? [];
  const stamp = readStamp(content.content);
  return stamp && { ...stamp, content: content.content, certificates, signer };
}

/** The token of a TimeStampResp, when its status says that it was granted (0, or 1 with modifications). */
function grantedToken(response: Der | undefined): Der | undefined {
  const status = response?.parts[0]?.parts[0];
  const isGranted = isA(status, TAG.integer) && status.content.length === 1 && status.content[0]! <= 1;
  return isGranted ? response?.parts[1] : undefined;
}

/** TSTInfo: version, policy, imprint, serial number, time, and more that is not needed. */
function readStamp(content: Buffer): Pick<Token, 'imprint' | 'imprintDigest' | 'time'> | undefined {
  const [, , imprint, , time] = readDer(content)?.parts ?? [];
  const hashed = imprint?.parts[1];
  if (!isA(hashed, TAG.octets) || !isA(time, TAG.generalizedTime)) return undefined;
  const [, date, clock] = /^(\d{8})(\d{6})(\.\d+)?Z$/.exec(time.content.toString('latin1')) ?? [];
  if (date === undefined || clock === undefined) return undefined;
  const day = date.replace(/(....)(..)(..)/, '$1-$2-$3');
  const moment = new Date(`${day}T${clock.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`);
  if (Number.isNaN(moment.getTime())) return undefined;
  return { imprint: hashed.content, imprintDigest: oid(imprint?.parts[0]?.parts[0]), time: moment };
}

function readSigner(info: Der): SignerInfo | undefined {
  const { parts } = info;
  const attributes = tagged(parts.slice(3), 0);
  const [algorithm, signature] = parts.slice(4);
  if (attributes === undefined || !isA(signature, TAG.octets)) return undefined;
  return {
    digest: DIGESTS.get(oid(parts[2]?.parts[0]) ?? ''),
    attributes,
    algorithm: oid(algorithm?.parts[0]),
    signature: signature.content,
  };
}

/** The value of a signed attribute, when there is exactly one. */
function attribute({ attributes }: SignerInfo, type: string): Der | undefined {
  const found = attributes.parts.filter(({ parts }) => oid(parts[0]) === type);
  const values = found[0]?.parts[1]?.parts ?? [];
  return found.length === 1 && values.length === 1 ? values[0] : undefined;
}

/** Why the signed attributes do not fit the content (RFC 5652, section 5.4). */
function attributesContradict({ content, signer }: Token): string | undefined {
  if (signer.digest === undefined) return 'it is made with a digest that is not accepted: SHA-256, 384 or 512 is';
  const digest = attribute(signer, OID.messageDigest)?.content;
  const right = createHash(signer.digest).update(content).digest();
  if (digest === undefined || !right.equals(digest)) return 'its content is not what was signed';
  return oid(attribute(signer, OID.contentType)) === OID.tstInfo ? undefined : 'it was signed as something else';
}

/** Whether the token names this certificate as its signer's, by its digest (RFC 5035, RFC 2634). */
function isSigner({ signer }: Token, { raw }: X509Certificate): boolean {
  const newer = attribute(signer, OID.signingCertificateV2)?.parts[0]?.parts[0]?.parts ?? [];
  const older = attribute(signer, OID.signingCertificate)?.parts[0]?.parts[0]?.parts ?? [];
  const [first, second] = newer;
  const byNewer = isA(first, TAG.octets)
    ? sha256(raw).equals(first.content)
    : isA(second, TAG.octets) && digestOf(first, raw)?.equals(second.content) === true;
  const [hash] = older;
  return byNewer || (isA(hash, TAG.octets) && createHash('sha1').update(raw).digest().equals(hash.content));
}

function digestOf(algorithm: Der | undefined, raw: Buffer): Buffer | undefined {
  const digest = DIGESTS.get(oid(algorithm?.parts[0]) ?? '');
  return digest === undefined ? undefined : createHash(digest).update(raw).digest();
}

/** The hashes that are part of the names of signature algorithms: RSA (RFC 8017) and ECDSA (RFC 5758). */
const SIGNED_WITH: ReadonlyMap<string, string> = new Map([
  ['2a864886f70d01010b', 'sha256'],
  ['2a864886f70d01010c', 'sha384'],
  ['2a864886f70d01010d', 'sha512'],
  ['2a8648ce3d040302', 'sha256'],
  ['2a8648ce3d040303', 'sha384'],
  ['2a8648ce3d040304', 'sha512'],
]);

function isSigned({ attributes, algorithm, digest, signature }: SignerInfo, { publicKey }: X509Certificate): boolean {
  // What is signed is the attributes as a SET, and not with the tag under which they stand (RFC 5652, section 5.4).
  const signed = Buffer.concat([Buffer.of(0x31), attributes.bytes.subarray(1)]);
  if (algorithm === OID.ed25519) return verify(null, signed, publicKey, signature);
  const hash = SIGNED_WITH.get(algorithm ?? '') ?? digest;
  if (algorithm !== OID.rsaPss) return verify(hash, signed, publicKey, signature);
  const saltLength = constants.RSA_PSS_SALTLEN_AUTO;
  return verify(hash, signed, { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature);
}

/** Whether a trusted certificate is the signer's, or vouches for it, at that time. */
function isTrusted(
  signer: X509Certificate,
  own: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  time: Date,
): boolean {
  // Node calls the extended key usage so; RFC 3161, section 2.3 demands that it is for time-stamping alone.
  const usage = signer.keyUsage as readonly string[] | undefined;
  if (usage?.length !== 1 || usage[0] !== TIME_STAMPING) return false;
  let certificate = signer;
  for (let step = 0; step < CHAIN_MAX; step += 1) {
    if (!isValidAt(certificate, time)) return false;
    const { raw } = certificate;
    if (trusted.some((other) => other.raw.equals(raw))) return true;
    const issuer = [...trusted, ...own].find((other) => isIssuedBy(certificate, other));
    if (issuer === undefined) return false;
    certificate = issuer;
  }
  return false;
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  if (!issuer.ca || certificate.raw.equals(issuer.raw)) return false;
  return attempt(() => certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)) === true;
}

function isValidAt({ validFrom, validTo }: X509Certificate, time: Date): boolean {
  return Date.parse(validFrom) <= time.getTime() && time.getTime() <= Date.parse(validTo);
}

function nameOf({ subject }: X509Certificate): string {
  const names = subject.split('\n');
  return (names.find((name) => name.startsWith('CN=')) ?? names.at(-1) ?? '').replace(/^[A-Z]+=/, '');
}
