import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { decode } from '@remit/record/nest';
import type { Reply } from '../../support/api-server.js';
import { CountedViews } from '../../support/counted-views.js';
import { writeExtract } from '../../support/gias-sample.js';
import { type Page, PageServer, settingsForTests } from '../../support/page-server.js';
import type { ScriptCommand } from '../../support/pure-trust.js';
import { csv } from '../../support/scheme-files.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

/** "Bring your own trust": from files of the national register and a scheme in a spreadsheet to a record. */

const examples = path.resolve(import.meta.dirname, '../../../examples/your-scheme');
const directory = temporaryDirectory();
afterAll(() => directory.remove());

type Field = readonly [name: string, value: string | File];

/** An extract of two trusts, as a browser sends it. */
function extract(day = '2024-03-29'): Field[] {
  const folder = writeExtract(directory.path, day, {
    groups: [
      { uid: '100', name: 'Elm Learning Trust' },
      { uid: '200', name: 'Oak Trust' },
    ],
    schools: [{ urn: '900001', uid: '100', name: 'Elm Primary School', joined: '01-09-2014' }],
    posts: [
      { gid: '11', role: 'Chair of Trustees', name: ['Ada', '', 'Quill'], from: '01/09/2022' },
      { gid: '12', role: 'Member', name: ['Zoë', '', 'O’Brien'], from: '' },
      { gid: '21', uid: '200', role: 'Trustee', name: ['Bo', '', 'Oak'], from: '01/09/2022' },
    ],
  });
  return readdirSync(folder).map((name) => ['files', fileOf(readFileSync(path.join(folder, name)), name)]);
}

function fileOf(bytes: Buffer | string, name: string): File {
  return new File([new Uint8Array(Buffer.from(bytes))], name);
}

const DAY: readonly Field[] = [
  ['on-day', '29'],
  ['on-month', '3'],
  ['on-year', '2024'],
];

const templates = new CountedViews();
let server: PageServer;
let uploads: string;

async function start(record: readonly ScriptCommand[] = [], trust = 'none'): Promise<void> {
  uploads = path.join(mkdtempSync(path.join(directory.path, 'data-')), 'uploads');
  server = await PageServer.start(record, trust, { uploads, templates });
}

afterEach(() => server.close());

const uploaded = (): readonly string[] => (existsSync(uploads) ? readdirSync(uploads) : []);

async function tokenOf(address: string): Promise<string> {
  return String((await server.get(address)).$('main input[name="_csrf"]').first().val());
}

/** Sends files with the form of a page. */
async function send(address: string, fields: readonly Field[], form = address): Promise<Reply> {
  return server.sendFiles(address, [['_csrf', await tokenOf(form)], ...fields]);
}

/** Sends the one form of a page. */
async function press(page: Page, address: string): Promise<Reply> {
  const form = page.$(`main form[action="${address}"]`);
  expect(form).toHaveLength(1);
  const fields = form
    .find('input[type="hidden"]')
    .toArray()
    .map((each) => [String(page.$(each).attr('name')), String(page.$(each).val())]);
  return server.post(address, Object.fromEntries(fields) as Record<string, string>);
}

/** Goes on as long as a page only says how far something has come. */
async function worked(address: string): Promise<Reply> {
  for (;;) {
    const reply = await server.send(address);
    if (!reply.text.includes('http-equiv="refresh"')) return reply;
    server.checked(address, reply, 200);
  }
}

async function workedPage(address: string, status = 200): Promise<Page> {
  return server.checked(address, await worked(address), status);
}

/** Goes on as somebody who brings a new trust. */
async function signInToBring(): Promise<void> {
  const reply = await press(await server.get('/bring'), '/sign-in');
  expect([reply.status, reply.headers.location]).toEqual([303, '/bring']);
}

/** To the plan of Elm Learning Trust. */
async function planned(): Promise<Page> {
  await signInToBring();
  expect((await send('/bring', [...DAY, ...extract()])).headers.location).toBe('/bring/trust');
  const trusts = await workedPage('/bring/trust');
  const reply = await server.post('/bring/trust', {
    _csrf: String(trusts.$('main form[method="post"] input').val()),
    uid: '100',
  });
  expect(reply.headers.location).toBe('/bring/plan');
  return workedPage('/bring/plan');
}

async function entriesOf(trust: string) {
  return (await server.api.store.read(trust, 0, 1000)).map(decode);
}

