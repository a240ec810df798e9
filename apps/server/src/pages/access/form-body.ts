import { urlencoded, type NextFunction, type Request, type Response } from 'express';
import { type Problem, wholeInWords } from '@remit/kernel';
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

/** Nobody has a form to fill in before signing in but the one to sign in. */
const readSignIn = urlencoded({ extended: false, limit: 16_384, parameterLimit: 20 });

/**
 * Reads the fields of a form that was sent: at most 10,000 of them and 4 MiB, and of somebody who is not signed in at most
 * 20 and 16 KiB. Whatever is wrong goes on as a problem.
 */
export function formBody(request: Request, response: Response, next: NextFunction): void {
  const isSignedIn = request.session.signedIn !== undefined;
  const read = isSignedIn ? readForm : readSignIn;
  read(request, response, (error?: unknown) => {
    next(error === undefined ? undefined : new RefusedRequest(formProblem(error, isSignedIn)));
  });
}

const TOO_LARGE = new Set(['entity.too.large', 'parameters.too.many']);

function formProblem(error: unknown, isSignedIn: boolean): Problem {
  const { type = '' } = error as { readonly type?: string };
  // Whoever sends much without being signed in was so when the form was opened.
  if (TOO_LARGE.has(type)) return isSignedIn ? TOO_LARGE_FORM : STALE_FORM;
  return {
    code: 'HTTP.NOT_A_FORM',
    expected: 'the fields of a form in UTF-8',
    detail:
      'This form did not arrive as Remit sends and reads forms, so nothing was recorded. Go back, load the page again and send it again.',
  };
}

const TOO_LARGE_FORM: Problem = {
  code: 'HTTP.TOO_LARGE',
  expected: `at most ${String(FORM_FIELDS_MAX)} fields and ${String(FORM_MEBIBYTES_MAX)} MiB`,
  detail: `This form has more than Remit takes at a time, which is ${wholeInWords(FORM_FIELDS_MAX)} fields and ${String(FORM_MEBIBYTES_MAX)} MB, so nothing was recorded. Go back, shorten it or leave part of it for later, and send it again.`,
};

/** A form without the token of its session. */
export const STALE_FORM: Problem = {
  code: 'ACCESS.FORM_EXPIRED',
  detail:
    'The form was opened too long ago, or before you signed in, so nothing was recorded. Go back, load the page again and send it again.',
};
