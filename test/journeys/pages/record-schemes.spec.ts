import { dayBoxes, FilledForm } from '../../support/filled-form.js';
import { type Page, PageServer } from '../../support/page-server.js';

/** A clerk adopts and varies schemes after seeing what changes, and corrects what was recorded wrongly. */

const TRUST = '/trusts/northshire';
const ROOT = `${TRUST}/record`;

let server: PageServer;

/** A server of its own for the tests of one kind of recording, with a clerk at it. */
function withServer(): void {
  beforeAll(async () => {
    server = await PageServer.start();
    await server.signIn('person:p-e04');
  });
  afterAll(() => server.close());
}

const headOf = async (): Promise<number> => (await server.api.heads())['northshire'] ?? -1;
const opened = async (path: string): Promise<FilledForm> => new FilledForm(await server.get(`${ROOT}/${path}`));

async function sent(form: FilledForm, status: number, step?: string): Promise<Page> {
  return server.checked(form.action, await form.send(server, step), status);
}

async function recorded(form: FilledForm, step?: string): Promise<Page> {
  const reply = await form.send(server, step);
  expect({ status: reply.status, text: reply.status === 303 ? '' : reply.text }).toEqual({ status: 303, text: '' });
  return server.get(String(reply.headers.location));
}

/** The elements of the row of a function. */
function rowOf(form: FilledForm, fn: string): string {
  const name = form.elements('lines.').find((each) => each.endsWith('.function') && form.valueOf(each) === fn);
  return (name ?? '').slice(0, -'.function'.length);
}

async function whoDecides(on: string, fn = 'edu.curriculum'): Promise<string> {
  const page = await server.get(`${TRUST}/who?function=${fn}&school=kestrel-bay&on=${on}`);
  return page.text('h1');
}

