import { PageServer } from '../../support/page-server.js';

/** Schools, one school, and how the trust fits together, read in a browser. */

let server: PageServer;

beforeAll(async () => {
  server = await PageServer.start();
});
afterAll(() => server.close());

const TRUST = '/trusts/northshire';

describe('the list of schools', () => {
  test('has the schools of the day by cluster, with the bodies of their own', async () => {
    const page = await server.get(`${TRUST}/schools?on=2025-03-03`);
    expect(page.text('main p')).toContain('On 3 March 2025.');
    expect(page.texts('caption')).toEqual(['Coast: 4 schools', 'Moor: 4 schools']);
    expect(page.texts('table:first-of-type thead th').slice(0, 4)).toEqual([
      'School',
      'Phase',
      'Joined',
      'Bodies of its own',
    ]);
    expect(page.$('tbody th a').first().attr('href')).toBe(`${TRUST}/schools/curlew-lane?on=2025-03-03`);
    expect(page.texts('table').length).toBeGreaterThan(1);
    for (const table of page.$('table').toArray()) {
      const names = page
        .$(table)
        .find('tbody th')
        .toArray()
        .map((each) => page.$(each).text().trim());
      expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en-GB')));
    }
    expect(page.texts('tbody tr').find((row) => row.startsWith('Larkmeadow'))).toMatch(/Larkmeadow improvement board$/);
  });

  test('on a day before a school joined has it apart, and knows no clusters before they were formed', async () => {
    const page = await server.get(`${TRUST}/schools?on=2017-01-01`);
    expect(page.texts('caption')).toEqual(['All schools: 3 schools']);
    expect(page.texts('main .remit-columns li')).toContain('Alderwick School');
  });

  test('names where somebody is missing', async () => {
    const page = await server.get(`${TRUST}/schools?on=2022-06-01`);
    const harrowfell = page.$('tbody tr').filter((_, row) => page.$(row).text().includes('Harrowfell'));
    expect(harrowfell.find('a').last().attr('href')).toBe(`${TRUST}/people/head-harrowfell?on=2022-06-01`);
  });
});

describe('the page of a school', () => {
  test('says what it is, who is there for it, by which scheme, and what differs here', async () => {
    const page = await server.get(`${TRUST}/schools/larkmeadow?on=2025-03-03`);
    expect(page.text('h1')).toBe('Larkmeadow Primary School');
    expect(page.texts('dl dt')).toEqual([
      'In the trust',
      'Phase',
      'Kind of school',
      'Cluster',
      'Autonomy',
      'Scheme of delegation',
      'Functions without a clear holder',
    ]);
    expect(page.text('dl dd')).toBe('Since 1 September 2018 Entry 60');
    expect(page.texts('dl dd')[5]).toBe('Version 2 since 1 September 2022, until 31 August 2025; 88 functions');
    expect(page.texts('caption')).toEqual(['Who is there for this school', 'What differs from the scheme here']);
    expect(page.texts('table:first-of-type tbody tr')).toEqual(
      [
        'Moor regional board People p-l07 (chair), p-l09, p-l10, p-l16',
        'Larkmeadow improvement board People p-t11 (chair), p-e05, p-h07',
        'Headteacher People p-h05',
      ].map((row) => expect.stringContaining(row) as string),
    );
    expect(page.$('main a[href*="matrix?school=larkmeadow"]').length).toBeGreaterThan(0);
    expect(page.$('main a[href*="gaps?school=larkmeadow"]').length).toBeGreaterThan(0);
    expect(page.$('main a[href^="/trusts/northshire/schemes/"]').length).toBe(1);
  });

  test('says since when a post is vacant, for how long, and which functions that leaves without a holder', async () => {
    const page = await server.get(`${TRUST}/schools/harrowfell?on=2022-06-01`);
    const head = page.texts('tbody tr').find((row) => row.startsWith('Headteacher'));
    expect(head).toMatch(/VACANT since 25 April 2022 \(37 days\)$/);
    expect(page.texts('dl dd').at(-1)).toMatch(/^\d+ with nobody in the body or post that would decide/);
    expect(page.$('dl dd a').last().attr('href')).toBe(`${TRUST}/gaps?school=harrowfell&on=2022-06-01`);
  });

  test('on a day on which it is not in the trust, says so and when it joined', async () => {
    const page = await server.get(`${TRUST}/schools/alderwick?on=2019-01-01`);
    expect(page.text('.govuk-inset-text')).toBe(
      'Alderwick School was not in Northshire Learning Trust on 1 January 2019. It joined on 1 September 2022.',
    );
    expect(page.$('table')).toHaveLength(0);
  });

  test('as known before it was recorded there is no such page, in words, nor for an id that never was', async () => {
    const early = await server.get(`${TRUST}/schools/alderwick?known=3`, 404);
    expect(early.text('main')).toMatch(/up to entry 3, has no school with the id "alderwick"/);
    const never = await server.get(`${TRUST}/schools/nowhere`, 404);
    expect(never.text('main')).toMatch(/has no school with the id "nowhere"\. Choose one from the list/);
  });
});