describe('a trust that has no record yet', () => {
  beforeEach(() => start());

  test('is brought from the files of the register: chosen, looked at, recorded, and asked about', async () => {
    const home = await server.get('/');
    expect(home.text('main')).toContain('Nothing is recorded yet.');
    expect(home.$('main a').attr('href')).toBe('/bring');
    expect((await server.get('/sign-in')).$('main a[href="/bring"]')).toHaveLength(1);
    expect((await server.get('/bring')).text('main')).toContain('Governance of multi-academy trusts');

    await signInToBring();
    const sent = await send('/bring', [...DAY, ...extract()]);
    expect([sent.status, sent.headers.location]).toEqual([303, '/bring/trust']);
    const all = await workedPage('/bring/trust');
    expect(all.text('main')).toContain('The files have 2 open multi-academy trusts.');
    expect(all.texts('main li')).toEqual([
      'Elm Learning Trust number 100: 1 school, 2 rows of governance',
      'Oak Trust number 200: 0 schools, 1 row of governance',
    ]);
    expect((await workedPage('/bring/trust?find=elm+trust')).texts('main button[name="uid"]')).toEqual([
      'Elm Learning Trust',
    ]);
    expect((await workedPage('/bring/trust?find=200')).texts('main button[name="uid"]')).toEqual(['Oak Trust']);
    expect((await workedPage('/bring/trust?find=ash')).text('main')).toContain('None of the open multi-academy trusts');

    const _csrf = await tokenOf('/bring/trust');
    await server.post('/bring/trust', { _csrf, uid: '100' });
    const plan = await workedPage('/bring/plan');
    expect(plan.text('h1')).toBe('What would be recorded of Elm Learning Trust');
    expect(plan.text('main')).toContain('The register of 29 March 2024 (the day that you gave).');
    expect(plan.text('main')).toContain('Nothing is recorded yet.');
    expect(plan.texts('table:first-of-type tbody tr')).toContain('People to register How many 2');
    expect(plan.text('main')).toContain('row 12 of trust 100');
    expect(plan.text('main')).toContain('When you know the day, correct the appointment.');
    expect(plan.text('main')).not.toMatch(/Quill|Brien/);
    expect(await server.api.heads()).toEqual({});

    expect((await press(plan, '/bring/plan')).headers.location).toBe('/bring/plan');
    expect((await worked('/bring/plan')).headers.location).toBe('/trusts/uid-100');
    const done = await server.get('/trusts/uid-100');
    expect(done.text('.govuk-notification-banner')).toContain('Recorded 10 entries.');
    expect(done.text('.remit-header__who')).toContain('governance professional');
    for (const link of done.$('.govuk-notification-banner__link').toArray()) {
      await server.get(String(done.$(link).attr('href')));
    }
    expect((await server.get('/trusts/uid-100/people/members')).text('main')).toContain('Zoë O’Brien');
    const entries = await entriesOf('uid-100');
    expect(entries).toHaveLength(10);
    expect(new Set(entries.map(({ provenance, decidedOn }) => `${provenance} ${decidedOn ?? ''}`))).toEqual(
      new Set(['import 2024-03-29']),
    );
    expect(JSON.stringify(entries)).not.toMatch(/Quill|Brien/);
  });

  test('is recorded once, however often the form is sent, and its files are deleted then', async () => {
    const plan = await planned();
    const [first, second] = await Promise.all([press(plan, '/bring/plan'), press(plan, '/bring/plan')]);
    expect([first.status, second.status]).toEqual([303, 303]);
    expect((await worked('/bring/plan')).headers.location).toBe('/trusts/uid-100');
    expect(await server.api.heads()).toEqual({ 'uid-100': 9 });
    const [id = ''] = uploaded();
    expect(readdirSync(path.join(uploads, id))).toEqual(['note.json']);
    // The session is another one now, and so is its token.
    expect((await press(plan, '/bring/plan')).status).toBe(403);
    expect(await server.api.heads()).toEqual({ 'uid-100': 9 });
  });

  test('is not brought a second time', async () => {
    await press(await planned(), '/bring/plan');
    await worked('/bring/plan');
    server.forget();
    const again = await planned();
    expect(again.text('main')).toContain('This trust has a record here already.');
    expect(again.$('main form')).toHaveLength(0);
  });

  test('is planned again when Remit was started anew meanwhile', async () => {
    const { sessions } = settingsForTests();
    const before = await PageServer.start([], 'none', { uploads, sessions });
    const own = server;
    server = before;
    await planned();
    const again = await PageServer.start([], 'none', { uploads, sessions });
    again.cookie = before.cookie;
    await before.close();
    server = again;
    expect((await workedPage('/bring/plan')).text('h1')).toBe('What would be recorded of Elm Learning Trust');
    await own.close();
  });

  test('is seen by nobody else before it is recorded', async () => {
    await planned();
    const mine = server.cookie;
    server.forget();
    await signInToBring();
    for (const address of ['/bring/trust', '/bring/plan']) {
      expect((await server.get(address, 422)).text('main')).toContain('The files are not here any more');
    }
    server.cookie = mine;
    expect((await workedPage('/bring/plan')).text('h1')).toContain('Elm Learning Trust');
  });

  test('has a folder that its owner alone may open, under a name that nobody can guess', async () => {
    await planned();
    const [id = ''] = uploaded();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const made = [uploads, ...['', 'files', 'files/allgroupsdata.csv'].map((name) => path.join(uploads, id, name))];
    expect(made.map((each) => (statSync(each).mode & 0o777).toString(8))).toEqual(['700', '700', '700', '600']);
  });

  test('whose files were abandoned is forgotten when somebody sends files, and when Remit starts', async () => {
    await planned();
    const [id = ''] = uploaded();
    const longAgo = Date.now() / 1000 - 3 * 3600 - 60;
    utimesSync(path.join(uploads, id, 'note.json'), longAgo, longAgo);
    mkdirSync(path.join(uploads, 'cut-off'));
    server.forget();
    await planned();
    expect(uploaded()).toHaveLength(1);
    expect(uploaded()).not.toContain(id);
    const [other = ''] = uploaded();
    utimesSync(path.join(uploads, other, 'note.json'), longAgo, longAgo);
    await (await PageServer.start([], 'none', { uploads })).close();
    expect(uploaded()).toEqual([]);
  });

  test('can be brought by nobody in production', async () => {
    const production = await PageServer.start([], 'none', { uploads, demonstration: false });
    const page = await production.get('/bring');
    expect(page.text('main')).toContain('Signing in is switched off here');
    expect(page.$('main form')).toHaveLength(0);
    await production.close();
  });

  describe('is refused in words when', () => {
    beforeEach(() => signInToBring());

    test.each<[string, () => Field[], RegExp]>([
      ['no file is chosen', () => [], /Choose the files that you downloaded/],
      [
        'the day is none',
        () => [['on-day', '31'], ['on-month', '2'], ['on-year', '2024'], ...extract()],
        /Give day, month and year/,
      ],
    ])('%s', async (_, fields, words) => {
      const page = server.checked('/bring', await send('/bring', fields()), 422);
      expect(page.text('title')).toMatch(/^Error: /);
      expect(page.text('.govuk-error-summary')).toMatch(words);
      expect(uploaded()).toEqual([]);
    });

    test.each<[string, () => Field[], RegExp]>([
      [
        'a file is a web page',
        () => [['files', fileOf('<!doctype html>', 'governancematdata.csv')]],
        /it is a web page\. The download has probably failed/,
      ],
      [
        'none is of the register',
        () => [['files', fileOf('a,b\n', 'notes.csv')]],
        /None of the files is one of the register’s.+unpack it first/,
      ],
      [
        'they came in an archive',
        () => [['files', fileOf('PK', 'extract.zip')]],
        /None of the files is one of the register’s.+unpack it first/,
      ],
      [
        'two may be the same',
        () => [...extract(), ['files', fileOf('x', 'allgroupsdata (1).csv')]],
        /Several files may be the one with the all group records.+Give only one of them/,
      ],
    ])('%s', async (_, fields, words) => {
      expect((await send('/bring', fields())).headers.location).toBe('/bring/trust');
      const page = await workedPage('/bring/trust', 422);
      expect(page.text('.govuk-error-summary')).toMatch(words);
      expect(uploaded()).toEqual([]);
    });

    test.each<[string, () => Field[], number, RegExp]>([
      [
        'a file is too large',
        () => [['files', fileOf(Buffer.alloc(20 * 1_048_576 + 1), 'allgroupsdata.csv')]],
        413,
        /One of the files is larger than 20 MB/,
      ],
      [
        'they are too large together',
        () => [1, 2, 3, 4].map((n) => ['files', fileOf(Buffer.alloc(16 * 1_048_576), `allgroupsdata${String(n)}.csv`)]),
        413,
        /more than 60 MB together/,
      ],
      [
        'they are too many',
        () => Array.from({ length: 9 }, (_, n) => ['files', fileOf('x', `${String(n)}.csv`)]),
        413,
        /More than 8 files/,
      ],
      [
        'two have the same name',
        () => [
          ['files', fileOf('x', 'a.csv')],
          ['files', fileOf('x', 'a.csv')],
        ],
        422,
        /Two of the files are called "a\.csv"/,
      ],
      [
        'a name is a hidden one',
        () => [['files', fileOf('x', '.profile')]],
        422,
        /A file called "\.profile" cannot be taken/,
      ],
    ])('%s', async (_, fields, status, words) => {
      const page = server.checked('/bring', await send('/bring', fields()), status);
      expect(page.text('main')).toMatch(words);
      expect(uploaded()).toEqual([]);
    });

    test('the form does not come to its end', async () => {
      const _csrf = await tokenOf('/bring');
      const body = `--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${_csrf}\r\n--x\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\nabc`;
      const reply = await server.send('/bring', 'POST', body, 'multipart/form-data; boundary=x');
      expect(server.checked('/bring', reply, 400).text('main')).toContain('The files did not arrive whole');
      expect(uploaded()).toEqual([]);
    });
  });

  test('has a name that leads out of its folder kept without the way', async () => {
    await signInToBring();
    const _csrf = await tokenOf('/bring');
    const part = (name: string, rest: string) => `--x\r\nContent-Disposition: form-data; name="${name}"${rest}\r\n`;
    const body = `${part('_csrf', '\r\n')}${_csrf}\r\n${part('files', '; filename="../../../allgroupsdata.csv"\r\n')}x\r\n--x--\r\n`;
    const reply = await server.send('/bring', 'POST', body, 'multipart/form-data; boundary=x');
    expect(reply.status).toBe(303);
    const [id = ''] = uploaded();
    expect(readdirSync(path.join(uploads, id, 'files'))).toEqual(['allgroupsdata.csv']);
    expect(readdirSync(path.dirname(uploads))).toEqual(['uploads']);
  });

  test.each<[string, (token: string) => Field[]]>([
    ['without its token', () => extract()],
    ['with a token that is made up', () => [['_csrf', 'made-up'], ...extract()]],
    ['with its token after its files', (token) => [...extract(), ['_csrf', token]]],
  ])('is taken from no form %s, and no file of it is kept', async (_, fields) => {
    await signInToBring();
    const reply = await server.sendFiles('/bring', fields(await tokenOf('/bring')));
    expect(server.checked('/bring', reply, 403).text('main')).toContain('The form was opened too long ago');
    expect(uploaded()).toEqual([]);
  });

  test('is brought by nobody who is not signed in for it', async () => {
    const reply = await send('/bring', extract());
    expect([reply.status, reply.headers.location]).toEqual([303, '/sign-in?back=%2Fbring']);
    expect(uploaded()).toEqual([]);
  });
});

