import { pureTrust } from '../support/pure-trust.js';
import { readVectors, withFindingCodes } from '../support/vectors.js';

const vectors = readVectors();
const withVectors = vectors.length > 0 ? describe : describe.skip;

withVectors('the pure core answers every worked case', () => {
  test.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, { record, questions }) => {
    const trust = pureTrust(record);
    for (const { ask, expect: expected } of questions) {
      expect({ ask, answer: withFindingCodes(trust.ask(ask)) }).toMatchObject({ ask, answer: expected });
    }
  });
});
