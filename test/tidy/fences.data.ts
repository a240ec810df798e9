export interface Fault {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  /** The rule (or TypeScript error) that has to object to this file. */
  readonly rule: string;
}

const repeated = (line: string, times: number): string => `${line}\n`.repeat(times);

export const sound: Readonly<Record<string, string>> = {
  'libs/kernel/invariant.ts':
    'export function invariant(holds: boolean): asserts holds {\n  if (!holds) throw new Error("broken");\n}\n',
  'libs/kernel/public.ts': "export { invariant } from './invariant.js';\n",
  'libs/structure/domain/sound.ts': [
    "import { invariant } from '@remit/kernel';",
    "export type Answer = { kind: 'yes' } | { kind: 'no' };",
    'export function answer(yes: boolean): Answer {',
    '  invariant(true);',
    "  return yes ? { kind: 'yes' } : { kind: 'no' };",
    '}\n',
  ].join('\n'),
  'libs/structure/public.ts': "export { answer } from './domain/sound.js';\n",
  'libs/structure/write/step.dto.ts': 'export class StepDto {\n  name!: string;\n}\n',
  'libs/structure/nest.ts': "export { StepDto } from './write/step.dto.js';\n",
  'libs/structure/write/step.ts': 'export const step = 1;\n',
  'libs/delegation/domain/scheme.ts': 'export const scheme = 1;\n',
  'libs/delegation/write/sound.ts': [
    "import { answer } from '@remit/structure';",
    "import { StepDto } from '@remit/structure/nest';",
    'export const both = { answer, StepDto };\n',
  ].join('\n'),
  'apps/server/src/main.ts': "export { both } from './both.js';\n",
  'apps/server/src/both.ts': "import { answer } from '@remit/structure';\n\nexport const both = answer(true);\n",
  'test/support/fixture.ts': 'export const fixture = 1;\n',
};

/** Files without a finding of their own that some faults need beside them. */
export const partners: Readonly<Record<string, string>> = {
  'libs/ledger/public.ts': 'export const leafHash = 1;\n',
  'libs/accountability/write/slice.ts': 'export const slice = 1;\n',
  'libs/structure/write/cycle-b.ts': "import { a } from './cycle-a.js';\n\nexport const b = (): number => a();\n",
};