describe('a new scheme', () => {
  withServer();

  test('starts from the lines of the one in force, or of another, or from none', async () => {
    const form = await opened('adopt-scheme');
    expect(form.valueOf(`${rowOf(form, 'edu.curriculum')}.decides`)).toBe('head');
    expect(form.elements('lines.').filter((name) => name.endsWith('.function'))).toHaveLength(156);
    const page = await server.get(`${ROOT}/adopt-scheme`);
    expect(page.text('main p:nth-of-type(2)')).toMatch(
      /^It starts from the lines of version 3, from 1 September 2025\. Start instead from version 1, .+; version 2, .+; an empty table\.$/,
    );
    const empty = await opened('adopt-scheme?start=none');
    expect(empty.valueOf(`${rowOf(empty, 'edu.curriculum')}.decides`)).toBe('');
  });

  test('says that nobody holds a line only for the functions of which that is true', async () => {
    const form = await opened('adopt-scheme?start=none');
    const row = rowOf(form, 'pd.strategy');
    const page = await sent(
      form.fill({ version: '4', ...dayBoxes('from', '2027-09-01'), [`${row}.decides`]: 'head' }),
      200,
    );
    expect(page.text('main')).toMatch(
      /Head: on the first day no such body or post is recorded for these functions\. Until one is, the decisions of these lines go back/,
    );
  });

  test('does not say of what law reserves that the board keeps it', async () => {
    const { $ } = await server.get(`${ROOT}/adopt-scheme?start=none`);
    const row = (name: string) =>
      $('.remit-lines tbody tr').filter((_, tr) => $(tr).find('th').text().startsWith(name));
    const chosen = (name: string): string => row(name).find('select option[value=""]').text();
    expect(row('Appoint trustees').find('th').text()).toContain('Reserved by law: Members');
    expect(chosen('Appoint trustees')).toBe('No line: by law');
    expect(chosen('School curriculum')).toBe('Nobody: the board keeps it');
  });

  test('is adopted after its preview, and changes the matrix from its first day on', async () => {
    const before = await headOf();
    const form = await opened('adopt-scheme');
    const row = rowOf(form, 'edu.curriculum');
    const page = await sent(
      form.fill({ version: '4', ...dayBoxes('from', '2027-09-01'), [`${row}.decides`]: 'ceo' }),
      200,
    );
    expect(page.text('h1')).toBe('What scheme version 4 would change');
    expect(page.text('main p')).toMatch(
      /^From 1 September 2027 to 31 August 2028 it changes who decides at \d+ of \d+/,
    );
    expect(page.texts('table caption')).toEqual(['Who gains and who loses', 'What changes, function by function']);
    expect(page.text('table')).toMatch(/Chief executive and accounting officer Decides from then on School curriculum/);
    expect(page.text('main')).toContain('These functions have no line, so that the board keeps them');
    expect(await headOf()).toBe(before);
    expect(await whoDecides('2027-09-01')).not.toMatch(/^Chief executive/);

    const again = await sent(new FilledForm(page), 200, 'change');
    expect(new FilledForm(again).valueOf(`${row}.decides`)).toBe('ceo');

    const entry = await recorded(new FilledForm(page), 'record');
    expect(entry.text('.govuk-notification-banner p')).toContain(`Recorded as entry ${String(before + 1)}: The board`);
    const matrix = entry.$('.govuk-notification-banner a').first();
    expect([matrix.text(), matrix.attr('href')]).toEqual(['See the matrix', `${TRUST}/matrix?on=2027-09-01`]);
    expect(await whoDecides('2027-09-01')).toMatch(/^Chief executive/);
    expect(await whoDecides('2027-08-31')).not.toMatch(/^Chief executive/);
    const grid = await server.get(`${TRUST}/matrix?school=kestrel-bay&on=2027-09-01`);
    const line = grid.texts('tbody tr').find((text) => text.startsWith('School curriculum'));
    expect(line).toMatch(/Scheme version 4, line 5\.2.*Chief executive/);
  });

  test('with wrong lines says so in the row, and the record never sees it', async () => {
    const form = await opened('adopt-scheme');
    const [curriculum, orders, monitor] = ['edu.curriculum', 'fin.order.approve', 'edu.monitor'].map((fn) =>
      rowOf(form, fn),
    );
    const page = await sent(
      form.fill({
        version: '4',
        ...dayBoxes('from', '2025-09-01'),
        [`${curriculum ?? ''}.recommends`]: 'hed',
        [`${orders ?? ''}.limits`]: 'head up to £5,000',
        [`${monitor ?? ''}.limits`]: 'board',
      }),
      422,
    );
    const faults = page.$('.govuk-error-summary__list a').toArray();
    expect(faults.map((link) => [page.$(link).attr('href'), page.$(link).text()])).toEqual(
      expect.arrayContaining([
        [`#${curriculum ?? ''}.recommends`, expect.stringContaining('"hed" is no kind of body or post here')],
        [`#${orders ?? ''}.limits`, expect.stringContaining('Nobody decides above £5,000')],
        [`#${monitor ?? ''}.limits`, expect.stringContaining('Choose "By amount" as who decides')],
      ]) as unknown[],
    );
    const right = new FilledForm(page).fill({
      [`${curriculum ?? ''}.recommends`]: 'head',
      [`${orders ?? ''}.limits`]: 'head up to £5,000; board',
      [`${monitor ?? ''}.limits`]: '',
    });
    const refused = await sent(right, 422);
    expect(refused.$('.govuk-error-summary__list a').attr('href')).toBe('#from-day');
    expect(refused.text('.govuk-error-summary__list')).toContain('starts on 1 September 2025 too');
  });

  test('can name a kind of body that is not there yet', async () => {
    const page = await sent(
      (await opened('adopt-scheme')).fill({ 'lines.tiers': 'Farm panel; Estates manager' }),
      200,
      'change',
    );
    const form = new FilledForm(page);
    const choices = page.$(`select[id="${rowOf(form, 'edu.curriculum')}.decides"] option`).toArray();
    expect(choices.map((option) => page.$(option).attr('value'))).toEqual(
      expect.arrayContaining(['farm-panel', 'estates-manager']) as string[],
    );
  });
});

