import { pureTrust } from '../support/pure-trust.js';

const RECORD = [
  { command: 'EstablishTrust', data: { trust: 't', name: 'T', from: '2014-09-01' } },
  { command: 'AdmitSchool', data: { school: 'ash', name: 'Ash', from: '2018-03-31' } },
  { command: 'ReleaseSchool', data: { school: 'ash', until: '2018-10-15' } },
  { command: 'AdmitSchool', data: { school: 'ash', name: 'Ash', from: '2024-06-02' } },
];

function replaced(entry: number, data: object) {
  const reason = 'a wrong date';
  return { command: 'Correct', data: { entry, how: 'replace', reason, with: { school: 'ash', name: 'Ash', ...data } } };
}

describe('a membership that was released and is replaced beside a later one', () => {
  test('keeps its release, so that it does not run into the later one', () => {
    const trust = pureTrust([...RECORD, replaced(1, { from: '2015-01-02' })]);
    const on = (day: string) => trust.ask({ function: 'edu.curriculum', school: 'ash', on: day, knownAt: 4 });
    expect(on('2015-01-02')).toMatchObject({ status: 'vacant' });
    expect(on('2018-10-15')).toMatchObject({ status: 'not-in-trust' });
    expect(on('2024-06-02')).toMatchObject({ status: 'vacant' });
  });

  test('is refused where it runs into the later one all the same', () => {
    const trust = pureTrust(RECORD);
    expect(trust.record(replaced(3, { from: '2018-01-01' }))).toMatchObject({ code: 'RECORD.ID_TAKEN', entry: 1 });
  });

  test('is accepted when it is void, because it stays void', () => {
    const void1 = { command: 'Correct', data: { entry: 1, how: 'void', reason: 'never joined then' } };
    const trust = pureTrust([...RECORD, void1]);
    expect(trust.record(replaced(1, { from: '2023-01-01' }))).toBeUndefined();
  });
});
