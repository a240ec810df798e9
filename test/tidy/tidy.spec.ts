import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Rules of the whole repository that no other tool keeps. Each test lists every offence, so that one run shows all. */

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The files git tracks and the new ones it does not ignore; one deleted but not yet committed is left out. */
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && existsSync(path.join(root, file)));

const source = files.filter((file) => /\.(ts|mjs|cjs)$/.test(file));
const product = source.filter((file) => /^(apps|libs)\//.test(file));

const texts = files.filter((file) => file !== 'package-lock.json' && !read(file).includes('\0'));

/** `file:line text` for every line of the files that matches. */
function offences(among: readonly string[], pattern: RegExp): string[] {
  return among.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );
}

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly overrides?: Record<string, string | Record<string, string>>;
}

describe('the repository', () => {
  it('lists its files', () => {
    expect(files).toContain('package.json');
    expect(product.length).toBeGreaterThan(0);
  });

  it('has no source file over 400 lines, but for data and specs', () => {
    const limited = source.filter((file) => !/\.(spec|data)\.ts$/.test(file));
    const lengths = limited.map((file) => ({ file, lines: read(file).trimEnd().split('\n').length }));
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
  });

  // The brackets keep this file from matching itself.
  it.each([
    ['a test that runs alone', /\b(describe|it|test)\.onl[y]\(/],
    ['a mark for later', /\b(FIXM[E]|XX[X])\b/],
    ['a breakpoint', /\bdebugge[r]\b/],
    ["Nest's event machinery, which loses events (house style 2.3)", /\b(Aggregate[R]oot|Event[B]us)\b|@Sag[a]\b/],
  ])('has no %s', (_what, pattern) => {
    expect(offences(source, pattern)).toEqual([]);
  });

  it('exports by name in apps and libs', () => {
    expect(offences(product, /^export default\b|^export \{[^}]*\bas default\b/)).toEqual([]);
  });

  it('calls nothing a manager, a utility or a helper', () => {
    const declared = /\b(class|interface|type|enum|function|const|let)\s+\w*(Manager|Util|Utils|Helper|Helpers)\b/;
    expect(offences(source, declared)).toEqual([]);
    expect(files.filter((file) => /(^|[-./])(manager|utils?|helpers?)(\.|\/)/i.test(file))).toEqual([]);
  });

  it('keeps specs under test/', () => {
    expect(files.filter((file) => /\.spec\.\w+$/.test(file) && !file.startsWith('test/'))).toEqual([]);
  });

  it('names no path of one machine', () => {
    expect(offences(texts, /(^|[^a-zA-Z0-9_.])\/(?:work|farm|root)\//)).toEqual([]);
  });

  it('names no package registry', () => {
    expect(offences(texts, /https?:\/\/[\w.-]*(?:registry|npmjs|npmmirror)\b|^\s*(?:@[\w-]+:)?registry\s*=/)).toEqual(
      [],
    );
    expect(offences(['package-lock.json'], /"resolved": "(?:https?|git)|registry/)).toEqual([]);
  });

  it('pins every package to one version', () => {
    const { dependencies, devDependencies, optionalDependencies, overrides } = JSON.parse(
      read('package.json'),
    ) as Manifest;
    const below = Object.values(overrides ?? {}).filter((each) => typeof each === 'object');
    const own = Object.fromEntries(Object.entries(overrides ?? {}).filter(([, each]) => typeof each === 'string'));
    const pins = [dependencies, devDependencies, optionalDependencies, own, ...below].flatMap((each) =>
      Object.entries((each ?? {}) as Record<string, string>),
    );
    expect(pins.filter(([, pin]) => !/^(npm:[\w@/.-]+@)?\d+\.\d+\.\d+$|^file:apps\//.test(pin))).toEqual([]);
  });

  it('has no package in the lock file that nothing asks for', () => {
    expect(offences(['package-lock.json'], /"extraneous": true/)).toEqual([]);
  });

  it('gives each context its alias', () => {
    const { config } = ts.parseConfigFileTextToJson('tsconfig.json', read('tsconfig.json')) as {
      config: { compilerOptions: { paths: Record<string, readonly string[]> } };
    };
    const doors = files.filter((file) => /^libs\/[^/]+\/(public|nest)\.ts$/.test(file));
    const aliased = Object.entries(config.compilerOptions.paths).flatMap(([alias, targets]) =>
      targets.map((target) => `${alias} -> ${target}`),
    );
    const expected = doors.map((door) => {
      const alias = door.replace(/^libs\//, '@remit/').replace(/\/public\.ts$|\.ts$/, '');
      return `${alias} -> ./${door}`;
    });
    expect(expected.filter((line) => !aliased.includes(line))).toEqual([]);
  });

  it('numbers its decision records without gaps and lists each in docs/adr/README.md', () => {
    const inFolder = files.filter((file) => file.startsWith('docs/adr/')).map((file) => path.basename(file));
    const records = inFolder.filter((name) => name.endsWith('.md') && name !== 'README.md').sort();
    const index = inFolder.includes('README.md') ? read('docs/adr/README.md') : '';
    expect(records.filter((name) => !index.includes(`(${name})`) && !index.includes(`(./${name})`))).toEqual([]);
    expect(records.map((name) => name.slice(0, 5))).toEqual(
      records.map((_, i) => `${String(i + 1).padStart(4, '0')}-`),
    );
  });
});