describe('what is too much for one form', () => {
  withServer();

  test('is said at the new kinds of body or post', async () => {
    const kinds = Array.from({ length: 51 }, (_none, at) => `Panel ${String(at)}`).join('; ');
    const form = (await opened('adopt-scheme')).fill({
      version: '4',
      ...dayBoxes('from', '2027-09-01'),
      'lines.tiers': kinds,
    });
    const page = await sent(form, 422);
    const link = page.$('.govuk-error-summary__list a');
    expect([link.attr('href'), link.text()]).toEqual([
      '#lines.tiers',
      'At most 50 new kinds can be added at a time, and these are 51. Leave out those that no line names.',
    ]);
    expect(page.$('input[id="lines.tiers"]').attr('aria-describedby')).toBe('lines.tiers-hint lines.tiers-error');
    expect(page.$('[id="lines.tiers-error"]').text()).toContain(link.text());
    expect(new FilledForm(page).valueOf('lines.tiers')).toBe(kinds);
  });

  test('is said of a text that is too long, and nothing is recorded', async () => {
    const before = await headOf();
    const form = (await opened('adopt-scheme')).fill({ reason: 'x'.repeat(30_001) });
    const page = await sent(form, 413);
    expect(page.text('main p')).toBe(
      'One of the boxes of the form holds more than 30,000 characters, so nothing was recorded. Go back, shorten what stands in it and send the form again.',
    );
    expect(await headOf()).toBe(before);
  });
});

describe('a variation', () => {
  withServer();

  test('has more rows when they are asked for, and keeps those that are filled in', async () => {
    const form = (await opened('vary-delegation')).fill({
      'lines.0.function': 'edu.curriculum',
      'lines.1.function': 'edu.monitor',
      'lines.2.function': 'fin.borrow',
    });
    const rows = (each: FilledForm): number =>
      each.elements('lines.').filter((name) => name.endsWith('.function')).length;
    const more = new FilledForm(await sent(form, 200, 'change'));
    expect([rows(form), rows(more), more.valueOf('lines.2.function')]).toEqual([3, 6, 'fin.borrow']);
  });

  test('is refused in its row when a function stands in two, or nobody decides', async () => {
    const form = (await opened('vary-delegation')).fill({
      layer: 'school',
      covers: 'schools',
      'covers.schools': ['kestrel-bay'],
      ...dayBoxes('from', '2027-01-01'),
      'lines.0.function': 'edu.curriculum',
      'lines.0.decides': 'head',
      'lines.1.function': 'edu.monitor',
      'lines.2.function': 'edu.curriculum',
      'lines.2.decides': 'board',
    });
    const page = await sent(form, 422);
    expect(page.$('.govuk-error-summary__list a').attr('href')).toBe('#lines.1.decides');
    const twice = await sent(new FilledForm(page).fill({ 'lines.1.decides': 'board' }), 422);
    expect(twice.$('.govuk-error-summary__list a').attr('href')).toBe('#lines.2.function');
    expect(twice.text('.govuk-error-summary__list')).toContain('both give the function');
  });

  test('moves who decides from its first day to its last, and then ends', async () => {
    const form = (await opened('vary-delegation')).fill({
      layer: 'intervention',
      covers: 'schools',
      'covers.schools': ['kestrel-bay'],
      ...dayBoxes('from', '2027-01-01'),
      'lines.0.function': 'edu.curriculum',
      'lines.0.decides': 'ceo',
    });
    const page = await sent(form, 200);
    expect(page.texts('table')[1]).toContain('Kestrel Bay Primary School');
    await recorded(new FilledForm(page), 'record');
    expect(await whoDecides('2027-01-01')).toMatch(/^Chief executive/);
    const variation = 'intervention-2027-01-01';
    const end = (await opened(`end-variation?variation=${variation}`)).fill(dayBoxes('until', '2027-03-31'));
    expect(end.valueOf('variation')).toBe(variation);
    await recorded(end);
    expect(await whoDecides('2027-03-31')).toMatch(/^Chief executive/);
    expect(await whoDecides('2027-04-01')).not.toMatch(/^Chief executive/);
  });
});

