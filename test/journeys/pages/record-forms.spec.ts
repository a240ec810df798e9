import { commandShapes } from '@remit/engine/nest';
import { dayBoxes, FilledForm, type Filling } from '../../support/filled-form.js';
import { PageServer } from '../../support/page-server.js';
import type { ScriptCommand } from '../../support/pure-trust.js';
import { SAMPLE_TRUST } from '../../support/sample-trust.js';

/** Every command of the record language has a form, and the form records what the API records for the same data. */

const TRUST = 'northshire';
const ROOT = `/trusts/${TRUST}/record`;

/** A clerk, and things of which there is nothing more to be seen than their ends. */
const RECORD: readonly ScriptCommand[] = [
  ...SAMPLE_TRUST,
  {
    command: 'CreatePost',
    data: { post: 'clerk', tier: 'clerk', title: 'Clerk', covers: { trust: true }, from: '2014-09-01' },
  },
  { command: 'Appoint', data: { appointment: 'a50', person: 'p-e04', to: 'clerk', from: '2014-09-01' } },
];

interface Example {
  readonly command: string;
  /** What the API is given. */
  readonly data: object;
  /** What is typed into the form. */
  readonly typed: Filling;
}

const until = (lastDay: string): Filling => dayBoxes('until', lastDay);
const from = (day: string): Filling => dayBoxes('from', day);

