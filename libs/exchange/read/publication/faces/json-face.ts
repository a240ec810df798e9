import type { Publication } from '../publication-maker.js';

/** What a publication is for programs: the fingerprint is taken of `content`, see docs/publishing.md. */
export function jsonDocument({ fingerprint, document: { title, stamp }, content, names }: Publication): object {
  return { fingerprint, title, stamp: Object.fromEntries(stamp), content, names };
}

/** The publication as JSON. */
export function jsonFace(publication: Publication): Uint8Array {
  return Buffer.from(`${JSON.stringify(jsonDocument(publication), null, 2)}\n`, 'utf8');
}
