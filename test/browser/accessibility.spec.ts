import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { signInAs } from './sign-in.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const T = '/trusts/northshire';
const PAGES = [
  '/sign-in',
  T,
  `${T}/who`,
  `${T}/who?function=edu.curriculum&school=larkmeadow&on=2025-03-03`,
  `${T}/who?function=edu.curriculum&school=larkmeadow&on=2025-03-03&known=190`,
  `${T}/who?function=fin.order.approve&amount=lots`,
  `${T}/schemes?on=2025-10-01`,
  `${T}/schemes/scheme-2025?on=2025-10-01`,
  `${T}/schemes/scheme-2025/lines/4.1?on=2025-10-01`,
  `${T}/schemes/scheme-2025/compare?with=scheme-2022&on=2025-10-01`,
  `${T}/variations/intervention-larkmeadow?on=2025-10-01`,
  `${T}/published`,
  '/help/dates',
  '/help/accessibility',
  `${T}/matrix`,
  `${T}/matrix?school=larkmeadow&on=2025-03-03`,
  `${T}/matrix?function=edu.curriculum&on=2025-03-03`,
  `${T}/timeline?function=edu.curriculum&school=larkmeadow&on=2025-03-03`,
  `${T}/compare?school=kestrel-bay&on=2025-10-01&known=199&to-known=209`,
  `${T}/gaps?on=2025-03-03`,
  `${T}/schools`,
  `${T}/schools/larkmeadow?on=2025-03-03`,
  `${T}/structure?on=2025-03-03`,
  `${T}/people`,
  `${T}/people/board`,
  `${T}/persons/p-t08`,
  `${T}/checks`,
  `${T}/record`,
  `${T}/record/appoint`,
  `${T}/record/adopt-scheme`,
  `${T}/record/end-variation`,
  `${T}/record/corrections/9/void`,
  `${T}/audit`,
  `${T}/audit/entries`,
  `${T}/audit/entries/149`,
  `${T}/audit/replay?entry=185`,
  `${T}/audit/corrections`,
  `${T}/audit/verification`,
  `${T}/audit/how-to-check`,
];

let page: Page;
test.beforeAll(async ({ browser }, { project }) => {
  const { baseURL = '', viewport = null, isMobile = false, hasTouch = false } = project.use;
  const context = await browser.newContext({ baseURL, viewport, isMobile, hasTouch });
  page = await context.newPage();
  await signInAs(page, 'Governance professional');
});
test.afterAll(() => page.context().close());

for (const address of PAGES) {
  test(`axe finds nothing on ${address}`, async () => {
    const answer = await page.goto(address);
    expect(answer?.status()).not.toBe(404);
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const widths = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(widths)).toBeLessThanOrEqual(0);
  });
}
