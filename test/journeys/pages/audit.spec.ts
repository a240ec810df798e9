import { tamper } from '../../support/signed-record.js';
import { exampleCommands, type Page, PageServer } from '../../support/page-server.js';

/** "Can I trust this, and what did the system know then?", asked in a browser. */

const TRUST = '/trusts/northshire';
const AUDIT = `${TRUST}/audit`;
const REGISTERED = { command: 'RegisterPerson', data: { person: 'p-l16', details: { name: 'Ada Larkin' } } };

let server: PageServer;

beforeAll(async () => {
  const [early, late] = [exampleCommands().slice(0, 120), exampleCommands().slice(120)];
  server = await PageServer.start(early);
  await server.api.ledger.ledger.sign(['northshire']);
  await server.api.recordAll('northshire', [...late, REGISTERED]);
  await server.api.ledger.ledger.sign(['northshire']);
});
afterAll(() => server.close());

function hrefs({ $ }: Page, selector: string): string[] {
  return $(selector)
    .toArray()
    .map((each) => $(each).attr('href') ?? '');
}

describe('the overview', () => {
  test('says which entry is the newest, how far the record is proven and by whom, and leads to everything else', async () => {
    const page = await server.get(AUDIT);
    expect(page.texts('dl dd')).toEqual([
      expect.stringMatching(
        /^Entry 210, recorded on \d+ \w+ \d{4} at \d\d:\d\d: The name of Ada Larkin was registered\.$/,
      ),
      expect.stringMatching(
        /^Tamper-evident up to entry 210 \(checkpoint of \d+ \w+ \d{4}\), signed by remit\.local\./,
      ),
      expect.stringMatching(/^Over 211 entries, made on /),
      'Nobody has asked for one since Remit was started.',
    ]);
    for (const href of hrefs(page, 'main ul a')) {
      const reply = await server.send(href);
      expect({ href, status: reply.status }).toEqual({ href, status: 200 });
    }
  });

  test('a record that nobody has signed yet says so', async () => {
    const unsigned = await PageServer.start(exampleCommands().slice(0, 3));
    const page = await unsigned.get(AUDIT);
    expect(page.text('main')).toContain('There is no checkpoint of the record of "northshire" yet.');
    expect((await unsigned.get(`${AUDIT}/entries/1`)).text('main')).toContain(
      'No signed checkpoint covers this entry yet',
    );
    await unsigned.close();
  });
});