export const lintFaults: readonly Fault[] = [
  {
    name: 'a decorator in the domain',
    file: 'libs/structure/domain/decorator.ts',
    text: 'declare const mark: ClassDecorator;\n@mark\nexport class Marked {\n  readonly a = 1;\n}\n',
    rule: 'no-restricted-syntax',
  },
  {
    name: 'a clock in the domain',
    file: 'libs/structure/domain/clock.ts',
    text: 'export const now = (): number => Date.now();\n',
    rule: 'no-restricted-globals',
  },
  {
    name: 'a clock in the kernel',
    file: 'libs/kernel/clock.ts',
    text: 'export const now = (): Date => new Date();\n',
    rule: 'no-restricted-globals',
  },
  {
    name: 'a global reached by globalThis in the domain',
    file: 'libs/structure/domain/global-this.ts',
    text: 'export const now = (): number => globalThis.Date.now();\n',
    rule: 'no-restricted-globals',
  },
  {
    name: 'chance in the domain',
    file: 'libs/structure/domain/chance.ts',
    text: 'export const chance = (): number => Math.random();\n',
    rule: 'no-restricted-syntax',
  },
  {
    name: 'an async function in the domain',
    file: 'libs/structure/domain/async.ts',
    text: 'export const later = async (): Promise<number> => Promise.resolve(1);\n',
    rule: 'no-restricted-syntax',
  },
  {
    name: 'a throw in the domain',
    file: 'libs/structure/domain/throw.ts',
    text: "export function refuse(): never {\n  throw new Error('no');\n}\n",
    rule: 'no-restricted-syntax',
  },
  {
    name: 'a Node module in the domain',
    file: 'libs/structure/domain/node-module.ts',
    text: "import { sep } from 'node:path';\n\nexport const separator = sep;\n",
    rule: 'no-restricted-imports',
  },
  {
    name: 'an import at run time in the domain',
    file: 'libs/structure/domain/dynamic.ts',
    text: "export const load = (): unknown => import('./sound.js');\n",
    rule: 'no-restricted-syntax',
  },
  {
    name: 'Nest in the domain',
    file: 'libs/structure/domain/nest.ts',
    text: "import { Injectable } from '@nestjs/common';\n\nexport const injectable = Injectable;\n",
    rule: 'no-restricted-imports',
  },
  {
    name: 'the Nest part of a lower context in the domain',
    file: 'libs/delegation/domain/lower-nest.ts',
    text: "import { StepDto } from '@remit/structure/nest';\n\nexport const dto = StepDto;\n",
    rule: 'no-restricted-imports',
  },
  {
    name: 'a package in the kernel',
    file: 'libs/kernel/package.ts',
    text: "import { Temporal } from 'temporal-polyfill';\n\nexport const date = Temporal.PlainDate;\n",
    rule: 'no-restricted-imports',
  },
  {
    name: 'a tangled domain function',
    file: 'libs/structure/domain/tangled.ts',
    text: `export function tangled(n: number): number {\n${repeated('  if (n > 1) return n;', 10)}  return 0;\n}\n`,
    rule: 'complexity',
  },
  {
    name: 'deep nesting in the domain',
    file: 'libs/structure/domain/deep.ts',
    text: 'export function deep(n: number): number {\n  if (n > 1) {\n    if (n > 2) {\n      if (n > 3) {\n        if (n > 4) return n;\n      }\n    }\n  }\n  return 0;\n}\n',
    rule: 'max-depth',
  },
  {
    name: 'six parameters in the domain',
    file: 'libs/structure/domain/parameters.ts',
    text: 'export const six = (a: number, b: number, c: number, d: number, e: number, f: number): number =>\n  a + b + c + d + e + f;\n',
    rule: 'max-params',
  },
  {
    name: 'a domain function over 70 lines',
    file: 'libs/structure/domain/long.ts',
    text: `export function long(n: number): number {\n  let sum = n;\n${repeated('  sum += 1;', 70)}  return sum;\n}\n`,
    rule: 'max-lines-per-function',
  },
  {
    name: 'a file over 400 lines',
    file: 'libs/structure/write/long-file.ts',
    text: Array.from({ length: 401 }, (_, i) => `export const n${i} = ${i};\n`).join(''),
    rule: 'max-lines',
  },
  {
    name: 'a promise that nobody awaits',
    file: 'libs/structure/write/floating.ts',
    text: 'export function fire(work: () => Promise<void>): void {\n  work();\n}\n',
    rule: '@typescript-eslint/no-floating-promises',
  },
  {
    name: 'a switch that forgets a case',
    file: 'libs/structure/domain/forgetful.ts',
    text: "export function forgetful(of: 'a' | 'b'): number {\n  switch (of) {\n    case 'a':\n      return 1;\n  }\n  return 0;\n}\n",
    rule: '@typescript-eslint/switch-exhaustiveness-check',
  },
  {
    name: 'a DTO behind a type-only import',
    file: 'libs/structure/write/silent.ts',
    text: "import type { StepDto } from './step.dto.js';\n\nexport const nameOf = (dto: StepDto): string => dto.name;\n",
    rule: 'no-restricted-syntax',
  },
];

