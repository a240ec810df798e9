import { constants, createHash, verify, X509Certificate } from 'node:crypto';
import { Sequence } from 'asn1js';
import { sameBytes } from '../domain/bytes.js';
import { octetsOf, oidOf, partsOf, type TimestampSigner, type TimestampToken } from './timestamp-reply.js';

/** Whether a time-stamp was signed by whom it should be. Source: RFC 3161, section 2.3; RFC 5652, section 5.4. */

/** Object identifiers, with the sources that define them. */
const OID = {
  contentType: '1.2.840.113549.1.9.3', // RFC 5652
  messageDigest: '1.2.840.113549.1.9.4', // RFC 5652
  signingCertificate: '1.2.840.113549.1.9.16.2.12', // RFC 2634
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47', // RFC 5035
  tstInfo: '1.2.840.113549.1.9.16.1.4', // RFC 3161
  rsaPss: '1.2.840.113549.1.1.10', // RFC 4055
  ed25519: '1.3.101.112', // RFC 8410
} as const;

/** Digests that are accepted, and the hashes that are part of the names of signature algorithms. */
const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
]);

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const CHAIN_MAX = 5;

/** Who signed a token, or what is wrong with its signature. */
export type SignedBy = { readonly name: string } | { readonly wrong: string };

/**
 * Checks the signature of a token.
 * @param pinned certificates of which one must be the signer's or vouch for it; with none, any signer will do whose
 * certificate comes with the token, and who that is remains to be shown by whoever relies on it
 */
export function signedBy(token: TimestampToken, pinned: readonly X509Certificate[]): SignedBy {
  try {
    return checked(token, pinned);
  } catch {
    return { wrong: 'its signature cannot be read' };
  }
}

function checked(token: TimestampToken, pinned: readonly X509Certificate[]): SignedBy {
  const { signer, content } = token;
  const digest = DIGESTS.get(signer.digest);
  if (digest === undefined) return { wrong: 'it is made with a digest that is not accepted: SHA-256, 384 or 512 is' };
  const said = octetsOf(signer.attributes.get(OID.messageDigest));
  const isItsContent = oidOf(signer.attributes.get(OID.contentType)) === OID.tstInfo;
  if (!isItsContent || !sameBytes(createHash(digest).update(content).digest(), said)) {
    return { wrong: 'what it says is not what was signed' };
  }
  const own = token.certificates.map((der) => new X509Certificate(der));
  const certificate = [...pinned, ...own].find((each) => isNamed(signer, each));
  if (certificate === undefined) return { wrong: 'the certificate of its signer does not come with it' };
  if (!isSigned(signer, digest, certificate)) return { wrong: 'its signature is wrong' };
  if (!mayStamp(certificate, token.time))
    return { wrong: 'its signer\u2019s certificate is not valid for time-stamps' };
  const name = commonName(certificate);
  if (pinned.length === 0 || leadsTo(certificate, pinned, own, token.time)) return { name };
  return { wrong: `it is signed by "${name}", for which the certificate that you have set does not vouch` };
}

/** Whether the token names a certificate as its signer's, by the certificate's digest (RFC 5035, RFC 2634). */
function isNamed({ attributes }: TimestampSigner, { raw }: X509Certificate): boolean {
  const newer = attributes.get(OID.signingCertificateV2);
  const attribute = newer ?? attributes.get(OID.signingCertificate);
  const [list] = partsOf(attribute, Sequence);
  const [first, second] = partsOf(partsOf(list, Sequence)[0], Sequence);
  if (newer === undefined) return sameBytes(createHash('sha1').update(raw).digest(), octetsOf(first));
  // The digest is SHA-256 unless another one is named before it.
  if (!(first instanceof Sequence)) return sameBytes(createHash('sha256').update(raw).digest(), octetsOf(first));
  const digest = DIGESTS.get(oidOf(first.valueBlock.value[0]));
  return digest !== undefined && sameBytes(createHash(digest).update(raw).digest(), octetsOf(second));
}

function isSigned(signer: TimestampSigner, digest: string, { publicKey }: X509Certificate): boolean {
  const { algorithm, signed, signature } = signer;
  if (algorithm === OID.ed25519) return verify(null, signed, publicKey, signature);
  const hash = DIGESTS.get(algorithm) ?? digest;
  if (algorithm !== OID.rsaPss) return verify(hash, signed, publicKey, signature);
  const saltLength = constants.RSA_PSS_SALTLEN_AUTO;
  return verify(hash, signed, { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature);
}

/** Whether a certificate is for time-stamping and nothing else (RFC 3161, section 2.3), and was valid then. */
function mayStamp(certificate: X509Certificate, time: Date): boolean {
  // Node calls the extended key usage so.
  const usage = certificate.keyUsage as readonly string[] | undefined;
  return usage?.length === 1 && usage[0] === TIME_STAMPING && isValidAt(certificate, time);
}

/** Whether one of the pinned certificates is this one, or vouches for it over the others. */
function leadsTo(
  signer: X509Certificate,
  pinned: readonly X509Certificate[],
  own: readonly X509Certificate[],
  time: Date,
): boolean {
  let certificate = signer;
  for (let step = 0; step < CHAIN_MAX; step += 1) {
    const { raw } = certificate;
    if (pinned.some((other) => other.raw.equals(raw))) return true;
    const issuer = [...pinned, ...own].find((other) => hasIssued(other, certificate) && isValidAt(other, time));
    if (issuer === undefined) return false;
    certificate = issuer;
  }
  return false;
}

function hasIssued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  if (!issuer.ca || issuer.raw.equals(certificate.raw)) return false;
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isValidAt({ validFrom, validTo }: X509Certificate, time: Date): boolean {
  return Date.parse(validFrom) <= time.getTime() && time.getTime() <= Date.parse(validTo);
}

/** The common name, or else the last part of the name. */
function commonName({ subject }: X509Certificate): string {
  const parts = subject.split('\n');
  return (parts.find((part) => part.startsWith('CN=')) ?? parts.at(-1) ?? '').replace(/^[A-Za-z.0-9]+=/, '');
}
