import type { Problem } from '@remit/kernel';
import { pageOf } from '@remit/web/nest';
import { type Choice, type ChoiceGroup, functionChoices, schoolChoices } from '../shell/choices.js';
import { type Asked, partsOf, type Reading } from '../shell/reading.js';

/** What the form for a question shows. */
export interface QuestionModel {
  readonly action: string;
  readonly schools: readonly Choice[];
  readonly groups: readonly ChoiceGroup[];
  readonly day: { readonly day: string; readonly month: string; readonly year: string };
  readonly known: string | undefined;
  readonly amount: string | undefined;
  /** By field: what is wrong with what was given. */
  readonly errors: Readonly<Record<string, string>>;
  readonly errorList: readonly { readonly text: string; readonly href: string }[];
}

export const questionPage = pageOf<QuestionModel>('ask/question');

/** The form for a question, with what was given already and what is wrong with it. */
export function questionModel(reading: Reading, asked: Asked, problem?: Problem): QuestionModel {
  const { trust, on } = reading;
  const field = problem?.field ?? 'function';
  return {
    action: `/trusts/${trust}/who`,
    schools: schoolChoices(reading, asked['school']),
    groups: functionChoices(reading, asked['function']),
    day: partsOf(on),
    known: asked['known'],
    amount: asked['amount'],
    errors: problem === undefined ? {} : { [field]: problem.detail },
    errorList: problem === undefined ? [] : [{ text: problem.detail, href: `#${field}` }],
  };
}