/** In an order in which each can follow the one before. */
const EXAMPLES: readonly Example[] = [
  {
    command: 'AdmitSchool',
    data: {
      school: 'ash-academy',
      name: 'Ash Academy',
      from: '2024-09-01',
      until: '2040-09-01',
      urn: '100001',
      phase: 'primary',
      type: 'Academy converter',
      faith: 'None',
      decidedOn: '2024-07-01',
      decision: 'Board minutes 1 July 2024, item 2',
      reason: 'It asked to join.\nThe regional director agreed.',
      evidence: [{ ref: 'Funding agreement' }, { ref: 'Minutes' }],
    },
    typed: {
      name: ' Ash Academy ',
      ...from('2024-9-1'),
      ...until('2040-08-31'),
      urn: '100001',
      phase: 'primary',
      type: 'Academy converter',
      faith: 'None',
      ...dayBoxes('decidedOn', '2024-07-01'),
      decision: 'Board minutes 1 July 2024, item 2',
      reason: 'It asked to join.\r\nThe regional director agreed.',
      evidence: 'Funding agreement\r\nMinutes',
    },
  },
  {
    command: 'ReleaseSchool',
    data: { school: 'elm', until: '2030-09-01' },
    typed: { school: 'elm', ...until('2030-08-31') },
  },
  {
    command: 'FormCluster',
    data: { cluster: 'north-hub', name: 'North hub', from: '2024-09-01', until: '2029-03-01' },
    typed: { name: 'North hub', ...from('2024-09-01'), ...until('2029-02-28') },
  },
  {
    command: 'PlaceSchool',
    data: { school: 'ash-academy', cluster: 'north-hub', from: '2024-09-01', until: '2026-09-01' },
    typed: { school: 'ash-academy', cluster: 'north-hub', ...from('2024-09-01'), ...until('2026-08-31') },
  },
  {
    command: 'ClassifySchool',
    data: { school: 'oak', category: 'autonomy', value: 'earned', from: '2025-01-01', until: '2026-01-01' },
    typed: { school: 'oak', category: 'autonomy', value: 'earned', ...from('2025-01-01'), ...until('2025-12-31') },
  },
  {
    command: 'LinkSchool',
    data: { school: 'oak', urn: '99', kind: 'predecessor', on: '2015-09-01', name: 'Oak Juniors', how: 'merged' },
    typed: {
      school: 'oak',
      urn: '99',
      kind: 'predecessor',
      ...dayBoxes('on', '2015-09-01'),
      name: 'Oak Juniors',
      how: 'merged',
    },
  },
  {
    command: 'ConstituteBody',
    data: {
      body: 'audit-committee',
      tier: 'audit-committee',
      name: 'Audit committee',
      covers: { schools: ['oak', 'elm'] },
      from: '2024-09-01',
      until: '2034-09-01',
      minimum: 3,
    },
    typed: {
      name: 'Audit committee',
      'tier.another': 'Audit committee',
      covers: 'schools',
      'covers.schools': ['oak', 'elm'],
      ...from('2024-09-01'),
      ...until('2034-08-31'),
      minimum: '3',
    },
  },
  {
    command: 'DissolveBody',
    data: { body: 'audit-committee', until: '2030-09-01' },
    typed: { body: 'audit-committee', ...until('2030-08-31') },
  },
  {
    command: 'CreatePost',
    data: {
      post: 'headteacher-elm',
      tier: 'head',
      title: 'Headteacher',
      covers: { schools: ['elm'] },
      from: '2024-09-01',
    },
    typed: {
      title: 'Headteacher',
      tier: 'head',
      covers: 'schools',
      'covers.schools': ['elm'],
      ...from('2024-09-01'),
    },
  },
  {
    command: 'AbolishPost',
    data: { post: 'headteacher-elm', until: '2030-09-01' },
    typed: { post: 'headteacher-elm', ...until('2030-08-31') },
  },
  {
    command: 'Appoint',
    data: {
      appointment: 'p-21-headteacher-elm',
      person: 'p-21',
      to: 'headteacher-elm',
      as: 'acting',
      from: '2024-09-01',
      until: '2025-09-01',
    },
    typed: {
      'person.another': 'p-21',
      to: 'headteacher-elm',
      as: 'acting',
      ...from('2024-09-01'),
      ...until('2025-08-31'),
    },
  },
  {
    command: 'EndAppointment',
    data: { appointment: 'a2', until: '2025-03-04', cause: 'resigned' },
    typed: { appointment: 'a2', ...until('2025-03-03'), cause: 'resigned' },
  },
  {
    command: 'NameTier',
    data: { tier: 'local', name: 'academy council', plural: 'academy councils', from: '2026-09-01' },
    typed: { tier: 'local', name: 'academy council', plural: 'academy councils', ...from('2026-09-01') },
  },
  {
    command: 'DefineFunction',
    data: { function: 'own.run-the-farm', name: 'Run the farm', scope: 'school', group: 'Land' },
    typed: { name: 'Run the farm', scope: 'school', group: 'Land' },
  },
  {
    command: 'AdoptScheme',
    data: {
      scheme: 'scheme-4',
      version: '4',
      from: '2025-09-01',
      until: '2029-09-01',
      lines: [
        {
          line: '1.2',
          function: 'edu.monitor',
          decides: 'local',
          recommends: ['head'],
          consulted: ['ceo', 'head'],
          informed: ['board'],
          oversees: ['members'],
          delegatedFrom: 'ceo',
        },
        {
          line: '1.10',
          function: 'fin.order.approve',
          decides: {
            limits: [{ upTo: 500_000, decides: 'head' }, { upTo: 5_000_050, decides: 'ceo' }, { decides: 'board' }],
          },
        },
        { line: '2', function: 'own.run-the-farm', decides: 'farm-panel' },
      ],
    },
    typed: {
      version: '4',
      ...from('2025-09-01'),
      ...until('2029-08-31'),
      'lines.tiers': 'Farm panel',
      'edu.monitor line': '1.2',
      'edu.monitor decides': 'local',
      'edu.monitor recommends': 'Headteacher',
      'edu.monitor consulted': 'CEO; head',
      'edu.monitor informed': 'board',
      'edu.monitor oversees': 'Members',
      'edu.monitor delegatedFrom': 'chief executive',
      'fin.order.approve line': '1.10',
      'fin.order.approve decides': '=amount',
      'fin.order.approve limits': 'head up to £5,000; Chief Executive up to £50,000.50; board',
      'own.run-the-farm line': '',
      'own.run-the-farm decides': 'farm-panel',
    },
  },
  {
    command: 'VaryDelegation',
    data: {
      variation: 'category-2025-10-01',
      layer: 'category',
      covers: { category: { name: 'autonomy', value: 'earned' } },
      from: '2025-10-01',
      until: '2026-10-01',
      intervention: 'INT-7',
      lines: [
        { line: '1', function: 'edu.monitor', decides: 'head', informed: ['local'] },
        { line: '2', function: 'edu.curriculum', decides: 'inherit' },
      ],
    },
    typed: {
      layer: 'category',
      covers: 'category',
      'covers.category': 'autonomy',
      'covers.value': 'earned',
      ...from('2025-10-01'),
      ...until('2026-09-30'),
      intervention: 'INT-7',
      'lines.0.line': '1',
      'lines.0.function': 'edu.monitor',
      'lines.0.decides': 'head',
      'lines.0.informed': 'local',
      'lines.2.function': 'edu.curriculum',
      'lines.2.decides': 'inherit',
    },
  },
  {
    command: 'EndVariation',
    data: { variation: 'v-7', until: '2025-07-01' },
    typed: { variation: 'v-7', ...until('2025-06-30') },
  },
  { command: 'AdoptCatalogue', data: { edition: '2026-11' }, typed: { edition: '2026-11' } },
  { command: 'AdoptSemantics', data: { version: 1 }, typed: { version: '1' } },
  {
    command: 'RegisterPerson',
    data: { person: 'p-1', details: { name: 'Amira Khan', email: 'a@example.org', declarations: ['One', 'Two'] } },
    typed: { 'details.name': 'Amira Khan', 'details.email': 'a@example.org', 'details.declarations': 'One\r\nTwo' },
  },
  {
    command: 'CorrectPersonDetails',
    data: { person: 'p-1', details: { name: 'Amira Shah' }, from: '2024-06-01' },
    typed: { person: 'p-1', 'details.name': 'Amira Shah', ...from('2024-06-01') },
  },
  {
    command: 'PlaceLegalHold',
    data: { person: 'p-1', reason: 'Claim 2031/17 is open' },
    typed: { person: 'p-1', reason: 'Claim 2031/17 is open' },
  },
  { command: 'LiftLegalHold', data: { person: 'p-1' }, typed: { person: 'p-1' } },
  {
    command: 'ErasePerson',
    data: { person: 'p-1', basis: 'UK GDPR Article 17(1)(a)' },
    typed: { person: 'p-1', basis: 'UK GDPR Article 17(1)(a)' },
  },
  {
    command: 'Correct',
    data: {
      entry: 1,
      how: 'replace',
      reason: 'It joined a day later',
      decidedOn: '2025-05-01',
      with: { school: 'oak', name: 'Oak School', from: '2015-09-02', phase: 'primary' },
    },
    typed: {
      ...dayBoxes('with.from', '2015-09-02'),
      ...dayBoxes('decidedOn', '2025-05-01'),
      reason: 'It joined a day later',
    },
  },
];