describe('the log', () => {
  test('has the newest entries first, each in a sentence with names, and leads to older ones', async () => {
    const page = await server.get(`${AUDIT}/entries`);
    expect(page.texts('tbody tr')).toHaveLength(50);
    expect(
      page.texts('tbody tr:nth-child(2) > *').map((text) => text.replace(/^(Kind|What it says|Takes effect) /, '')),
    ).toEqual([
      '209',
      'Person appointed',
      'Ada Larkin was appointed to Moor regional board from 1 September 2026 to 31 August 2030.',
      '1 September 2026',
      expect.stringMatching(/by Not identified \(by a program\)$/),
    ]);
    const older = await server.get(hrefs(page, 'a[rel="next"]')[0]!);
    expect(older.text('tbody th')).toBe('160');
    const last = await server.get(`${AUDIT}/entries?before=11`);
    expect([last.texts('tbody tr').length, hrefs(last, 'a[rel="next"]')]).toEqual([11, []]);
  });

  test.each<[string, string, (numbers: number[], page: Page) => void]>([
    ['of a kind', 'kind=EntryCorrected', (numbers) => expect(numbers).toEqual([178, 160])],
    ['about a school', 'school=alderwick', (numbers) => expect(numbers.length).toBeGreaterThan(3)],
    ['about a function', 'function=edu.curriculum', (numbers) => expect(numbers).toContain(185)],
    ['about a body', 'body=improvement-larkmeadow&kind=BodyDissolved', (numbers) => expect(numbers).toEqual([203])],
    ['by somebody who recorded nothing', 'by=operator', (numbers) => expect(numbers).toEqual([])],
    ['by one who recorded all of it', 'by=unidentified', (numbers) => expect(numbers).toHaveLength(50)],
    ['recorded before there was anything', 'recorded-to=2020-01-01', (numbers) => expect(numbers).toEqual([])],
    ['recorded in a time', 'recorded-from=2020-01-01', (numbers) => expect(numbers[0]).toBe(210)],
    [
      'taking effect in a time',
      'effect-from=2024-04-01&effect-to=2024-04-15',
      (numbers) => expect(numbers).toEqual([178, 169]),
    ],
    ['as known earlier', 'known=150', (numbers) => expect(numbers[0]).toBe(150)],
  ])('finds what is %s', async (_what, query, check) => {
    const page = await server.get(`${AUDIT}/entries?${query}`);
    check(page.texts('tbody th').map(Number), page);
    if (page.texts('tbody th').length === 0) expect(page.text('main')).toContain('Nothing like this was recorded.');
  });

  test('says in words what is looked for, and comes back to everything', async () => {
    const page = await server.get(`${AUDIT}/entries?school=larkmeadow&kind=DelegationVaried&effect-from=2025-01-01`);
    expect(page.text('main')).toContain(
      'Only what is of the kind "Delegation varied", about Larkmeadow Primary School, taking effect on 1 January 2025 or later. Show everything',
    );
  });

  test('a form with days leads to one address', async () => {
    const reply = await server.send(
      `${AUDIT}/entries?kind=&recorded-from-day=3&recorded-from-month=3&recorded-from-year=2025`,
    );
    expect([reply.status, reply.headers.location]).toEqual([303, `${AUDIT}/entries?recorded-from=2025-03-03`]);
  });

  test('what is looked for and is no day is said to be none, and not put in words', async () => {
    const page = await server.get(`${AUDIT}/entries?recorded-from=abc`, 422);
    expect(page.text('main')).not.toContain('NaN');
    expect(page.text('.govuk-error-summary')).toMatch(/recorded/i);
  });

  test('says at the field what is wrong', async () => {
    const page = await server.get(`${AUDIT}/entries?by=John%20Smith`, 422);
    expect(page.$('title').text()).toMatch(/^Error: /);
    expect(page.$('.govuk-error-summary a').attr('href')).toBe('#by');
    expect(page.$('#by').val()).toBe('John Smith');
  });
});