/** A trust of the register that was recorded by hand. */
const ELM: readonly ScriptCommand[] = [
  { command: 'EstablishTrust', data: { trust: 'elm', name: 'Elm Learning Trust', uid: '100', from: '2012-09-01' } },
];
const REGISTER = '/trusts/elm/record/register';

describe('a trust that has a record', () => {
  beforeEach(async () => {
    await start(ELM, 'elm');
    await server.signIn('role:clerk');
  });

  test('is brought up to date from the menu, with every difference shown before', async () => {
    expect((await server.get('/trusts/elm/record')).$(`main a[href^="${REGISTER}"]`).text()).toBe(
      'Update from the national register',
    );
    expect((await send(REGISTER, [...DAY, ...extract()])).headers.location).toBe(`${REGISTER}/plan`);
    const plan = await workedPage(`${REGISTER}/plan`);
    expect(plan.text('main ul')).toMatch(/admit Elm Primary School \(.+\) from 1 September 2014/);
    expect(plan.text('main')).toContain('Differences from what somebody recorded by hand');
    await press(plan, `${REGISTER}/plan`);
    expect((await worked(`${REGISTER}/plan`)).headers.location).toBe('/trusts/elm');
    expect((await server.get('/trusts/elm')).text('.govuk-notification-banner')).toMatch(/Recorded \d+ entries\./);
    const { elm } = await server.api.heads();
    // The same form once more leads to what was recorded.
    expect((await press(plan, `${REGISTER}/plan`)).headers.location).toBe('/trusts/elm');
    expect(await server.api.heads()).toEqual({ elm });

    await send(REGISTER, [...DAY, ...extract()]);
    const again = await workedPage(`${REGISTER}/plan`);
    expect(again.text('main')).toContain('there is nothing to record');
    expect(again.$('main form')).toHaveLength(0);
  });

  test('of which something was recorded since the plan was shown gets the new plan to look at, and nothing else', async () => {
    await send(REGISTER, [...DAY, ...extract()]);
    const plan = await workedPage(`${REGISTER}/plan`);
    await server.api.recordAll('elm', [
      {
        command: 'AdmitSchool',
        data: { school: 'elm-primary', name: 'Elm Primary School', urn: '900001', from: '2014-09-01' },
      },
    ]);
    await press(plan, `${REGISTER}/plan`);
    const moved = await workedPage(`${REGISTER}/plan`);
    expect(moved.text('main')).toContain('Something was recorded since you saw the plan');
    expect(await server.api.heads()).toEqual({ elm: 1 });
    await press(moved, `${REGISTER}/plan`);
    expect((await worked(`${REGISTER}/plan`)).headers.location).toBe('/trusts/elm');
    expect((await entriesOf('elm')).filter(({ type }) => type.startsWith('SchoolAdmitted'))).toHaveLength(1);
  });

  test('without its number in the register is told so', async () => {
    await server.api.recordAll('ash', [
      { command: 'EstablishTrust', data: { trust: 'ash', name: 'Ash Trust', from: '2012-09-01' } },
    ]);
    server.forget();
    const _csrf = await tokenOf('/sign-in?trust=ash');
    await server.post('/sign-in', { _csrf, trust: 'ash', who: 'role:clerk' });
    await send('/trusts/ash/record/register', [...DAY, ...extract()]);
    const page = await workedPage('/trusts/ash/record/register/plan', 422);
    expect(page.text('.govuk-error-summary')).toContain('does not say its number in Get Information about Schools');
  });

  test('is brought up to date by nobody who may not record', async () => {
    await server.signIn('role:auditor');
    expect((await server.send(REGISTER)).status).toBe(403);
    const _csrf = await tokenOf('/sign-in');
    for (const address of [REGISTER, '/bring', '/trusts/elm/record/scheme-file']) {
      expect((await server.sendFiles(address, [['_csrf', _csrf], ...extract()])).status).toBe(403);
    }
    expect(uploaded()).toEqual([]);
  });
});

