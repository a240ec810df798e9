import { dayOf } from '@remit/kernel';
import { Moment, type Office, offices, type OfficesOf, portrait } from '@remit/accountability';
import { pureTrust, type ScriptCommand } from '../../support/pure-trust.js';

const command = (name: string, data: object): ScriptCommand => ({ command: name, data });

const FROM = '2020-09-01';
const BEGINNING = [
  command('EstablishTrust', { trust: 't', name: 'The Trust', from: FROM }),
  command('AdmitSchool', { school: 'oak', name: 'Oak', from: FROM }),
  command('CreatePost', { post: 'head', tier: 'head', title: 'Head', covers: { schools: ['oak'] }, from: FROM }),
  command('ConstituteBody', {
    ...{ body: 'panel', tier: 'panel', name: 'Panel', covers: { trust: true }, from: FROM, minimum: 2 },
  }),
];

function appoint(appointment: string, to: string, from: string, until?: string, person = appointment): ScriptCommand {
  return command('Appoint', { appointment, person, to, from, ...(until === undefined ? {} : { until }) });
}

function lacking(record: readonly ScriptCommand[], holder: string, on: string): unknown {
  const { index } = pureTrust([...BEGINNING, ...record]);
  return portrait(new Moment(index, dayOf(on), index.head)).holders.find(({ id }) => id === holder)?.lacks;
}

function served(record: readonly ScriptCommand[], of: OfficesOf): Partial<Office>[] {
  const { index } = pureTrust([...BEGINNING, ...record]);
  return offices(new Moment(index, dayOf('2023-01-01'), index.head), of).map(
    ({ appointment, from, until, endsWithHolder }) => ({ appointment, from, until, endsWithHolder }),
  );
}

describe('a vacancy', () => {
  test('begins with the body or post when nobody was ever there', () => {
    expect(lacking([], 'head', '2021-01-01')).toEqual({ missing: 1, since: FROM, next: null });
    expect(lacking([], 'panel', '2021-01-01')).toEqual({ missing: 2, since: FROM, next: null });
  });

  test('begins on the first day without the last holder, and names the day for which the next is appointed', () => {
    const record = [appoint('a', 'head', FROM, '2021-04-01'), appoint('b', 'head', '2021-09-01')];
    expect(lacking(record, 'head', '2021-03-31')).toBeNull();
    expect(lacking(record, 'head', '2021-04-01')).toEqual({ missing: 1, since: '2021-04-01', next: '2021-09-01' });
    expect(lacking(record, 'head', '2021-08-31')).toMatchObject({ since: '2021-04-01' });
    expect(lacking(record, 'head', '2021-09-01')).toBeNull();
  });

  test('goes on while people come and go but are too few, and counts people, not appointments', () => {
    const record = [
      appoint('a', 'panel', FROM, '2021-01-01'),
      appoint('b', 'panel', FROM, '2021-06-01'),
      appoint('c', 'panel', '2021-06-01'),
      appoint('c-again', 'panel', '2021-07-01', undefined, 'c'),
    ];
    expect(lacking(record, 'panel', '2020-12-31')).toBeNull();
    expect(lacking(record, 'panel', '2021-08-01')).toEqual({ missing: 1, since: '2021-01-01', next: null });
  });

  test('of a body that comes to its end names no day after that for the next to come', () => {
    const ends = [appoint('a', 'panel', FROM), command('DissolveBody', { body: 'panel', until: '2022-01-01' })];
    const comes = (on: string): ScriptCommand[] => [appoint('b', 'panel', on), ...ends];
    expect(lacking(comes('2022-01-01'), 'panel', '2021-01-01')).toEqual({ missing: 1, since: FROM, next: null });
    expect(lacking(comes('2021-12-31'), 'panel', '2021-01-01')).toMatchObject({ next: '2021-12-31' });
  });
});

describe('offices', () => {
  const RECORD = [
    appoint('p-member', 'panel', '2022-01-01'),
    appoint('p-head', 'head', FROM, '2021-04-01'),
    command('DissolveBody', { body: 'panel', until: '2024-01-01' }),
  ];

  test('end with their body when the appointment says a later day or none', () => {
    expect(served(RECORD, { holder: 'panel' })).toEqual([
      { appointment: 'p-member', from: '2022-01-01', until: '2024-01-01', endsWithHolder: true },
    ]);
    expect(served(RECORD, {}).map(({ appointment }) => appointment)).toEqual(['p-head', 'p-member']);
  });

  test('can be asked for by person and by school', () => {
    const head = { appointment: 'p-head', from: FROM, until: '2021-04-01', endsWithHolder: false };
    expect(served(RECORD, { person: 'p-head' })).toEqual([head]);
    expect(served(RECORD, { school: 'oak' })).toEqual([head]);
    expect(served(RECORD, { person: 'p-none' })).toEqual([]);
  });
});
