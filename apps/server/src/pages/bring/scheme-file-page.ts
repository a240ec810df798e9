import { pageOf } from '@remit/web/nest';
import type { Asked } from '../shell/reading.js';
import { dayBoxes, type DayTyped, type ErrorLink, errorList, type Faults } from './bring-words.js';

/** What the page shows on which a scheme is sent. */
export interface SchemeFileModel {
  readonly heading: string;
  readonly action: string;
  readonly errorList: readonly ErrorLink[];
  readonly errors: Faults;
  readonly from: DayTyped;
  readonly decided: DayTyped;
  readonly version: string;
  readonly decision: string;
  readonly sheet: string;
}

export const schemeFilePage = pageOf<SchemeFileModel>('bring/scheme-file');

/** The form for a scheme, with what was typed. */
export function schemeFileModel(action: string, errors: Faults, typed: Asked): SchemeFileModel {
  const { version = '', decision = '', sheet = '' } = typed;
  return {
    heading: 'Bring a scheme of delegation',
    action,
    errorList: errorList(errors),
    errors,
    from: dayBoxes(typed, 'from'),
    decided: dayBoxes(typed, 'decided'),
    version,
    decision,
    sheet,
  };
}
