import { dayBoxes, FilledForm } from '../../support/filled-form.js';
import { type Page, PageServer } from '../../support/page-server.js';

/** A clerk records something through pages: what is refused, what is sent twice or too late, what is shown before. */

const ROOT = '/trusts/northshire/record';

let server: PageServer;
beforeAll(async () => {
  server = await PageServer.start();
});
beforeEach(() => server.signIn('person:p-e04'));
afterAll(() => server.close());

const headOf = async (): Promise<number> => (await server.api.heads())['northshire'] ?? -1;
const opened = async (path: string): Promise<FilledForm> => new FilledForm(await server.get(`${ROOT}/${path}`));

/** Sends a form, and gets the page that comes back with a status. */
async function sent(form: FilledForm, status: number, step?: string): Promise<Page> {
  return server.checked(form.action, await form.send(server, step), status);
}

/** Sends a form that is recorded. @returns the page to which it leads */
async function recorded(form: FilledForm, step?: string): Promise<Page> {
  const reply = await form.send(server, step);
  expect({ status: reply.status, text: reply.status === 303 ? '' : reply.text }).toEqual({ status: 303, text: '' });
  return server.get(String(reply.headers.location));
}

/** What is wrong, by the element at which it is said. */
function faultsIn(page: Page): Record<string, string> {
  const { $ } = page;
  expect($('title').text()).toMatch(/^Error: /);
  const links = $('.govuk-error-summary__list a').toArray();
  for (const link of links) {
    // What the summary says stands at the field too.
    expect($('main form').text()).toContain($(link).text());
  }
  expect(page.text('.govuk-error-summary__title')).toBe('There is a problem');
  return Object.fromEntries(links.map((link) => [($(link).attr('href') ?? '').slice(1), $(link).text().trim()]));
}

/** A cluster that nobody else forms. */
let made = 0;
async function cluster(): Promise<FilledForm> {
  made += 1;
  return (await opened('form-cluster')).fill({ name: `Hub ${String(made)}`, ...dayBoxes('from', '2027-09-01') });
}

describe('the page of what can be recorded', () => {
  test('offers every form to the clerk, in groups, and the log to find what is wrong', async () => {
    const page = await server.get(ROOT);
    expect(page.texts('h2')).toEqual([
      'Schools and clusters',
      'Bodies, posts and appointments',
      'Delegation',
      'Details of people',
      'The trust',
      'From files',
      'Something is recorded wrongly',
    ]);
    for (const link of page.$('main li a').toArray()) await server.get(page.$(link).attr('href') ?? '');
  });

  test('offers an administrator the details of people and nothing else', async () => {
    await server.signIn('role:administrator');
    const page = await server.get(ROOT);
    expect(page.texts('h2')).toEqual(['Details of people']);
    await server.get(`${ROOT}/people/register-person`);
    await server.get(`${ROOT}/admit-school`, 403);
    await server.get(`${ROOT}/corrections/26`, 403);
  });

  test('is not for a trustee, and neither is any form, opened or sent', async () => {
    const form = await cluster();
    const before = await headOf();
    await server.signIn('person:p-t07');
    const page = await server.get(ROOT, 403);
    expect(page.text('main')).toContain(
      'To record something you have to be a governance professional. You are signed in as p-t07, a trustee and an office holder.',
    );
    await server.get(`${ROOT}/form-cluster`, 403);
    await server.get(`${ROOT}/people/register-person`, 403);
    const question = await server.get('/trusts/northshire/who');
    expect(question.text('.remit-header__who')).toContain('trustee');
    // With a token of their own.
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await server.send('/sign-in?trust=northshire')).text)?.[1] ?? '';
    expect((await form.fill({ _csrf: csrf }).send(server)).status).toBe(403);
    expect(await headOf()).toBe(before);
  });

  test('a form that is not there, or of other people, is not found', async () => {
    for (const path of ['establish-trust', 'nothing', 'register-person', 'people/admit-school', 'corrections/1/edit']) {
      expect((await server.get(`${ROOT}/${path}`, 404)).text('main')).toContain('There is no such form.');
    }
  });
});

