import { CountedViews } from '../../support/counted-views.js';
import { dayBoxes, FilledForm } from '../../support/filled-form.js';
import { PAGE_ADDRESSES } from '../../support/page-addresses.js';
import { PageServer } from '../../support/page-server.js';

/** Every page of the product is shown once with the example trust, without a value that is none. */

const T = '/trusts/northshire';

let server: PageServer;
const templates = new CountedViews();
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
  // Those of files that were sent are shown by the tests of bringing a trust.
  expect(templates.missing().filter((view) => !view.startsWith('bring/'))).toEqual([]);
});