describe('the structure of the trust', () => {
  test('is a complete list, and the same as a picture whose boxes are links with sentences', async () => {
    const page = await server.get(`${TRUST}/structure?on=2025-03-03`);
    const tree = page.$('.remit-tree');
    const names = tree
      .find('a')
      .toArray()
      .map((a) => page.$(a).text());
    for (const name of ['Board of trustees', 'Coast regional board', 'Kestrel Bay Primary School', 'Headteacher']) {
      expect(names).toContain(name);
    }
    expect(tree.text()).toContain('also for Saltmarsh Primary School and Curlew Lane Primary School');
    const boxes = page
      .$('svg a')
      .toArray()
      .map((a) => page.$(a).attr('aria-label'));
    expect(boxes).toContain('School: Larkmeadow Primary School, of Moor');
    expect(boxes).toContain('Body: Larkmeadow improvement board, of Larkmeadow Primary School');
    expect(page.$('svg a[href="/trusts/northshire/schools/larkmeadow?on=2025-03-03"]')).toHaveLength(1);
    expect(page.$('svg > title').text()).toBe('How Northshire Learning Trust fits together');
  });

  test('marks what is vacant', async () => {
    const page = await server.get(`${TRUST}/structure?on=2022-06-01`);
    expect(page.texts('.remit-tree .remit-mark').sort()).toEqual(['TOO FEW', 'VACANT']);
  });

  test('stands before anything is recorded too', async () => {
    const page = await server.get(`${TRUST}/structure?on=2010-01-01`);
    expect(page.texts('.remit-tree li')).toHaveLength(1);
  });
});

test('a trust of more than forty schools has a picture for each cluster, and one of the whole without the schools', async () => {
  const large = await PageServer.start(largeTrust(), 'large');
  try {
    const page = await large.get('/trusts/large/structure?on=2024-01-01');
    expect(page.texts('.remit-sub-navigation li')).toEqual(['Large Trust', 'North', 'South', 'Schools in no cluster']);
    expect(page.$('svg a, svg g[role=img]')).toHaveLength(4);
    expect(page.$('.remit-tree li')).toHaveLength(1 + 1 + 2 + 45);
    const north = await large.get('/trusts/large/structure?on=2024-01-01&picture=cluster+north');
    expect(north.$('svg a, svg g[role=img]')).toHaveLength(21);
    expect(north.text('.remit-sub-navigation [aria-current]')).toBe('North');
  } finally {
    await large.close();
  }
});

/** 45 schools: twenty in each of two clusters, five in none; one board. */
function largeTrust() {
  const from = '2020-09-01';
  const schools = Array.from({ length: 45 }, (_, at) => `s${String(at)}`);
  return [
    { command: 'EstablishTrust', data: { trust: 'large', name: 'Large Trust', from } },
    { command: 'ConstituteBody', data: { body: 'board', tier: 'board', name: 'Board', covers: { trust: true }, from } },
    ...['North', 'South'].map((name) => ({
      command: 'FormCluster',
      data: { cluster: name.toLowerCase(), name, from },
    })),
    ...schools.map((school) => ({ command: 'AdmitSchool', data: { school, name: `School ${school}`, from } })),
    ...schools.slice(0, 40).map((school, at) => {
      return { command: 'PlaceSchool', data: { school, cluster: at < 20 ? 'north' : 'south', from } };
    }),
  ];
}