describe('the page of an entry', () => {
  test('says it in words, with its decision, which answers it changed, and how to prove it', async () => {
    const page = await server.get(`${AUDIT}/entries/185`);
    expect([page.text('.govuk-caption-l'), page.text('h1')]).toEqual(['Delegation varied', 'Entry 185']);
    expect(page.text('main .govuk-body-l')).toBe(
      'An intervention (INT-2025-01) decides otherwise than the scheme about 6 functions for Larkmeadow Primary School from 13 January 2025.',
    );
    expect(page.texts('main dl dt')).toEqual([
      'Takes effect',
      'Recorded',
      'Recorded by',
      'Decided on',
      'Decision',
      'Reason',
    ]);
    expect(page.text('main')).toContain('It changed 6 answers about 13 January 2025.');
    expect(page.texts('main tbody td')).toContainEqual(expect.stringMatching(/Moor regional board$/));
    expect(page.$('main pre').text()).toContain('"type": "DelegationVaried.v1"');
    const [proof] = hrefs(page, 'main a[download]');
    const inclusion = await server.api.get(proof!);
    expect(inclusion.json).toMatchObject({ n: 185, size: 211 });
    expect([hrefs(page, 'a[rel="prev"]'), hrefs(page, 'a[rel="next"]')]).toEqual([
      [expect.stringContaining('/audit/entries/184?')],
      [expect.stringContaining('/audit/entries/186?')],
    ]);
  });

  test('found in the log, it says what it changed on its own day, and its receipt leads to the same', async () => {
    const log = await server.get(`${AUDIT}/entries?kind=DelegationVaried&school=larkmeadow`);
    const [found] = hrefs(log, 'tbody th a');
    const page = await server.get(found!);
    expect(page.text('main')).toContain('It changed 6 answers about 13 January 2025.');
    const [cited] = hrefs(page, '.remit-receipt a');
    expect(cited).toContain('about=2025-01-13&on=');
    expect((await server.get(cited!)).text('main')).toContain('It changed 6 answers about 13 January 2025.');
  });

  test('about another day it says what it changed there', async () => {
    const page = await server.get(`${AUDIT}/entries/185?about=2024-12-31`);
    expect(page.text('main')).toContain('It changed no answer about 31 December 2024.');
  });

  test('an entry that was put right says so and what it says now, and its correction leads back to it', async () => {
    const page = await server.get(`${AUDIT}/entries/169`);
    expect(page.text('.govuk-inset-text')).toBe(
      'This entry was put right afterwards, by entry 178. It now says: Harrowfell High School counts as reduced in the category autonomy from 15 April 2024.',
    );
    const correction = await server.get(hrefs(page, '.govuk-inset-text a')[0]!);
    expect(correction.text('main')).toContain('It corrects entry 169.');
    const then = await server.get(`${AUDIT}/entries/169?known=169`);
    expect(then.texts('.govuk-inset-text')).toEqual([]);
  });

  test('only who is in people changed: says who joined', async () => {
    const page = await server.get(`${AUDIT}/entries/209`);
    expect(page.texts('main tbody td')).toContainEqual(expect.stringMatching(/Joined: Ada Larkin\.$/));
  });

  test.each(['211', '-1', 'x', '99999999999'])('there is no entry %s', async (n) => {
    const page = await server.get(`${AUDIT}/entries/${n}`, 404);
    expect(page.text('main')).toContain(`There is no entry ${n}: the newest is entry 210.`);
  });
});

describe('the replay', () => {
  test('shows the trust as known at an entry, what the entry changed, and leads to the one before and after', async () => {
    const page = await server.get(`${AUDIT}/replay?entry=185&on=2025-01-13`);
    expect(page.text('h1')).toBe('The trust as known at entry 185');
    expect(page.text('.remit-time-bar p')).toMatch(
      /^On 13 January 2025\. You are reading the record as it stood at entry 185\. 25 entries were recorded since/,
    );
    expect(page.texts('caption')).toEqual([
      'Answers about 13 January 2025 before and after entry 185',
      'Schools',
      'Bodies and posts, with their people',
      'Variations and interventions in force',
    ]);
    expect(page.text('main')).toContain('Larkmeadow improvement board');
    expect([hrefs(page, 'a[rel="prev"]'), hrefs(page, 'a[rel="next"]')]).toEqual([
      [`${AUDIT}/replay?entry=184&on=2025-01-13`],
      [`${AUDIT}/replay?entry=186&on=2025-01-13`],
    ]);
    const before = await server.get(`${AUDIT}/replay?entry=183&on=2025-01-13`);
    expect(before.text('main')).not.toContain('intervention-larkmeadow');
  });

  test('begins with the founding and ends with the newest entry', async () => {
    const first = await server.get(`${AUDIT}/replay?entry=0&on=2016-09-01`);
    expect([hrefs(first, 'a[rel="prev"]'), first.text('main')]).toEqual([
      [],
      expect.stringContaining('Northshire Learning Trust was established on 1 September 2016.'),
    ]);
    const last = await server.get(`${AUDIT}/replay`);
    expect([last.text('h1'), hrefs(last, 'a[rel="next"]')]).toEqual(['The trust as known at entry 210', []]);
  });

  test('an entry that was not recorded yet is refused in words', async () => {
    expect((await server.get(`${AUDIT}/replay?entry=500`, 400)).text('main')).toContain(
      'Entry 500 has not been recorded yet',
    );
  });
});