describe('a correction', () => {
  withServer();

  test('puts part of an entry right after it was looked at; the entry itself stays', async () => {
    const start = await server.get(`${ROOT}/corrections/20`);
    expect(start.texts('main li a')).toEqual(['Part of it is wrong', 'It should never have been recorded']);
    const form = await opened('corrections/20/replace');
    expect(form.valueOf('with.name')).toBe('Finance and people committee');
    const without = await sent(form.fill({ 'with.minimum': '5' }), 422);
    expect(without.text('.govuk-error-summary__list')).toBe('Enter the reason of the correction.');
    const page = await sent(new FilledForm(without).fill({ reason: 'The minutes say five' }), 200);
    expect(page.text('.govuk-inset-text')).toMatch(
      /^Entry 20 was put right: The minutes say five\. It now says: Finance and people committee .+ at least 5 people\.$/,
    );
    const done = await recorded(new FilledForm(page), 'record');
    expect(done.text('.govuk-notification-banner p')).toContain('Entry 20 was put right');
    const entry = await server.get(`${TRUST}/audit/entries/20`);
    expect(entry.text('main')).toMatch(/at least 3 people\..+put right.+It now says: .+at least 5 people\./);
    expect((await opened('corrections/20/replace')).valueOf('with.minimum')).toBe('5');
  });

  test('that makes an entry void changes the answers', async () => {
    const before = await whoDecides('2026-10-01');
    const { entries } = (await server.api.get('/api/trusts/northshire/record?limit=1000')).json as {
      readonly entries: readonly { readonly entry: { readonly n: number; readonly type: string } }[];
    };
    const scheme = entries.findLast(({ entry }) => entry.type === 'SchemeAdopted.v1')?.entry.n ?? -1;
    const form = (await opened(`corrections/${String(scheme)}/void`)).fill({ reason: 'Never adopted' });
    const page = await sent(form, 200);
    expect(page.text('main p')).toContain('It says: The board adopted the scheme');
    await recorded(new FilledForm(page), 'record');
    const after = await server.get(`${ROOT}/corrections/${String(scheme)}`);
    expect(after.text('main')).toContain(`It does not count already, by entry ${String(await headOf())}.`);
    const { $ } = await server.get(`${TRUST}/who?function=edu.curriculum&school=kestrel-bay&on=2026-10-01`);
    expect($('main ol').text()).not.toContain('version 3');
    expect(before).not.toBe('');
  });

  test('offers only what can be: the first entry is put right, details of people are made void', async () => {
    const first = await server.get(`${ROOT}/corrections/0`);
    expect(first.texts('main li a')).toEqual(['Part of it is wrong']);
    const founding = (await opened('corrections/0/replace')).fill({
      'with.name': 'Northshire Trust',
      reason: 'Its name at Companies House',
    });
    await recorded(new FilledForm(await sent(founding, 200)), 'record');
    expect((await server.get(TRUST)).text('.remit-header')).toContain('Northshire Trust');

    await recorded((await opened('people/register-person')).fill({ 'details.name': 'Amira Khan' }));
    const head = await headOf();
    const details = await server.get(`${ROOT}/corrections/${String(head)}`);
    expect(details.texts('main li a')).toEqual(['It should never have been recorded']);
    await server.get(`${ROOT}/corrections/${String(head)}/replace`, 404);
    await server.get(`${ROOT}/corrections/0/void`, 404);
    await server.get(`${ROOT}/corrections/9999`, 404);
  });

  test('can be made void itself; to say something else one corrects the entry again', async () => {
    const form = (await opened('corrections/20/void')).fill({ reason: 'A slip' });
    await recorded(new FilledForm(await sent(form, 200)), 'record');
    const correction = await headOf();
    const page = await server.get(`${ROOT}/corrections/${String(correction)}`);
    expect(page.texts('main li a')).toEqual(['It should never have been recorded']);
    expect(page.text('main ul')).toContain('correct entry 20 again');
    const back = (await opened(`corrections/${String(correction)}/void`)).fill({ reason: 'It was no slip' });
    await recorded(new FilledForm(await sent(back, 200)), 'record');
    expect((await server.get(`${ROOT}/corrections/20`)).text('main')).not.toContain('It does not count already');
  });

  test('keeps what an entry is about', async () => {
    const page = await server.get(`${ROOT}/corrections/20/replace`);
    expect(page.text('main form')).toContain('Id of the body: finance');
    expect(page.$('[name="with.body"]')).toHaveLength(0);
  });
});
