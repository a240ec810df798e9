import { ChoiceField, Field } from '@remit/record/nest';

/** More answers than anybody wants in one file. */
const BUNDLE_QUESTIONS_MAX = 1000;

const QUESTION_CHARACTERS_MAX = 2000;

export class BundleDto {
  @Field(
    {
      accepts: isQuestions,
      expected: `at most ${String(BUNDLE_QUESTIONS_MAX)} questions, each written as in an address, such as function=edu.monitor&school=oak&on=2025-06-03`,
      schema: {
        type: 'array',
        maxItems: BUNDLE_QUESTIONS_MAX,
        items: { type: 'string', minLength: 1, maxLength: QUESTION_CHARACTERS_MAX },
      },
    },
    'A question whose answer is to be in the bundle, written as in the address of an answer; may be given several times',
    { optional: true },
  )
  question?: string[];
  @ChoiceField(['record', 'answer'], 'answer: only the entries that the answers rest on; left out: the whole record', {
    optional: true,
  })
  scope?: 'record' | 'answer';
}

function isQuestions(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > BUNDLE_QUESTIONS_MAX) return false;
  return value.every((item) => typeof item === 'string' && item !== '' && item.length <= QUESTION_CHARACTERS_MAX);
}
