import { PageServer } from '../../support/page-server.js';
import { SAMPLE_TRUST } from '../../support/sample-trust.js';

/** The versions of the scheme, their lines, what changed between them, and variations, read in a browser. */

let server: PageServer;

beforeAll(async () => {
  server = await PageServer.start();
});
afterAll(() => server.close());

const TRUST = '/trusts/northshire';

describe('the list of schemes', () => {
  test('has every version with its days, its decision and how it stands on the day', async () => {
    const page = await server.get(`${TRUST}/schemes?on=2025-03-03`);
    expect(page.text('main > p')).toBe(
      'On 3 March 2025 version 2 is in force: 88 functions. What it does not name stays with the board.',
    );
    const rows = page.texts('table:first-of-type tbody tr').slice(0, 3);
    expect(rows[0]).toMatch(/^Version 3 Status Future First day 1 September 2025.*Decided on 14 July 2025.*96/);
    expect(rows[1]).toMatch(/^Version 2 Status In force First day 1 September 2022.*Last day 31 August 2025.* 88/);
    expect(rows[2]).toMatch(/^Version 1 Status Replaced First day 1 September 2019.*Last day 31 August 2022.* 77/);
    expect(page.$('tbody a').first().attr('href')).toBe(`${TRUST}/schemes/scheme-2025?on=2025-03-03`);
  });

  test('has the variations in force by layer with what they cover, and the others apart', async () => {
    const page = await server.get(`${TRUST}/schemes?on=2025-03-03`);
    expect(page.texts('caption')).toEqual([
      'All versions of the scheme',
      'Interventions',
      'Variations for certain schools',
      'Variations for schools of a kind',
      'Variations of other days',
    ]);
    expect(page.texts('table').slice(1, 4)).toEqual([
      expect.stringContaining('intervention-larkmeadow INT-2025-01 For Larkmeadow Primary School'),
      expect.stringContaining('executive-head-coast'),
      expect.stringContaining('autonomy-earned For Schools whose autonomy is earned'),
    ]);
    expect(page.texts('table').at(-1)).toMatch(/urgent-closure-2020 .*The whole trust.*Ended/);
  });

  test('as known before the late minutes has no version that they brought', async () => {
    const page = await server.get(`${TRUST}/schemes?on=2025-10-06&known=199`);
    expect(page.text('main > p')).toContain('On 6 October 2025 version 2 is in force');
    expect(page.text('table:first-of-type')).not.toContain('Version 3');
  });

  test('before the first scheme says that every power is the board’s', async () => {
    const page = await server.get(`${TRUST}/schemes?on=2018-01-01`);
    expect(page.text('main > p')).toBe('On 1 January 2018 no scheme is in force: every power is the board’s.');
    expect(page.text('main')).toContain('No variation is in force on this day.');
  });
});

describe('a version of the scheme', () => {
  test('says how it stands and who decided it, and has its lines by subject, each with an address of its own', async () => {
    const page = await server.get(`${TRUST}/schemes/scheme-2025?on=2025-10-01`);
    expect(page.text('h1')).toBe('Scheme of delegation, version 3');
    expect(page.texts('dl').at(0)).toMatch(
      /Status In force .* From 1 September 2025 .* 14 July 2025\. Board minutes 14 July 2025, item 7, .* Entry 201 .* 96/,
    );
    expect(page.texts('main ol li').length).toBe(page.$('main section[id]').length);
    const line = page.$('[id="line-hr.head.appoint"]').closest('tr');
    expect(line.text().replaceAll(/\s+/g, ' ')).toMatch(
      /4\.1 .*Decides Chief executive and accounting officer.*Is consulted: Local\./,
    );
    expect(line.find('a').attr('href')).toBe(`${TRUST}/schemes/scheme-2025/lines/4.1?on=2025-10-01`);
    const amounts = page.$('[id="line-fin.order.approve"]').closest('tr').text();
    expect(amounts).toContain('Head up to £5,000; Chief executive and accounting officer over £5,000 up to £50,000;');
    expect(amounts).toContain('Delegated by: Chief executive and accounting officer.');
  });

  test('can be had in every form, and carries the stamp that the files carry', async () => {
    const page = await server.get(`${TRUST}/schemes/scheme-2025?on=2025-10-01`);
    const files = page
      .$('#download + ul a')
      .toArray()
      .map((a) => page.$(a).attr('href') ?? '');
    expect(files.map((file) => file.slice(-4))).toEqual(['=pdf', 'docx', 'xlsx', 'html', '=csv', 'json']);
    const json = await server.send(files.at(-1) ?? '');
    const { fingerprint } = JSON.parse(json.text) as { readonly fingerprint: string };
    expect(page.texts('dl').at(-1)).toContain(fingerprint);
  });

  test('one that there is not is said not to be there', async () => {
    const page = await server.get(`${TRUST}/schemes/scheme-1999`, 404);
    expect(page.text('main')).toContain('There is no scheme "scheme-1999" in the record of this trust');
    await server.get(`${TRUST}/schemes/scheme-2025?known=199`, 404);
  });
});

