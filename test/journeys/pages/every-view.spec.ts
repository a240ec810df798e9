import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type PageTemplate, Templates } from '@remit/web/nest';
import { dayBoxes, FilledForm } from '../../support/filled-form.js';
import { PAGE_ADDRESSES } from '../../support/page-addresses.js';
import { PageServer } from '../../support/page-server.js';

/** Every page of the product is shown once with the example trust, without a value that is none. */

const PAGES = path.resolve(import.meta.dirname, '../../../apps/server/src/pages');
const T = '/trusts/northshire';

/** Templates that remember which of them were shown. */
class CountingTemplates extends Templates {
  readonly shown = new Set<string>();

  override render<Model extends object>(template: PageTemplate<Model>, model: Model): string {
    this.shown.add(template.view);
    return super.render(template, model);
  }
}

/** The views that the sources declare with `pageOf`. */
function declaredViews(): string[] {
  return globSync('**/*.ts', { cwd: PAGES })
    .flatMap((file) => [...readFileSync(path.join(PAGES, file), 'utf8').matchAll(/pageOf<[^(]*\(\s*'([^']+)'/g)])
    .map(([, view = '']) => view)
    .sort();
}

let server: PageServer;
const templates = new CountingTemplates(process.env['REMIT_TEST_WEB'] ?? 'dist/web');
beforeAll(async () => {
  server = await PageServer.start(undefined, undefined, { templates });
  await server.signIn('person:p-e04');
});
afterAll(() => server.close());

test.each(PAGE_ADDRESSES)('%s', async (address) => {
  const reply = await server.send(address);
  expect([200, 422]).toContain(reply.status);
  server.checked(address, reply, reply.status);
});

const opened = async (address: string): Promise<FilledForm> => new FilledForm(await server.get(address));

/** The first day of what is tried. */
const FROM = dayBoxes('from', '2027-09-01');

test('what comes before and instead of recording', async () => {
  const scheme = (await opened(`${T}/record/adopt-scheme`)).fill({ version: '4', ...FROM });
  server.checked('a preview', await scheme.send(server), 200);
  const wrong = (await opened(`${T}/record/corrections/9/void`)).fill({ reason: 'The minutes name somebody else' });
  server.checked('a correction before it is recorded', await wrong.send(server), 200);
  const late = await opened(`${T}/record/appoint`);
  await server.api.recordAll('northshire', [
    { command: 'RegisterPerson', data: { person: 'p-new', details: { name: 'Ada New' } } },
  ]);
  const chosen = late.fill({ appointment: 'board-new', person: 'p-t08', to: 'board', ...FROM });
  server.checked('a form that others overtook', await chosen.send(server, 'record'), 409);
  await server.get('/nowhere', 404);
});

test('the front door of several trusts', async () => {
  const founding = { trust: 'other', name: 'Other Trust', from: '2020-01-01' };
  await server.api.recordAll('other', [{ command: 'EstablishTrust', data: founding }]);
  await server.get('/');
});

test('are all there are', () => {
  expect(declaredViews().filter((view) => !templates.shown.has(view))).toEqual([]);
});
