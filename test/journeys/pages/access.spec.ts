import 'reflect-metadata';
import { gzipSync } from 'node:zlib';
import { REQUIRES } from '../../../apps/server/src/pages/access/requires.js';
import { PagesModule } from '../../../apps/server/src/pages/pages.module.js';
import { PageServer, settingsForTests } from '../../support/page-server.js';

/** Who may see and do what, and what keeps others out. */

let server: PageServer;

beforeAll(async () => {
  server = await PageServer.start();
});
afterAll(() => server.close());
beforeEach(() => server.signIn('role:auditor'));

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

describe('what keeps others out', () => {
  test('a form without its token, or with that of another session, does nothing', async () => {
    for (const _csrf of ['', 'made-up']) {
      const reply = await server.post('/sign-in', { _csrf, trust: 'northshire', who: 'role:administrator' });
      expect(reply.status).toBe(403);
      expect(reply.text).toContain('Go back, load the page again');
    }
    expect((await server.get(WHO)).text('.remit-header__who')).toContain('auditor');
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
    const { headers } = await server.api.get('/sign-in', { accept: 'text/html' });
    expect(headers['set-cookie']?.[0]).toMatch(/^remit=.+; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/);
  });
});

test('in production nobody signs in as an example person', async () => {
  const production = await PageServer.start([], 'none', { demonstration: false });
  const page = await production.get('/sign-in', 403);
  expect(page.text('main')).toContain('is a demonstration and is switched off here');
  await production.close();
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
