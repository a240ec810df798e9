import type { Publication } from '../publication-maker.js';
import { htmlFace } from './html-face.js';
import { printPdf } from './print-pdf.js';

/**
 * A tagged PDF of the page. The page has no script, and its own policy forbids any.
 * @throws RefusedRequest when it cannot be printed now; see {@link printPdf}.
 */
export function pdfFace(publication: Publication): Promise<Uint8Array> {
  return printPdf(htmlFace(publication));
}
