import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const domain = ['libs/kernel/**/*.ts', 'libs/*/domain/**/*.ts'];

const impure = 'The domain has no clock, no chance and no surroundings: what it needs to know arrives in the command.';

const impureGlobals = [
  'Date',
  'Temporal',
  'process',
  'Buffer',
  'crypto',
  'performance',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
  'global',
  'globalThis',
].map((name) => ({ name, message: impure }));

const impureSyntax = [
  { selector: 'Decorator', message: 'No decorators in the domain.' },
  { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: impure },
  { selector: ':function[async=true]', message: 'Decisions are synchronous; I/O belongs to write/ and read/.' },
  { selector: 'ImportExpression', message: 'The domain imports nothing at run time.' },
];

export default defineConfig(
  { ignores: ['dist/**', 'coverage/**', 'data/**', 'node_modules/**', 'bench/peers/node_modules/**'] },
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', module: 'readonly', URL: 'readonly' } },
  },
  {
    // What a browser runs.
    files: ['libs/web/assets/*.mjs'],
    languageOptions: { globals: { document: 'readonly', window: 'readonly' } },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Leaves files with decorators alone, where a type-only import would switch validation off.
      '@typescript-eslint/consistent-type-imports': 'error',
      // Handlers and adapters are async by contract, not always by body.
      '@typescript-eslint/require-await': 'off',
      // Nest takes options as plain objects although it types them by classes, and Express widens Node's own request.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A Nest module is a decorated class without members.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // A number in a message reads as expected; objects and undefined stay forbidden.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // noUncheckedIndexedAccess makes every index possibly undefined; after a bounds check `list[i]!` is the honest form.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `() => log(x)` and `() => void` callbacks are clear as they are.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['**/*.ts'],
    ignores: ['test/**', '**/*.data.ts'],
    rules: { 'max-lines': ['error', { max: 400 }] },
  },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportDeclaration[importKind="type"][source.value=/\\.dto\\.js$/]',
          message: 'Import a DTO as a value: behind `import type` Nest does not validate it.',
        },
        {
          selector: 'ImportDeclaration[source.value=/\\.dto\\.js$/] > ImportSpecifier[importKind="type"]',
          message: 'Import a DTO as a value: behind `import type` Nest does not validate it.',
        },
      ],
    },
  },
  {
    files: domain,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\.{1,2}/|@remit/[^/]+$)',
              message: 'The domain imports its own files and the public.ts of lower contexts, nothing else.',
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', ...impureGlobals],
      'no-restricted-syntax': ['error', ...impureSyntax],
      complexity: ['error', 10],
      'max-depth': ['error', 3],
      'max-params': ['error', 5],
      'max-lines-per-function': ['error', { max: 70 }],
    },
  },
  {
    files: domain,
    ignores: ['libs/kernel/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...impureSyntax,
        {
          selector: 'ThrowStatement',
          message: 'A business "no" is a value; for a broken invariant call invariant() of the kernel.',
        },
      ],
    },
  },
);