describe('what cannot be recorded', () => {
  test('is said at each field and above them, with what was typed kept', async () => {
    const form = await opened('constitute-body');
    const page = await sent(
      form.fill({
        name: '',
        covers: 'schools',
        'tier.another': 'Audit committee',
        ...dayBoxes('from', '2027-09-01'),
        ...dayBoxes('until', '2027-08-31'),
        minimum: 'three',
        ...dayBoxes('decidedOn', '2025-02-31'),
        reason: 'The <board> wants it',
      }),
      422,
    );
    expect(faultsIn(page)).toEqual({
      name: 'Enter the name of the body.',
      'covers.schools': 'Choose at least one school.',
      'until-day': 'The last day comes before the first, 1 September 2027. Give 1 September 2027 or a later day.',
      minimum: '"three" is not a whole number. Write it in digits, such as 3.',
      'decidedOn-day': '"31 02 2025" is not a day. Give day, month and year as numbers, such as 3 3 2025.',
    });
    const again = new FilledForm(page);
    expect(['tier.another', 'covers', 'from-year', 'minimum', 'reason'].map((name) => again.valueOf(name))).toEqual([
      'Audit committee',
      'schools',
      '2027',
      'three',
      'The <board> wants it',
    ]);
    const { commandId, position } = Object.fromEntries(
      ['commandId', 'position'].map((name) => [name, form.valueOf(name)]),
    );
    expect([again.valueOf('commandId'), again.valueOf('position')]).toEqual([commandId, position]);
  });

  test.each([
    [
      'an id that is taken',
      'admit-school',
      { name: 'Another', school: 'larkmeadow', ...dayBoxes('from', '2027-09-01') },
      { school: /^The school "larkmeadow" is in the trust from .+ Release it first/ },
    ],
    [
      'a last day before there was a first',
      'dissolve-body',
      { body: 'board', ...dayBoxes('until', '2016-08-30') },
      { 'until-day': /starts on 1 September 2016 \(entry 7\), so its last day cannot be 30 August 2016\./ },
    ],
    [
      'a day on which the body is not there',
      'appoint',
      { person: 'p-t05', to: 'board', ...dayBoxes('from', '2010-09-01') },
      { 'from-day': /does not exist on 1 September 2010/ },
    ],
    [
      'a post in the place of a body',
      'constitute-body',
      { name: 'Board', body: 'ceo', tier: 'board', covers: 'trust', ...dayBoxes('from', '2027-09-01') },
      { body: /^There is already a body or post with the id "ceo"/ },
    ],
    [
      'a name of two persons in two places',
      'appoint',
      { person: 'p-t05', 'person.another': 'p-99', to: 'board', ...dayBoxes('from', '2027-09-01') },
      { 'person.another': /not both/ },
    ],
    [
      'text that is too long',
      'form-cluster',
      { name: 'x'.repeat(600), ...dayBoxes('from', '2027-09-01') },
      { name: /^The name of the cluster cannot be recorded like this\. Give one line of text/ },
    ],
  ])('%s: the record refuses it, and the form says so at the field', async (_what, path, typed, faults) => {
    const before = await headOf();
    const page = await sent((await opened(path)).fill(typed), 422);
    expect(faultsIn(page)).toEqual(
      Object.fromEntries(Object.entries(faults).map(([at, says]) => [at, expect.stringMatching(says) as string])),
    );
    expect(await headOf()).toBe(before);
  });

  test('names no command of the record language', async () => {
    const form = (await opened('people/register-person')).fill({ 'details.name': 'Amira Khan' });
    await recorded(form);
    const twice = (await opened('people/register-person')).fill({ person: 'p-1', 'details.name': 'Amira' });
    const says = faultsIn(await sent(twice, 422))['person'];
    expect(says).toContain('to change details, use "Correct a person\'s details".');
  });

  test('what did not come from a form is not recorded', async () => {
    const before = await headOf();
    for (const broken of [{ commandId: '' }, { position: 'x' }, { position: '99999' }]) {
      const reply = await (await cluster()).fill(broken).send(server);
      expect({ broken, isRefused: reply.status >= 400 && reply.status < 500 }).toEqual({ broken, isRefused: true });
    }
    expect(await headOf()).toBe(before);
  });
});

