import 'reflect-metadata';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { REQUIRES } from '../../../apps/server/src/pages/access/requires.js';
import { SqliteSessionStore } from '../../../apps/server/src/pages/access/sqlite-session-store.js';
import { PagesModule } from '../../../apps/server/src/pages/pages.module.js';
import { PageServer, settingsForTests } from '../../support/page-server.js';
import type { ScriptCommand } from '../../support/pure-trust.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

/** Who may see and do what, and what keeps others out. */

let server: PageServer;

beforeAll(async () => {
  server = await PageServer.start();
});
afterAll(() => server.close());
beforeEach(() => server.signIn('role:auditor'));

/** A trust of which only the name is recorded. */
const SMALL: readonly ScriptCommand[] = [
  { command: 'EstablishTrust', data: { trust: 'small', name: 'Small Trust', from: '2020-09-01' } },
];

const WHO = '/trusts/northshire/who?function=fin.borrow&on=2025-03-03';

describe('signing in', () => {
  test('is asked of whoever has not, and leads back to the page that was wanted', async () => {
    server.forget();
    const reply = await server.api.get(WHO, { accept: 'text/html' });
    expect([reply.status, reply.headers.location]).toEqual([303, `/sign-in?back=${encodeURIComponent(WHO)}`]);
    const page = await server.get(String(reply.headers.location));
    expect(page.text('main')).toContain('This is a demonstration: nobody asks for a password');
    const form = page.$('form').first();
    expect(form.find('input[name="back"]').val()).toBe(WHO);
  });

  test('offers people of the record by what they are today, and roles that no record gives', async () => {
    const page = await server.get('/sign-in');
    expect(page.texts('h2')).toEqual([
      'Governance professional',
      'Trustee',
      'Chief executive',
      'Headteacher',
      'Local governor',
      'Member of the trust',
      'Office holder',
      'Auditor',
      'Administrator',
    ]);
  });

  test('offers a governance professional of no record where nobody of the record is one, so that somebody can record', async () => {
    const small = await PageServer.start(SMALL, 'small');
    const page = await small.get('/sign-in');
    expect(page.texts('h2')).toEqual(['Governance professional', 'Auditor', 'Administrator']);
    expect(page.texts('main form').slice(0, 2)).toEqual([
      'A governance professional not in the record',
      'An auditor not in the record',
    ]);
    await small.signIn('role:clerk');
    expect((await small.get('/trusts/small/record')).text('h1')).toBe('Record something');
    await small.close();
    await expect(server.signIn('role:clerk')).rejects.toThrow(/422/);
  });

  test.each(['//elsewhere.example/', 'https://elsewhere.example/', '/\\elsewhere.example'])(
    'never leads to another site: %s',
    async (back) => {
      const page = await server.get(`/sign-in?back=${encodeURIComponent(back)}`);
      const csrf = String(page.$('input[name="_csrf"]').first().val());
      const form = { _csrf: csrf, trust: 'northshire', who: 'role:auditor', back };
      expect((await server.post('/sign-in', form)).headers.location).toBe('/trusts/northshire');
    },
  );

  test('says on every page who is signed in', async () => {
    await server.signIn('person:p-e04');
    expect((await server.get(WHO)).text('.remit-header__who')).toMatch(/^p-e04, governance professional/);
  });

  test('ends with the button for it, which stands on every page', async () => {
    const page = await server.get(WHO);
    const form = page.$('header form[action="/sign-out"]');
    expect(form.find('button').text()).toBe('Sign out');
    const reply = await server.post('/sign-out', { _csrf: String(form.find('input[name="_csrf"]').val()) });
    expect([reply.status, reply.headers.location]).toEqual([303, '/sign-in']);
    expect((await server.send(WHO)).status).toBe(303);
    expect((await server.get('/sign-in')).$('header form').length).toBe(0);
  });

  test('works behind a proxy at which HTTPS ends, and its cookie goes no other way', async () => {
    const settings = settingsForTests();
    const safe = await PageServer.start(SMALL, 'small', { sessions: { ...settings.sessions, https: true } });
    expect((await safe.get('/trusts/small')).text('.remit-header__who')).toContain('auditor');
    safe.forget();
    const [cookie] = (await safe.send('/sign-in')).headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^__Host-remit=.+; Path=\/; Expires=.+; HttpOnly; Secure; SameSite=Lax$/);
    const { headers } = await safe.api.get('/sign-in', { accept: 'text/html' });
    expect(headers['set-cookie']).toBeUndefined();
    await safe.close();
  });

  test('as somebody whose office has ended opens nothing', async () => {
    // p-e01 was the chief executive until the end of 2021.
    await expect(server.signIn('person:p-e01')).rejects.toThrow(/422|303/);
  });
});

