import { AsyncLocalStorage } from 'node:async_hooks';
import type { Request } from 'express';
import type { Id } from '@remit/kernel';
import { type Action, may, type Role } from '@remit/access';

/** Whether one may sign in as an example person. */
export const DEMONSTRATION = Symbol('demonstration');

/** Who is signed in: somebody of a trust, or a demonstration of a role that no record gives, in a trust or in none. */
export type SignedIn =
  | { readonly trust: Id; readonly person: Id; readonly name: string }
  | { readonly trust: Id; readonly demonstration: Role }
  // Of no trust: somebody who brings one that has no record yet.
  | { readonly trust: null; readonly demonstration: 'administrator' };

/** What was done, and where to go from there. */
export interface Done {
  readonly says: string;
  readonly links: readonly { readonly text: string; readonly href: string }[];
}

declare module 'express-session' {
  interface SessionData {
    signedIn: SignedIn;
    /** Said once, on the next page. */
    done: Done;
    /** Folders with what was uploaded in this session, by what it is for: nobody else knows their names. */
    uploads: Partial<Record<'register' | 'scheme', string>>;
  }
}

/** Somebody who looks at pages. */
export interface Viewer {
  /** Null for somebody of no trust. */
  readonly trust: Id | null;
  /** Null for a demonstration. */
  readonly person: Id | null;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** One request for a page: who asks, and what the page must carry. */
export interface Visit {
  viewer?: Viewer;
  /** The token that a form must carry; made when a page first asks for it. */
  readonly csrf: () => string;
  readonly done: Done | undefined;
}

/** The visit that is going on. Nothing of it is ever kept where another request could see it. */
export const visits = new AsyncLocalStorage<Visit>();

/** Whether whoever looks at the page may do something: pages then show the way to it. */
export function viewerMay(action: Action): boolean {
  return may(visits.getStore()?.viewer?.roles ?? [], action);
}

/** Begins the session anew, with another cookie: whoever signs in takes nothing over from who was there before. */
export function freshSession({ session }: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    session.regenerate((error: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('The session could not be made.'));
    });
  });
}
