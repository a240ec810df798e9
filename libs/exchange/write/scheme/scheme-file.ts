import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fail, type Outcome, type Problem, succeed } from '@remit/kernel';
import type { SchemeDocument } from '../../domain/scheme/document.js';
import { csvSheets } from './csv-sheets.js';
import { wordSheets } from './word-sheets.js';
import { workbookSheets } from './workbook-sheets.js';

/** A file as texts, with what identifies it. */
export interface SchemeFile {
  /** Without its folder. */
  readonly name: string;
  readonly sha256: string;
  readonly document: SchemeDocument;
}

/** A scheme is a few pages: what is larger than this is something else. */
const BYTES_MAX = 20 * 1024 * 1024;

/**
 * Reads a spreadsheet, a Word document or a CSV file as texts. What it is is told by its bytes, not by its name.
 * @param sheet the sheet to read alone; left out: all of them
 * @returns a problem that says what the file is instead, and what to do
 * @throws the error of the file system when the file cannot be read.
 */
export async function readSchemeFile(file: string, sheet?: string): Promise<Outcome<SchemeFile>> {
  const name = path.basename(file);
  if (statSync(file).size > BYTES_MAX) return fail(refused(name, 'it is larger than 20 MB', KEEP_SCHEME_ALONE));
  const bytes = readFileSync(file);
  const document = await documentIn(bytes, name, sheet);
  if (!document.ok) return document;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return succeed({ name, sha256, document: document.value });
}

const SAVE_AS = 'Save it as .xlsx in Excel (or as .docx in Word), then import again.';
const KEEP_SCHEME_ALONE = 'Keep the scheme alone in a file of its own, then import again.';
const TAKE_PASSWORD_OFF = 'Take the password off in Excel or Word (File, Info, Protect), save it, then import again.';
const FIND_ANOTHER = 'Open it to see what it is, and import the file that has the scheme in it.';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

async function documentIn(bytes: Buffer, name: string, sheet: string | undefined): Promise<Outcome<SchemeDocument>> {
  const other = whatElse(bytes, name);
  if (other !== undefined) return fail(other);
  const isZip = bytes.subarray(0, ZIP.length).equals(ZIP);
  const read = isZip ? await zipDocument(bytes) : csvSheets(bytes);
  if (read === undefined) return fail(refused(name, 'it is damaged, or no spreadsheet and no Word document', SAVE_AS));
  return chosen(read, name, sheet);
}

async function zipDocument(bytes: Buffer): Promise<NamedSheets | undefined> {
  return bytes.includes('word/document.xml') ? wordSheets(bytes) : workbookSheets(bytes);
}

/** Sheets with the names that they have in the file. */
export type NamedSheets = readonly (SchemeDocument['sheets'][number] & { readonly title: string })[];

function chosen(sheets: NamedSheets, name: string, wanted: string | undefined): Outcome<SchemeDocument> {
  if (wanted === undefined) return succeed({ sheets });
  const found = sheets.find(({ title }) => title.toLowerCase() === wanted.trim().toLowerCase());
  if (found !== undefined) return succeed({ sheets: [{ ...found, called: '' }] });
  const titles = sheets.map(({ title }) => `"${title}"`).filter((title) => title !== '""');
  return fail({
    code: 'EXCHANGE.SHEET_MISSING',
    field: 'sheet',
    expected: titles.join(' or '),
    detail: `${name} has no sheet "${wanted}". It has ${titles.length === 0 ? 'no sheets with names' : titles.join(', ')}.`,
  });
}

/** What a file is that is neither a spreadsheet nor a document nor a table. */
function whatElse(bytes: Buffer, name: string): Problem | undefined {
  const beginning = bytes
    .toString('latin1', 0, 1024)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (beginning === '') return refused(name, 'it is empty', FIND_ANOTHER);
  if (bytes.subarray(0, OLD_OFFICE.length).equals(OLD_OFFICE)) return oldOffice(bytes, name);
  if (beginning.startsWith('%PDF')) return refused(name, 'it is a PDF, in which rows and columns are lost', SAVE_AS);
  if (beginning.startsWith('{\\rtf')) return refused(name, 'it is a rich text file', SAVE_AS);
  if (beginning.startsWith('<')) return refused(name, 'it is a web page', FIND_ANOTHER);
  if (/^[{[]/.test(beginning)) return refused(name, 'it is data of a program', FIND_ANOTHER);
  if (bytes.includes('application/vnd.oasis.opendocument')) return refused(name, 'it is an OpenDocument file', SAVE_AS);
  return undefined;
}

/** The old formats and everything with a password come in the same envelope. */
function oldOffice(bytes: Buffer, name: string): Problem {
  const encrypted = bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'));
  return encrypted
    ? refused(name, 'it is protected by a password', TAKE_PASSWORD_OFF)
    : refused(name, 'it is in the old format of Excel or Word (.xls, .doc)', SAVE_AS);
}

function refused(name: string, why: string, what: string): Problem {
  return {
    code: 'EXCHANGE.SCHEME_FILE_REFUSED',
    expected: 'a spreadsheet (.xlsx), a Word document (.docx) or a CSV file',
    detail: `${name} cannot be read as a scheme: ${why}. ${what}`,
  };
}
