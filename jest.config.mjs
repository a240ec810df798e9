import './test/support/require-node-24.mjs';

const swc = [
  '@swc/jest',
  {
    $schema: 'https://swc.rs/schema.json',
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
      experimental: { keepImportAttributes: true },
    },
  },
];

/** The projects that start the compiled command line. */
const STARTS_THE_PROGRAM = new Set(['vectors', 'journeys']);

/** One project per folder of test/: `npm run test:<name>` runs it alone. */
const project = (name) => ({
  displayName: name,
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${name}/**/*.spec.ts`],
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: { '^.+\\.ts$': swc },
  moduleNameMapper: {
    '^@remit/([^/]+)/nest$': '<rootDir>/libs/$1/nest.ts',
    '^@remit/([^/]+)$': '<rootDir>/libs/$1/public.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  setupFiles: ['reflect-metadata'],
  ...(STARTS_THE_PROGRAM.has(name) ? { globalSetup: '<rootDir>/test/support/built-program.mjs' } : {}),
});

export default {
  // Unless said otherwise one core is left free, which on a machine with two leaves half of it idle.
  maxWorkers: '100%',
  // In ESM mode a worker keeps about 17 MB for each test file that loads the whole app, so it is replaced now and then.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 20_000,
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  projects: ['unit', 'property', 'model', 'contract', 'vectors', 'faults', 'journeys', 'tidy'].map(project),
};
