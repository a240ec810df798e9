import { engineCommands } from '@remit/engine';
import { pureTrust, type ScriptCommand } from '../../support/pure-trust.js';

const from = '2016-09-01';
const oak = { schools: ['oak'] };

function line(functionId: string, decides: unknown = 'head', label = '1'): object {
  return { line: label, function: functionId, decides };
}

function script(command: string, data: object): ScriptCommand {
  return { command, data };
}

/** Entry n is the n-th. */
const RECORD: readonly ScriptCommand[] = [
  script('EstablishTrust', { trust: 't', name: 'Trust', from: '2014-09-01' }),
  script('AdmitSchool', { school: 'oak', name: 'Oak School', from }),
  script('FormCluster', { cluster: 'coast', name: 'Coast', from }),
  script('ConstituteBody', { body: 'local-oak', tier: 'local', name: 'Oak local body', covers: oak, from }),
  script('CreatePost', { post: 'head-oak', tier: 'head', title: 'Headteacher', covers: oak, from }),
  script('Appoint', { appointment: 'a1', person: 'p1', to: 'local-oak', from }),
  script('AdoptScheme', { scheme: 's1', version: '1', from, lines: [line('edu.curriculum')] }),
  script('VaryDelegation', { variation: 'v-1', layer: 'school', covers: oak, from, lines: [line('edu.curriculum')] }),
  script('DefineFunction', { function: 'own.minibus', name: 'Minibus', scope: 'school' }),
  script('AdmitSchool', { school: 'elm', name: 'Elm School', from }),
  script('ReleaseSchool', { school: 'elm', until: '2019-09-01' }),
  script('DissolveBody', { body: 'local-oak', until: '2022-09-01' }),
  script('AdoptCatalogue', { edition: '2026-11' }),
  script('AdmitSchool', { school: 'fir', name: 'Fir School', from }),
  script('RegisterPerson', { person: 'p1', details: { name: 'A' } }),
  script('PlaceLegalHold', { person: 'p1', reason: 'a claim' }),
];

const scheme = { scheme: 's2', version: '2', from: '2020-09-01' };
const variation = { variation: 'v-2', layer: 'school', covers: oak, from };
const body = { body: 'b', tier: 'local', name: 'Body', covers: oak, from };

function limits(...bands: readonly object[]): object {
  return { ...scheme, lines: [line('edu.curriculum', { limits: bands })] };
}

function replace(entry: number, replacement: object): object {
  return { entry, how: 'replace', reason: 'a slip', with: replacement };
}

interface Refused {
  readonly code: string;
  readonly field: string;
  readonly entry?: number;
}

