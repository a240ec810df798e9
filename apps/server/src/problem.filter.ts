import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Problem } from '@remit/kernel';
import { SIGN_IN_NEEDED } from './pages/access/page-guard.js';
import { isPagePath } from './pages/access/page-paths.js';
import { problemDocument, type ProblemDocument } from './problem-document.js';
import { problemOfError } from './problem-of-error.js';

/** Turns everything that goes wrong into a problem document: never a stack, never a bare status. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Remit');

  /** @param page makes a page of a problem, for those who asked for one. */
  constructor(private readonly page?: (document: ProblemDocument) => string) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) return;
    const request = host.switchToHttp().getRequest<Request>();
    const page = isForPeople(request) ? this.page : undefined;
    const document = problemDocument(this.problemOf(error, request, page === undefined ? notFound : noSuchPage));
    if (document.code === SIGN_IN_NEEDED && page !== undefined) {
      response.redirect(303, `/sign-in?back=${encodeURIComponent(request.originalUrl)}`);
      return;
    }
    response.status(document.status);
    if (page !== undefined) response.type('html').send(page(document));
    else response.type('application/problem+json').send(JSON.stringify(document));
  }

  /** @param nothingAt says that there is nothing at the address. */
  private problemOf(error: unknown, request: Request, nothingAt: (request: Request) => Problem): Problem {
    const known = problemOfError(error);
    if (known !== undefined) return known;
    if (isBadAddress(error)) return badAddress();
    if (error instanceof HttpException && error.getStatus() < 500) return nothingAt(request);
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return {
      code: 'HTTP.FAULT',
      detail:
        'Remit could not do this because of a fault of its own. Ask again to see how the record stands; if it stays so, tell whoever runs Remit to look at its log.',
    };
  }
}

/** Whether a browser asked, and not a program. */
function isForPeople({ path, headers }: Request): boolean {
  return isPagePath(path) && headers.accept?.includes('text/html') === true;
}

/** What Express throws for an address whose percent signs make no text. */
function isBadAddress(error: unknown): boolean {
  return error instanceof URIError || (error instanceof Error && error.message.startsWith('Failed to decode param'));
}

function notFound({ method, path }: Request): Problem {
  return {
    code: 'HTTP.NOT_FOUND',
    detail: `There is nothing at ${method} ${path}. The addresses are listed at /api/docs.`,
  };
}

function noSuchPage(): Problem {
  return { code: 'HTTP.NOT_FOUND', detail: 'There is no such page. Check the address, or go to the start.' };
}

function badAddress(): Problem {
  return { code: 'HTTP.ADDRESS', detail: 'The address is not written correctly. Check the percent signs in it.' };
}
