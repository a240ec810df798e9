import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { signInAs } from './sign-in.js';

test('an auditor replays, verifies, downloads a bundle and checks it with the offline verifier', async ({ page }) => {
  await signInAs(page, 'Auditor');

  await page.goto('/trusts/northshire/audit');
  await page.getByRole('link', { name: 'Replay' }).first().click();
  await page.getByLabel('Go to entry').fill('185');
  await page.getByRole('button', { name: 'Go', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The trust as known at entry 185');
  await page.locator('a[rel=prev]').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The trust as known at entry 184');
  await page.locator('a[rel=next]').click();
  await expect(page.getByText('What this entry changed')).toBeVisible();

  await page.goto('/trusts/northshire/audit/verification');
  await page.getByRole('button', { name: 'Check the record now' }).click();
  await expect(page.getByRole('heading', { name: 'What it came to' })).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('.remit-result')).toBeVisible();
  await expect(page.locator('.remit-result--failed')).toHaveCount(0);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the record with its proof' }).click(),
  ]);
  const directory = mkdtempSync(path.join(tmpdir(), 'remit-browser-bundle-'));
  const bundle = path.join(directory, 'northshire.bundle');
  await download.saveAs(bundle);
  const data = process.env['REMIT_BROWSER_DATA'] ?? '';
  const policy = path.join(directory, 'policy.txt');
  execFileSync('node', ['dist/apps/cli/src/main.js', 'policy', '--data', data, '--out', policy]);
  const said = execFileSync('node', ['dist/remit-verify.mjs', bundle, '--policy', policy]).toString();
  expect(said).toContain('ALL IS AS IT WAS SIGNED.');

  // One character of one entry, and the verifier says so.
  const altered = path.join(directory, 'altered.bundle');
  const lines = readFileSync(bundle, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.startsWith('{"entry"'));
  lines[at] = lines[at]!.replace(/[A-Za-z](?="\}$)/, (letter) => (letter === 'A' ? 'B' : 'A'));
  lines[at] = lines[at].replace(
    /^(\{"entry":"....)(.)/,
    (_, head: string, letter: string) => head + (letter === 'A' ? 'B' : 'A'),
  );
  writeFileSync(altered, lines.join('\n'));
  expect(() =>
    execFileSync('node', ['dist/remit-verify.mjs', altered, '--policy', policy], { stdio: 'ignore' }),
  ).toThrow();
});
