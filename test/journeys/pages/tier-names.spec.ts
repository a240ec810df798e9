import { dayBoxes, FilledForm } from '../../support/filled-form.js';
import { type Page, PageServer } from '../../support/page-server.js';

/** A clerk says what the trust calls its local bodies, and from that day on everything says it. */

const TRUST = '/trusts/northshire';
const BEFORE = '2026-08-31';
const AFTER = '2026-09-01';
const WORD = /academy council/i;

let server: PageServer;
/** The entry that names them. */
let entry = 0;

async function recorded(form: FilledForm, step?: string): Promise<Page> {
  const reply = await form.send(server, step);
  expect({ status: reply.status, text: reply.status === 303 ? '' : reply.text }).toEqual({ status: 303, text: '' });
  return server.get(String(reply.headers.location));
}

beforeAll(async () => {
  server = await PageServer.start();
  await server.signIn('person:p-e04');
  const menu = await server.get(`${TRUST}/record`);
  const [link] = menu
    .$('main a')
    .toArray()
    .filter((a) => menu.$(a).text().includes('Say what a kind of body or post is called'));
  const form = new FilledForm(await server.get(menu.$(link).attr('href') ?? ''));
  const typed = { tier: 'local', name: 'academy council', plural: 'academy councils', ...dayBoxes('from', AFTER) };
  const done = await recorded(form.fill(typed));
  expect(done.text('.govuk-notification-banner p')).toContain(
    `From 1 September 2026 the trust's word for a body or post of the kind "local" is "academy council", and for several "academy councils".`,
  );
  entry = (await server.api.heads())['northshire'] ?? 0;
});
afterAll(() => server.close());

/** What stands on a page on a day, and as known at an entry. */
async function main(path: string, on: string, known?: number): Promise<string> {
  const asked = `on=${on}${known === undefined ? '' : `&known=${String(known)}`}`;
  return (await server.get(`${TRUST}/${path}${path.includes('?') ? '&' : '?'}${asked}`)).text('main');
}

test.each([
  ['the matrix of a function', 'matrix?function=edu.curriculum'],
  ['an answer', 'who?function=edu.curriculum&school=kestrel-bay'],
  ['a scheme', 'schemes/scheme-2025'],
  ['the structure', 'structure'],
  ['the page of a body', 'people/local-kestrel-bay'],
])('%s says it from its first day on, not before, and not as known before it was recorded', async (_what, path) => {
  expect(await main(path, AFTER)).toMatch(WORD);
  expect(await main(path, BEFORE)).not.toMatch(WORD);
  expect(await main(path, AFTER, entry - 1)).not.toMatch(WORD);
});

test.each([
  ['a scheme in full', 'scheme', {}],
  ['a scheme in plain words', 'scheme', { plain: 'true' }],
])('%s is published with it from its first day on, and not before', async (_what, kind, asked) => {
  const published = async (on: string): Promise<string> =>
    (await server.api.ask('northshire', `publication/${kind}`, { ...asked, on })).text;
  expect(await published(AFTER)).toMatch(WORD);
  expect(await published(BEFORE)).not.toMatch(WORD);
});

test('the structure shows each word with the entry that says it', async () => {
  const page = await server.get(`${TRUST}/structure?on=${AFTER}`);
  const rows = page
    .$('table tr')
    .toArray()
    .map((tr) => page.$(tr));
  const row = rows.find((tr) => tr.text().includes('Academy council'));
  expect(row?.text()).toContain('academy councils');
  const others = rows.find((tr) => tr.text().includes('Head'));
  expect(others?.text()).toContain('No word is recorded');
  expect(row?.find('a').attr('href')).toBe(`${TRUST}/audit/entries/${String(entry)}?on=${AFTER}`);
});

test('an entry that gives another first day is corrected through its form', async () => {
  const form = new FilledForm(await server.get(`${TRUST}/record/corrections/${String(entry)}/replace`));
  expect(form.valueOf('with.name')).toBe('academy council');
  const filled = form.fill({ ...dayBoxes('with.from', '2027-01-01'), reason: 'The board said January' });
  const looked = server.checked(form.action, await filled.send(server), 200);
  const done = await recorded(new FilledForm(looked), 'record');
  expect(done.text('.govuk-notification-banner p')).toContain('was put right');
  expect(await main('people/local-kestrel-bay', AFTER)).not.toMatch(WORD);
  expect(await main('people/local-kestrel-bay', '2027-01-01')).toMatch(WORD);
});
