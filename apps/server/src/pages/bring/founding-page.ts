import { pageOf } from '@remit/web/nest';
import type { DayTyped, ErrorLink, Faults } from './bring-words.js';

/** What the form shows that begins the record of a trust by hand. */
export interface FoundingModel {
  readonly heading: string;
  readonly errorList: readonly ErrorLink[];
  readonly errors: Faults;
  readonly name: string;
  readonly uid: string;
  readonly day: DayTyped;
  readonly commandId: string;
  readonly files: string;
}

export const foundingPage = pageOf<FoundingModel>('bring/founding');
