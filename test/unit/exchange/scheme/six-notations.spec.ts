import { FILES } from '../../../support/six-schemes.js';
import { linesOf, openQuestions, SchemeOnDisk } from '../../../support/schemes.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';

/** Six schemes in six notations: each asks what a person would ask, and with the answers is exactly this scheme. */

const directory = temporaryDirectory();
afterAll(() => directory.remove());

describe.each(FILES)('$name', ({ name, bytes, asks, answers, lines }) => {
  test('asks what is in doubt and nothing else', async () => {
    const reading = await new SchemeOnDisk(directory, name, await bytes()).read();
    expect(openQuestions(reading)).toEqual(asks);
  });

  test('is, with the answers, exactly this scheme', async () => {
    const reading = await new SchemeOnDisk(directory, name, await bytes()).read(answers);
    expect(openQuestions(reading)).toEqual([]);
    expect(linesOf(reading)).toEqual(lines);
    expect(reading.notAsked).toEqual([]);
  });
});