describe('what is recorded', () => {
  test('is said once on the page of its entry, which offers to correct it', async () => {
    const page = await recorded(await cluster());
    const head = await headOf();
    expect(page.text('h1')).toBe(`Entry ${String(head)}`);
    expect(page.text('.govuk-notification-banner--success p')).toBe(
      `Recorded as entry ${String(head)}: The cluster Hub ${String(made)} was formed on 1 September 2027.`,
    );
    const address = `/trusts/northshire/audit/entries/${String(head)}`;
    expect((await server.get(address)).$('.govuk-notification-banner')).toHaveLength(0);
    expect(page.$(`main a[href^="${ROOT}/corrections/${String(head)}"]`)).toHaveLength(1);
    await server.signIn('role:auditor');
    expect((await server.get(address)).$(`main a[href^="${ROOT}/corrections"]`)).toHaveLength(0);
  });

  test('stands in the record once when it is sent twice, though its id was made', async () => {
    const form = await cluster();
    await recorded(form);
    const head = await headOf();
    const page = await recorded(form);
    expect(await headOf()).toBe(head);
    expect(page.text('.govuk-notification-banner--success p')).toMatch(
      new RegExp(`^This was recorded already, as entry ${String(head)}: `),
    );
  });

  test('and sent again with other values is asked about, and recorded as well when it is sent once more', async () => {
    const form = await cluster();
    await recorded(form);
    const head = await headOf();
    const page = await sent(form.fill({ name: 'Something else' }), 409);
    expect(page.text('.govuk-error-summary li')).toBe(
      `This form was sent before and recorded as entry ${String(head)}, with other values. Send it again to record this as well; to put entry ${String(head)} right, correct that entry.`,
    );
    await recorded(new FilledForm(page));
    expect(await headOf()).toBe(head + 1);
  });

  test('starts from what the address says', async () => {
    const form = await opened('appoint?to=board&person=p-t05&from=x&covers=y');
    expect([form.valueOf('to'), form.valueOf('person')]).toEqual(['board', 'p-t05']);
  });
});

describe('a form that was open while something else was recorded', () => {
  test('shows what that was, keeps what was typed, and is recorded all the same', async () => {
    const form = await opened('admit-school');
    await recorded(await cluster());
    const head = await headOf();
    const typed = { name: 'Late School', ...dayBoxes('from', '2027-09-01'), urn: '123' };
    const page = await sent(form.fill(typed), 409);
    expect(page.text('main p')).toContain('Since you opened the form one entry was recorded.');
    expect(page.texts('main li')).toEqual([
      `Entry ${String(head)}: The cluster Hub ${String(made)} was formed on 1 September 2027.`,
    ]);
    const changed = new FilledForm(await sent(new FilledForm(page), 200, 'change'));
    expect([changed.valueOf('name'), changed.valueOf('from-day'), changed.valueOf('urn')]).toEqual([
      'Late School',
      '01',
      '123',
    ]);
    const done = await recorded(new FilledForm(page), 'record');
    expect(done.text('.govuk-notification-banner p')).toContain(`Recorded as entry ${String(head + 1)}: Late School`);
  });
});

describe('erasing details', () => {
  test('is shown before it is done, and cannot be done by one click', async () => {
    const form = (await opened('people/register-person')).fill({ 'details.name': 'Somebody Else' });
    await recorded(form);
    const head = await headOf();
    const erase = await opened('people/erase-person');
    const person = (await server.get(`${ROOT}/people/erase-person`)).$('#person option').last().attr('value') ?? '';
    const page = await sent(erase.fill({ person, basis: 'No longer needed' }), 200);
    expect(page.text('.govuk-warning-text')).toContain('This cannot be undone');
    expect(await headOf()).toBe(head);
    await recorded(new FilledForm(page), 'record');
    expect(await headOf()).toBe(head + 1);
  });
});