const SCHEME = '/trusts/brook-vale/record/scheme-file';

function brookVale(): ScriptCommand[] {
  const lines = readFileSync(path.join(examples, 'trust.jsonl'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as ScriptCommand);
}

function example(name: string): Field {
  return ['files', fileOf(readFileSync(path.join(examples, name)), name)];
}

/** What a clerk answers, by a word of the question. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/Forest school/, 'own school'],
  [/Who decides\? If it is left out/, 'Head'],
];

/** Fills each question in: what is wanted of it, what is suggested, else its first choice. */
function filled(page: Page): Record<string, string> {
  const form: Record<string, string> = { _csrf: String(page.$('main input[name="_csrf"]').first().val()) };
  for (const each of page.$('main fieldset').toArray()) {
    const question = page.$(each);
    const key = question.closest('.govuk-form-group').prev();
    const id = String(key.attr('name')).replace('.key', '');
    form[`${id}.key`] = String(key.val());
    const radios = question.find('input[type="radio"]');
    const wanted = ANSWERS.find(([words]) => words.test(question.find('legend').text()))?.[1];
    const suggested = question.find('input[aria-describedby]').attr('value');
    if (radios.length > 0)
      form[id] =
        [wanted, suggested].find((value) => value !== undefined && radios.is(`[value="${value}"]`)) ??
        String(radios.first().attr('value'));
    else form[`${id}.text`] = '01/12/2026';
  }
  return form;
}

/** Answers every page of questions until there is a draft. */
async function answered(): Promise<Page> {
  for (let round = 0; round < 10; round += 1) {
    const reply = await server.send(`${SCHEME}/questions`);
    if (reply.status === 303) return server.get(String(reply.headers.location));
    const page = server.checked(`${SCHEME}/questions`, reply, 200);
    expect((await server.post(`${SCHEME}/questions`, filled(page))).status).toBe(303);
  }
  throw new Error('The questions do not come to an end.');
}

describe('a scheme of delegation in a file', () => {
  beforeEach(async () => {
    await start(brookVale(), 'brook-vale');
    await server.signIn('role:clerk');
  });

  test('is asked about, shown as it was read with what it would change, and adopted', async () => {
    const { 'brook-vale': before } = await server.api.heads();
    const fields: Field[] = [
      ['decision', 'Board minutes 13 July 2026, item 5'],
      ['decided-day', '13'],
      ['decided-month', '7'],
      ['decided-year', '2026'],
    ];
    expect((await send(SCHEME, [...fields, example('scheme.xlsx')])).headers.location).toBe(`${SCHEME}/questions`);
    const questions = await server.get(`${SCHEME}/questions`);
    expect(questions.text('h1')).toBe('What the file leaves open');
    expect(questions.text('main')).toContain('0 of 9 questions are answered.');
    expect(questions.texts('h2')[0]).toBe('1 day on which it comes into force');
    expect(questions.text('main')).toContain('The file says:');

    const draft = await answered();
    expect(draft.text('h1')).toBe('Your scheme as Remit reads it');
    expect(draft.text('main')).toContain('in force from 1 December 2026');
    expect(draft.text('main')).toContain('Nothing is recorded yet.');
    expect(draft.texts('caption')).toContain('The lines as they were read');
    expect(await server.api.heads()).toEqual({ 'brook-vale': before });

    const sheet = await server.send(`${SCHEME}/questions.xlsx`);
    expect(sheet.headers['content-disposition']).toContain('scheme.questions.xlsx');
    const adopted = await press(draft, `${SCHEME}/draft`);
    expect(adopted.headers.location).toBe('/trusts/brook-vale/schemes/scheme-2026-12-01?on=2026-12-01');
    const scheme = await server.get(String(adopted.headers.location));
    expect(scheme.text('.govuk-notification-banner')).toContain('The scheme is adopted');
    for (const link of scheme.$('.govuk-notification-banner__link').toArray()) {
      await server.get(String(scheme.$(link).attr('href')));
    }
    const last = (await entriesOf('brook-vale')).at(-1);
    expect(last).toMatchObject({
      type: 'SchemeAdopted.v1',
      provenance: 'import',
      decidedOn: '2026-07-13',
      decision: 'Board minutes 13 July 2026, item 5',
      actor: { as: 'clerk' },
      evidence: [
        { ref: 'scheme.xlsx', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
        { ref: 'scheme.questions.xlsx', kind: 'answers to the questions of the import' },
      ],
    });

    const { 'brook-vale': after } = await server.api.heads();
    const again = await press(draft, `${SCHEME}/draft`);
    expect(again.headers.location).toBe(adopted.headers.location);
    expect(await server.api.heads()).toEqual({ 'brook-vale': after });
    const [id = ''] = uploaded();
    expect(readdirSync(path.join(uploads, id))).toEqual(['note.json']);
  });

  test('names as evidence the very worksheet that can be downloaded', async () => {
    await send(SCHEME, [example('scheme.xlsx')]);
    const draft = await answered();
    const [id = ''] = uploaded();
    const kept = readFileSync(path.join(uploads, id, 'scheme.questions.xlsx'));
    const sha256 = createHash('sha256').update(kept).digest('hex');
    await press(draft, `${SCHEME}/draft`);
    expect((await entriesOf('brook-vale')).at(-1)?.evidence?.[1]?.sha256).toBe(sha256);
  });

  test('is answered with the worksheet too, and answers can be changed', async () => {
    await send(SCHEME, [['from-day', '1'], ['from-month', '12'], ['from-year', '2026'], example('scheme.xlsx')]);
    const sent = await send(`${SCHEME}/worksheet`, [example('answers.xlsx')], `${SCHEME}/questions`);
    expect(sent.headers.location).toBe(`${SCHEME}/questions`);
    expect((await server.send(`${SCHEME}/questions`)).headers.location).toBe(`${SCHEME}/draft`);
    const given = await server.get(`${SCHEME}/questions?show=answered`);
    expect(given.text('h1')).toBe('Questions that you have answered');
    const unanswered = given
      .$('main fieldset')
      .toArray()
      .filter((each) => {
        const field = given.$(each);
        return field.find('input:checked').length === 0 && field.find('input[type="text"]').val() === '';
      });
    expect(unanswered).toEqual([]);
    expect(uploaded()).toHaveLength(1);
  });

  test('keeps what was answered, and says which answer is none', async () => {
    await send(SCHEME, [example('scheme.xlsx')]);
    const page = await server.get(`${SCHEME}/questions`);
    const form = { ...filled(page) };
    const day = Object.keys(form).find((name) => name.endsWith('.text'))!;
    await server.post(`${SCHEME}/questions`, {
      _csrf: form['_csrf']!,
      [day.replace('.text', '.key')]: 'in-force',
      [day]: 'soon',
    });
    const wrong = await server.get(`${SCHEME}/questions`);
    expect(wrong.text('title')).toMatch(/^Error: /);
    expect(wrong.text('.govuk-error-summary')).toContain('"soon" is none of the choices');
    await server.post(`${SCHEME}/questions`, form);
    expect((await server.get(`${SCHEME}/questions?show=answered`)).text('main')).toMatch(
      /[1-9]\d* of \d+ questions are answered/,
    );
  });

  test('is not adopted when something was recorded, or an answer changed, since it was shown', async () => {
    await send(SCHEME, [example('scheme.xlsx')]);
    const draft = await answered();
    await server.api.recordAll('brook-vale', [
      {
        command: 'ConstituteBody',
        data: { body: 'audit', tier: 'audit', name: 'Audit committee', covers: { trust: true }, from: '2022-09-01' },
      },
    ]);
    const { 'brook-vale': head } = await server.api.heads();
    const moved = server.checked(SCHEME, await press(draft, `${SCHEME}/draft`), 409);
    expect(moved.text('main')).toContain('Something was recorded since you opened this page');
    const answersPage = await server.get(`${SCHEME}/questions?show=answered`);
    const day = answersPage.$('main input[value="in-force"]').attr('name')!.replace('.key', '');
    await server.post(`${SCHEME}/questions`, {
      _csrf: await tokenOf(`${SCHEME}/questions?show=answered`),
      [`${day}.key`]: 'in-force',
      [`${day}.text`]: '2027-01-01',
    });
    const other = server.checked(SCHEME, await press(moved, `${SCHEME}/draft`), 409);
    expect(other.text('main')).toContain('The answers were changed since you opened this page');
    expect(await server.api.heads()).toEqual({ 'brook-vale': head });
    expect((await press(other, `${SCHEME}/draft`)).status).toBe(303);
  });

  test.each<[string, () => Field[], RegExp]>([
    ['no file is chosen', () => [], /Choose the file/],
    ['two files are chosen', () => [example('scheme.xlsx'), example('answers.xlsx')], /Choose one file alone/],
    [
      'it is a PDF',
      () => [['files', fileOf('%PDF-1.7', 'scheme.pdf')]],
      /it is a PDF, in which rows and columns are lost/,
    ],
    [
      'it has no table',
      () => [['files', fileOf('Dear all\n', 'letter.csv')]],
      /No scheme of delegation was found in letter\.csv/,
    ],
    [
      'its day is none',
      () => [['from-day', '31'], ['from-month', '2'], ['from-year', '2026'], example('scheme.xlsx')],
      /Give day, month and year/,
    ],
    ['its sheet is not there', () => [['sheet', 'Nowhere'], example('scheme.xlsx')], /has no sheet "Nowhere"/],
  ])('is refused in words when %s', async (_, fields, words) => {
    const page = server.checked(SCHEME, await send(SCHEME, fields()), 422);
    expect(page.text('.govuk-error-summary')).toMatch(words);
    expect(uploaded()).toEqual([]);
  });

  test('is answered with no worksheet that is none', async () => {
    await send(SCHEME, [example('scheme.xlsx')]);
    const reply = await send(`${SCHEME}/worksheet`, [['files', fileOf('a,b\n', 'a.csv')]], `${SCHEME}/questions`);
    const page = server.checked(SCHEME, reply, 422);
    expect(page.text('.govuk-error-summary')).toContain('a.csv is no worksheet of questions');
    expect(uploaded()).toHaveLength(1);
  });

  test('has letters without a key asked one by one', async () => {
    const rows = [
      ['Function', 'Board', 'CEO', 'Headteacher'],
      ['School curriculum', 'I', 'C', 'A'],
      ['School behaviour policy', 'A', 'R', 'C'],
    ];
    await send(SCHEME, [['files', fileOf(csv(rows), 'letters.csv')]]);
    const page = await server.get(`${SCHEME}/questions`);
    const labels = page.texts('main label[for^="q"]').filter((text) => text.endsWith('stands for'));
    expect(labels).toEqual(['“A” stands for', '“C” stands for', '“I” stands for', '“R” stands for']);
    const name = String(page.$('main select').first().attr('name')).replace(/\.mark\.1$/, '');
    const key = String(page.$(`main input[name="${name}.key"]`).val());
    const _csrf = String(page.$('main input[name="_csrf"]').first().val());
    const marks = { A: 'decides', C: 'is consulted', I: 'is informed', R: 'recommends' };
    const said = Object.entries(marks).map(([mark, part], at) => [
      `${name}.mark.${String(at + 1)}`,
      `${mark} = ${part}`,
    ]);
    await server.post(`${SCHEME}/questions`, {
      _csrf,
      [`${name}.key`]: key,
      ...(Object.fromEntries(said) as Record<string, string>),
    });
    const then = await server.get(`${SCHEME}/questions?show=answered`);
    expect(then.texts('main select option[selected]')).toEqual([
      'decides',
      'is consulted',
      'is informed',
      'recommends',
    ]);
  });

  test('is seen by nobody else, and asks again for a file that is gone', async () => {
    await send(SCHEME, [example('scheme.xlsx')]);
    await server.signIn('role:clerk');
    for (const address of [`${SCHEME}/questions`, `${SCHEME}/draft`, `${SCHEME}/questions.xlsx`]) {
      expect((await server.get(address, 422)).text('main')).toContain('The file is not here any more');
    }
  });
});

describe('a trust that is begun by hand', () => {
  beforeEach(async () => {
    await start();
    await signInToBring();
  });

  const typed = { name: 'Brightwater Trust', uid: '', 'from-day': '1', 'from-month': '9', 'from-year': '2020' };

  async function begin(changed: Readonly<Record<string, string>> = {}): Promise<Reply> {
    const form = await server.get('/bring/by-hand');
    const hidden = (name: string) => String(form.$(`main input[name="${name}"]`).val());
    return server.post('/bring/by-hand', {
      _csrf: hidden('_csrf'),
      commandId: hidden('commandId'),
      ...typed,
      ...changed,
    });
  }

  test('has a record, and whoever began it goes on as its clerk', async () => {
    const reply = await begin();
    expect([reply.status, reply.headers.location]).toEqual([303, '/trusts/brightwater-trust/record']);
    const page = await server.get('/trusts/brightwater-trust/record');
    expect(page.text('.govuk-notification-banner')).toContain('The record of Brightwater Trust has begun.');
    expect(await entriesOf('brightwater-trust')).toMatchObject([
      { type: 'TrustEstablished.v1', data: { name: 'Brightwater Trust', from: '2020-09-01' } },
    ]);
    await server.get('/trusts/brightwater-trust/record/constitute-body');
  });

  test.each<[string, Readonly<Record<string, string>>, string, RegExp]>([
    ['no name', { name: ' ' }, '#name', /Give the name of the trust/],
    ['no day', { 'from-day': '', 'from-month': '', 'from-year': '' }, '#from-day', /Give the first day of the trust/],
    ['what is no day', { 'from-day': '31', 'from-month': '2' }, '#from-day', /Give day, month and year/],
  ])('with %s is asked for again, with what was typed', async (_what, changed, field, words) => {
    const page = server.checked('/bring/by-hand', await begin(changed), 422);
    expect(page.text('.govuk-error-summary')).toMatch(words);
    expect(page.$(`.govuk-error-summary a[href="${field}"]`)).toHaveLength(1);
    expect(page.$('#from-year').val() ?? '').toBe(changed['from-year'] ?? '2020');
  });

  test('under a name that is recorded already is refused in words', async () => {
    expect((await begin()).status).toBe(303);
    server.forget();
    await signInToBring();
    const page = server.checked('/bring/by-hand', await begin(), 422);
    expect(page.text('.govuk-error-summary')).toContain('A trust of this name is recorded here already');
  });
});

test('every page of it was shown', () => {
  expect(templates.missing().filter((view) => view.startsWith('bring/'))).toEqual([]);
});
