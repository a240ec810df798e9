import { type Problem, wholeInWords } from '@remit/kernel';
import { RefusedRequest } from '@remit/record/nest';
import { type Typed, typedOf } from './forms/typed.js';

/** What is to be done with what was sent: look at it first, record it, or go on filling it in. */
export type Step = 'send' | 'record' | 'change';

/** A form as it was sent. */
export interface SentForm {
  readonly typed: Typed;
  readonly step: Step;
  /** Made when the form was opened: what is sent twice is recorded once. */
  readonly commandId: string;
  /** The newest entry when the form was opened. */
  readonly position: number;
}

/** Elements of every form that are no fields of a command. */
const OWN = ['_csrf', 'step', 'commandId', 'position', 'typed'];

/** More than anybody types into one box: the record takes at most 5,000 as one text, and a box of lines holds several. */
const CHARACTERS_MAX = 30_000;

/** Reads what a form sent: the fields themselves, or, from a page in between, all of them as they were. @throws RefusedRequest */
export function sentForm(posted: object): SentForm {
  const all = typedOf(posted);
  const [step = '', commandId = '', position = '', kept] = ['step', 'commandId', 'position', 'typed'].map(
    (name) => all[name]?.[0],
  );
  if (commandId === '' || !/^\d{1,9}$/.test(position)) throw new RefusedRequest(NO_FORM);
  const fields = Object.fromEntries(Object.entries(all).filter(([name]) => !OWN.includes(name)));
  const typed = kept === undefined ? fields : keptIn(kept);
  const tooLong = Object.values(typed).some((texts) => texts.some((text) => text.length > CHARACTERS_MAX));
  if (tooLong) throw new RefusedRequest(TEXT_TOO_LONG);
  return {
    typed,
    step: step === 'record' || step === 'change' ? step : 'send',
    commandId,
    position: Number(position),
  };
}

/** What was typed as one text, to go along on a page in between. What was left empty stays behind. */
export function keptText(typed: Typed): string {
  const filled = Object.entries(typed).filter(([, texts]) => texts.some((text) => text !== ''));
  return JSON.stringify(Object.fromEntries(filled));
}

function keptIn(text: string): Typed {
  try {
    return typedOf(JSON.parse(text) as object);
  } catch {
    throw new RefusedRequest(NO_FORM);
  }
}

const TEXT_TOO_LONG: Problem = {
  code: 'WEB.TEXT_TOO_LONG',
  expected: `at most ${String(CHARACTERS_MAX)} characters in one box`,
  detail: `One of the boxes of the form holds more than ${wholeInWords(CHARACTERS_MAX)} characters, so nothing was recorded. Go back, shorten what stands in it and send the form again.`,
};

const NO_FORM: Problem = {
  code: 'WEB.FORM_BROKEN',
  detail:
    'This did not come whole from the form, so nothing was recorded. Go back, load the form again and send it again.',
};
