import { Boolean as Asn1Boolean, Integer, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';

/** SHA-256 as ASN.1 names it. Source: RFC 5754, section 2.2. */
export const SHA256_OID = '2.16.840.1.101.3.4.2.1';

/**
 * A request for a time-stamp (DER): of something with this SHA-256, with a number that the answer must repeat, and with
 * the authority's certificate, so that the answer can still be checked when the authority is gone. Source: RFC 3161,
 * section 2.4.1.
 */
export function timestampQuery(imprint: Uint8Array, nonce: bigint): Uint8Array {
  const sha256 = new Sequence({ value: [new ObjectIdentifier({ value: SHA256_OID }), new Null()] });
  const query = new Sequence({
    value: [
      new Integer({ value: 1 }),
      new Sequence({ value: [sha256, new OctetString({ valueHex: imprint })] }),
      Integer.fromBigInt(nonce),
      new Asn1Boolean({ value: true }),
    ],
  });
  return new Uint8Array(query.toBER());
}
