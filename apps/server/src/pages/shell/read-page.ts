import type { Request, Response } from 'express';
import type { PageDesk } from './page-desk.js';
import { type Asked, given, type Reading, withDayInOne } from './reading.js';

/** A request for a page, and where its answer goes. */
export interface Exchange {
  readonly request: Request<{ trust: string }, string, unknown, Record<string, string>>;
  readonly response: Response;
}

/**
 * Sends a page that reads the record of the trust in its address. What came from a form with boxes for a day is sent to
 * the one address of that question first.
 * @throws RefusedRequest
 */
export async function readPage(
  desk: PageDesk,
  { request: { params, query, path }, response }: Exchange,
  make: (reading: Reading, asked: Asked) => Promise<string>,
): Promise<void> {
  const inOne = withDayInOne(path, query);
  if (inOne !== undefined) {
    response.redirect(303, inOne);
    return;
  }
  const asked = given(query);
  response.send(await make(await desk.open(params.trust, asked), asked));
}