describe('a line', () => {
  test('says who that is at each school on the day, and what each version said', async () => {
    const page = await server.get(`${TRUST}/schemes/scheme-2025/lines/4.1?on=2025-10-01`);
    expect(page.text('h1')).toMatch(/^Line 4\.1: .*[Hh]ead/);
    const [today, history] = page.texts('table');
    expect(page.$('table').first().find('tbody tr').length).toBe(8);
    expect(today).toContain('Who that is on 1 October 2025');
    expect(today).toMatch(/Lantern Point .*Chief executive.*Scheme version 3, line 4\.1/);
    expect(history).toMatch(
      /Version 3 .*Decides: Chief executive and accounting officer\. Is consulted: Local\..*Changed/,
    );
    expect(history).toMatch(
      /Version 2 .*Decides: Local\. Is consulted: Chief executive and accounting officer\..*The same/,
    );
    expect(page.$('tbody a').first().attr('href')).toMatch(
      /^\/trusts\/northshire\/who\?function=hr\.head\.appoint&school=/,
    );
  });

  test('whose number several lines have is found by its function', async () => {
    const record = SAMPLE_TRUST.map((command) =>
      command.command === 'AdoptScheme'
        ? {
            ...command,
            data: {
              ...command.data,
              lines: (command.data as { readonly lines: readonly object[] }).lines.map((line) => ({
                ...line,
                line: '1',
              })),
            },
          }
        : command,
    );
    const trust = (record[0]?.data as { readonly trust: string }).trust;
    const { scheme, lines } = record.find(({ command }) => command === 'AdoptScheme')?.data as {
      readonly scheme: string;
      readonly lines: readonly { readonly function: string }[];
    };
    const other = await PageServer.start(record, trust);
    try {
      const list = await other.get(`/trusts/${trust}/schemes/${scheme}?on=2025-06-03`);
      const hrefs = list
        .$('section tbody th a')
        .toArray()
        .map((a) => list.$(a).attr('href') ?? '');
      expect(new Set(hrefs).size).toBe(lines.length);
      await other.get(hrefs.at(-1) ?? '');
    } finally {
      await other.close();
    }
  });

  test('one that there is not is said not to be there', async () => {
    const page = await server.get(`${TRUST}/schemes/scheme-2025/lines/99`, 404);
    expect(page.text('main')).toContain('There is no line "99"');
  });
});

test('who a line makes decide is said of the schools in the order of their names', async () => {
  const { $ } = await server.get(`${TRUST}/schemes/scheme-2025/lines/4.1?on=2025-10-01`);
  const names = $('table')
    .first()
    .find('tbody th')
    .map((_, th) => $(th).text().trim())
    .get();
  expect(names).toHaveLength(8);
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en-GB')));
});

