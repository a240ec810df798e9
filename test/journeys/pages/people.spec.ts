import { PageServer } from '../../support/page-server.js';
import { SAMPLE_TRUST } from '../../support/sample-trust.js';

/** Bodies, posts, persons and the checks of them, read in a browser. */

let server: PageServer;

beforeAll(async () => {
  server = await PageServer.start();
});
afterAll(() => server.close());

const TRUST = '/trusts/northshire';

describe('the page of people', () => {
  test('lists the chair of a body first, whenever the appointment was recorded', async () => {
    for (const address of ['people', 'people/board']) {
      const { $ } = await server.get(`${TRUST}/${address}?on=2025-06-03`);
      const board = $('table').filter((_at, each) => /Board of|Who serves/.test($(each).find('caption').text()));
      expect(board.find('tbody tr').first().text()).toContain('Chair');
    }
  });

  test('has a table for each body and one of the posts, with a row for what is vacant', async () => {
    const page = await server.get(`${TRUST}/people?on=2022-06-01`);
    expect(page.text('main p.govuk-body:not(.remit-time-bar *)')).toMatch(
      /^36 people serve on 9 bodies and in 12 posts\. Somebody is missing in 2 bodies and posts\./,
    );
    expect(page.texts('caption')[0]).toBe('Members: 5 people, at least 3 needed');
    const rows = page.texts('tbody tr');
    expect(rows.find((row) => row.startsWith('TOO FEW'))).toMatch(
      /^TOO FEW 1 more for the minimum of 3 Somebody is appointed from 1 September 2022 .*Since 1 April 2022 \(61 days\)/,
    );
    expect(rows.find((row) => row.includes('VACANT'))).toMatch(
      /^Headteacher Harrowfell High School .*VACANT.*Since 25 April 2022 \(37 days\)/,
    );
  });

  test('can be asked for one school, and keeps the day and the list', async () => {
    const page = await server.get(`${TRUST}/people?school=harrowfell&show=vacant&on=2022-06-01`);
    expect(page.texts('tbody tr')).toHaveLength(1);
    expect(page.text('.remit-sub-navigation [aria-current]')).toBe('Vacancies');
    const kept = page
      .$('.remit-filter input')
      .toArray()
      .map((each) => page.$(each).attr('name'));
    expect(kept).toEqual(['show', 'on']);
    const none = await server.get(`${TRUST}/people?school=saltmarsh&show=vacant&on=2022-06-01`);
    expect(none.text('main')).toContain('No place is vacant. Check against the rules');
  });

  test.each(['', '&show=vacant', '&show=ending', '&show=past'])(
    'of a school that the record does not know is not found, in words: %s',
    async (show) => {
      const page = await server.get(`${TRUST}/people?school=nowhere&on=2022-06-01${show}`, 404);
      expect(page.text('main')).toMatch(/has no school with the id "nowhere"\. Choose one from the list of schools/);
    },
  );

  test('of a school that is not in the trust on the day says so, in place of that nothing is vacant', async () => {
    const says = 'Alderwick School was not in Northshire Learning Trust on 1 June 2022. It joined on 1 September 2022.';
    for (const show of ['', '&show=vacant']) {
      const page = await server.get(`${TRUST}/people?school=alderwick&on=2022-06-01${show}`);
      expect(page.text('main')).toContain(`${says} Check against the rules`);
      expect(page.text('main')).toContain('Choose another day, or another school.');
      expect(page.text('main')).not.toMatch(/No place is vacant|Nobody is missing/);
    }
    const ending = await server.get(`${TRUST}/people?school=alderwick&show=ending&on=2022-06-01`);
    expect(ending.text('main')).toContain(`${says} 0 terms end`);
  });

  test('of a school asked for by its URN is that of the school, and says which it is', async () => {
    const school = { school: 'ash', name: 'Ash School', urn: '123456', from: '2018-09-01' };
    const small = await PageServer.start([...SAMPLE_TRUST, { command: 'AdmitSchool', data: school }]);
    const page = await small.get(`${TRUST}/people?school=123456&on=2024-06-01`);
    await small.close();
    expect(page.$('#school option[selected]').attr('value')).toBe('ash');
    expect(page.text('.govuk-inset-text')).toContain('123456');
  });

  test('has the terms that end in ninety days, the first to end first', async () => {
    const page = await server.get(`${TRUST}/people?show=ending&on=2022-06-15`);
    const days = page
      .$('tbody tr')
      .toArray()
      .map((row) => page.$(row).find('td').last().text());
    expect(days.length).toBeGreaterThan(1);
    for (const day of days) expect(day).toContain('31 August 2022');
    const before = await server.get(`${TRUST}/people?show=ending&on=2022-05-15`);
    expect(before.text('main')).not.toContain('31 August 2022');
  });

  test('has those who served before, the last to leave first', async () => {
    const page = await server.get(`${TRUST}/people?show=past&on=2022-06-01`);
    expect(page.texts('tbody tr')[0]).toContain('24 April 2022');
    expect(page.texts('tbody tr').every((row) => /\d{4}/.test(row))).toBe(true);
    const later = await server.get(`${TRUST}/people?show=past&part=2&on=2022-06-01`);
    expect(later.text('main')).toContain('There is nothing on this page of the list.');
  });

  test('before anything was there says so', async () => {
    const page = await server.get(`${TRUST}/people?on=2010-01-01`);
    expect(page.text('main')).toContain('No body or post is recorded for this day.');
  });
});

