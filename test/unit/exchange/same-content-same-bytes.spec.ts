import { jest } from '@jest/globals';
import { worksheetOf } from '@remit/exchange/nest';
import { faceOf, Publications } from '../../support/publications.js';
import { readRows } from '../../support/schemes.js';

/** A file says nothing of the moment at which it was written: written again it is the same, byte for byte. */

let all: Publications;
beforeAll(async () => {
  all = await Publications.start();
});
afterAll(() => all.close());
afterEach(() => jest.useRealTimers());

const { questions } = readRows([
  ['Function', 'Board', 'Head'],
  ['Uniform policy', 'X', 'X'],
]);

test.each<[string, () => Promise<Uint8Array>]>([
  ['a worksheet', () => worksheetOf(questions, new Map(), 'xlsx')],
  ['a scheme as a workbook', async () => faceOf(await all.publication('full'), 'xlsx')],
  ['a scheme as a Word document', async () => faceOf(await all.publication('full'), 'docx')],
  ['a scheme in plain words', async () => faceOf(await all.publication('plain'), 'docx')],
  ['a matrix as a Word document', async () => faceOf(await all.publication('matrix'), 'docx')],
])('%s written a day later is the same file', async (_what, write) => {
  const before = Buffer.from(await write());
  jest.useFakeTimers({
    now: Date.now() + 86_400_000,
    doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'setTimeout'],
  });
  expect(Buffer.from(await write()).equals(before)).toBe(true);
});
