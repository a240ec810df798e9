import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig, devices } from '@playwright/test';

/** Walks through the built product in Debian's Chromium: `npm run build` first. */

const PORT = 3987;
/** Set once, for this file is read again in every worker. */
process.env['REMIT_BROWSER_DATA'] ??= mkdtempSync(path.join(tmpdir(), 'remit-browser-'));
const serve = `node dist/apps/cli/src/main.js serve --example --port ${String(PORT)} --data ${process.env['REMIT_BROWSER_DATA']}`;

/** The checks of axe run in the page. */
const NEEDS_JAVASCRIPT = /accessibility|keyboard/;
/** A keyboard belongs to a desk. */
const NEEDS_KEYBOARD = /keyboard/;

const launchOptions = {
  executablePath: process.env['REMIT_CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export default defineConfig({
  testDir: 'test/browser',
  outputDir: path.join(tmpdir(), 'remit-browser-results'),
  // They share one record: each walk records things of its own.
  workers: 2,
  fullyParallel: false,
  timeout: 60_000,
  reporter:
    process.env['REMIT_BROWSER_REPORT'] === undefined
      ? 'list'
      : [['json', { outputFile: process.env['REMIT_BROWSER_REPORT'] }], ['list']],
  use: { baseURL: `http://127.0.0.1:${String(PORT)}`, locale: 'en-GB', launchOptions },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 900 } } },
    { name: 'phone', testIgnore: NEEDS_KEYBOARD, use: { ...devices['Pixel 7'], launchOptions } },
    {
      name: 'desktop without JavaScript',
      testIgnore: NEEDS_JAVASCRIPT,
      use: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
    },
    {
      name: 'phone without JavaScript',
      testIgnore: NEEDS_JAVASCRIPT,
      use: { ...devices['Pixel 7'], launchOptions, javaScriptEnabled: false },
    },
  ],
  webServer: { command: serve, url: `http://127.0.0.1:${String(PORT)}/health/ready`, timeout: 60_000 },
});
