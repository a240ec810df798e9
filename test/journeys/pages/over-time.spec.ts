import { PageServer } from '../../support/page-server.js';

/** How a function has moved, what differs between two moments, and where nobody clearly decides, in a browser. */

let server: PageServer;

beforeAll(async () => {
  server = await PageServer.start();
});
afterAll(() => server.close());

const TRUST = '/trusts/northshire';

describe('the timeline of a function', () => {
  const CURRICULUM = `${TRUST}/timeline?function=edu.curriculum&school=larkmeadow&on=2025-03-03`;

  test("runs from the trust's first day to two years ahead, and says the same as a picture and as a list", async () => {
    const page = await server.get(CURRICULUM);
    expect(page.text('h1')).toBe('How “School curriculum” at Larkmeadow Primary School has moved');
    expect(page.text('main')).toContain('From 1 September 2016 to 2 March 2027.');
    const lanes = page.$('svg [role=list]').toArray();
    expect(lanes.map((lane) => page.$(lane).attr('aria-label'))).toEqual([
      'The school is not in the trust',
      'Board of trustees',
      'Larkmeadow local governing body',
      'Moor regional board',
      'Larkmeadow improvement board',
      'Headteacher',
    ]);
    const boxes = page.$('svg a').toArray();
    expect(boxes.map((box) => page.$(box).attr('aria-label'))).toContain(
      'From 13 January 2025 to 4 January 2026: Larkmeadow improvement board (Intervention "intervention-larkmeadow", line 2)',
    );
    const edges = page
      .$('svg a')
      .toArray()
      .map((box) => page.$(box).find('rect').first())
      .map((rect) => [Number(rect.attr('x')), Number(rect.attr('x')) + Number(rect.attr('width'))] as const);
    const ordered = edges.toSorted(([a], [b]) => a - b);
    for (const [at, [left]] of ordered.entries()) if (at > 0) expect(left).toBeCloseTo(ordered[at - 1]![1], 1);
    const items = page.texts('.remit-events li');
    expect(items[0]).toBe(
      'From 1 September 2026 Still Headteacher. Others who take part changed. Scheme version 3, line 5.2',
    );
    expect(items.at(-1)).toBe('From 1 September 2016 to 31 August 2018 The school is not in the trust');
    expect(items.filter((text) => text.includes('On this day'))).toEqual([
      'From 13 January 2025 to 21 April 2025 On this day Larkmeadow improvement board Intervention "intervention-larkmeadow", line 2',
    ]);
    expect(items).toContain(
      'From 1 September 2022 to 12 January 2025 Still Moor regional board. Joined: p-l16. Scheme version 2, line 5.2',
    );
  });

  test('each stretch leads to the answer on its first day, as known when the page is read', async () => {
    const page = await server.get(`${CURRICULUM}&known=199`);
    const hrefs = page
      .$('.remit-events a')
      .toArray()
      .map((a) => page.$(a).attr('href'));
    const cell = 'function=edu.curriculum&school=larkmeadow';
    expect(hrefs).toContain(`${TRUST}/who?${cell}&on=2025-01-13&known=199`);
    const boxes = page
      .$('svg a')
      .toArray()
      .map((a) => page.$(a).attr('href'));
    expect(boxes.filter((href) => !hrefs.includes(href))).toEqual([]);
  });

  test('shows the period asked for, by boxes for days, and a function that depends on the amount in one lane', async () => {
    const sent = `${TRUST}/timeline?function=fin.order.approve&school=harrowfell&on=2025-03-03&from-day=1&from-month=9&from-year=2021&until-day=1&until-month=9&until-year=2022`;
    const address = `${TRUST}/timeline?function=fin.order.approve&school=harrowfell&on=2025-03-03&from=2021-09-01&until=2022-09-01`;
    expect((await server.send(sent)).headers.location).toBe(address);
    const page = await server.get(address);
    expect(page.$('svg [role=list]').toArray()).toHaveLength(1);
    expect(page.text('.remit-events li')).toMatch(
      /^From 25 April 2022 Up to £3,000: Headteacher \(vacant, .+\); over £3,000/,
    );
    const small = await server.get(`${address}&amount=100`);
    expect(small.text('h1')).toContain('for £100');
    expect(small.texts('.remit-key li')).toContain('nobody is there');
  });

  test('every link about an amount asks about that amount, and the matrix has none', async () => {
    const cell = 'function=fin.order.approve&school=harrowfell';
    const page = await server.get(`${TRUST}/timeline?${cell}&on=2022-05-01&amount=100.5`);
    const hrefs = page
      .$('main a')
      .toArray()
      .map((a) => page.$(a).attr('href') ?? '');
    const answers = hrefs.filter((href) => href.startsWith(`${TRUST}/who?`));
    expect(answers.length).toBeGreaterThan(3);
    for (const href of answers) expect(href).toContain(`${cell}&amount=100.50&on=`);
    const everywhere = hrefs.filter((href) => href.startsWith(`${TRUST}/matrix?`));
    expect(everywhere).toEqual([`${TRUST}/matrix?function=fin.order.approve&on=2022-05-01`]);
  });

  test('an amount that is none is refused at the field, and kept there', async () => {
    const page = await server.get(`${TRUST}/timeline?function=fin.order.approve&school=harrowfell&amount=lots`, 422);
    expect(page.$('title').text()).toMatch(/^Error: /);
    expect(page.$('.govuk-error-summary a').attr('href')).toBe('#amount');
    expect(page.text('#amount-error')).toContain('"lots" is not an amount. Give it in pounds');
    expect(page.$('#amount').attr('value')).toBe('lots');
  });

  test('the form asks for a function, and says at the field what is wrong', async () => {
    expect((await server.get(`${TRUST}/timeline`)).texts('#function option')).toHaveLength(156);
    const page = await server.get(
      `${TRUST}/timeline?function=edu.curriculum&school=larkmeadow&from=2026-01-01&until=2025-01-01`,
      422,
    );
    expect(page.$('.govuk-error-summary a').attr('href')).toBe('#until-day');
    const without = await server.get(`${TRUST}/timeline?function=edu.curriculum`, 422);
    expect(without.$('.govuk-error-summary a').attr('href')).toBe('#school');
  });
});

