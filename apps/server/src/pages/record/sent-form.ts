import type { Problem } from '@remit/kernel';
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

/** Reads what a form sent: the fields themselves, or, from a page in between, all of them as they were. @throws RefusedRequest */
export function sentForm(posted: object): SentForm {
  const all = typedOf(posted);
  const [step = '', commandId = '', position = '', kept] = ['step', 'commandId', 'position', 'typed'].map(
    (name) => all[name]?.[0],
  );
  if (commandId === '' || !/^\d{1,9}$/.test(position)) throw new RefusedRequest(NO_FORM);
  const fields = Object.fromEntries(Object.entries(all).filter(([name]) => !OWN.includes(name)));
  return {
    typed: kept === undefined ? fields : keptIn(kept),
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

const NO_FORM: Problem = {
  code: 'WEB.FORM_BROKEN',
  detail:
    'This did not come whole from the form, so nothing was recorded. Go back, load the form again and send it again.',
};