/** What is wrong in words, the command, and what must be said of it. */
const REFUSALS: readonly (readonly [string, string, object, Refused])[] = [
  // People: test/unit/access has more.
  [
    'a person who is registered',
    'RegisterPerson',
    { person: 'p1', details: { name: 'B' } },
    { code: 'RECORD.ID_TAKEN', field: 'person', entry: 14 },
  ],
  [
    'details of somebody who is not registered',
    'CorrectPersonDetails',
    { person: 'p2', details: { name: 'B' } },
    { code: 'ACCESS.PERSON_UNKNOWN', field: 'person' },
  ],
  [
    'a second legal hold',
    'PlaceLegalHold',
    { person: 'p1', reason: 'another' },
    { code: 'ACCESS.HELD_ALREADY', field: 'person', entry: 15 },
  ],
  ['a hold that does not stand', 'LiftLegalHold', { person: 'p2' }, { code: 'ACCESS.NOT_HELD', field: 'person' }],
  [
    'an erasure under a hold',
    'ErasePerson',
    { person: 'p1', basis: 'x' },
    { code: 'ACCESS.LEGAL_HOLD', field: 'person', entry: 15 },
  ],
  // An id that is used twice for its kind.
  [
    'a trust that exists',
    'EstablishTrust',
    { trust: 't', name: 'T', from },
    { code: 'RECORD.ID_TAKEN', field: 'trust', entry: 0 },
  ],
  [
    'a school that is in the trust',
    'AdmitSchool',
    { school: 'oak', name: 'Oak', from: '2020-01-01' },
    { code: 'RECORD.ID_TAKEN', field: 'school', entry: 1 },
  ],
  [
    'a school that joins before it left',
    'AdmitSchool',
    { school: 'elm', name: 'Elm', from: '2019-08-31' },
    { code: 'RECORD.ID_TAKEN', field: 'school', entry: 9 },
  ],
  [
    'a cluster that exists',
    'FormCluster',
    { cluster: 'coast', name: 'Coast', from },
    { code: 'RECORD.ID_TAKEN', field: 'cluster', entry: 2 },
  ],
  [
    'a body with the id of a body',
    'ConstituteBody',
    { ...body, body: 'local-oak' },
    { code: 'RECORD.ID_TAKEN', field: 'body', entry: 3 },
  ],
  [
    'a body with the id of a post',
    'ConstituteBody',
    { ...body, body: 'head-oak' },
    { code: 'RECORD.ID_TAKEN', field: 'body', entry: 4 },
  ],
  [
    'a post with the id of a body',
    'CreatePost',
    { post: 'local-oak', tier: 'head', title: 'Head', covers: oak, from },
    { code: 'RECORD.ID_TAKEN', field: 'post', entry: 3 },
  ],
  [
    'an appointment that exists',
    'Appoint',
    { appointment: 'a1', person: 'p2', to: 'head-oak', from },
    { code: 'RECORD.ID_TAKEN', field: 'appointment', entry: 5 },
  ],
  [
    'a scheme that exists',
    'AdoptScheme',
    { ...scheme, scheme: 's1', lines: [] },
    { code: 'RECORD.ID_TAKEN', field: 'scheme', entry: 6 },
  ],
  [
    'a variation that exists',
    'VaryDelegation',
    { ...variation, variation: 'v-1', lines: [] },
    { code: 'RECORD.ID_TAKEN', field: 'variation', entry: 7 },
  ],
  [
    'a function that the trust has defined',
    'DefineFunction',
    { function: 'own.minibus', name: 'M', scope: 'both' },
    { code: 'RECORD.ID_TAKEN', field: 'function', entry: 8 },
  ],
  [
    'a function of the catalogue',
    'DefineFunction',
    { function: 'edu.curriculum', name: 'C', scope: 'both' },
    { code: 'RECORD.ID_TAKEN', field: 'function', entry: 12 },
  ],
  // An id that is unknown.
  [
    'the release of an unknown school',
    'ReleaseSchool',
    { school: 'ash', until: from },
    { code: 'STRUCTURE.SCHOOL_UNKNOWN', field: 'school' },
  ],
  [
    'the classification of an unknown school',
    'ClassifySchool',
    { school: 'ash', category: 'c', value: 'v', from },
    { code: 'STRUCTURE.SCHOOL_UNKNOWN', field: 'school' },
  ],
  [
    'a link of an unknown school',
    'LinkSchool',
    { school: 'ash', urn: '100099', kind: 'predecessor' },
    { code: 'STRUCTURE.SCHOOL_UNKNOWN', field: 'school' },
  ],
  [
    'the placement of an unknown school',
    'PlaceSchool',
    { school: 'ash', cluster: 'coast', from },
    { code: 'STRUCTURE.SCHOOL_UNKNOWN', field: 'school' },
  ],
  [
    'a placement in an unknown cluster',
    'PlaceSchool',
    { school: 'oak', cluster: 'moor', from },
    { code: 'STRUCTURE.CLUSTER_UNKNOWN', field: 'cluster' },
  ],
  [
    'a body for an unknown school',
    'ConstituteBody',
    { ...body, covers: { schools: ['oak', 'ash'] } },
    { code: 'STRUCTURE.SCHOOL_UNKNOWN', field: 'covers.schools[1]' },
  ],
  [
    'a body for an unknown cluster',
    'ConstituteBody',
    { ...body, covers: { cluster: 'moor' } },
    { code: 'STRUCTURE.CLUSTER_UNKNOWN', field: 'covers.cluster' },
  ],
  [
    'a post for an unknown school',
    'CreatePost',
    { post: 'h', tier: 'head', title: 'H', covers: { schools: ['ash'] }, from },
    { code: 'STRUCTURE.SCHOOL_UNKNOWN', field: 'covers.schools[0]' },
  ],
  [
    'an appointment to nothing',
    'Appoint',
    { appointment: 'a2', person: 'p2', to: 'nothing', from },
    { code: 'STRUCTURE.BODY_OR_POST_UNKNOWN', field: 'to' },
  ],
  [
    'the end of an unknown appointment',
    'EndAppointment',
    { appointment: 'a2', until: from },
    { code: 'STRUCTURE.APPOINTMENT_UNKNOWN', field: 'appointment' },
  ],
  [
    'the end of an unknown body',
    'DissolveBody',
    { body: 'b', until: from },
    { code: 'STRUCTURE.BODY_UNKNOWN', field: 'body' },
  ],
  [
    'the dissolution of a post',
    'DissolveBody',
    { body: 'head-oak', until: '2020-01-01' },
    { code: 'STRUCTURE.BODY_UNKNOWN', field: 'body' },
  ],
  [
    'the end of an unknown post',
    'AbolishPost',
    { post: 'h', until: from },
    { code: 'STRUCTURE.POST_UNKNOWN', field: 'post' },
  ],
  [
    'the abolition of a body',
    'AbolishPost',
    { post: 'local-oak', until: '2020-01-01' },
    { code: 'STRUCTURE.POST_UNKNOWN', field: 'post' },
  ],
  [
    'the end of an unknown variation',
    'EndVariation',
    { variation: 'v-2', until: from },
    { code: 'DELEGATION.VARIATION_UNKNOWN', field: 'variation' },
  ],
  [
    'a variation for an unknown school',
    'VaryDelegation',
    { ...variation, covers: { schools: ['ash'] }, lines: [] },
    { code: 'STRUCTURE.SCHOOL_UNKNOWN', field: 'covers.schools[0]' },
  ],
  [
    'a variation for an unknown cluster',
    'VaryDelegation',
    { ...variation, layer: 'urgent', covers: { cluster: 'moor' }, lines: [] },
    { code: 'STRUCTURE.CLUSTER_UNKNOWN', field: 'covers.cluster' },
  ],
  [
    'an edition that is not carried',
    'AdoptCatalogue',
    { edition: '1999-01' },
    { code: 'DELEGATION.EDITION_UNKNOWN', field: 'edition' },
  ],
  [
    'semantics that are not known',
    'AdoptSemantics',
    { version: 2 },
    { code: 'DELEGATION.SEMANTICS_UNKNOWN', field: 'version' },
  ],
  // An interval without a day in it.
  [
    'a body that ends on its first day',
    'ConstituteBody',
    { ...body, until: from },
    { code: 'RECORD.INTERVAL_EMPTY', field: 'until' },
  ],
  [
    'a scheme that ends before it begins',
    'AdoptScheme',
    { ...scheme, until: '2020-08-31', lines: [] },
    { code: 'RECORD.INTERVAL_EMPTY', field: 'until' },
  ],
  // Outside the life of what it is about.
  [
    'a placement before the school joined',
    'PlaceSchool',
    { school: 'oak', cluster: 'coast', from: '2016-08-31' },
    { code: 'STRUCTURE.OUTSIDE_LIFE', field: 'from', entry: 1 },
  ],
  [
    'a placement after the school left',
    'PlaceSchool',
    { school: 'elm', cluster: 'coast', from: '2019-09-01' },
    { code: 'STRUCTURE.OUTSIDE_LIFE', field: 'from', entry: 10 },
  ],
  [
    'an appointment before the post was created',
    'Appoint',
    { appointment: 'a2', person: 'p', to: 'head-oak', from: '2016-08-31' },
    { code: 'STRUCTURE.OUTSIDE_LIFE', field: 'from', entry: 4 },
  ],
  [
    'an appointment after the body was dissolved',
    'Appoint',
    { appointment: 'a2', person: 'p', to: 'local-oak', from: '2022-09-01' },
    { code: 'STRUCTURE.OUTSIDE_LIFE', field: 'from', entry: 11 },
  ],
  [
    'a release on the day of joining',
    'ReleaseSchool',
    { school: 'oak', until: from },
    { code: 'STRUCTURE.ENDS_BEFORE_START', field: 'until', entry: 1 },
  ],
  [
    'a dissolution before the body existed',
    'DissolveBody',
    { body: 'local-oak', until: '2010-01-01' },
    { code: 'STRUCTURE.ENDS_BEFORE_START', field: 'until', entry: 3 },
  ],
  [
    'an abolition on the first day',
    'AbolishPost',
    { post: 'head-oak', until: from },
    { code: 'STRUCTURE.ENDS_BEFORE_START', field: 'until', entry: 4 },
  ],
  [
    'the end of an appointment on its first day',
    'EndAppointment',
    { appointment: 'a1', until: from },
    { code: 'STRUCTURE.ENDS_BEFORE_START', field: 'until', entry: 5 },
  ],
  [
    'the end of a variation on its first day',
    'EndVariation',
    { variation: 'v-1', until: from },
    { code: 'STRUCTURE.ENDS_BEFORE_START', field: 'until', entry: 7 },
  ],
  // Schemes, variations and their lines.
  [
    'two schemes on one day',
    'AdoptScheme',
    { ...scheme, from, lines: [] },
    { code: 'DELEGATION.TWO_SCHEMES_ONE_DAY', field: 'from', entry: 6 },
  ],
  [
    'a line for an unknown function',
    'AdoptScheme',
    { ...scheme, lines: [line('edu.curriculum'), line('no.such')] },
    { code: 'DELEGATION.FUNCTION_UNKNOWN', field: 'lines[1].function' },
  ],
  [
    'a function in two lines',
    'VaryDelegation',
    { ...variation, lines: [line('edu.curriculum'), line('edu.curriculum', 'ceo', '2')] },
    { code: 'DELEGATION.FUNCTION_TWICE', field: 'lines[1].function' },
  ],
  [
    '"inherit" in a scheme',
    'AdoptScheme',
    { ...scheme, lines: [line('edu.curriculum', 'inherit')] },
    { code: 'DELEGATION.NOTHING_TO_INHERIT', field: 'lines[0].decides' },
  ],
  [
    'limits whose last band has an end',
    'AdoptScheme',
    limits({ upTo: 5, decides: 'head' }),
    { code: 'DELEGATION.LIMITS_BROKEN', field: 'lines[0].decides.limits[0].upTo' },
  ],
  [
    'limits with an open band before the last',
    'AdoptScheme',
    limits({ decides: 'head' }, { decides: 'ceo' }),
    { code: 'DELEGATION.LIMITS_BROKEN', field: 'lines[0].decides.limits[0].upTo' },
  ],
  [
    'limits that do not increase',
    'AdoptScheme',
    limits({ upTo: 5, decides: 'head' }, { upTo: 5, decides: 'ceo' }, { decides: 'board' }),
    { code: 'DELEGATION.LIMITS_BROKEN', field: 'lines[0].decides.limits[1].upTo' },
  ],
  [
    'limits with a band that inherits',
    'AdoptScheme',
    limits({ upTo: 5, decides: 'inherit' }, { decides: 'board' }),
    { code: 'DELEGATION.LIMITS_BROKEN', field: 'lines[0].decides.limits[0].decides' },
  ],
  [
    'a school variation for the trust',
    'VaryDelegation',
    { ...variation, covers: { trust: true }, lines: [] },
    { code: 'DELEGATION.LAYER_AND_COVERAGE', field: 'covers' },
  ],
  [
    'a cluster variation for schools',
    'VaryDelegation',
    { ...variation, layer: 'cluster', lines: [] },
    { code: 'DELEGATION.LAYER_AND_COVERAGE', field: 'covers' },
  ],
  [
    'a category variation for schools',
    'VaryDelegation',
    { ...variation, layer: 'category', lines: [] },
    { code: 'DELEGATION.LAYER_AND_COVERAGE', field: 'covers' },
  ],
  [
    'an urgent variation for a category',
    'VaryDelegation',
    { ...variation, layer: 'urgent', covers: { category: { name: 'c', value: 'v' } }, lines: [] },
    { code: 'DELEGATION.LAYER_AND_COVERAGE', field: 'covers' },
  ],
  // Corrections.
  [
    'a correction of an entry to come',
    'Correct',
    { entry: 16, how: 'void', reason: 'x' },
    { code: 'RECORD.ENTRY_UNKNOWN', field: 'entry' },
  ],
  [
    'a void of the founding entry',
    'Correct',
    { entry: 0, how: 'void', reason: 'x' },
    { code: 'RECORD.FOUNDING_NOT_VOID', field: 'entry', entry: 0 },
  ],
  [
    'a replacement about something else',
    'Correct',
    replace(5, { appointment: 'a2', person: 'p', to: 'head-oak', from }),
    { code: 'RECORD.OTHER_SUBJECT', field: 'with.appointment', entry: 5 },
  ],
  [
    'a replacement of another shape',
    'Correct',
    replace(5, { appointment: 'a1', person: 'p', to: 'head-oak' }),
    { code: 'RECORD.FIELD_MISSING', field: 'with.from' },
  ],
  [
    'a replacement that would be refused itself',
    'Correct',
    replace(5, { appointment: 'a1', person: 'p', to: 'head-oak', from: '2016-08-31' }),
    { code: 'STRUCTURE.OUTSIDE_LIFE', field: 'with.from', entry: 4 },
  ],
  [
    'a replacement without a day in it',
    'Correct',
    replace(13, { school: 'fir', name: 'Fir', from, until: from }),
    { code: 'RECORD.INTERVAL_EMPTY', field: 'with.until' },
  ],
  [
    'the founding of another trust',
    'Correct',
    replace(0, { trust: 'u', name: 'Trust', from }),
    { code: 'RECORD.OTHER_SUBJECT', field: 'with.trust', entry: 0 },
  ],
  [
    'semantics to come from the founding',
    'Correct',
    replace(0, { trust: 't', name: 'Trust', from, semantics: 7 }),
    { code: 'DELEGATION.SEMANTICS_UNKNOWN', field: 'with.semantics' },
  ],
  // The command itself.
  ['a command that does not exist', 'AdmitPupil', {}, { code: 'RECORD.COMMAND_UNKNOWN', field: 'command' }],
];

