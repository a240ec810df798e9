import mammoth from 'mammoth';
import { parse } from 'parse5';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import readXlsxFile from 'read-excel-file/node';
import type { PublishedDocument } from '../../libs/exchange/domain/publication/published-document.js';
import { PLAIN_FUNCTIONS } from '../../libs/exchange/domain/publication/plain-functions.data.js';
import { jsonDocument } from '../../libs/exchange/read/publication/faces/json-face.js';
import { printPdf } from '../../libs/exchange/read/publication/faces/print-pdf.js';
import { KEY } from '../../libs/exchange/domain/publication/scheme-document.js';
import { catalogueEdition, NEWEST_EDITION } from '@remit/delegation';
import { random } from '../oracle/random.js';
import { printedSeed } from '../support/seed.js';
import { faceOf, type Format, ON, type Publication, Publications, TRUST } from '../support/publications.js';

/** Every form of a publication is what its kind of file should be, and is checked by what other programs read in it. */

let all: Publications;
beforeAll(async () => {
  all = await Publications.start();
});
afterAll(() => all.close());

const FULL: readonly Format[] = ['html', 'docx', 'xlsx', 'csv', 'json', 'pdf'];
const IN_PLAIN_WORDS: readonly Format[] = ['html', 'docx', 'pdf'];
const WAYS = [
  ...FULL.map((format) => ['full', format] as const),
  ...IN_PLAIN_WORDS.map((format) => ['plain', format] as const),
  ...FULL.map((format) => ['matrix', format] as const),
];

describe('a published file', () => {
  test.each(WAYS)('%s as %s says what the record says', async (what, format) => {
    const bytes = await faceOf(await all.publication(what), format);
    expect(await all.check(bytes)).toMatchObject({ result: 'same' });
  });

  test.each(WAYS)(
    '%s as %s in which any one word was changed does not',
    async (what, format) => {
      const publication = await all.publication(what);
      const places = pathsIn(publication, format);
      expect(places.length).toBeGreaterThan(TRIES[format]);
      const paths = chance.some(places, TRIES[format]);
      const unseen: string[] = [];
      for (const path of paths) {
        const { result } = await all.check(await alteredAt(publication, path, format));
        const seen = result === 'changed' || (result === 'cannot-be-checked' && isOfStamp(path));
        if (!seen) unseen.push(`${path.join('.')}: ${result}`);
      }
      expect(unseen).toEqual([]);
    },
    60_000,
  );
});

/** How many words of a file are changed, one at a time: each takes another file of that form. */
const TRIES: Readonly<Record<Format, number>> = { html: 60, csv: 60, json: 40, xlsx: 30, docx: 15, pdf: 2 };

const chance = random(printedSeed('CHANGED_WORDS_SEED'));

type Path = readonly (string | number)[];

/** What a form shows of a document; of a stamp that is broken it cannot be told what the file should say. */
const SHOWN: Readonly<Record<'page' | 'table', readonly (keyof PublishedDocument)[]>> = {
  page: ['title', 'stamp', 'preface', 'sections'],
  table: ['title', 'stamp', 'sheets'],
};

function isOfStamp(path: Path): boolean {
  return path[0] === 'stamp';
}

/** Where the words stand that a form shows: paths in the document, or in the JSON. */
function pathsIn(publication: Publication, format: Format): Path[] {
  if (format === 'json') return leavesOf(jsonDocument(publication), []);
  const parts = SHOWN[format === 'xlsx' || format === 'csv' ? 'table' : 'page'];
  // Comma-separated values have no names of sheets.
  const paths = parts.flatMap((part) => leavesOf(publication.document[part], [part]));
  return format === 'csv' ? paths.filter((path) => path.at(-1) !== 'name') : paths;
}

function leavesOf(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, each]) =>
    leavesOf(each, [...path, Array.isArray(value) ? Number(name) : name]),
  );
}

/** The file with one letter more at a path; a number is one more. */
function alteredAt(publication: Publication, path: Path, format: Format): Promise<Uint8Array> | Uint8Array {
  const longer = (value: unknown): unknown => (typeof value === 'number' ? value + 1 : `${String(value)}x`);
  if (format === 'json') return Buffer.from(JSON.stringify(changedAt(jsonDocument(publication), path, longer)));
  return faceOf({ ...publication, document: changedAt(publication.document, path, longer) }, format);
}

