import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { RefusedRequest } from '@remit/record/nest';

const PRINT_MS_MAX = 20_000;

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Prints and does nothing else: no network of its own, no first steps, no profile of a person. */
const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-dev-shm-usage',
  '--no-pdf-header-footer',
  '--generate-pdf-document-outline',
];

const run = promisify(execFile);

/** What is being printed: one at a time, because each takes a browser. */
let printing: Promise<unknown> = Promise.resolve();

/** How many wait at most behind the one that is being printed: each takes a second or two. */
const WAITING_MAX = 8;
let unfinished = 0;

/**
 * A page as a tagged PDF, printed by Chromium after those that were asked for before.
 * @param page HTML in UTF-8, whole in itself
 * @throws RefusedRequest when there is no Chromium, it does not print within 20 seconds, or eight others are waiting.
 */
export async function printPdf(page: Uint8Array): Promise<Uint8Array> {
  const chromium = findChromium();
  if (chromium === undefined) throw new RefusedRequest(NO_CHROMIUM);
  if (unfinished > WAITING_MAX) throw new RefusedRequest(BUSY);
  unfinished += 1;
  const pdf = printing.then(() => print(chromium, page)).finally(() => (unfinished -= 1));
  printing = pdf.catch(() => undefined);
  return pdf;
}

/** The program named by `REMIT_CHROMIUM`, else one in a usual place; `undefined` when there is none. */
function findChromium(): string | undefined {
  const named = process.env['REMIT_CHROMIUM'];
  return (named === undefined ? USUAL_PLACES : [named]).find((place) => existsSync(place));
}

const NO_CHROMIUM = {
  code: 'EXCHANGE.NO_CHROMIUM',
  expected: 'Chromium or Chrome in a usual place, or its path in the setting REMIT_CHROMIUM',
  detail:
    "A PDF is printed by Chromium, which is not here. Install Chromium or open the HTML file and use your browser's Print.",
};

const BUSY = {
  code: 'EXCHANGE.PDF_BUSY',
  detail:
    "Many PDFs are being printed already. Try again in a minute, or open the HTML file and use your browser's Print.",
};

async function print(chromium: string, page: Uint8Array): Promise<Uint8Array> {
  const directory = await mkdtemp(path.join(tmpdir(), 'remit-print-'));
  const html = path.join(directory, 'page.html');
  const pdf = path.join(directory, 'page.pdf');
  try {
    await writeFile(html, page);
    await run(chromium, argumentsFor(directory, html, pdf), { timeout: PRINT_MS_MAX, killSignal: 'SIGKILL' });
    return await readFile(pdf);
  } catch (error) {
    const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new RefusedRequest({
      code: 'EXCHANGE.PDF_FAILED',
      detail: `Chromium did not print the PDF within ${String(PRINT_MS_MAX / 1000)} seconds, or could not start (${said}). Try again, or open the HTML file and use your browser's Print.`,
    });
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

function argumentsFor(directory: string, html: string, pdf: string): string[] {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const own = [`--user-data-dir=${path.join(directory, 'profile')}`, `--print-to-pdf=${pdf}`];
  return [...FLAGS, ...asRoot, ...own, pathToFileURL(html).href];
}
