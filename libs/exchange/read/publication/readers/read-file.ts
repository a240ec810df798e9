import type { FoundBlock } from '../../../domain/publication/published-document.js';
import type { Format } from '../formats.js';

/** What a file says, read back without knowing what it should say. */
export type ReadBack =
  | { readonly kind: 'blocks'; readonly format: Exclude<Format, 'json'>; readonly blocks: readonly FoundBlock[] }
  | { readonly kind: 'json'; readonly format: 'json'; readonly value: unknown }
  /** It holds something that no published file has, such as a script; in words. */
  | {
      readonly kind: 'foreign';
      readonly format: Format;
      readonly blocks: readonly FoundBlock[];
      readonly says: string;
    };

/** Reads a file back. @throws when it is broken. */
export type Reader = (bytes: Uint8Array) => Promise<ReadBack> | ReadBack;

/** Each reader is loaded when it is needed. */
const READERS: Readonly<Record<Format, () => Promise<Reader>>> = {
  html: async () => (await import('./html-reader.js')).readHtml,
  docx: async () => (await import('./docx-reader.js')).readDocx,
  xlsx: async () => (await import('./xlsx-reader.js')).readXlsx,
  pdf: async () => (await import('./pdf-reader.js')).readPdf,
  csv: async () => (await import('./csv-reader.js')).readCsv,
  json: async () => (await import('./json-reader.js')).readJson,
};

/** Reads a file back by what it is, whatever it is called. @returns `undefined` when it is broken or nothing of these. */
export async function readBack(bytes: Uint8Array): Promise<ReadBack | undefined> {
  const read = await READERS[formatOf(bytes)]();
  try {
    return await read(bytes);
  } catch {
    return undefined;
  }
}

/** The beginning of a ZIP archive: an Office document. */
const ARCHIVE = 'PK';

function formatOf(bytes: Uint8Array): Format {
  const start = Buffer.from(bytes.subarray(0, 512))
    .toString('utf8')
    .replace(/^\uFEFF?\s*/u, '');
  if (start.startsWith('%PDF')) return 'pdf';
  // The directory of an archive has the names of its files in clear.
  if (start.startsWith(ARCHIVE)) return Buffer.from(bytes).includes('word/document.xml') ? 'docx' : 'xlsx';
  if (start.startsWith('<')) return 'html';
  return start.startsWith('{') ? 'json' : 'csv';
}