describe('refused, with the field and the entry that it clashes with, and nothing recorded', () => {
  test.each(REFUSALS)('%s (%s)', (_what, command, data, refused) => {
    const trust = pureTrust(RECORD);
    const problem = trust.record({ command, data });
    const { code, field, entry } = problem ?? {};
    expect({ code, field, ...(entry === undefined ? {} : { entry }) }).toEqual(refused);
    // Sentences that say what to do, in plain words.
    expect(problem?.detail).toMatch(/^[A-Z"].*[.]$/);
    expect(problem?.detail).not.toMatch(/undefined|null|\[object/);
    expect(trust.index.head).toBe(RECORD.length - 1);
  });

  test('every command but those that cannot clash is refused in one way at least', () => {
    const refused = new Set(REFUSALS.map(([, command]) => command));
    const left = [...engineCommands.keys(), 'Correct'].filter((command) => !refused.has(command));
    // The trust's own words: what several kinds of body are called is for the trust to say.
    expect(left).toEqual(['NameTier']);
  });

  test('anything before the founding entry', () => {
    const problem = pureTrust([RECORD[0]!]).record({
      command: 'EstablishTrust',
      data: { trust: 'u', name: 'U', from },
    });
    expect(problem).toMatchObject({ code: 'RECORD.OTHER_TRUST', field: 'trust' });
  });
});

describe('accepted, although it could be thought wrong', () => {
  test.each([
    [
      'a school that was released, admitted again on the day it left',
      'AdmitSchool',
      { school: 'elm', name: 'Elm', from: '2019-09-01' },
    ],
    [
      'a school that was in the trust earlier still',
      'AdmitSchool',
      { school: 'elm', name: 'Elm', from: '2015-01-01', until: from },
    ],
    ['a second end of a body, later than the first', 'DissolveBody', { body: 'local-oak', until: '2023-09-01' }],
    [
      'an appointment that runs past the end of its body',
      'Appoint',
      { appointment: 'a2', person: 'p', to: 'local-oak', from: '2022-08-31', until: '2030-01-01' },
    ],
    ['two bodies of one tier for one school', 'ConstituteBody', body],
    ['a body for a school outside its time in the trust', 'ConstituteBody', { ...body, from: '2010-01-01' }],
    ['a reserved matter delegated', 'VaryDelegation', { ...variation, lines: [line('gov.sod.approve')] }],
    ['a tier that has no body', 'AdoptScheme', { ...scheme, lines: [line('edu.curriculum', 'nobody-yet')] }],
    ['a name for a tier that has no body', 'NameTier', { tier: 'nobody-yet', name: 'academy council', from }],
    ['an instrument without lines', 'AdoptScheme', { ...scheme, lines: [] }],
    ['the void of a body with people in it', 'Correct', { entry: 3, how: 'void', reason: 'x' }],
    [
      'a replacement that keeps its own id and its own first day',
      'Correct',
      replace(6, { scheme: 's1', version: '1a', from, lines: [] }),
    ],
    ['the same catalogue once more', 'AdoptCatalogue', { edition: '2026-11' }],
    ['a founding entry with another name', 'Correct', replace(0, { trust: 't', name: 'Other', from: '2013-09-01' })],
  ])('%s', (_what, command, data) => {
    const trust = pureTrust(RECORD);
    expect(trust.record({ command, data })).toBeUndefined();
    expect(trust.index.head).toBe(RECORD.length);
  });

  test('an entry that is void may be voided and replaced again', () => {
    const trust = pureTrust(RECORD);
    for (const data of [
      { entry: 5, how: 'void', reason: 'x' },
      { entry: 5, how: 'void', reason: 'x' },
      replace(5, { appointment: 'a1', person: 'p', to: 'head-oak', from }),
      { entry: 16, how: 'void', reason: 'x' },
    ]) {
      expect(trust.record({ command: 'Correct', data })).toBeUndefined();
    }
  });
});
