import { Moment, timeline } from '@remit/accountability';
import { civilDate, dayOf } from '@remit/kernel';
import { pureTrust, type ScriptCommand } from '../../support/pure-trust.js';

const from = '2015-09-01';
const oak = { schools: ['oak'] };
const whole = { trust: true };

/** Until this day, on which what is tried comes to an end. */
const until = '2020-03-01';

function script(command: string, data: object): ScriptCommand {
  return { command, data };
}

function scheme(line: object): ScriptCommand {
  const lines = [{ line: '1', function: 'edu.curriculum', ...line }];
  return script('AdoptScheme', { scheme: 's1', version: '1', from, lines });
}

const WORLD: readonly ScriptCommand[] = [
  script('EstablishTrust', { trust: 't', name: 'Trust', from: '2014-09-01' }),
  script('AdmitSchool', { school: 'oak', name: 'Oak', from }),
  script('FormCluster', { cluster: 'coast', name: 'Coast', from }),
  script('CreatePost', { post: 'ceo', tier: 'ceo', title: 'Chief executive', covers: whole, from }),
  script('CreatePost', { post: 'head', tier: 'head', title: 'Head', covers: oak, from }),
  script('ConstituteBody', { body: 'board', tier: 'board', name: 'Board', covers: whole, from }),
  script('ConstituteBody', { body: 'members', tier: 'members', name: 'Members', covers: whole, from }),
  script('Appoint', { appointment: 'b1', person: 'ann', to: 'board', from }),
  script('Appoint', { appointment: 'c1', person: 'ben', to: 'ceo', from }),
];

function vary(layer: string, covers: object, functionId = 'edu.curriculum', decides = 'ceo'): ScriptCommand {
  const lines = [{ line: '1', function: functionId, decides }];
  return script('VaryDelegation', { variation: layer, layer, covers, from, lines });
}

const ceoLeaves = script('EndAppointment', { appointment: 'c1', until });
const reduced = { category: 'autonomy', value: 'reduced' };

/** What ends on a day, so that the answer changes on that day and on no other. */
const CASES: Readonly<Record<string, readonly ScriptCommand[]>> = {
  'the membership of the school': [scheme({ decides: 'ceo' }), script('ReleaseSchool', { school: 'oak', until })],
  'the appointment of who decides': [scheme({ decides: 'ceo' }), ceoLeaves],
  'the post of who decides': [scheme({ decides: 'ceo' }), script('AbolishPost', { post: 'ceo', until })],
  'the appointment of who can act instead': [scheme({ decides: 'local', delegatedFrom: 'ceo' }), ceoLeaves],
  'the appointment of who recommends': [scheme({ decides: 'board', recommends: ['ceo'] }), ceoLeaves],
  'the appointment of who oversees': [scheme({ decides: 'board', oversees: ['ceo'] }), ceoLeaves],
  'the body that is accountable': [scheme({ decides: 'ceo' }), script('DissolveBody', { body: 'board', until })],
  'the scheme, which comes to its own end': [
    script('AdoptScheme', {
      ...{ scheme: 's1', version: '1', from, until },
      lines: [{ line: '1', function: 'edu.curriculum', decides: 'ceo' }],
    }),
  ],
  'the scheme, which another replaces': [
    scheme({ decides: 'ceo' }),
    script('AdoptScheme', { scheme: 's2', version: '2', from: until, lines: [] }),
  ],
  'the variation': [vary('school', oak), script('EndVariation', { variation: 'school', until })],
  'the placement that brings the school under a variation': [
    script('PlaceSchool', { school: 'oak', cluster: 'coast', from, until }),
    vary('cluster', { cluster: 'coast' }),
  ],
  'the placement that brings the school under a body': [
    scheme({ decides: 'regional' }),
    script('PlaceSchool', { school: 'oak', cluster: 'coast', from, until }),
    script('ConstituteBody', { body: 'reg', tier: 'regional', name: 'Reg', covers: { cluster: 'coast' }, from }),
  ],
  'the classification that brings the school under a variation': [
    script('ClassifySchool', { school: 'oak', ...reduced, from, until }),
    vary('category', { category: { name: 'autonomy', value: 'reduced' } }),
  ],
  'the delegation of urgent action, which another function has lines for': [
    vary('intervention', whole, 'gov.urgent-action'),
    vary('urgent', whole),
    script('EndVariation', { variation: 'intervention', until }),
  ],
};

test.each(Object.entries(CASES))('a timeline changes on the day on which ends %s', (_what, record) => {
  const trust = pureTrust([...WORLD, ...record]);
  const known = trust.index.head;
  const fn = new Moment(trust.index, 0, known).functionOf('edu.curriculum')!;
  const period = { from: dayOf('2018-01-01'), until: dayOf('2022-01-01'), known };
  const segments = timeline(trust.index, { fn, school: 'oak', period });
  expect(segments.map((segment) => civilDate(segment.from))).toEqual(['2018-01-01', until]);
});

test.each([
  ['beh.exclude', 'oak', script('AbolishPost', { post: 'head', until })],
  ['gov.articles.amend', undefined, script('DissolveBody', { body: 'members', until })],
])('a timeline of %s changes on the day on which ends the tier that law names', (id, school, ending) => {
  const trust = pureTrust([...WORLD, ending]);
  const known = trust.index.head;
  const fn = new Moment(trust.index, 0, known).functionOf(id)!;
  const period = { from: dayOf('2018-01-01'), until: dayOf('2022-01-01'), known };
  const segments = timeline(trust.index, { fn, school, period });
  expect(segments.map((segment) => civilDate(segment.from))).toEqual(['2018-01-01', until]);
});
