import { type Page, PageServer } from '../../support/page-server.js';
import { SAMPLE_TRUST } from '../../support/sample-trust.js';

/** "Who does what here, on that day?", asked in a browser. */

let server: PageServer;

beforeAll(async () => {
  server = await PageServer.start();
});
afterAll(() => server.close());

const MATRIX = '/trusts/northshire/matrix';

/** What stands in a row's boxes: "Headteacher: recommends". */
function codesOf({ $ }: Page, row: string): string[] {
  const tr = $('table tbody tr').filter((_, each) => $(each).find('th a').first().text() === row);
  return tr
    .find('td:has(.remit-code)')
    .toArray()
    .map((td) => {
      const words = $(td).find('.remit-code__words').toArray();
      return `${$(td).find('.remit-table__column').text()}: ${words.map((each) => $(each).text().trim()).join(', ')}`;
    });
}

describe('the matrix of a school', () => {
  test('has its functions under the groups of the catalogue, with letters, words and what says so', async () => {
    const page = await server.get(`${MATRIX}?school=larkmeadow&on=2025-03-03`);
    expect(page.text('h1')).toBe('Who does what at Larkmeadow Primary School');
    expect(page.texts('tbody th[scope=rowgroup]')).toContain('Education and curriculum');
    expect(page.texts('tbody th[scope=row]')).toHaveLength(93);
    expect(codesOf(page, 'School curriculum')).toEqual([
      'Headteacher: recommends',
      'Moor regional board: is consulted',
      'Director of education: is consulted',
      'Larkmeadow improvement board: decides',
    ]);
    const curriculum = page.texts('tbody th[scope=row]').find((text) => text.startsWith('School curriculum'));
    expect(curriculum).toBe('School curriculum Intervention "intervention-larkmeadow", line 2');
    expect(page.texts('tbody th[scope=row]')).toContain('Appoint/remove local chair Scheme version 2, line 1.1');
    expect(page.texts('.remit-key dt')).toEqual(['D', 'R', 'C', 'I', 'O']);
  });

  test('each function leads to its answer, each column to the body or post, on the same day as known then', async () => {
    const page = await server.get(`${MATRIX}?school=larkmeadow&on=2025-03-03&known=199`);
    const link = page.$('tbody th a').filter((_, a) => page.$(a).text() === 'School curriculum');
    expect(link.attr('href')).toBe(
      '/trusts/northshire/who?function=edu.curriculum&school=larkmeadow&on=2025-03-03&known=199',
    );
    const heads = page.$('thead th a').filter((_, a) => page.$(a).text() === 'Headteacher');
    expect(heads.attr('href')).toMatch(/^\/trusts\/northshire\/people\/[a-z0-9.-]+\?on=2025-03-03&known=199$/);
  });

  test('says where nobody is there, and who can act meanwhile', async () => {
    const page = await server.get(`${MATRIX}?school=harrowfell&on=2022-06-01`);
    expect(codesOf(page, 'Place orders')).toContain('Headteacher: would decide, but nobody is there up to £3,000');
    expect(page.text('thead')).toContain('Headteacher vacant');
    expect(page.texts('.remit-key dd')).toContain('can act meanwhile');
    expect(page.texts('tbody th[scope=row] .remit-mark')).toContain('Nobody can act');
    expect(page.texts('.remit-code--vacant').length).toBeGreaterThan(5);
  });

  test('by amount says for which amounts', async () => {
    const page = await server.get(`${MATRIX}?school=harrowfell&on=2025-03-03`);
    expect(codesOf(page, 'Place orders')).toContain('Headteacher: decides up to £1,000');
  });

  test('shows only what changed since a day, with what was before, and only what variations decide', async () => {
    const query = `${MATRIX}?school=larkmeadow&on=2025-03-03&since=2024-09-01&varied=yes`;
    const page = await server.get(query);
    expect(page.text('main')).toContain('6 of 93 functions.');
    expect(page.texts('tbody th[scope=row]')).toContain(
      'Monitor standards Intervention "intervention-larkmeadow", line 3 On 1 September 2024: Education standards committee',
    );
    expect(page.$('a:contains("Show everything")').attr('href')).toBe(`${MATRIX}?school=larkmeadow&on=2025-03-03`);
    const none = await server.get(`${MATRIX}?school=larkmeadow&on=2024-09-02&since=2024-09-01`);
    expect(none.text('.govuk-inset-text')).toBe('Nothing here differs between 1 September 2024 and 2 September 2024.');
    const unvaried = await server.get(`${MATRIX}?school=larkmeadow&on=2019-10-01&varied=yes`);
    expect(unvaried.text('.govuk-inset-text')).toBe('No variation or intervention applies here on 1 October 2019.');
  });

  test.each([
    ['the school is not in the trust', 'school=alderwick&on=2019-01-01', 'Alderwick School was not in the trust on 1'],
    ['the record begins later', 'school=alderwick&on=2010-01-01', 'The trust has no record yet on 1 January 2010.'],
  ])('says so when %s', async (_what, query, says) => {
    expect((await server.get(`${MATRIX}?${query}`)).text('.govuk-inset-text')).toContain(says);
  });

  test('several who claim a function equally are named, in the column and in the row', async () => {
    const second = { post: 'head-2', tier: 'head', title: 'Co-head', covers: { schools: ['oak'] }, from: '2015-09-01' };
    const claimed = await PageServer.start([...SAMPLE_TRUST, { command: 'CreatePost', data: second }]);
    const page = await claimed.get(`${MATRIX}?school=oak&on=2024-06-01`);
    await claimed.close();
    expect(page.text('thead')).toContain('Co-head and Headteacher');
    expect(codesOf(page, 'Other staff within structure')).toEqual(['Co-head and Headteacher: claimed by several']);
    expect(page.texts('tbody .remit-mark')).toContain('Claimed by several');
  });
});

