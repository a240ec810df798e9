import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, type Page, test } from '@playwright/test';
import { writeExtract } from '../support/gias-sample.js';
import { expectNoViolation } from './axe.js';

/** From a Remit in which nothing is recorded to the first answers about one's own trust, as somebody would do it. */

const directory = mkdtempSync(path.join(tmpdir(), 'remit-bring-'));
let program: ChildProcess;
let url: string;

test.beforeAll(async () => {
  const data = path.join(directory, 'data');
  program = spawn('node', ['dist/apps/cli/src/main.js', 'serve', '--json', '--port', '0', '--data', data]);
  for await (const line of createInterface({ input: program.stdout! })) {
    ({ url } = JSON.parse(line) as { url: string });
    break;
  }
});
test.afterAll(() => {
  program.kill();
  rmSync(directory, { recursive: true, force: true });
});

const folder = writeExtract(directory, '2024-03-29', {
  groups: [{ uid: '100', name: 'Elm Learning Trust' }],
  schools: [{ urn: '900001', uid: '100', name: 'Elm Primary School', joined: '01-09-2014' }],
  posts: [
    { gid: '11', role: 'Chair of Trustees', name: ['Ada', '', 'Quill'], from: '01/09/2022' },
    { gid: '12', role: 'Member', name: ['Zoë', '', 'O’Brien'], from: '' },
    { gid: '13', role: 'Accounting Officer', name: ['Bo', '', 'Lark'], from: '01/09/2022' },
  ],
});

/** Nothing that axe finds, and nothing wider than the screen. */
async function isFit(page: Page, scripts: boolean): Promise<void> {
  if (!scripts) return;
  await expectNoViolation(page);
}

/** Answers every question of the page: with what is suggested, else with the first choice, else with a day. */
async function answerAll(page: Page): Promise<void> {
  for (const question of await page.locator('main fieldset').all()) {
    const choices = question.getByRole('radio');
    const suggested = question.locator('input[aria-describedby]');
    if ((await suggested.count()) > 0) await suggested.first().check();
    else if ((await choices.count()) > 0) await choices.first().check();
    else await question.getByRole('textbox').fill('01/12/2026');
  }
}

test('somebody brings a trust and its scheme, and asks who is accountable', async ({ page }, { project }) => {
  const scripts = project.use.javaScriptEnabled !== false;
  const heading = page.getByRole('heading', { level: 1 });

  await page.goto(url);
  await page.getByRole('link', { name: 'Bring your own trust' }).click();
  await isFit(page, scripts);
  await page.getByRole('button', { name: 'Go on as somebody who brings a new trust' }).click();
  await page.getByRole('button', { name: 'Send the files' }).click();
  await expect(page.getByRole('alert')).toContainText('Choose the files that you downloaded');
  await isFit(page, scripts);
  await page.getByLabel('Day', { exact: true }).fill('29');
  await page.getByLabel('Month').fill('3');
  await page.getByLabel('Year').fill('2024');
  await page.getByLabel('The files').setInputFiles(readdirSync(folder).map((name) => path.join(folder, name)));
  await page.getByRole('button', { name: 'Send the files' }).click();

  await expect(heading).toHaveText('Choose your trust');
  await isFit(page, scripts);
  await page.getByLabel('Name of the trust').fill('elm');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('button', { name: 'Elm Learning Trust' }).click();
  await expect(heading).toHaveText('What would be recorded of Elm Learning Trust');
  await isFit(page, scripts);
  await page.getByRole('button', { name: /^Record these \d+ entries$/ }).click();

  await expect(page.getByRole('alert')).toContainText(/Recorded \d+ entries\./);
  await isFit(page, scripts);
  await page.getByRole('link', { name: 'Bring your scheme of delegation' }).click();
  await isFit(page, scripts);
  await page.getByLabel('The file', { exact: true }).setInputFiles('examples/your-scheme/scheme.xlsx');
  await page.getByRole('button', { name: 'Send the file' }).click();
  await expect(heading).toHaveText('What the file leaves open');
  await isFit(page, scripts);
  for (let round = 0; round < 5 && (await heading.innerText()) === 'What the file leaves open'; round += 1) {
    await answerAll(page);
    await page.getByRole('button', { name: 'Save the answers' }).click();
  }
  await expect(heading).toHaveText('Your scheme as Remit reads it');
  await isFit(page, scripts);
  await page.getByRole('link', { name: 'Change an answer' }).click();
  await expect(heading).toHaveText('Questions that you have answered');
  await isFit(page, scripts);
  await page.goBack();
  await page.getByRole('button', { name: 'Adopt this scheme' }).click();
  await expect(page.getByRole('alert')).toContainText('The scheme is adopted');

  await page.getByRole('link', { name: 'Ask who is accountable' }).click();
  await page.getByLabel('At which school').selectOption({ label: 'Elm Primary School' });
  await page.getByLabel('For what').selectOption({ label: 'School curriculum' });
  await page.getByRole('button', { name: 'Find out' }).click();
  await expect(heading).toContainText('School curriculum');
  await expect(heading).toContainText('1 December 2026');
});