export const importFaults: readonly Fault[] = [
  {
    name: 'an upward import',
    file: 'libs/structure/write/upward.ts',
    text: "export { scheme } from '../../delegation/domain/scheme.js';\n",
    rule: 'one-way-structure',
  },
  {
    name: 'an upward import through an alias, for a type only',
    file: 'libs/structure/read/upward.ts',
    text: "import type { deep } from '@remit/delegation';\n\nexport type Deep = typeof deep;\n",
    rule: 'one-way-structure',
  },
  {
    name: 'a deep import past public.ts',
    file: 'libs/delegation/write/deep.ts',
    text: "export { step as deep } from '../../structure/write/step.js';\n",
    rule: 'contexts-only-through-their-doors',
  },
  {
    name: 'a deep import from an app',
    file: 'apps/server/src/deep.ts',
    text: "export { step } from '../../../libs/structure/write/step.js';\n",
    rule: 'apps-only-through-doors',
  },
  {
    name: 'a cycle',
    file: 'libs/structure/write/cycle-a.ts',
    text: "import { b } from './cycle-b.js';\n\nexport const a = (): number => b();\n",
    rule: 'no-circular',
  },
  {
    name: 'a lib that knows an app',
    file: 'libs/structure/write/to-app.ts',
    text: "export { both } from '../../../apps/server/src/main.js';\n",
    rule: 'libs-do-not-know-apps',
  },
  {
    name: 'Nest in a public.ts',
    file: 'libs/delegation/public.ts',
    text: "import { Injectable } from '@nestjs/common';\n\nexport const deep = Injectable;\n",
    rule: 'public-is-pure',
  },
  {
    name: 'a write/ file in a public.ts',
    file: 'libs/accountability/public.ts',
    text: "import { sep } from 'node:path';\nimport { slice } from './write/slice.js';\n\nexport const all = [sep, slice];\n",
    rule: 'public-is-pure',
  },
  {
    name: 'a Node module in a public.ts',
    file: 'libs/accountability/public.ts',
    text: "import { sep } from 'node:path';\nimport { slice } from './write/slice.js';\n\nexport const all = [sep, slice];\n",
    rule: 'public-knows-no-node',
  },
  {
    name: 'a Node module in the domain',
    file: 'libs/structure/domain/node-module.ts',
    text: "import { sep } from 'node:path';\n\nexport const separator = sep;\n",
    rule: 'domain-is-closed',
  },
  {
    name: 'a package in the domain',
    file: 'libs/structure/domain/package.ts',
    text: "import { of } from 'rxjs';\n\nexport const observable = of;\n",
    rule: 'domain-is-closed',
  },
  {
    name: 'the write side in the domain',
    file: 'libs/structure/domain/to-write.ts',
    text: "export { step } from '../write/step.js';\n",
    rule: 'domain-is-closed',
  },
  {
    name: 'the Nest part of a lower context in the domain',
    file: 'libs/delegation/domain/lower-nest.ts',
    text: "import { StepDto } from '@remit/structure/nest';\n\nexport const dto = StepDto;\n",
    rule: 'domain-is-closed',
  },
  {
    name: 'a kernel that imports',
    file: 'libs/kernel/node-module.ts',
    text: "import { sep } from 'node:path';\n\nexport const separator = sep;\n",
    rule: 'kernel-imports-nothing',
  },
  {
    name: 'a context without a place in the order',
    file: 'libs/gossip/domain/rumour.ts',
    text: "export { invariant } from '@remit/kernel';\n",
    rule: 'context-has-its-place',
  },
  {
    name: 'a lib that uses a test file',
    file: 'libs/structure/write/to-test.ts',
    text: "export { fixture } from '../../../test/support/fixture.js';\n",
    rule: 'product-does-not-know-tests',
  },
  {
    name: 'a development dependency in a lib',
    file: 'libs/structure/write/dev-dependency.ts',
    text: "import fc from 'fast-check';\n\nexport const check = fc.assert;\n",
    rule: 'no-dev-dependencies',
  },
  {
    name: 'a verifier that proves with what made the proofs',
    file: 'apps/verify/src/to-ledger.ts',
    text: "export { leafHash } from '@remit/ledger';\n",
    rule: 'verifier-is-a-second-implementation',
  },
  {
    name: 'a package in the verifier',
    file: 'apps/verify/src/package.ts',
    text: "import { of } from 'rxjs';\n\nexport const observable = of;\n",
    rule: 'verifier-carries-few-packages',
  },
  {
    name: 'a verifier that goes online',
    file: 'apps/verify/src/online.ts',
    text: "import { get } from 'node:https';\n\nexport const fetchKeys = get;\n",
    rule: 'verifier-is-offline',
  },
  {
    name: 'an import that leads nowhere',
    file: 'libs/structure/write/nowhere.ts',
    text: "export { nothing } from './nothing.js';\n",
    rule: 'not-to-unresolvable',
  },
];

export const typeFaults: readonly Fault[] = [
  ['console', "console.log('a')", 'TS2584'],
  ['process', 'process.pid', 'TS2591'],
  ['Buffer', "Buffer.from('a')", 'TS2591'],
  ['setTimeout', 'setTimeout(() => 1, 1)', 'TS2304'],
].map(([global = '', expression = '', error = '']) => ({
  name: `${global} in the domain`,
  file: `libs/structure/domain/uses-${global.toLowerCase()}.ts`,
  text: `export const use = (): unknown => ${expression};\n`,
  rule: error,
}));
