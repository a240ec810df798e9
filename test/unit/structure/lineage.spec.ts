import { decide } from '@remit/engine';
import { EngineTrustModel, problemOfShape } from '@remit/engine/nest';
import { schoolsByUrn } from '@remit/structure';

type Data = Readonly<Record<string, unknown>>;

const model = new EngineTrustModel();

/** A trust with what the commands say, one entry each. @throws when one is refused. */
function trustOf(...commands: readonly (readonly [command: string, data: Data])[]) {
  const index = model.begin('elm');
  for (const [n, [command, data]] of commands.entries()) {
    const decided = decide(index, command, data, problemOfShape);
    if ('refused' in decided) throw new Error(`${decided.refused.code}: ${decided.refused.detail}`);
    const { type, data: said } = decided.accepted;
    model.apply(index, { n, type: type.name, data: said, recordedAt: '2025-01-01T00:00:00.000Z' });
  }
  return index;
}

const FOUNDING = ['EstablishTrust', { trust: 'elm', name: 'Elm Trust', from: '2012-09-01' }] as const;
const SCHOOL = ['AdmitSchool', { school: 'oak', name: 'Oak School', urn: '900001', from: '2014-09-01' }] as const;
const LINK = {
  school: 'oak',
  urn: '800001',
  kind: 'predecessor',
  on: '2014-08-31',
  name: 'Oak Junior School',
} as const;

test('a school is found by its own number and by those before and after it, and the words say which', () => {
  const { structure } = trustOf(
    FOUNDING,
    SCHOOL,
    ['LinkSchool', LINK],
    ['LinkSchool', { school: 'oak', urn: '950001', kind: 'successor' }],
  );
  expect(['900001', '800001', '950001', '700000'].map((urn) => schoolsByUrn(structure, urn, 3))).toEqual([
    [{ school: 'oak', entry: 1, says: 'URN 900001 is Oak School.' }],
    [
      {
        school: 'oak',
        entry: 2,
        says: 'URN 800001 is Oak Junior School, which Oak School (URN 900001) followed on 31 August 2014. The answer is about Oak School.',
      },
    ],
    [
      {
        school: 'oak',
        entry: 3,
        says: 'URN 950001 is a school, which followed Oak School (URN 900001). The answer is about Oak School.',
      },
    ],
    [],
  ]);
});

test('nothing is found before it was recorded, or after it was voided', () => {
  const { structure } = trustOf(
    FOUNDING,
    SCHOOL,
    ['LinkSchool', LINK],
    ['Correct', { entry: 2, how: 'void', reason: 'another school' }],
  );
  expect([1, 2, 3].map((known) => schoolsByUrn(structure, '800001', known).length)).toEqual([0, 1, 0]);
});

test('a school that has the number itself goes before one that is linked to it', () => {
  const { structure } = trustOf(
    FOUNDING,
    SCHOOL,
    ['AdmitSchool', { school: 'old-oak', name: 'Old Oak', urn: '800001', from: '2013-09-01' }],
    ['LinkSchool', LINK],
  );
  expect(schoolsByUrn(structure, '800001', 3).map(({ school }) => school)).toEqual(['old-oak']);
});

test('a number that several schools came from leads to all of them', () => {
  const ash = ['AdmitSchool', { school: 'ash', name: 'Ash School', from: '2014-09-01' }] as const;
  const { structure } = trustOf(
    FOUNDING,
    SCHOOL,
    ash,
    ['LinkSchool', LINK],
    ['LinkSchool', { ...LINK, school: 'ash' }],
  );
  expect(schoolsByUrn(structure, '800001', 4).map(({ school }) => school)).toEqual(['oak', 'ash']);
});

test('the same link is recorded once in each direction, and can be replaced', () => {
  const linked = [FOUNDING, SCHOOL, ['LinkSchool', LINK]] as const;
  expect(() => trustOf(...linked, ['LinkSchool', { ...LINK, on: '2014-09-01' }])).toThrow('RECORD.ID_TAKEN');
  expect(() => trustOf(...linked, ['LinkSchool', { ...LINK, kind: 'successor' }])).not.toThrow();
  const replaced = { entry: 2, how: 'replace', reason: 'another day', with: { ...LINK, on: '2014-09-01' } };
  const { structure } = trustOf(...linked, ['Correct', replaced]);
  expect(schoolsByUrn(structure, '800001', 3)[0]?.says).toContain('followed on 1 September 2014');
  expect(schoolsByUrn(structure, '800001', 2)[0]?.says).toContain('followed on 31 August 2014');
});
