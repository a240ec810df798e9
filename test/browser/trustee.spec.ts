import { expect, test } from '@playwright/test';
import { signInAs } from './sign-in.js';

test('a trustee finds who is accountable and why, and as known before the late minutes', async ({ page }) => {
  await signInAs(page, 'Trustee');
  await page.getByLabel('At which school').selectOption({ label: 'Kestrel Bay Primary School' });
  await page.getByLabel('For what').selectOption({ label: 'School curriculum' });
  await page.getByLabel('Day').fill('1');
  await page.getByLabel('Month').fill('10');
  await page.getByLabel('Year').fill('2025');
  await page.getByRole('button', { name: 'Find out' }).click();

  const answer = page.getByRole('heading', { level: 1 });
  await expect(answer).toContainText('School curriculum');
  await expect(answer).toContainText('1 October 2025');
  const why = page.getByRole('list').filter({ hasText: 'joined the trust' });
  await expect(why).toContainText('Entry 201');
  const now = await answer.textContent();

  // The minutes of July 2025 were recorded on 17 November 2025: what did we know before?
  await page.getByText('Change the date').click();
  await page.getByLabel('As recorded by').fill('199');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText('You are reading the record as it stood at entry 199.')).toBeVisible();
  await expect(page.getByText('1 of them changes this answer')).toBeVisible();
  await expect(why).toContainText('Entry 144');
  await page.getByRole('link', { name: 'Use what is recorded now' }).click();
  await expect(answer).toHaveText(now ?? '');
});
