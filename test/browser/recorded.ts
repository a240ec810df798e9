import { expect, type Page } from '@playwright/test';

/**
 * Expects that something was recorded. All walks share one record: when another one has recorded something since the form was
 * opened, the page says so, and one goes on as one would.
 */
export async function expectRecorded(page: Page): Promise<void> {
  const said = page.getByRole('alert').filter({ hasText: 'Recorded as entry' });
  const goOn = page.getByRole('button', { name: 'Record it all the same' });
  await expect(said.or(goOn)).toBeVisible();
  while (await goOn.isVisible()) {
    await goOn.press('Enter');
    await expect(said.or(goOn)).toBeVisible();
  }
  await expect(said).toBeVisible();
}
