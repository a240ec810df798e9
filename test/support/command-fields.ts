type Fields = Readonly<Record<string, unknown>>;

/** The fields of a command, each with a value that it accepts. */
export interface CommandFields {
  readonly required: Fields;
  readonly optional: Fields;
}

/** What every command may carry. */
const GROUNDS: Fields = {
  decidedOn: '2025-03-03',
  decision: 'Board minutes 3 March 2025, item 7',
  reason: 'as minuted',
  evidence: [{ ref: 'minutes-2025-03-03', kind: 'minutes', sha256: 'ab'.repeat(32) }],
};

const from = '2020-09-01';
const until = '2024-09-01';
const covers = { schools: ['oak', 'elm'] };

const line: Fields = {
  line: '2.3',
  function: 'edu.curriculum',
  decides: { limits: [{ upTo: 500_000, decides: 'head' }, { decides: 'board' }] },
  recommends: ['head'],
  consulted: ['local'],
  informed: ['ceo'],
  oversees: ['regional'],
  delegatedFrom: 'ceo',
};

const OWN_FIELDS: Readonly<Record<string, CommandFields>> = {
  EstablishTrust: {
    required: { trust: 't', name: 'Northshire Learning Trust', from },
    optional: { uid: '2044', companyNumber: '07654321', ukprn: '10058464', catalogue: '2026-11', semantics: 1 },
  },
  AdmitSchool: {
    required: { school: 'oak', name: 'Oak School', from },
    optional: { until, urn: '100001', phase: 'primary', type: 'Academy converter', faith: 'Church of England' },
  },
  ReleaseSchool: { required: { school: 'oak', until }, optional: {} },
  ClassifySchool: {
    required: { school: 'oak', category: 'autonomy', value: 'reduced', from },
    optional: { until },
  },
  LinkSchool: {
    required: { school: 'oak', urn: '100099', kind: 'predecessor' },
    optional: { on: from, name: 'Oak Junior School', how: 'merged' },
  },
  FormCluster: { required: { cluster: 'coast', name: 'Coast', from }, optional: { until } },
  PlaceSchool: { required: { school: 'oak', cluster: 'coast', from }, optional: { until } },
  ConstituteBody: {
    required: { body: 'local-oak', tier: 'local', name: 'Oak local governing body', covers, from },
    optional: { until, minimum: 3 },
  },
  DissolveBody: { required: { body: 'local-oak', until }, optional: {} },
  CreatePost: {
    required: { post: 'head-oak', tier: 'head', title: 'Headteacher', covers, from },
    optional: { until },
  },
  AbolishPost: { required: { post: 'head-oak', until }, optional: {} },
  Appoint: {
    required: { appointment: 'a31', person: 'p7', to: 'local-oak', from },
    optional: { until, as: 'chair' },
  },
  EndAppointment: { required: { appointment: 'a31', until }, optional: { cause: 'resigned' } },
  NameTier: {
    required: { tier: 'local', name: 'academy council', from },
    optional: { plural: 'academy councils' },
  },
  AdoptScheme: {
    required: { scheme: 'scheme-2025', version: '4', from, lines: [line] },
    optional: { until },
  },
  VaryDelegation: {
    required: { variation: 'v-7', layer: 'school', covers, from, lines: [line] },
    optional: { until, intervention: 'INT-7' },
  },
  EndVariation: { required: { variation: 'v-7', until }, optional: {} },
  DefineFunction: {
    required: { function: 'own.minibus', name: 'Approve use of the minibus', scope: 'school' },
    optional: { group: 'Estates' },
  },
  AdoptCatalogue: { required: { edition: '2026-11' }, optional: {} },
  AdoptSemantics: { required: { version: 1 }, optional: {} },
  RegisterPerson: {
    required: { person: 'p7', details: { name: 'Amira Khan', email: 'amira@example.org', declarations: ['none'] } },
    optional: {},
  },
  CorrectPersonDetails: { required: { person: 'p7', details: { name: 'Amira Shah' } }, optional: { from } },
  PlaceLegalHold: { required: { person: 'p7', reason: 'a claim is open' }, optional: {} },
  LiftLegalHold: { required: { person: 'p7' }, optional: {} },
  ErasePerson: { required: { person: 'p7', basis: 'no longer needed' }, optional: {} },
  Correct: {
    required: { entry: 26, how: 'replace', reason: 'a wrong date', with: { school: 'oak', until } },
    optional: {},
  },
};

function withGrounds({ required, optional }: CommandFields): CommandFields {
  const grounds = Object.entries(GROUNDS).filter(([name]) => !(name in required));
  return { required, optional: { ...Object.fromEntries(grounds), ...optional } };
}

/** The fields of every command of the record language. Source: accountability contract, section 2. */
export const commandFields: Readonly<Record<string, CommandFields>> = Object.fromEntries(
  Object.entries(OWN_FIELDS).map(([command, fields]) => [command, withGrounds(fields)]),
);
