import { Publications, PUBLISHED_TRUST } from '../../../support/publications.js';

/** Publications call tiers by the trust's own words, and stay the same publications. */

const NAMINGS = [
  { command: 'NameTier', data: { tier: 'local', name: 'village assembly', from: '2024-09-01' } },
  { command: 'NameTier', data: { tier: 'finance-committee', name: 'Resources Committee', from: '2025-01-01' } },
  { command: 'NameTier', data: { tier: 'head', name: 'principal', from: '2030-01-01' } },
];

let before: Publications;
let after: Publications;
beforeAll(async () => {
  before = await Publications.start();
  after = await Publications.start([...PUBLISHED_TRUST, ...NAMINGS]);
});
afterAll(async () => {
  await before.close();
  await after.close();
});

async function textOf(all: Publications, what: 'full' | 'plain' | 'matrix'): Promise<string> {
  return JSON.stringify((await all.publication(what)).document.sections);
}

test.each([
  ['full', 'Local (local)', 'Village assembly (local)'],
  ['full', 'Finance committee (finance-committee)', 'Resources Committee (finance-committee)'],
  ['plain', 'The local body for each school', 'The village assembly for each school'],
  ['matrix', '"Finance committee"', '"Resources Committee"'],
] as const)('%s: "%s" becomes "%s"', async (what, was, is) => {
  expect(await textOf(before, what)).toContain(was);
  expect(await textOf(after, what)).toContain(is);
  expect(await textOf(after, what)).not.toContain(was);
});

test('a word that begins with an article gets no second one', async () => {
  const hub = { command: 'NameTier', data: { tier: 'local', name: 'The Hub', from: '2024-09-01' } };
  const named = await Publications.start([...PUBLISHED_TRUST, hub]);
  const text = await textOf(named, 'plain');
  await named.close();
  expect(text).toContain('The Hub for each school');
  expect(text).not.toMatch(/the the/i);
});

test('a word that counts from a later day only is not said', async () => {
  expect(await textOf(after, 'full')).toContain('Headteacher (head)');
  expect(await textOf(after, 'full')).not.toMatch(/principal/i);
});

test('the fingerprint is of what is delegated, and not of what tiers are called', async () => {
  const [was, is] = [await before.publication('full'), await after.publication('full')];
  expect(is.fingerprint).toBe(was.fingerprint);
  expect(is.names['tiers']).toMatchObject({ local: 'Village assembly' });
});
