import type { Request } from 'express';

/**
 * Whether an address is one of a page for people, and not of the API, of a file, or of a check of the server's health.
 * Express finds these in small and capital letters alike.
 */
export function isPagePath(path: string): boolean {
  return !/^\/(api|health|assets)(\/|$)/i.test(path);
}

/** Whether a page was sent a form with files, which is read as it comes in and not before. */
export function carriesFiles(request: Request): boolean {
  return isPagePath(request.path) && typeof request.is('multipart') === 'string';
}