describe('the matrix of a function, and of the trust', () => {
  test('has a row for each school, which says who decides and by what', async () => {
    const page = await server.get(`${MATRIX}?function=edu.curriculum&on=2025-03-03`);
    expect(page.texts('tbody th[scope=row]')).toHaveLength(8);
    expect(page.texts('tbody th[scope=row]')).toContain(
      'Harrowfell High School Director of education Variation for schools of its kind "autonomy-reduced", line 1',
    );
    expect(codesOf(page, 'Harrowfell High School')).toEqual([
      'Head: recommends',
      'Local: is told',
      'Director of education: decides',
    ]);
  });

  test('of a function can be asked for the schools of one cluster, in the form and in the address', async () => {
    const query = `${MATRIX}?function=edu.curriculum&on=2025-03-03`;
    const all = await server.get(query);
    expect(all.texts('form #cluster option')).toEqual(['All schools', 'Coast', 'Moor']);
    const page = await server.get(`${query}&cluster=moor`);
    expect(page.text('h1')).toBe('School curriculum in Moor: who does what');
    expect(page.texts('tbody th a')).toEqual([
      'Alderwick School',
      'Harrowfell High School',
      'Larkmeadow Primary School',
      "St Ebba's Church of England Primary School",
    ]);
    expect(page.text('main')).toContain('4 of 8 places.');
    expect(page.$('#cluster option[selected]').attr('value')).toBe('moor');
    expect(page.$('a:contains("Show everything")').attr('href')).toBe(query);
    const varied = await server.get(`${query}&cluster=moor&varied=yes`);
    expect(varied.texts('tbody th a')).not.toContain("St Ebba's Church of England Primary School");
    const sent = await server.send(`${query}&cluster=moor&since-day=1&since-month=9&since-year=2024`);
    expect(sent.headers.location).toBe(`${query}&cluster=moor&since=2024-09-01`);
  });

  test('says so when no school was in the cluster on the day', async () => {
    const page = await server.get(`${MATRIX}?function=edu.curriculum&cluster=moor&on=2018-10-01`);
    expect(page.text('.govuk-inset-text')).toBe(
      'No school was in Moor on 1 October 2018. Choose another day, or another cluster.',
    );
  });

  test('says so when what is asked of the trust as a whole is asked for a cluster', async () => {
    const page = await server.get(`${MATRIX}?function=fin.borrow&cluster=moor&on=2025-03-03`);
    expect(page.text('.govuk-inset-text')).toBe(
      'Nothing here is about a school in Moor. Choose another cluster, or all schools.',
    );
  });

  test('a cluster that is not known is said at the field', async () => {
    const page = await server.get(`${MATRIX}?function=edu.curriculum&cluster=fens`, 422);
    expect(page.$('.govuk-error-summary a').attr('href')).toBe('#cluster');
    expect(page.text('#cluster-error')).toMatch(/has no cluster with the id "fens"\. Choose one from the list\.$/);
    expect(page.$('#function option[selected]').attr('value')).toBe('edu.curriculum');
  });

  test('a trust without clusters is not asked for one', async () => {
    const without = SAMPLE_TRUST.filter(({ command }) => !['FormCluster', 'PlaceSchool'].includes(command));
    const small = await PageServer.start(without);
    const page = await small.get(`${MATRIX}?function=edu.curriculum&on=2024-06-01`);
    const form = await small.get(MATRIX);
    await small.close();
    expect([page.$('#cluster').length, form.$('#cluster').length]).toEqual([0, 0]);
  });

  test('the trust as a whole has the functions that no school has', async () => {
    const page = await server.get(`${MATRIX}?only=trust&on=2025-03-03`);
    expect(page.text('h1')).toBe('Who does what for the trust as a whole');
    const links = page.$('tbody th a').toArray();
    expect(links).toHaveLength(92);
    expect(links.filter((a) => (page.$(a).attr('href') ?? '').includes('school='))).toEqual([]);
  });
});

