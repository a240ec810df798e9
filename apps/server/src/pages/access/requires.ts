import { SetMetadata } from '@nestjs/common';
import type { Action } from '@remit/access';

/** Where the guard finds what a page asks of its visitor. */
export const REQUIRES = 'remit:requires';

/** What a visitor must be allowed to do to see a page. Every page says this or {@link Public}. */
export function Requires(action: Action): MethodDecorator & ClassDecorator {
  return SetMetadata(REQUIRES, action);
}

/** A page for everybody, signed in or not. */
export function Public(): MethodDecorator & ClassDecorator {
  return SetMetadata(REQUIRES, 'nothing');
}

/** Where the guard finds that a page takes files. Set by `TakesFiles` alone. */
export const TAKES_FILES = 'remit:takes-files';
