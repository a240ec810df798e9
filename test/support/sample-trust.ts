import type { ScriptCommand } from './pure-trust.js';

/** A small trust with one of everything, under the ids that the OpenAPI document gives as examples. */
export const SAMPLE_TRUST: readonly ScriptCommand[] = [
  { command: 'EstablishTrust', data: { trust: 'northshire', name: 'Northshire Learning Trust', from: '2014-09-01' } },
  { command: 'AdmitSchool', data: { school: 'oak', name: 'Oak School', from: '2015-09-01', phase: 'primary' } },
  { command: 'AdmitSchool', data: { school: 'elm', name: 'Elm School', from: '2015-09-01', phase: 'primary' } },
  { command: 'FormCluster', data: { cluster: 'coast', name: 'Coast', from: '2016-09-01' } },
  { command: 'PlaceSchool', data: { school: 'oak', cluster: 'coast', from: '2016-09-01' } },
  {
    command: 'ConstituteBody',
    data: { body: 'members', tier: 'members', name: 'Members', covers: { trust: true }, from: '2014-09-01' },
  },
  {
    command: 'ConstituteBody',
    data: { body: 'board', tier: 'board', name: 'Board', covers: { trust: true }, from: '2014-09-01', minimum: 2 },
  },
  {
    command: 'ConstituteBody',
    data: {
      body: 'local-oak',
      tier: 'local',
      name: 'Oak local governing body',
      covers: { schools: ['oak'] },
      from: '2015-09-01',
    },
  },
  {
    command: 'CreatePost',
    data: { post: 'ceo', tier: 'ceo', title: 'Chief Executive', covers: { trust: true }, from: '2014-09-01' },
  },
  {
    command: 'CreatePost',
    data: { post: 'head-oak', tier: 'head', title: 'Headteacher', covers: { schools: ['oak'] }, from: '2015-09-01' },
  },
  { command: 'Appoint', data: { appointment: 'a1', person: 'p1', to: 'board', from: '2014-09-01', as: 'chair' } },
  { command: 'Appoint', data: { appointment: 'a2', person: 'p2', to: 'board', from: '2014-09-01' } },
  { command: 'Appoint', data: { appointment: 'a3', person: 'p3', to: 'ceo', from: '2014-09-01' } },
  { command: 'Appoint', data: { appointment: 'a31', person: 'p7', to: 'local-oak', from: '2015-09-01', as: 'chair' } },
  {
    command: 'Appoint',
    data: { appointment: 'a40', person: 'p9', to: 'head-oak', from: '2015-09-01', until: '2025-04-01' },
  },
  { command: 'ClassifySchool', data: { school: 'oak', category: 'autonomy', value: 'reduced', from: '2017-01-09' } },
  {
    command: 'AdoptScheme',
    data: {
      scheme: 'scheme-2020',
      version: '3',
      from: '2020-09-01',
      lines: [
        { line: '1.1', function: 'edu.monitor', decides: 'local', recommends: ['head'], informed: ['board'] },
        { line: '2.1', function: 'hr.staff.appoint', decides: 'head', delegatedFrom: 'ceo' },
        {
          line: '3.1',
          function: 'fin.order.approve',
          decides: {
            limits: [{ upTo: 500_000, decides: 'head' }, { upTo: 5_000_000, decides: 'ceo' }, { decides: 'board' }],
          },
        },
      ],
    },
  },
  {
    command: 'VaryDelegation',
    data: {
      variation: 'v-7',
      layer: 'school',
      covers: { schools: ['oak'] },
      from: '2025-03-12',
      until: '2026-04-20',
      lines: [{ line: '1', function: 'edu.monitor', decides: 'ceo' }],
    },
  },
  {
    command: 'DefineFunction',
    data: { function: 'own.minibus', name: 'Approve use of the minibus', scope: 'trust' },
  },
];

/** The number of its newest entry. */
export const SAMPLE_HEAD = SAMPLE_TRUST.length - 1;
