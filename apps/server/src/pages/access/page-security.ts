import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import compression from 'compression';
import { csrfSync } from 'csrf-sync';
import session, { type Store } from 'express-session';
import helmet from 'helmet';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Problem } from '@remit/kernel';
import { RefusedRequest } from '@remit/record/nest';
import { formBody, STALE_FORM } from './form-body.js';
import { carriesFiles, isPagePath } from './page-paths.js';
import { visits } from './visit.js';

const HOUR_MS = 3_600_000;

/** What the sessions of a server are made with. */
export interface SessionSettings {
  readonly store: Store;
  /** Signs the cookie. */
  readonly secret: string;
  /**
   * Whether browsers reach the server by HTTPS, so that the cookie must never go another way. HTTPS ends at one proxy, which
   * says so with `X-Forwarded-Proto`.
   */
  readonly https: boolean;
}

/** Headers, session, forms and protection against forged requests, for pages alone: the API has ways of its own. */
export function protectPages(app: Express, settings: SessionSettings, perMinute = PAGES_A_MINUTE): void {
  if (settings.https) app.set('trust proxy', 1);
  app.use(compression());
  for (const handler of [
    headers(),
    noStore,
    ofThisSite,
    askedOnce,
    sessions(settings),
    limited(perMinute),
    formBody,
    tokenChecked,
    visit,
  ]) {
    app.use(forPages(handler));
  }
}

/** Quick reading, and no more than one machine can answer for all. */
const PAGES_A_MINUTE = 300;
const MINUTE_MS = 60_000;

function forPages(handler: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (isPagePath(request.path)) void handler(request, response, next);
    else next();
  };
}

function headers(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
  });
}

function noStore(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}

const READING = new Set(['GET', 'HEAD']);

/** An address is one question: what it gives twice, it does not ask. Pages may rely on one text for each name. */
function askedOnce({ query }: Request, _response: Response, next: NextFunction): void {
  const twice = Object.keys(query).find((name) => typeof query[name] !== 'string');
  next(twice === undefined ? undefined : new RefusedRequest(givenTwice(twice)));
}

function givenTwice(name: string): Problem {
  return {
    code: 'HTTP.GIVEN_TWICE',
    field: name,
    expected: 'each part of the question once',
    detail: `The address gives "${name}" more than once, and only one can be meant. Go back and ask again.`,
  };
}

/** Refuses what a page of another site makes a browser send. Browsers say so since March 2023. */
function ofThisSite({ method, headers }: Request, _response: Response, next: NextFunction): void {
  const site = headers['sec-fetch-site'];
  const forged = !READING.has(method) && site !== undefined && site !== 'same-origin';
  next(forged ? new RefusedRequest(FORGED) : undefined);
}

function sessions({ store, secret, https }: SessionSettings): RequestHandler {
  return session({
    store,
    secret,
    name: https ? '__Host-remit' : 'remit',
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure: https, path: '/', maxAge: HOUR_MS },
  });
}

/** Counts the pages of each visitor: by session when signed in, else by network address. */
function limited(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: perMinute,
    standardHeaders: true,
    legacyHeaders: false,
    keyGenerator: ({ session: { signedIn }, sessionID, ip }) =>
      signedIn === undefined ? ipKeyGenerator(ip ?? 'nowhere') : sessionID,
    handler: (_request, _response, next) => {
      next(new RefusedRequest(TOO_MANY));
    },
  });
}

const { generateToken, isRequestValid } = csrfSync({
  getTokenFromRequest: ({ body }: Request) => (body as { readonly _csrf?: string } | undefined)?._csrf,
});

/** The token of a form with files comes with its first fields: `PageGuard` lets it to no other than `TakesFiles`, which checks it. */
function tokenChecked(request: Request, _response: Response, next: NextFunction): void {
  const later = READING.has(request.method) || carriesFiles(request);
  next(later || isRequestValid(request) ? undefined : new RefusedRequest(STALE_FORM));
}

/** Why a form whose fields were read is not done, when its token is not that of the session. */
export function tokenProblem(request: Request): Problem | undefined {
  return isRequestValid(request) ? undefined : STALE_FORM;
}

/** A token is kept in the session, so it is made for those pages alone that have a form to put it in. */
function visit(request: Request, _response: Response, next: NextFunction): void {
  const { done } = request.session;
  if (done !== undefined && request.method === 'GET') delete request.session.done;
  visits.run({ csrf: () => generateToken(request), done }, next);
}

const FORGED = {
  code: 'ACCESS.FORGED',
  detail: 'This was sent from a page of another site, so nothing was done. Go to Remit itself and do it there.',
};

const TOO_MANY = {
  code: 'HTTP.TOO_MANY',
  detail: 'That were many pages in a short time. Wait a minute, then go on.',
};
