import { expect, type Page } from '@playwright/test';

/** Signs in as the first of those who hold a role. */
export async function signInAs(page: Page, role: string): Promise<void> {
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to the demonstration');
  await page.locator(`h2:text-is("${role}") ~ form button`).first().click();
  await expect(page).toHaveURL(/\/trusts\/northshire/);
}
