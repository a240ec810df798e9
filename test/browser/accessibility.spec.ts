import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { PAGE_ADDRESSES } from '../support/page-addresses.js';
import { signInAs } from './sign-in.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

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
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const widths = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(widths)).toBeLessThanOrEqual(0);
  });
}