describe('what one may do', () => {
  test('every page says whom it is for', () => {
    const controllers = (PagesModule.with(settingsForTests()).controllers ?? []) as (new () => object)[];
    expect(controllers.length).toBeGreaterThan(2);
    const silent = controllers.flatMap((type) => {
      const prototype = type.prototype as Readonly<Record<string, object>>;
      return Object.getOwnPropertyNames(prototype)
        .filter((name) => name !== 'constructor' && Reflect.hasMetadata('path', prototype[name]!))
        .filter((name) => !Reflect.hasMetadata(REQUIRES, prototype[name]!) && !Reflect.hasMetadata(REQUIRES, type))
        .map((name) => `${type.name}.${name}`);
    });
    expect(silent).toEqual([]);
  });

  test('a trust is closed to people of another one', async () => {
    await server.api.recordAll('other', [
      { command: 'EstablishTrust', data: { trust: 'other', name: 'Other Trust', from: '2020-09-01' } },
    ]);
    const page = await server.get('/trusts/other/who', 403);
    expect(page.text('main')).toMatch(/holds no office in this trust\. Sign in as somebody of this trust/);
  });
});

describe('a form', () => {
  const fields = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`lines.${String(i)}.decides`, 'board']));

  test.each([
    ['too many fields', fields(10_001)],
    ['too many bytes', { reason: 'a'.repeat(5_000_000) }],
  ])('with %s is refused in words', async (_, form) => {
    const page = server.checked('/sign-in', await server.post('/sign-in', form), 413);
    expect(page.text('main')).toMatch(
      /This form has more than Remit takes .+ nothing was recorded\. Go back, shorten it/,
    );
  });

  test('of somebody who is not signed in is read no further than the one to sign in can be', async () => {
    server.cookie = '';
    const _csrf = String((await server.get('/sign-in?trust=northshire')).$('input[name="_csrf"]').first().val());
    const form = { _csrf, trust: 'northshire', who: 'role:auditor' };
    for (const more of [fields(30), { reason: 'a'.repeat(16_384) }]) {
      const page = server.checked('/sign-in', await server.post('/sign-in', { ...form, ...more }), 403);
      expect(page.text('main')).toMatch(/opened too long ago, or before you signed in, so nothing was recorded/);
    }
    expect((await server.post('/sign-in', { ...form, ...fields(10) })).status).toBe(303);
  });

  test('in another charset is refused in words', async () => {
    const type = 'application/x-www-form-urlencoded; charset=utf-16';
    const headers = { accept: 'text/html', 'content-type': type };
    const reply = await server.api.send({ method: 'POST', path: '/sign-in', headers, body: 'who=role' });
    expect(server.checked('/sign-in', reply, 400).text('main')).toContain('so nothing was recorded. Go back, load');
  });

  test('may have all the lines that a scheme may have', async () => {
    const _csrf = String((await server.get('/sign-in')).$('input[name="_csrf"]').first().val());
    const reply = await server.post('/sign-in', { ...fields(9000), _csrf, trust: 'northshire', who: 'role:auditor' });
    expect(reply.status).toBe(303);
  });
});

test('a page that is not there is said in words for people, and an address of the API in those for programs', async () => {
  const page = await server.get('/trusts/northshire/nowhere', 404);
  expect(page.text('main')).toContain('There is no such page. Check the address, or go to the start.');
  const { text } = await server.api.get('/api/nowhere', { accept: 'text/html' });
  expect(text).toContain('There is nothing at GET /api/nowhere. The addresses are listed at /api/docs.');
});

test('the API is the API in capital letters too, and asks for no session and no token', async () => {
  const [establish] = SMALL;
  const reply = await server.api.post('/API/trusts/small/commands/EstablishTrust', establish?.data);
  expect(reply.status).toBe(201);
});

