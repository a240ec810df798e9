import { type Page, PageServer } from '../../support/page-server.js';

/** "Who is accountable for this, at this school, on that day, and how do you know?", asked in a browser. */

let server: PageServer;

beforeAll(async () => {
  server = await PageServer.start();
});
afterAll(() => server.close());

const WHO = '/trusts/northshire/who';

describe('the page of an answer', () => {
  test('says the sentence first, then who that is, why down to the entries, and what would change it', async () => {
    const page = await server.get(`${WHO}?function=edu.curriculum&school=larkmeadow&on=2025-03-03`);
    expect(page.text('h1')).toMatch(/^Larkmeadow improvement board decides .+ on 3 March 2025\.$/);
    expect(page.texts('dl dt')).toEqual(['Decides', 'Recommends', 'Is consulted', 'Accountable in law']);
    expect(page.texts('main ol li')[3]).toMatch(/^Line 2 of intervention variation .+ Entry 185$/);
    expect(
      page
        .$('main ol li a')
        .toArray()
        .map((a) => page.$(a).attr('href')),
    ).toContain('/trusts/northshire/audit/entries/185?on=2025-03-03');
    expect(page.texts('main ul.govuk-list--bullet li').slice(0, 2)).toEqual([
      'From 22 April 2025: still Larkmeadow improvement board, with other people or others who take part',
      expect.stringMatching(/^From /) as string,
    ]);
    expect(page.text('.remit-time-bar p')).toBe('On 3 March 2025. Using what is recorded now.');
    expect(page.text('.remit-receipt')).toContain('Worked out from entry 209');
  });

  test('as known before the late minutes, says so, how many later entries change it, and how to come back', async () => {
    const question = `${WHO}?function=edu.curriculum&school=kestrel-bay&on=2025-10-01`;
    const now = await server.get(question);
    const then = await server.get(`${question}&known=199`);
    expect(then.text('.remit-time-bar p')).toMatch(
      /^On 1 October 2025\. You are reading the record as it stood at entry 199\. 10 entries were recorded since, and 1 of them changes this answer\./,
    );
    expect(then.$('.remit-time-bar a').attr('href')).toBe(question);
    expect([then.text('main ol li:nth-child(4)'), now.text('main ol li:nth-child(4)')]).toEqual([
      expect.stringContaining('Entry 144') as string,
      expect.stringContaining('Entry 201') as string,
    ]);
  });

  test.each([
    ['nobody is there', 'function=hr.staff.appoint&school=harrowfell&on=2022-06-01', /vacant|nobody/i],
    [
      'before the record begins',
      'function=edu.curriculum&school=kestrel-bay&on=2010-01-01',
      /was established on 1 September 2016, so there is nothing to say/,
    ],
    ['the school is not in the trust', 'function=edu.curriculum&school=alderwick&on=2019-01-01', /not in the trust/i],
    ['the board kept it', 'function=fin.borrow&on=2025-01-01', /board/i],
    ['it depends on the amount', 'function=fin.order.approve&school=harrowfell&on=2025-01-01', /£/],
  ])('says so when %s', async (_what, query, says) => {
    expect((await server.get(`${WHO}?${query}`)).text('h1')).toMatch(says);
  });
});

/** Where the links of a page lead, as far as they lead below a path. */
function linksTo({ $ }: Page, path: string): string[] {
  const hrefs = $('main ul a')
    .toArray()
    .map((a) => $(a).attr('href') ?? '');
  return hrefs.filter((href) => href.startsWith(`/trusts/northshire/${path}?function=`));
}

test('the links of an answer about an amount ask about that amount, and the matrix has none', async () => {
  const page = await server.get(`${WHO}?function=fin.order.approve&school=harrowfell&on=2021-09-01&amount=1,250.5`);
  const cell = 'function=fin.order.approve&school=harrowfell&amount=1250.50';
  expect(linksTo(page, 'timeline')).toEqual([`/trusts/northshire/timeline?${cell}&on=2021-09-01`]);
  const next = linksTo(page, 'who');
  expect(next.length).toBeGreaterThan(0);
  for (const href of next) expect(href).toContain(`${cell}&on=`);
  expect(linksTo(page, 'matrix')).toEqual(['/trusts/northshire/matrix?function=fin.order.approve&on=2021-09-01']);
});

test('"As recorded by" that cannot be read is called what the page calls it', async () => {
  const page = await server.get(`${WHO}?known=soon`, 400);
  expect(page.text('main')).toContain('"As recorded by" is not as expected. Give an entry number such as 41');
  expect(page.text('main')).not.toContain('knownAt');
  const day = await server.get(`${WHO}?on=soon`, 400);
  expect(day.text('main')).toContain('"What was true on" is not as expected.');
});

describe('the form for a question', () => {
  test('is shown again when the address leaves the function empty', async () => {
    const page = await server.get(`${WHO}?function=&school=harrowfell`);
    expect(page.$('title').text()).toMatch(/^Who is accountable\?/);
    expect(page.$('#school option[selected]').attr('value')).toBe('harrowfell');
  });

  test('offers the schools of the day and all functions by group, and leads to one address for the question', async () => {
    const page = await server.get(WHO);
    expect(page.texts('#school option')).toHaveLength(9);
    expect(page.texts('#function option')).toHaveLength(156);
    expect(page.$('#function optgroup').length).toBeGreaterThan(5);
    const sent = `${WHO}?school=&function=fin.borrow&on-day=3&on-month=3&on-year=2025&amount=&known=`;
    const reply = await server.send(sent);
    expect([reply.status, reply.headers.location]).toEqual([303, `${WHO}?function=fin.borrow&on=2025-03-03`]);
  });

  test.each([
    ['a function of schools without a school', 'function=edu.curriculum', /school/i, '#school'],
    ['an amount that is none', 'function=fin.order.approve&amount=lots', /"lots" is not an amount/, '#amount'],
    ['a function that is not known', 'function=edu.nothing', /edu\.nothing/, '#function'],
  ])('says at the field what is wrong with %s, and keeps what was given', async (_what, query, says, href) => {
    const page = await server.get(`${WHO}?${query}`, 422);
    expect(page.$('title').text()).toMatch(/^Error: /);
    expect(page.text('.govuk-error-summary li')).toMatch(says);
    expect(page.$('.govuk-error-summary a').attr('href')).toBe(href);
  });

  test('a day that there never was is refused in words', async () => {
    const page = await server.get(`${WHO}?function=fin.borrow&on-day=31&on-month=2&on-year=2025`, 422);
    expect(page.text('main')).toContain('"31 2 2025" is not a day. Go back and give day, month and year');
  });
});