const PEOPLE = ['RegisterPerson', 'CorrectPersonDetails', 'PlaceLegalHold', 'LiftLegalHold', 'ErasePerson'];

function addressOf(command: string): string {
  if (command === 'Correct') return `${ROOT}/corrections/1/replace`;
  if (command === 'AdoptScheme') return `${ROOT}/adopt-scheme?start=none`;
  const name = command.replaceAll(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
  return `${ROOT}/${PEOPLE.includes(command) ? 'people/' : ''}${name}`;
}

/** Elements of a table by the function of their row: "edu.monitor line" is `lines.17.line`. */
function withRows(form: FilledForm, typed: Filling): Filling {
  const rowOf = (fn: string): string | undefined =>
    form
      .elements('lines.')
      .find((name) => name.endsWith('.function') && form.valueOf(name) === fn)
      ?.slice(0, -'.function'.length);
  return Object.fromEntries(
    Object.entries(typed).map(([name, value]) => {
      const [fn = '', member] = name.split(' ');
      return [member === undefined ? name : `${rowOf(fn) ?? fn}.${member}`, value];
    }),
  );
}

interface EntrySaid {
  readonly entry: {
    readonly n: number;
    readonly type: string;
    readonly data: object;
    readonly actor: object;
    readonly decidedOn?: string;
  };
}

let byForms: PageServer;
let byApi: PageServer;
beforeAll(async () => {
  byForms = await PageServer.start(RECORD, TRUST);
  byApi = await PageServer.start(RECORD, TRUST);
  await byForms.signIn('person:p-e04');
});
afterAll(async () => {
  await byForms.close();
  await byApi.close();
});

/** The newest entry without what differs between any two entries, and with sealed details laid aside. */
async function newest({ api }: PageServer): Promise<Record<string, unknown>> {
  const head = (await api.heads())[TRUST];
  const { entry } = (await api.get(`/api/trusts/${TRUST}/record/${String(head)}`)).json as EntrySaid;
  const { details, ...data } = entry.data as { readonly details?: object };
  const said = { ...entry, data: { ...data, details: Object.keys(details ?? {}) } };
  const differ = ['id', 'recordedAt', 'actor', 'command', 'correlationId', 'causationId'];
  return Object.fromEntries(Object.entries(said).filter(([name]) => !differ.includes(name)));
}

test('there is an example of every command that a trust with a record can use', () => {
  const offered = Object.keys(commandShapes).filter((command) => command !== 'EstablishTrust');
  expect(EXAMPLES.map(({ command }) => command).sort()).toEqual(offered.sort());
});

test.each(EXAMPLES)('$command through its form records what the API records', async ({ command, data, typed }) => {
  const form = new FilledForm(await byForms.get(addressOf(command)));
  let reply = await form.fill(withRows(form, typed)).send(byForms);
  if (reply.status === 200) {
    const looked = byForms.checked(addressOf(command), reply, 200);
    reply = await new FilledForm(looked).send(byForms, 'record');
  }
  if (reply.status !== 303) byForms.checked(`${addressOf(command)}: ${reply.text}`, reply, 303);
  const said = await byApi.api.record(TRUST, { command, data });
  expect({ status: said.status, text: said.text }).toMatchObject({ status: 201 });
  const [recorded, expected] = [await newest(byForms), await newest(byApi)];
  expect(recorded).toEqual(expected);
  expect(reply.headers.location).toBe(`/trusts/${TRUST}/audit/entries/${String(recorded['n'])}`);
});

test('posts are listed by their titles, and schools in the order of their names', async () => {
  const posts = (await byForms.get(addressOf('AbolishPost'))).texts('select[name="post"] option');
  expect(posts).toContain('Clerk');
  expect(posts.filter((post) => /^the post/i.test(post))).toEqual([]);
  const schools = (await byForms.get(addressOf('ReleaseSchool'))).texts('select[name="school"] option').slice(1);
  expect(schools.length).toBeGreaterThan(2);
  expect(schools).toEqual(schools.toSorted((a, b) => a.localeCompare(b, 'en-GB')));
});

test('who recorded something stands in the entry, with the role that let them', async () => {
  const head = (await byForms.api.heads())[TRUST];
  const { entry } = (await byForms.api.get(`/api/trusts/${TRUST}/record/${String(head)}`)).json as EntrySaid;
  expect(entry.actor).toEqual({ id: 'p-e04', as: 'clerk' });
});