describe('what keeps others out', () => {
  test('a form without its token, or with that of another session, does nothing', async () => {
    for (const _csrf of ['', 'made-up']) {
      const reply = await server.post('/sign-in', { _csrf, trust: 'northshire', who: 'role:administrator' });
      expect(reply.status).toBe(403);
      expect(reply.text).toContain('Go back, load the page again');
    }
    expect((await server.get(WHO)).text('.remit-header__who')).toContain('auditor');
  });

  test('a form that is sent with files needs its token as every other', async () => {
    const headers = { accept: 'text/html', cookie: server.cookie, 'content-type': 'multipart/form-data; boundary=x' };
    const body = '--x\r\nContent-Disposition: form-data; name="who"\r\n\r\nrole:administrator\r\n--x--\r\n';
    expect((await server.api.send({ method: 'POST', path: '/sign-in', headers, body })).status).toBe(403);
  });

  test('what a page of another site sends is refused', async () => {
    const { status, text } = await server.api.send({
      method: 'POST',
      path: '/sign-in',
      headers: {
        accept: 'text/html',
        'sec-fetch-site': 'cross-site',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'who=role:auditor',
    });
    expect([status, text.includes('sent from a page of another site')]).toEqual([403, true]);
  });

  test('pages run no script of others, are kept by nobody, and are shown in no frame', async () => {
    const { headers } = (await server.get(WHO)).reply;
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'",
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test.each([
    'who?amount=1&amount=2&function=fin.borrow',
    'who?function=fin.borrow&school=oak&school=elm&on-day=1&on-month=1&on-year=2025',
    'audit/entries?kind=a&kind=b',
  ])('what an address gives twice is refused in words, and is no fault: %s', async (question) => {
    const page = await server.get(`/trusts/northshire/${question}`, 400);
    expect(page.text('main')).toMatch(/The address gives "\w+" more than once, and only one can be meant\. Go back/);
  });

  test('the cookie is out of reach for scripts and other sites', async () => {
    server.forget();
    const { headers } = await server.api.get('/sign-in?trust=northshire', { accept: 'text/html' });
    expect(headers['set-cookie']?.[0]).toMatch(/^remit=.+; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/);
  });
});

test('in production nobody signs in as an example person', async () => {
  const production = await PageServer.start([], 'none', { demonstration: false });
  const page = await production.get('/sign-in', 403);
  expect(page.text('main')).toContain('is a demonstration and is switched off here');
  await production.close();
});

test('whoever was signed in to a demonstration is nobody in production, though sessions outlive a restart', async () => {
  const { sessions } = settingsForTests();
  const demonstration = await PageServer.start(SMALL, 'small', { sessions });
  await demonstration.get('/trusts/small');
  const production = await PageServer.start([], 'none', { sessions, demonstration: false });
  await production.api.recordAll('small', SMALL);
  production.cookie = demonstration.cookie;
  const reply = await production.send('/trusts/small');
  expect([reply.status, reply.headers.location]).toEqual([303, '/sign-in?back=%2Ftrusts%2Fsmall']);
  await Promise.all([demonstration.close(), production.close()]);
});

test('a session is kept only of who gets a form, and not of every program that asks for something', async () => {
  const directory = temporaryDirectory();
  const file = path.join(directory.path, 'sessions.db');
  const store = new SqliteSessionStore(file, () => Date.now());
  const small = await PageServer.start([], 'none', { sessions: { store, secret: store.secret, https: false } });
  await small.api.recordAll('small', SMALL);
  const kept = new DatabaseSync(file, { readOnly: true });
  const rows = (): unknown => kept.prepare('select count(*) as rows from session').get()?.['rows'];
  for (let i = 0; i < 20; i += 1) await small.api.get('/robots.txt', { accept: 'text/html' });
  await small.api.get('/help/dates', { accept: 'text/html' });
  expect(rows()).toBe(0);
  await small.api.get('/sign-in', { accept: 'text/html' });
  expect(rows()).toBe(1);
  kept.close();
  await small.close();
  store.close();
  directory.remove();
});

test('who asks for very many pages is asked to wait', async () => {
  const narrow = await PageServer.start([], 'none', { perMinute: 3 });
  const replies = [];
  for (let i = 0; i < 5; i += 1) replies.push((await narrow.api.get('/sign-in', { accept: 'text/html' })).status);
  expect(replies).toContain(429);
  await narrow.close();
});

test('the first visit weighs at most 30 kB', async () => {
  const page = await server.get('/trusts/northshire');
  const files = [page.$('link[rel="stylesheet"]').attr('href'), page.$('script[type="module"]').attr('src')];
  const sizes = await Promise.all(
    ['/trusts/northshire', ...files].map(async (address) => gzipSync((await server.send(String(address))).text).length),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(30 * 1024);
});

describe('whoever may not read entries nor record', () => {
  const DAY = 'on=2025-03-03';
  const answer = `/trusts/northshire/who?function=edu.curriculum&school=larkmeadow&${DAY}`;
  const pages = [
    answer,
    `/trusts/northshire/schools/larkmeadow?${DAY}`,
    `/trusts/northshire/people/board?${DAY}`,
    `/trusts/northshire/persons/p-t08?${DAY}`,
    `/trusts/northshire/schemes?${DAY}`,
    `/trusts/northshire/schemes/scheme-2022?${DAY}`,
    `/trusts/northshire/variations/intervention-larkmeadow?${DAY}`,
    `/trusts/northshire/checks?${DAY}`,
  ];

  test.each(pages)('is led to nothing that is not for them: %s', async (address) => {
    await server.signIn('person:p-l16');
    const { $ } = await server.get(address);
    const links = $('a[href]')
      .map((_, link) => $(link).attr('href'))
      .get();
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((href) => /\/(audit|record)\b/.test(href))).toEqual([]);
  });

  test('still reads on which entries an answer rests, and an auditor is led there', async () => {
    await server.signIn('person:p-l16');
    expect((await server.get(answer)).texts('main ol li')[0]).toMatch(/1 September 2016\. Entry 0$/);
    await server.signIn('role:auditor');
    const { $ } = await server.get(answer);
    expect($('main ol li a').first().attr('href')).toBe(`/trusts/northshire/audit/entries/0?${DAY}`);
    expect($('nav a[href*="/audit"]').length).toBe(1);
  });

  test('is told in words who may and as whom they are signed in', async () => {
    await server.signIn('person:p-l16');
    const page = await server.get('/trusts/northshire/audit', 403);
    expect(page.text('main')).toContain(
      'To read the entries of the record you have to be a governance professional, a trustee, a chief executive, an auditor or an administrator. You are signed in as p-l16, a local governor.',
    );
    await server.signIn('role:auditor');
  });
});
