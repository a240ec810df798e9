import { expect, type Page, test } from '@playwright/test';
import { PAGE_ADDRESSES } from '../support/page-addresses.js';
import { expectNoViolation } from './axe.js';
import { signInAs } from './sign-in.js';

let page: Page;
test.beforeAll(async ({ browser }, { project }) => {
  const { baseURL = '', viewport = null, isMobile = false, hasTouch = false } = project.use;
  const context = await browser.newContext({ baseURL, viewport, isMobile, hasTouch });
  page = await context.newPage();
  await signInAs(page, 'Governance professional');
});
test.afterAll(() => page.context().close());

for (const address of PAGE_ADDRESSES) {
  test(`axe finds nothing on ${address}`, async () => {
    const answer = await page.goto(address);
    expect(answer?.status()).not.toBe(404);
    await expectNoViolation(page);
  });
}