describe('the form for a matrix', () => {
  test('offers the schools of the day and all functions', async () => {
    const page = await server.get(MATRIX);
    expect(page.texts('#school option')).toHaveLength(8);
    expect(page.texts('#function option')).toHaveLength(156);
  });

  test.each([
    ['a school', 'school=atlantis', /no school with the id "atlantis"/, '#school'],
    ['a function', 'function=edu.nothing', /edu\.nothing/, '#function'],
  ])('says at the field that %s is not known', async (_what, query, says, href) => {
    const page = await server.get(`${MATRIX}?${query}`, 422);
    expect(page.$('title').text()).toMatch(/^Error: /);
    expect(page.text('.govuk-error-summary li')).toMatch(says);
    expect(page.$('.govuk-error-summary a').attr('href')).toBe(href);
  });

  test('a day of "Only what changed since" that cannot be read is called what the page calls it', async () => {
    const page = await server.get(`${MATRIX}?school=larkmeadow&on=2025-03-03&since=soon`, 400);
    expect(page.text('main')).toContain('"Only what changed since" is not as expected.');
  });

  test('the form for what changed leads to one address', async () => {
    const sent = `${MATRIX}?school=larkmeadow&on=2025-03-03&since-day=1&since-month=9&since-year=2024`;
    const reply = await server.send(sent);
    expect([reply.status, reply.headers.location]).toEqual([
      303,
      `${MATRIX}?school=larkmeadow&on=2025-03-03&since=2024-09-01`,
    ]);
    const page = await server.get(`${MATRIX}?school=larkmeadow&on=2025-03-03`);
    const form = page.$('form:has(#varied)');
    const kept = form.find('input[type=hidden]').toArray();
    expect(kept.map((field) => [page.$(field).attr('name'), page.$(field).attr('value')])).toEqual([
      ['school', 'larkmeadow'],
      ['on', '2025-03-03'],
    ]);
  });
});

test('the matrix over HTTP refuses a school and only the trust at once', async () => {
  const reply = await server.api.get('/api/trusts/northshire/matrix?school=larkmeadow&only=trust&on=2025-03-03');
  expect(reply.json).toMatchObject({ code: 'ACCOUNTABILITY.SCHOOL_OR_TRUST', field: 'only' });
});