/** A copy of nested lists and objects in which the value at a path is another. */
function changedAt<T>(value: T, path: Path, to: (value: unknown) => unknown): T {
  const [first, ...rest] = path;
  if (first === undefined) return to(value) as T;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string | number, unknown>;
  copy[first] = changedAt(copy[first], rest, to);
  return copy as T;
}

describe('the first difference is named in words', () => {
  const alteredScheme = async (change: (publication: Publication) => Publication, format: Format = 'html') =>
    all.check(await faceOf(change(await all.publication('full')), format));
  const inDocument =
    (change: (document: PublishedDocument) => PublishedDocument) =>
    (publication: Publication): Publication => ({ ...publication, document: change(publication.document) });

  test('a cell: line, function and column, with both texts', async () => {
    const at = ['sections', 1, 'table', 'rows', 0, 5];
    expect(await alteredScheme(inDocument((all) => changedAt(all, at, () => 'D up to £50,000')))).toEqual({
      result: 'changed',
      says: 'Line 2.1, Place orders, column Headteacher (head): the file says "D up to £50,000", the record says "D up to £5,000".',
    });
  });

  test('a line taken out, and a line put in', async () => {
    const rows = (change: (rows: readonly (readonly string[])[]) => readonly (readonly string[])[]) =>
      inDocument((document) => ({
        ...document,
        sections: document.sections.map((section, at) =>
          at === 0 ? { ...section, table: { ...section.table!, rows: change(section.table!.rows) } } : section,
        ),
      }));
    expect(await alteredScheme(rows((all) => all.slice(1)))).toMatchObject({
      result: 'changed',
      says: 'Line 1.1, Other staff within structure is missing from the file.',
    });
    expect(
      await alteredScheme(
        rows((all) => all.slice(0, -1)),
        'docx',
      ),
    ).toMatchObject({
      says: 'Line 1.2, Appoint headteacher is missing from the file.',
    });
    const extra = ['9.9', 'Buy a yacht', 'own.yacht', 'D', '', '', '', ''];
    expect(await alteredScheme(rows((all) => [all[0]!, extra, ...all.slice(1)]))).toMatchObject({
      result: 'changed',
      says: expect.stringMatching(/^The file has a row that the record does not have: "9\.9 \| Buy a yacht/) as string,
    });
  });

  test('a heading, a sentence, a line of the stamp', async () => {
    const heading = inDocument((all) => changedAt(all, ['sections', 0, 'heading'], () => 'Staff'));
    expect(await alteredScheme(heading)).toMatchObject({
      says: 'Heading: the file says "Staff", the record says "Staffing".',
    });
    const stamp = inDocument((all) =>
      changedAt(all, ['stamp', 3, 1], () => 'from 1 September 2019 until further notice'),
    );
    expect(await alteredScheme(stamp, 'csv')).toMatchObject({
      says: 'Stamp, "In force": the file says "In force: from 1 September 2019 until further notice", the record says "In force: from 1 September 2020 until further notice".',
    });
  });

  test('a member of the JSON', async () => {
    const { bytes } = await all.publish('scheme', { format: 'json' });
    const text = Buffer.from(bytes).toString('utf8').replace('"upTo": 500000', '"upTo": 900000');
    expect(await all.check(Buffer.from(text))).toEqual({
      result: 'changed',
      says: 'Member content.lines[0].decides.limits[0].upTo: the file says 900000, the record says 500000.',
    });
  });
});

describe('what cannot be checked is not said to be the same, nor to be changed', () => {
  test.each([
    ['nothing at all', ''],
    ['another page', '<p>Hello</p>'],
    ['a broken archive', 'PK\u0003\u0004 this is no archive'],
    ['a broken PDF', '%PDF-1.4 nothing'],
    ['JSON of something else', '{"a": 1}'],
    ['a name that stands twice', '{"stamp": {}, "stamp": {}}'],
  ])('%s', async (_name, text) => {
    expect(await all.check(Buffer.from(text))).toMatchObject({ result: 'cannot-be-checked' });
  });

  test('a file of a trust that is not recorded here, or of another than the one named', async () => {
    const { bytes } = await all.publish('scheme', { format: 'csv' });
    const elsewhere = Buffer.from(Buffer.from(bytes).toString('utf8').replaceAll('(moorland)', '(elsewhere)'));
    expect(await all.check(elsewhere)).toMatchObject({ result: 'cannot-be-checked' });
    expect(await all.check(bytes, 'elsewhere')).toMatchObject({ result: 'cannot-be-checked' });
    expect(await all.check(bytes, TRUST)).toMatchObject({ result: 'same' });
  });

  test('a stamp that names an entry that is not recorded yet cannot be checked here', async () => {
    const { bytes } = await all.publish('scheme', { format: 'csv' });
    const later = Buffer.from(bytes)
      .toString('utf8')
      .replace(/at entry \d+/, 'at entry 4711');
    expect(await all.check(Buffer.from(later))).toMatchObject({
      result: 'cannot-be-checked',
      says: expect.stringMatching(/4711/) as string,
    });
  });

  test('a stamp that names a scheme that the record does not have is a change', async () => {
    const { bytes } = await all.publish('scheme', { format: 'csv' });
    const text = Buffer.from(bytes).toString('utf8');
    expect(await all.check(Buffer.from(text.replace('scheme-2020, version', 'scheme-1999, version')))).toMatchObject({
      result: 'changed',
    });
  });
});

describe('a page cannot be made to look otherwise than it says', () => {
  test.each([
    ['a script', '</main>', '<script>document.body.textContent = ""</script></main>'],
    ['a hidden row', '<tr><td>1.2', '<tr hidden><td>1.2'],
    ['a style of its own', '<tr><td>1.2', '<tr style="display:none"><td>1.2'],
    ['a rule in its style', '@media print {', 'tr:first-child { display: none }\n@media print {'],
    ['a picture over it', '</main>', '<img src="data:image/png;base64,AA" alt=""></main>'],
    [
      'a way elsewhere',
      '<meta charset',
      '<meta http-equiv="refresh" content="0;url=https://example.org"><meta charset',
    ],
    ['another title', '<title>Scheme', '<title>Another scheme'],
    ['a text beside', '</main>', 'Replaced in 2026.</main>'],
  ])('%s', async (_name, from, to) => {
    const { bytes } = await all.publish('scheme', {});
    const page = Buffer.from(bytes).toString('utf8');
    expect(page.replace(from, to)).not.toBe(page);
    expect(await all.check(Buffer.from(page.replace(from, to)))).toMatchObject({ result: 'changed' });
  });

  test('a copy saved with other line ends and comments is the same', async () => {
    const { bytes } = await all.publish('scheme', {});
    const saved = Buffer.from(bytes).toString('utf8').replaceAll('\n', '\r\n').replace('<body', '<!-- saved --><body');
    expect(await all.check(Buffer.from(saved))).toMatchObject({ result: 'same' });
  });
});

describe('a PDF cannot be made to look otherwise than its tags say', () => {
  const PICTURE =
    '<img alt="" width="200" height="200" src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==">';
  test.each([
    ['a picture', PICTURE, /picture/],
    ['a link', '<a href="https://example.org">.</a>', /./],
    ['a text that is hidden from its tags', '<div aria-hidden="true">Replaced in 2026</div>', /Replaced in 2026/],
  ])('%s', async (_name, put, says) => {
    const { bytes } = await all.publish('scheme', { plain: 'true' });
    const page = Buffer.from(bytes).toString('utf8').replace("default-src 'none'", "default-src 'none'; img-src data:");
    expect(await all.check(await printPdf(Buffer.from(page)))).toMatchObject({ result: 'same' });
    const altered = await printPdf(Buffer.from(page.replace('</main>', `${put}</main>`)));
    const check = await all.check(altered);
    expect(check).toMatchObject({ result: 'changed', says: expect.stringMatching(says) as string });
  });
});

describe('the forms themselves', () => {
  test('the page is in English, has a title, headings in captions, scopes, and fetches nothing', async () => {
    const { bytes } = await all.publish('scheme', {});
    const page = Buffer.from(bytes).toString('utf8');
    expect(page).toMatch(/^<!doctype html>\n<html lang="en-GB">/);
    expect(page).toContain('<title>Scheme of delegation of Moorland &amp; Vale Trust</title>');
    expect(page).toContain('<caption><h2>Staffing</h2></caption>');
    expect(page).toContain('<th scope="col">Headteacher (head)</th>');
    expect(page).toContain('<th scope="row">Place orders</th>');
    expect(page).not.toMatch(/<script|https?:|url\(|@import|<link|<img/);
    const errors: string[] = [];
    parse(page, { onParseError: ({ code }) => errors.push(code) });
    expect(errors).toEqual([]);
  });

  test('the Word document has a title, headings and tables with a heading row', async () => {
    const { bytes } = await all.publish('scheme', { format: 'docx' });
    const { value, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
    expect(messages.filter(({ type }) => type === 'error')).toEqual([]);
    expect(value).toContain('<h1>Staffing</h1>');
    expect(value).toMatch(/<thead><tr><th><p><strong>Line<\/strong>/);
    expect(value).toContain('D up to £5,000');
  });

  test('the workbook has the columns of the scheme, and a sheet with the stamp', async () => {
    const { bytes } = await all.publish('scheme', { format: 'xlsx' });
    const [scheme, about] = await readXlsxFile(Buffer.from(bytes));
    expect([scheme?.sheet, about?.sheet]).toEqual(['Scheme', 'About']);
    expect(scheme?.data[0]?.[0]).toBe(KEY);
    expect(scheme?.data[1]).toEqual([
      'Line',
      'Function',
      'Id',
      'Board of trustees (board)',
      'Chief executive (ceo)',
      'Local (local)',
      'Headteacher (head)',
      'Finance committee (finance-committee)',
      'Delegated by',
    ]);
    expect(scheme?.data.find(([line]) => line === '2.1')).toEqual([
      '2.1',
      'Place orders',
      'fin.order.approve',
      'D over £50,000',
      'D over £5,000 up to £50,000; R',
      null,
      'D up to £5,000',
      null,
      null,
    ]);
    expect(about?.data.map(([label]) => label)).toContain('Fingerprint');
  });

  test('a cell of the comma-separated values is no formula to a spreadsheet', async () => {
    const { bytes } = await all.publish('scheme', { format: 'csv' });
    expect(Buffer.from(bytes).toString('utf8')).toContain(`"'=Use of the ""minibus"", and who drives"`);
  });

  test('the PDF is tagged: a heading, tables with headings of columns and rows, page x of y, an outline', async () => {
    const { bytes } = await all.publish('matrix', { school: 'elm', on: ON, format: 'pdf' });
    const loading = getDocument({ data: Uint8Array.from(bytes) });
    const pdf = await loading.promise;
    const tree = JSON.stringify(await (await pdf.getPage(1)).getStructTree());
    for (const role of ['"H1"', '"H2"', '"Table"', '"TR"', '"TH"', '"TD"', '"scope":"Column"', '"scope":"Row"']) {
      expect(tree).toContain(role);
    }
    expect((await pdf.getMetadata()).info).toMatchObject({
      Title: 'Who decides at Elm School on 3 June 2025',
      Language: 'en-GB',
    });
    expect(((await pdf.getOutline()) as unknown[] | null)?.length).toBeGreaterThan(0);
    expect(pdf.numPages).toBeGreaterThan(1);
    const { items } = await (await pdf.getPage(2)).getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join(' ');
    expect(text).toContain(`Page 2 of ${String(pdf.numPages)}`);
    await loading.destroy();
  });

  test('without Chromium a PDF cannot be had, and the words say what to do', async () => {
    process.env['REMIT_CHROMIUM'] = '/nowhere/chromium';
    try {
      await expect(all.publish('scheme', { format: 'pdf' })).rejects.toMatchObject({
        problem: { code: 'EXCHANGE.NO_CHROMIUM', detail: expect.stringContaining("browser's Print") as string },
      });
    } finally {
      delete process.env['REMIT_CHROMIUM'];
    }
  });
});

test('every function of the newest catalogue can be said in plain words', () => {
  const ids = [...catalogueEdition(NEWEST_EDITION)!.functions.keys()].sort();
  expect(Object.keys(PLAIN_FUNCTIONS).sort()).toEqual(ids);
  expect(Object.values(PLAIN_FUNCTIONS).filter((phrase) => !/^\{[a-z-]+\}/.test(phrase))).toEqual([]);
});
