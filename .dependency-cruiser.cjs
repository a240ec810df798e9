/** The contexts, each with the contexts below it that it may import. */
const below = {
  kernel: [],
  disk: ['kernel'],
  // Its domain and its public.ts stand on the kernel alone, so that a verifier needs nothing else: see below.
  ledger: ['record', 'disk', 'kernel'],
  record: ['kernel'],
  'record-sqlite': ['record', 'ledger', 'disk', 'kernel'],
  structure: ['record', 'kernel'],
  delegation: ['structure', 'record', 'kernel'],
  accountability: ['delegation', 'structure', 'record', 'kernel'],
  access: ['structure', 'record', 'disk', 'kernel'],
  engine: ['access', 'accountability', 'delegation', 'structure', 'ledger', 'record', 'kernel'],
  web: ['kernel'],
  exchange: ['engine', 'access', 'accountability', 'delegation', 'structure', 'record', 'kernel'],
};
const contexts = Object.keys(below);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment:
        'In ESM with decorators two files that import each other die at start. Types alone may refer to each other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...contexts.map((context) => ({
      name: `one-way-${context}`,
      comment: `${context} may import ${below[context].join(', ') || 'nothing'}.`,
      severity: 'error',
      from: { path: `^libs/${context}/` },
      to: { path: '^libs/', pathNot: `^libs/(${[context, ...below[context]].join('|')})/` },
    })),
    {
      name: 'context-has-its-place',
      comment: 'A new context is entered in the table at the top of .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: '^libs/', pathNot: `^libs/(${contexts.join('|')})/` },
      to: {},
    },
    {
      name: 'ledger-domain-stands-on-kernel',
      severity: 'error',
      from: { path: '^libs/ledger/(domain/|public\\.ts$)' },
      to: { path: '^libs/(?!ledger/|kernel/)' },
    },
    {
      name: 'kernel-imports-nothing',
      severity: 'error',
      from: { path: '^libs/kernel/' },
      to: { pathNot: '^libs/kernel/' },
    },
    { name: 'libs-do-not-know-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'contexts-only-through-their-doors',
      comment: 'Another context is reached through its public.ts or nest.ts.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/(public|nest)\\.ts$'] },
    },
    {
      name: 'apps-only-through-doors',
      severity: 'error',
      from: { path: '^(apps|bench)/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/(public|nest)\\.ts$' },
    },
    {
      name: 'domain-is-closed',
      comment: 'A domain file imports its own domain and the public.ts of lower contexts: no package, no Node module.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/domain/' },
      to: { pathNot: ['^libs/$1/domain/', '^libs/(?!$1/)[^/]+/public\\.ts$'] },
    },
    {
      name: 'public-is-pure',
      comment: 'public.ts offers pure things; what needs Nest stands in nest.ts.',
      severity: 'error',
      from: { path: '^libs/[^/]+/public\\.ts$' },
      to: {
        path: [
          '(^|/)node_modules/(@nestjs|class-validator|class-transformer|rxjs)/',
          '^libs/[^/]+/(write|read)/',
          '^libs/[^/]+/nest\\.ts$',
        ],
      },
    },
    {
      name: 'public-knows-no-node',
      severity: 'error',
      from: { path: '^libs/[^/]+/public\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'product-does-not-know-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/' },
      to: { path: '^(test|bench)/|\\.spec\\.ts$' },
    },
    {
      name: 'no-dev-dependencies',
      comment:
        'What the product imports at run time is a dependency in package.json. The verifier is built into one file; what builds the pages does not run with the product.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^apps/verify/|^libs/web/build\\.mjs$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'verifier-is-a-second-implementation',
      comment: 'It shares the pure rules of answers with the product, and nothing that makes or checks a proof.',
      severity: 'error',
      from: { path: '^apps/verify/src/' },
      to: {
        path: '^(libs|apps)/',
        pathNot: ['^apps/verify/src/', '^libs/(kernel|record|structure|delegation|accountability|engine)/public\\.ts$'],
      },
    },
    {
      name: 'verifier-carries-few-packages',
      comment: 'Everything that it imports is built into the file that auditors are asked to trust.',
      severity: 'error',
      from: { path: '^apps/verify/src/' },
      to: { path: '(^|/)node_modules/', pathNot: '(^|/)node_modules/asn1js/' },
    },
    {
      name: 'verifier-is-offline',
      comment: 'Of Node it uses cryptography, and files to read.',
      severity: 'error',
      from: { path: '^apps/verify/src/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|fs|path|util)$' },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    // The command line has a small package.json of its own, so that npm links its `bin`; what it needs is the root's.
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|data|bench/peers)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
