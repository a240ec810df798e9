import type { Publication } from '../publication-maker.js';

/** A publication as a file. Whoever makes one may need time, and may fail with a problem. */
export type Face = (publication: Publication) => Promise<Uint8Array> | Uint8Array;
