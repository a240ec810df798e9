import { urlencoded, type NextFunction, type Request, type Response } from 'express';
import type { Problem } from '@remit/kernel';
import { RefusedRequest } from '@remit/record/nest';

/** A scheme has at most 1000 lines, of about nine fields each. */
const FORM_FIELDS_MAX = 10_000;
/** What the API takes as JSON is at most 1 MiB; in a form each sign may need three, and each field has its name. */
const FORM_MEBIBYTES_MAX = 4;

const readForm = urlencoded({
  extended: false,
  limit: FORM_MEBIBYTES_MAX * 1_048_576,
  parameterLimit: FORM_FIELDS_MAX,
});

/** Reads the fields of a form that was sent: at most 10,000 of them and 4 MiB. Whatever is wrong goes on as a problem. */
export function formBody(request: Request, response: Response, next: NextFunction): void {
  readForm(request, response, (error?: unknown) => {
    next(error === undefined ? undefined : new RefusedRequest(formProblem(error)));
  });
}

const TOO_LARGE = new Set(['entity.too.large', 'parameters.too.many']);

function formProblem(error: unknown): Problem {
  const { type = '' } = error as { readonly type?: string };
  if (TOO_LARGE.has(type)) {
    return {
      code: 'HTTP.TOO_LARGE',
      expected: `at most ${String(FORM_FIELDS_MAX)} fields and ${String(FORM_MEBIBYTES_MAX)} MiB`,
      detail: `This form has more than Remit takes at a time, which is ${FORM_FIELDS_MAX.toLocaleString('en-GB')} fields and ${String(FORM_MEBIBYTES_MAX)} MB, so nothing was recorded. Go back, shorten it or leave part of it for later, and send it again.`,
    };
  }
  return {
    code: 'HTTP.NOT_A_FORM',
    expected: 'the fields of a form in UTF-8',
    detail:
      'This form did not arrive as Remit sends and reads forms, so nothing was recorded. Go back, load the page again and send it again.',
  };
}
