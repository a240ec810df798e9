import { expect, type Locator, test } from '@playwright/test';
import { expectRecorded } from './recorded.js';
import { signInAs } from './sign-in.js';

const T = '/trusts/northshire';

/** Each way of looking records things of its own: they share one record. */
const WAYS = {
  desktop: {
    from: '2031-09-01',
    fn: 'hr.cpd',
    named: 'CPD, ITT, leadership pipeline',
    variation: 'autonomy-earned',
    wrong: 8,
  },
  phone: {
    from: '2032-09-01',
    fn: 'hr.wellbeing',
    named: 'Wellbeing & workload monitoring',
    variation: 'autonomy-reduced',
    wrong: 9,
  },
  'desktop without JavaScript': {
    from: '2033-09-01',
    fn: 'edu.review.internal',
    named: 'Commission internal curriculum review',
    variation: 'executive-head-coast',
    wrong: 10,
  },
  'phone without JavaScript': {
    from: '2034-09-01',
    fn: 'saf.policy',
    named: 'Child protection policy',
    variation: 'urgent-closure-2020',
    wrong: 11,
  },
};

async function fillDay(group: Locator, day: string): Promise<void> {
  const [year = '', month = '', of = ''] = day.split('-');
  await group.getByLabel('Day').fill(of);
  await group.getByLabel('Month').fill(month);
  await group.getByLabel('Year').fill(year);
}

test('a clerk adopts a new scheme after its preview, ends a variation, corrects an entry, and sees the matrix change', async ({
  page,
}, { project }) => {
  const { from, fn, named, variation, wrong } = WAYS[project.name as keyof typeof WAYS];
  const heading = page.getByRole('heading', { level: 1 });
  const decides = page
    .locator('dl', { has: page.getByText('Accountable in law') })
    .locator('dd')
    .first();
  const matter = `${T}/who?function=${fn}&school=kestrel-bay&on=${from}`;
  await signInAs(page, 'Governance professional');
  await page.goto(matter);
  const before = await heading.innerText();
  expect(before).not.toContain('Chief financial officer');

  await page.goto(`${T}/record`);
  await page.getByRole('link', { name: 'Adopt a scheme of delegation' }).click();
  await page.getByRole('textbox', { name: 'Version', exact: true }).fill(`of ${from}`);
  await fillDay(page.getByRole('group', { name: 'First day' }), from);
  await page.getByLabel(`Decides, ${named}`).selectOption({ label: 'Chief financial officer' });
  await page.getByRole('button', { name: 'Show what it changes' }).click();
  await expect(page.getByText('Nothing is recorded yet').first()).toBeVisible();
  await page.getByRole('button', { name: 'Adopt it' }).click();
  await expectRecorded(page);
  await page.goto(matter);
  await expect(heading).toContainText('Chief financial officer');
  await expect(decides).toContainText('Chief financial officer');

  await page.goto(`${T}/record/end-variation?variation=${variation}`);
  await fillDay(
    page.getByRole('group', { name: 'Last day' }),
    from.replace(/^20\d\d/, variation.startsWith('urgent') ? '2020' : '2030').replace('-09-', '-05-'),
  );
  await page.getByRole('button', { name: 'Record it' }).click();
  await expectRecorded(page);

  await page.goto(`${T}/audit/entries/${String(wrong)}`);
  await page.getByRole('link', { name: 'Correct this record' }).click();
  await page.getByRole('link', { name: 'It should never have been recorded' }).click();
  await page.getByLabel('Reason of the correction').fill('The minutes name somebody else.');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: /Record/ }).click();
  await expectRecorded(page);
  await page.goto(`${T}/audit/entries/${String(wrong)}`);
  await expect(page.getByText('This entry is void')).toBeVisible();
});