describe('the comparison of two moments', () => {
  test('says what differs between two days: who, with the functions and the schools put together', async () => {
    const page = await server.get(`${TRUST}/compare?on=2024-09-01&to-on=2025-09-01`);
    expect(page.texts('dl dd')).toEqual([
      '1 September 2024, with what is recorded now',
      '1 September 2025, with what is recorded now',
    ]);
    expect(page.text('main')).toContain('630 of 836 answers differ.');
    expect(page.texts('h2')).toEqual([
      'Others decide',
      'The same decide, with other people',
      'The same people decide, by another line or with others who take part',
    ]);
    const rows = page.$('table').first().find('tbody tr').toArray();
    expect(
      rows.map((row) =>
        page
          .$(row)
          .find('td')
          .toArray()
          .map((td) => page.$(td).text().replaceAll(/\s+/g, ' ').trim()),
      ),
    ).toContainEqual([
      "Where St Ebba's Church of England Primary School",
      "Before St Ebba's governing body",
      'After Board of trustees',
    ]);
    const after = page
      .$('table a')
      .filter((_, a) => page.$(a).text() === 'Board of trustees')
      .first();
    expect(after.attr('href')).toMatch(/^\/trusts\/northshire\/who\?function=.+&on=2025-09-01$/);
  });

  test('says what later entries changed about one day, and cites both', async () => {
    const page = await server.get(`${TRUST}/compare?school=kestrel-bay&on=2025-10-01&known=199&to-known=209`);
    expect(page.texts('dl dd')).toEqual([
      '1 October 2025, as recorded up to entry 199',
      '1 October 2025, as recorded up to entry 209',
    ]);
    expect(page.$('.remit-receipt a').first().attr('href')).toBe(
      `${TRUST}/compare?school=kestrel-bay&on=2025-10-01&known=199&to-known=209`,
    );
  });

  test('says so when nothing differs', async () => {
    const page = await server.get(`${TRUST}/compare?school=kestrel-bay&on=2025-03-03&to-on=2025-03-04`);
    expect(page.text('main')).toContain('Nothing differs. 93 answers were compared.');
    expect(page.$('table').toArray()).toEqual([]);
  });

  test('the form asks for both moments, leads to one address, and says at the field what is wrong', async () => {
    const page = await server.get(`${TRUST}/compare`);
    expect(page.texts('form label')).toEqual(expect.arrayContaining(['Where', 'What']));
    const sent = `${TRUST}/compare?on-day=1&on-month=9&on-year=2024&known=&to-on-day=1&to-on-month=9&to-on-year=2025&to-known=&school=&function=`;
    expect((await server.send(sent)).headers.location).toBe(`${TRUST}/compare?on=2024-09-01&to-on=2025-09-01`);
    const wrong = await server.get(`${TRUST}/compare?on=2024-09-01&to-known=5000`, 422);
    expect(wrong.$('.govuk-error-summary a').attr('href')).toBe('#to-known');
    expect(wrong.text('#to-known-error')).toContain('Entry 5000 has not been recorded yet');
  });
});

describe('the gaps', () => {
  test('are those of the year from the day, by how bad they are, with the days exposed', async () => {
    const page = await server.get(`${TRUST}/gaps?on=2022-03-01`);
    expect(page.text('main')).toContain('From 1 March 2022 to 28 February 2023. 15 functions in 8 places.');
    expect(page.texts('h2')).toEqual(['Nobody can act', 'Nobody is there']);
    const rows = page.$('table tbody tr').toArray();
    const cells = rows.map((row) =>
      page
        .$(row)
        .find('th, td')
        .toArray()
        .map((cell) => page.$(cell).text().replaceAll(/\s+/g, ' ').trim()),
    );
    expect(cells).toContainEqual([
      'Headteacher',
      'Where Harrowfell High School',
      'From 25 April 2022',
      'To 31 August 2022',
      'Days exposed 129',
      'For 2 functions Suspend a pupilPermanently exclude',
    ]);
    expect(cells).toContainEqual(
      expect.arrayContaining(['Headteacher (up to £3,000) Chief executive and accounting officer can act meanwhile']),
    );
    const links = page
      .$('table tbody tr a')
      .toArray()
      .map((a) => page.$(a).attr('href'));
    expect(links).toContain(`${TRUST}/who?function=hr.staff.appoint&school=harrowfell&on=2022-04-25`);
  });

  test('of one school and one function in a given period; nothing amiss is said', async () => {
    const page = await server.get(`${TRUST}/gaps?school=larkmeadow&function=edu.curriculum&on=2022-03-01`);
    expect(page.text('h1')).toBe('Where nobody clearly decides “School curriculum” at Larkmeadow Primary School');
    expect(page.text('main')).toContain('Nothing is amiss: every function has somebody who decides.');
  });

  test('a period without a day is refused at the field', async () => {
    const page = await server.get(`${TRUST}/gaps?from=2022-03-01&until=2022-03-01`, 422);
    expect(page.$('.govuk-error-summary a').attr('href')).toBe('#until-day');
  });
});
