import { AsyncLocalStorage } from 'node:async_hooks';
import type { Id } from '@remit/kernel';
import { type Action, may, type Role } from '@remit/access';

/** Who is signed in: somebody of a trust, or a demonstration of a role that no record gives. */
export type SignedIn =
  | { readonly trust: Id; readonly person: Id; readonly name: string }
  | { readonly trust: Id; readonly demonstration: Role };

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
  }
}

/** Somebody who looks at pages. */
export interface Viewer {
  readonly trust: Id;
  /** Null for a demonstration. */
  readonly person: Id | null;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** One request for a page: who asks, and what the page must carry. */
export interface Visit {
  viewer?: Viewer;
  readonly csrf: string;
  readonly done: Done | undefined;
}

/** The visit that is going on. Nothing of it is ever kept where another request could see it. */
export const visits = new AsyncLocalStorage<Visit>();

/** Whether whoever looks at the page may do something: pages then show the way to it. */
export function viewerMay(action: Action): boolean {
  return may(visits.getStore()?.viewer?.roles ?? [], action);
}