test('the corrections name what they correct, why, and the answers that they changed', async () => {
  const page = await server.get(`${AUDIT}/corrections`);
  expect(page.texts('.remit-events li')).toHaveLength(2);
  expect(page.text('.remit-events li:first-child')).toMatch(
    /^Entry 178, recorded on .+ Entry 169 was put right: The resolution says 15 April 2024.+ Entry 169 had said: Harrowfell High School counts as reduced in the category autonomy from 1 April 2024\. It takes effect on 1 April 2024\. It changed \d+ answers about 1 April 2024\.$/,
  );
  const none = await server.get(`${AUDIT}/corrections?known=100`);
  expect(none.text('main')).toContain('Nothing has been put right so far.');
});

describe('the check of the record', () => {
  const VERIFICATION = `${AUDIT}/verification`;

  /** Starts a check by the form, and follows the page as a browser without JavaScript does until it has ended. */
  async function checked(): Promise<Page> {
    const form = await server.get(VERIFICATION);
    const csrf = String(form.$('main input[name="_csrf"]').val());
    const reply = await server.post(form.$('main form').attr('action')!, { _csrf: csrf });
    expect(reply.status).toBe(303);
    let page = await server.get(reply.headers.location!);
    for (;;) {
      const refresh = page.$('meta[http-equiv="refresh"]').attr('content');
      if (refresh === undefined) return page;
      page = await server.get(/url=(.+)$/.exec(refresh)![1]!);
    }
  }

  test('of a sound record says up to where it is proven, and the overview says so too', async () => {
    const page = await checked();
    expect(page.text('.remit-result')).toBe('Nothing was altered.');
    expect(page.texts('main dl dd')[0]).toMatch(
      /^211 entries read\. The checkpoint of 211 entries that was signed on \d+ \w+ \d{4} fits\.$/,
    );
    expect(page.text('main dl')).toContain('exit code 0: nothing was altered');
    expect((await server.get(AUDIT)).text('main')).toMatch(/Nothing was altered\. Checked on /);
  });

  test('is not started without the token of its form', async () => {
    const before = (await server.get(VERIFICATION)).texts('tbody tr').length;
    expect((await server.post(VERIFICATION, { _csrf: 'forged' })).status).toBe(403);
    expect((await server.get(VERIFICATION)).texts('tbody tr')).toHaveLength(before);
  });

  test('of an altered record names the first bad entry, what is still safe and what to do', async () => {
    tamper(server.api.directory.path, (database) => {
      database.exec(
        "update entry set bytes = cast(replace(cast(bytes as text), 'Larkmeadow improvement board', 'Larkmeadow improvement bored') as blob)",
      );
    });
    const page = await checked();
    expect(page.text('.remit-result')).toBe('ALTERED: the record is not what was recorded and signed.');
    expect(page.text('main')).toMatch(/The first entry to look at is entry 18\d\./);
    expect(page.texts('main dl dd')[1]).toMatch(
      /^Entries 0 to 1\d\d are still as signed: the checkpoint of 1\d\d entries that was signed on/,
    );
    expect(page.text('main')).toContain('What to do: do not rely on the record from the first entry named on.');
    expect(page.text('main')).toContain('exit code 2');
    expect(page.texts('tbody tr').length).toBeGreaterThan(0);
  });
});

test('how to check it without Remit is said in steps, and what no check can show', async () => {
  const page = await server.get(`${AUDIT}/how-to-check`);
  expect(page.texts('main ol > li')).toHaveLength(6);
  expect(page.text('main')).toContain('node remit-verify.mjs northshire.remit-bundle');
});

test('a local governor is not shown the entries, and is told whom to ask', async () => {
  await server.signIn('person:p-l16');
  const page = await server.get(`${AUDIT}/entries`, 403);
  expect(page.text('main')).toContain('To read the entries of the record you have to be');
});
