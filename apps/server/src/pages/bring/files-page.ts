import type { TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import type { DayTyped, ErrorLink } from './bring-words.js';

/** What the page shows on which the register's files are sent. */
export interface FilesModel {
  readonly heading: string;
  readonly lead: string;
  readonly action: string;
  /** How somebody who may not send files gets to where they may; `undefined` for those who may. */
  readonly instead: 'sign in' | 'switched off' | undefined;
  /** Where a trust is begun that is not in the files; `undefined` for a trust that is there. */
  readonly byHand: string | undefined;
  readonly files: TableModel;
  readonly errorList: readonly ErrorLink[];
  readonly errors: Readonly<Record<string, string>>;
  /** The day of the download as it was typed. */
  readonly day: DayTyped;
}

export const filesPage = pageOf<FilesModel>('bring/files');

/** What the page shows while files are read or a plan is recorded. */
export interface WorkingModel {
  readonly heading: string;
  readonly stage: string;
  /** Of 100. */
  readonly percent: number;
  readonly href: string;
}

export const workingPage = pageOf<WorkingModel>('bring/working');
