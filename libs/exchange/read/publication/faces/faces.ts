import type { Publication } from '../publication-maker.js';
import type { Format } from '../formats.js';
import type { Face } from './face.js';

/** A form that a publication can take. */
interface FaceKind {
  readonly type: string;
  /** Whether it can say a scheme in plain words, which has no table. */
  readonly plain: boolean;
  /** Loaded when it is asked for: the libraries behind them are large. */
  readonly load: () => Promise<Face>;
}

/** The forms with their media types. */
export const FACES: Readonly<Record<Format, FaceKind>> = {
  html: { type: 'text/html; charset=utf-8', plain: true, load: async () => (await import('./html-face.js')).htmlFace },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    plain: true,
    load: async () => (await import('./docx-face.js')).docxFace,
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    plain: false,
    load: async () => (await import('./xlsx-face.js')).xlsxFace,
  },
  pdf: { type: 'application/pdf', plain: true, load: async () => (await import('./pdf-face.js')).pdfFace },
  csv: { type: 'text/csv; charset=utf-8', plain: false, load: async () => (await import('./csv-face.js')).csvFace },
  json: { type: 'application/json', plain: false, load: async () => (await import('./json-face.js')).jsonFace },
};

/** A publication in one of its forms. @throws RefusedRequest when the form cannot be had here. */
export async function faceOf(publication: Publication, format: Format): Promise<Uint8Array> {
  const face = await FACES[format].load();
  return face(publication);
}