describe('two versions beside each other', () => {
  test('has each line that differs with what was added and taken away, in the order of their days', async () => {
    const page = await server.get(`${TRUST}/schemes/scheme-2022/compare?with=scheme-2025&on=2025-10-01`);
    expect(page.text('h1')).toBe('From version 2 to version 3');
    expect(page.text('main > p')).toBe('15 lines differ: 9 added, 1 removed, 5 changed.');
    const row = page.$('tbody tr').filter((_, tr) => page.$(tr).find('a[href*="lines/4.1"]').length === 2);
    expect(row.find('.govuk-tag').text()).toBe('Changed');
    expect(row.find('td').last().text().replaceAll(/\s+/g, ' ')).toContain(
      'Decides: removed: Local added: Chief executive and accounting officer. Is consulted: ',
    );
    const same = await server.get(`${TRUST}/schemes/scheme-2025/compare?with=scheme-2022&on=2025-10-01`);
    expect(same.texts('table')).toEqual(page.texts('table'));
  });

  test('says who gains and who loses on the first day of the later one, and nothing of other changes', async () => {
    const page = await server.get(`${TRUST}/schemes/scheme-2025/compare?with=scheme-2022&on=2025-10-01`);
    expect(page.texts('h2')).toContain('What that changes on 1 September 2025, the first day of version 3');
    expect(page.text('main')).toContain('On 1 September 2025 it changes who decides at 85 of 836 places');
    expect(page.texts('table').at(-1)).toMatch(/Chief executive/);
    // Larkmeadow is under an intervention that day, which keeps the curriculum whatever the scheme says.
    const curriculum = page.$('tbody tr').filter((_, tr) => /curriculum/i.test(page.$(tr).find('th').text()));
    expect(curriculum.last().text()).not.toContain('Larkmeadow');
  });

  test('are the version and the one before it when no other is named', async () => {
    const page = await server.get(`${TRUST}/schemes/scheme-2025/compare`);
    expect(page.text('h1')).toBe('From version 2 to version 3');
    expect((await server.get(`${TRUST}/schemes/scheme-2019/compare`)).text('h1')).toBe('From version 1 to version 2');
  });

  test('are refused in words when there is no such version, or only one', async () => {
    const page = await server.get(`${TRUST}/schemes/scheme-2025/compare?with=scheme-1999`, 404);
    expect(page.text('main')).toContain('There is no scheme "scheme-1999"');
    const only = await server.get(`${TRUST}/schemes/scheme-2019/compare?known=100`, 404);
    expect(only.text('main')).toContain('There is one version of the scheme only');
  });
});

describe('a variation', () => {
  test('says for whom it is, by which decisions it began and ended, and what it says', async () => {
    const page = await server.get(`${TRUST}/variations/intervention-larkmeadow?on=2026-03-01`);
    expect(page.text('h1')).toBe('Intervention “intervention-larkmeadow”');
    expect(page.texts('dl').at(0)).toMatch(
      /Ended .*Larkmeadow Primary School .*13 January 2025 to 4 January 2026 .*INT-2025-01 .*Entry 185 .*8 December 2025\. Board minutes 8 December 2025, item 5 Entry 202/,
    );
    expect(page.texts('tbody tr')[0]).toMatch(/Decides Improvement board.*Recommends: Head\./);
  });
});

describe('the scheme in plain words', () => {
  test('is for everybody, without signing in, and names nobody', async () => {
    server.forget();
    const page = await server.get(`${TRUST}/published`);
    expect(page.text('h1')).toBe('Who decides what in Northshire Learning Trust');
    expect(page.texts('main li')).toContainEqual(
      expect.stringMatching(/^The chief executive and accounting officer appoints .*headteacher/i),
    );
    expect(page.text('main')).not.toMatch(/p-[a-z]\d\d/);
    expect(page.texts('dl').at(0)).toMatch(/Fingerprint[0-9A-Z]{4}-/);
    expect(page.$('nav').length).toBe(0);
  });

  test.each(['/help/dates', '/help/accessibility'])('so is %s', async (address) => {
    server.forget();
    await server.get(address);
  });

  test('of a trust that there is not is not there, and the other pages ask to sign in', async () => {
    server.forget();
    await server.get('/trusts/nowhere/published', 404);
    expect((await server.send(`${TRUST}/schemes`)).status).not.toBe(200);
  });

  afterAll(() => server.signIn('role:auditor'));
});

test('the page about dates says of the late minutes what the record says', async () => {
  const help = await server.get('/help/dates');
  const question = `${TRUST}/who?function=hr.head.appoint&school=lantern-point&on=2025-10-06`;
  const now = await server.get(question);
  const then = await server.get(`${question}&known=199`);
  expect([now.text('h1'), then.text('h1')]).toEqual([
    expect.stringMatching(/^Chief executive/),
    expect.stringMatching(/regional board/),
  ]);
  expect(help.texts('tbody tr')).toEqual([
    expect.stringMatching(/^Now .*The chief executive/),
    expect.stringMatching(/^At entry 199, before the minutes .*The regional board/),
  ]);
});
