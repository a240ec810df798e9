import { ApiServer } from '../support/api-server.js';
import { printedSeed } from '../support/seed.js';
import { readVectors } from '../support/vectors.js';
import { asExpected, randomWorkedTrusts, withoutTime, workedTrust } from '../support/worked-trusts.js';

const vectors = readVectors();
const withVectors = vectors.length > 0 ? describe : describe.skip;

let api: ApiServer;
beforeAll(async () => {
  api = await ApiServer.start();
});
afterAll(() => api.close());

withVectors('the HTTP API answers every worked case', () => {
  test.each(vectors.map((vector) => [vector.name, vector] as const))('%s', async (_name, vector) => {
    const { trust, record, questions } = workedTrust(vector);
    await api.recordAll(trust, record);
    const together = await api.post(`/api/trusts/${trust}/who`, { questions });
    const { answers } = together.json as { readonly answers: readonly unknown[] };
    expect(answers).toHaveLength(questions.length);
    for (const [at, { ask, expect: expected }] of vector.questions.entries()) {
      const alone = await api.ask(trust, 'who', { ...ask });
      expect({ ask, answer: asExpected(alone.json) }).toMatchObject({ ask, answer: expected });
      expect(answers[at]).toEqual(alone.json);
    }
  });
});

test('random records are answered over HTTP as the core alone answers them', async () => {
  const seed = printedSeed('API_SEED');
  for (const { trust, record, questions, answers } of randomWorkedTrusts(seed, 20, 50)) {
    await api.recordAll(trust, record);
    const reply = await api.post(`/api/trusts/${trust}/who`, { questions });
    expect((reply.json as { readonly answers: readonly unknown[] }).answers.map(withoutTime)).toEqual(
      answers.map(withoutTime),
    );
  }
}, 60_000);