describe('the page of a body or post', () => {
  test('says what it looks after, who serves, what it holds and by what, and who served before', async () => {
    const page = await server.get(`${TRUST}/people/regional-coast?on=2025-03-03`);
    expect(page.text('h1')).toBe('Coast regional board');
    expect(page.texts('dl dt')).toEqual(['Looks after', 'First day', 'Fewest people', 'Recorded in']);
    expect(page.text('dl dd')).toBe('The schools of Coast');
    const captions = page.texts('caption');
    expect(captions[0]).toBe('Who serves on this day');
    expect(captions[1]).toMatch(/^Decides: \d+ functions$/);
    const decides = page.$('table').eq(1);
    expect(decides.find('tbody tr').first().text()).toMatch(/Scheme version 2, line/);
    expect(decides.find('tbody a').first().attr('href')).toMatch(/\/(matrix|who)\?function=/);
  });

  test('that did not exist yet, or any more, says so and holds nothing', async () => {
    const ended = await server.get(`${TRUST}/people/improvement-larkmeadow?on=2026-09-01`);
    expect(ended.text('.govuk-inset-text')).toMatch(/did not exist on 1 September 2026: its last day was/);
    expect(ended.text('main')).toContain('It has no part in any function on this day.');
    expect(ended.$('caption').text()).toContain('On other days');
    const early = await server.get(`${TRUST}/people/improvement-larkmeadow?on=2024-01-01`);
    expect(early.text('.govuk-inset-text')).toMatch(/did not exist on 1 January 2024: it began on/);
  });

  test('that is vacant says since when', async () => {
    const page = await server.get(`${TRUST}/people/head-harrowfell?on=2022-06-01`);
    expect(page.texts('main p').join(' ')).toMatch(
      /VACANT Somebody is appointed from 1 September 2022 since 25 April 2022 \(37 days\)/,
    );
  });

  test('that nothing in the record is, is not found', async () => {
    const page = await server.get(`${TRUST}/people/nobody`, 404);
    expect(page.text('main')).toContain('has no body or post with the id "nobody"');
  });
});

test('a body that is the only one of its kind does not say its name twice, and another one says its kind', async () => {
  expect((await server.get(`${TRUST}/people/board?on=2025-03-03`)).text('main .govuk-caption-l')).toBe('Body');
  const local = await server.get(`${TRUST}/people/regional-moor?on=2025-03-03`);
  expect(local.text('main .govuk-caption-l')).toBe('Body: Local');
});

describe('the page of a person', () => {
  test('has every office with its days, and what goes with those of the day', async () => {
    const page = await server.get(`${TRUST}/persons/p-h01?on=2025-03-03`);
    expect(page.text('.govuk-inset-text')).toMatch(/^No name is recorded for this person/);
    expect(page.texts('caption').slice(0, 2)).toEqual(['On this day', 'Before']);
    const before = page.$('table').eq(1).find('tbody tr').text();
    expect(before).toMatch(/Headteacher.*Saltmarsh/s);
    expect(before).toMatch(/Acting.*9 January 2023.*21 July 2023/s);
    expect(page.text('main h2:last-of-type')).toBe('What goes with it on this day');
  });

  test('shows the name of somebody registered, and in its place the erasure once there is one', async () => {
    const named = { person: 'p-h01', details: { name: 'Ines Marlow' } };
    const registered = await server.api.record('northshire', { command: 'RegisterPerson', data: named });
    expect({ status: registered.status, text: registered.text }).toMatchObject({ status: 201 });
    const page = await server.get(`${TRUST}/persons/p-h01?on=2025-03-03`);
    expect(page.text('h1')).toBe('Ines Marlow');
    expect((await server.get(`${TRUST}/people/head-kestrel-bay?on=2025-03-03`)).text('tbody tr')).toContain(
      'Ines Marlow',
    );
  });

  test('whose name was erased has the erasure in its place', async () => {
    const named = { person: 'p-h02', details: { name: 'Rose Tindall' } };
    const erased = { person: 'p-h02', basis: 'no longer needed' };
    for (const [command, data] of [
      ['RegisterPerson', named],
      ['ErasePerson', erased],
    ] as const) {
      expect((await server.api.record('northshire', { command, data })).status).toBe(201);
    }
    const page = await server.get(`${TRUST}/persons/p-h02?on=2025-03-03`);
    expect(page.text('h1')).toBe('p-h02');
    expect(page.text('.govuk-inset-text')).toMatch(/^Name erased on \d+ \w+ \d{4}\.$/);
    expect(page.text('body')).not.toContain('Tindall');
  });

  test('who is in no entry is not found', async () => {
    expect((await server.get(`${TRUST}/persons/p-none`, 404)).text('main')).toContain(
      'has no person with the id "p-none"',
    );
  });
});

describe('the page of the checks', () => {
  test('has each finding with its rule, source and edition, and every check that was made', async () => {
    const page = await server.get(`${TRUST}/checks?on=2026-09-15`);
    expect(page.text('.govuk-body-l')).toBe(
      'One thing was found amiss or coming up at Northshire Learning Trust on 15 September 2026.',
    );
    expect(page.texts('.remit-finding')[0]).toMatch(
      /^SHOULD 4 members .* Rule: A trust should have at least 5 members\. Academy Trust Handbook, 2026, .* About: Members\. Entries: 0, 1/,
    );
    expect(page.$('table').first().find('tbody tr')).toHaveLength(10);
    expect(page.texts('caption')).toEqual(['Every check that was made', 'What was counted']);
  });

  test('before the trust was there says so', async () => {
    const page = await server.get(`${TRUST}/checks?on=2010-01-01`);
    expect(page.text('.govuk-body-l')).toMatch(/had not been established, so there is nothing to check/);
  });
});
