import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, copyFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importFaults, lintFaults, partners, sound, typeFaults } from './fences.data.js';

/**
 * Proves that the fences bite: writes a small project with deliberate faults under the system's temporary folder,
 * beside copies of the real configuration, runs ESLint, dependency-cruiser and the domain type check there once each,
 * and looks for every fault among their findings.
 */

const root = path.resolve(import.meta.dirname, '../..');
const configuration = [
  '.dependency-cruiser.cjs',
  'eslint.config.mjs',
  'package.json',
  'tsconfig.json',
  'tsconfig.domain.json',
];

/** Findings by file: the names of the rules, or the TypeScript errors, that object to it. */
type Findings = ReadonlyMap<string, ReadonlySet<string>>;

function byFile(findings: Iterable<readonly [file: string, rule: string]>): Findings {
  const map = new Map<string, Set<string>>();
  for (const [file, rule] of findings) map.set(file, (map.get(file) ?? new Set()).add(rule));
  return map;
}

/** Runs one of the project's tools in the temporary project; a tool that finds faults exits with an error code. */
function run(cwd: string, tool: string, ...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const file = path.join('node_modules', tool);
    execFile(process.execPath, [file, ...args], { cwd, maxBuffer: 2 ** 26 }, (_faultsFound, stdout, stderr) => {
      if (stdout === '') reject(new Error(`${tool} said nothing on its standard output, but: ${stderr}`));
      else resolve(stdout);
    });
  });
}

async function lint(folder: string): Promise<Findings> {
  interface Result {
    readonly filePath: string;
    readonly messages: readonly { readonly ruleId: string | null }[];
  }
  const results = JSON.parse(await run(folder, 'eslint/bin/eslint.js', '.', '--format', 'json')) as Result[];
  return byFile(
    results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId }) => [path.relative(folder, filePath), ruleId ?? 'syntax error'] as const),
    ),
  );
}

async function cruise(folder: string): Promise<Findings> {
  interface Report {
    readonly summary: {
      readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
    };
  }
  const { summary } = JSON.parse(
    await run(
      folder,
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['.', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    ),
  ) as Report;
  return byFile(summary.violations.map(({ from, rule }) => [from, rule.name] as const));
}

async function checkDomainTypes(folder: string): Promise<Findings> {
  const output = await run(
    folder,
    'typescript-7/bin/tsc',
    ...['--noEmit', '--pretty', 'false', '-p', 'tsconfig.domain.json'],
  );
  return byFile(
    [...output.matchAll(/^(.+?)\(\d+,\d+\): error (TS\d+):/gm)].map(
      ([, file = '', error = '']) => [file, error] as const,
    ),
  );
}

describe('the fences', () => {
  let folder: string;
  let lintFindings: Findings;
  let importFindings: Findings;
  let typeFindings: Findings;

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'remit-fences-')));
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    for (const file of configuration) await copyFile(path.join(root, file), path.join(folder, file));
    const files = new Map(Object.entries({ ...sound, ...partners }));
    for (const { file, text } of [...lintFaults, ...importFaults, ...typeFaults]) files.set(file, text);
    for (const [file, text] of files) {
      await mkdir(path.join(folder, path.dirname(file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    }
    lintFindings = await lint(folder);
    importFindings = await cruise(folder);
    typeFindings = await checkDomainTypes(folder);
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(lintFaults)('ESLint refuses $name', ({ file, rule }) => {
    expect([...(lintFindings.get(file) ?? [])]).toContain(rule);
  });

  it.each(importFaults)('dependency-cruiser refuses $name', ({ file, rule }) => {
    expect([...(importFindings.get(file) ?? [])]).toContain(rule);
  });

  it.each(typeFaults)('the domain type check refuses $name', ({ file, rule }) => {
    expect([...(typeFindings.get(file) ?? [])]).toContain(rule);
  });

  it.each(Object.keys(sound))('nothing objects to %s', (file) => {
    expect([lintFindings, importFindings, typeFindings].map((findings) => [...(findings.get(file) ?? [])])).toEqual([
      [],
      [],
      [],
    ]);
  });
});
