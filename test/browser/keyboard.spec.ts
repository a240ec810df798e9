import { expect, type Page, test } from '@playwright/test';
import { Keyboard } from './keyboard.js';
import { expectRecorded } from './recorded.js';

/** The three journeys with the keyboard alone. */

const T = '/trusts/northshire';

let keyboard: Keyboard;
test.beforeEach(({ page }) => {
  keyboard = new Keyboard(page);
});

async function signIn(page: Page, role: string): Promise<void> {
  await page.goto('/sign-in');
  await keyboard.press(page.locator(`h2:text-is("${role}") ~ form button`).first());
  await expect(page).toHaveURL(/\/trusts\/northshire/);
}

test('a trustee signs in, asks, reads why, and reads the record as it stood before', async ({ page }) => {
  await signIn(page, 'Trustee');
  const answer = page.getByRole('heading', { level: 1 });
  await expect(page.getByLabel('At which school')).toBeVisible();
  await keyboard.choose(page.getByLabel('At which school'), 'Kestrel Bay Primary School');
  await keyboard.choose(page.getByLabel('For what'), 'School curriculum');
  await keyboard.day(page.getByRole('group', { name: /day/i }).first(), '2025-10-01');
  await keyboard.press(page.getByRole('button', { name: 'Find out' }));
  await expect(answer).toContainText('1 October 2025');
  await keyboard.press(page.locator('summary', { hasText: 'Change the date' }));
  await keyboard.type(page.getByLabel('As recorded by'), '199');
  await keyboard.press(page.getByRole('button', { name: 'Show', exact: true }));
  await expect(page.getByText('You are reading the record as it stood at entry 199.')).toBeVisible();
});

test('a clerk adopts a scheme after its preview', async ({ page }) => {
  await signIn(page, 'Governance professional');
  await page.goto(`${T}/record`);
  await keyboard.press(page.getByRole('link', { name: 'Adopt a scheme of delegation' }));
  await keyboard.type(page.getByRole('textbox', { name: 'Version', exact: true }), 'by keyboard');
  await keyboard.day(page.getByRole('group', { name: 'First day' }), '2035-09-01');
  await keyboard.press(page.getByRole('link', { name: 'Education and curriculum' }));
  await keyboard.choose(page.getByLabel('Decides, School curriculum'), 'Chief financial officer');
  // As in any form, Enter in a box sends it, without going through the lines that follow.
  await keyboard.press(page.getByRole('textbox', { name: 'By amount, School curriculum' }));
  await expect(page.getByText('Nothing is recorded yet').first()).toBeVisible();
  await keyboard.press(page.getByRole('button', { name: 'Adopt it' }));
  await expectRecorded(page);
  await page.goto(`${T}/who?function=edu.curriculum&school=kestrel-bay&on=2035-09-01`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Chief financial officer');
});

test('an auditor replays, and checks the record', async ({ page }) => {
  await signIn(page, 'Auditor');
  await page.goto(`${T}/audit`);
  await keyboard.press(page.getByRole('link', { name: 'Replay' }).first());
  await keyboard.type(page.getByLabel('Go to entry'), '185');
  await keyboard.press(page.getByRole('button', { name: 'Go', exact: true }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The trust as known at entry 185');
  await keyboard.press(page.locator('a[rel=prev]'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The trust as known at entry 184');
  await page.goto(`${T}/audit/verification`);
  await keyboard.press(page.getByRole('button', { name: 'Check the record now' }));
  await expect(page.locator('.remit-result')).toBeVisible({ timeout: 30_000 });
});
