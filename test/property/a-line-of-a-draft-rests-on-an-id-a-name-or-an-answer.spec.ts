import fc from 'fast-check';
import { FUNCTIONS, readRows } from '../support/schemes.js';

/** However much a text is like a function: only its id, its exact name or an answer makes a line of it. */

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const words = FUNCTIONS.flatMap(({ name }) => name.split(' '));
const fn = fc.constantFrom(...FUNCTIONS);

/** Texts that are functions, nearly functions, or made of their words. */
const text = fc.oneof(
  fn.map(({ name }) => name),
  fn.map(({ id }) => id),
  fn.map(({ name }) => name.toUpperCase()),
  fn.map(({ name }) => `${name}s`),
  fn.map(({ name }) => name.split(' ').slice(1).join(' ') || 'x'),
  fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }).map((some) => some.join(' ')),
);

const answer = fc.oneof(
  fc.constantFrom('', '', 'yes', 'own school', 'own', 'leave out', 'perhaps'),
  fn.map(({ id }) => id),
);

test('a line rests on an id, an exact name or an answer', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          text,
          id: fc.oneof(
            fc.constant(''),
            fn.map(({ id }) => id),
          ),
          answer,
        }),
        { minLength: 1, maxLength: 5 },
      ),
      (rows) => {
        const table = [['Function', 'Id', 'Board', 'Head'], ...rows.map((row) => [row.text, row.id, 'X', ''])];
        const asked = readRows(table).questions.filter(({ question }) => question.kind === 'function');
        const answers = Object.fromEntries(
          asked.map(({ question }, at) => [question.key, rows[at % rows.length]!.answer]),
        );
        const { lines } = readRows(table, answers);
        for (const { line, text: said } of lines) {
          const known = FUNCTIONS.find(({ id }) => id === line.function);
          const byId = rows.some((row) => row.id === line.function || row.text === line.function);
          const byName = known !== undefined && plain(known.name) === plain(said);
          const question = asked.find((each) => each.question.says === said)?.question;
          const given = question === undefined ? '' : (answers[question.key] ?? '');
          const byAnswer = given === line.function || (given === 'yes' && question?.suggestion === line.function);
          const own = given === 'own school' && line.function.startsWith('own.');
          expect({ said, fn: line.function, rests: byId || byName || byAnswer || own }).toMatchObject({ rests: true });
        }
      },
    ),
    { numRuns: 200 },
  );
});
