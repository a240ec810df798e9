import { readPdf } from '../../../../libs/exchange/read/publication/readers/pdf-reader.js';
import { faceOf, type Format, PUBLISHED_TRUST, Publications, TRUST } from '../../../support/publications.js';

/** What a check says of files that other programs have saved, and of files that somebody has tampered with. */

let all: Publications;
beforeAll(async () => {
  all = await Publications.start();
});
afterAll(() => all.close());

const publishedAs = async (format: Format): Promise<string> =>
  Buffer.from(await faceOf(await all.publication('full'), format)).toString('utf8');

describe('comma-separated values', () => {
  test.each<[string, (text: string) => Buffer]>([
    ['Windows-1252', (text) => Buffer.from(text.replace('\ufeff', ''), 'latin1')],
    ['Unicode text', (text) => Buffer.from(text, 'utf16le')],
    ['UTF-8 without a mark', (text) => Buffer.from(text.replace('\ufeff', ''))],
  ])('saved again as %s are not said to be changed', async (_encoding, saved) => {
    const text = await publishedAs('csv');
    expect(text).toContain('£');
    expect(await all.check(saved(text))).toMatchObject({ result: 'same' });
    expect(await all.check(saved(text.replace('£5,000', '£6,000')))).toMatchObject({ result: 'changed' });
  });
});

test.each(['constructor', 'toString', '__proto__'])('a member "%s" put into the JSON form is told', async (name) => {
  const tampered = (await publishedAs('json')).replace('{', `{${JSON.stringify(name)}: 1,`);
  expect(await all.check(Buffer.from(tampered))).toEqual({
    result: 'changed',
    says: `Member ${name}: the file says 1, the record says nothing.`,
  });
});

test('a file that is newer than the record here cannot be checked by it, and is not said to be changed', async () => {
  const behind = await Publications.start(PUBLISHED_TRUST.slice(0, -1));
  try {
    const file = await faceOf(await all.publication('matrix'), 'html');
    expect(await behind.check(file)).toEqual({
      result: 'cannot-be-checked',
      says: 'The file was published as recorded at entry 17, and the record here ends at entry 16. Check it against a newer copy of the record.',
    });
    await behind.recordAll(PUBLISHED_TRUST.slice(-1), TRUST);
    expect(await behind.check(file)).toMatchObject({ result: 'same' });
  } finally {
    await behind.close();
  }
});

describe('a PDF', () => {
  const IMAGE = 'q 99 0 0 99 0 0 cm /Im Do Q ';

  test.each([
    ['a picture', IMAGE],
    ['a picture many times', IMAGE.repeat(4)],
    ['a picture in the page itself', 'q 99 0 0 99 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q '],
    ['a square of one colour as a mask', 'q 99 0 0 99 0 0 cm /Mask Do Q '],
    ['a shade of colour', '/Shade sh '],
  ])('with %s is not ours', async (_what, drawing) => {
    expect(await readPdf(pdfWith(drawing))).toMatchObject({
      kind: 'foreign',
      says: 'Page 1 has a picture or a shade of colour that a published PDF does not have.',
    });
  });

  test('without any of these is read', async () => {
    expect(await readPdf(pdfWith('0 0 9 9 re f '))).toMatchObject({ kind: 'blocks' });
  });
});

/** A PDF of one page that has its number on it, and a drawing. */
function pdfWith(drawing: string): Uint8Array {
  const content = `${drawing}BT /F1 12 Tf 72 72 Td (Page 1 of 1) Tj ET`;
  const stream = (entries: string, data: string): string =>
    `<< ${entries} /Length ${String(data.length)} >>\nstream\n${data}\nendstream`;
  const image = '/Type /XObject /Subtype /Image /Width 1 /Height 1';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /Im 6 0 R /Mask 7 0 R >> /Shading << /Shade 8 0 R >> >> >>',
    stream('', content),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    stream(`${image} /ColorSpace /DeviceGray /BitsPerComponent 8`, 'x'),
    stream(`${image} /ImageMask true /BitsPerComponent 1`, '\0'),
    '<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 99 99] /Function << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [1] /N 1 >> >>',
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${String(at + 1)} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const count = String(objects.length + 1);
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${places.join('')}`;
  return Buffer.from(
    `${text}${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${String(text.length)}\n%%EOF\n`,
    'latin1',
  );
}
