import type { Templates } from '@remit/web/nest';
import { pageOf } from '@remit/web/nest';
import type { ProblemDocument } from '../../problem-document.js';
import type { PageFrame } from './page-frame.js';

interface ProblemModel {
  readonly detail: string;
  readonly code: string;
}

const problemPage = pageOf<ProblemModel & { readonly page: PageFrame }>('shell/problem');

/** A page that says what went wrong and what to do next. */
export function problemHtml(templates: Templates, { title, detail, code }: ProblemDocument): string {
  return templates.render(problemPage, { page: { title }, detail, code });
}
