// Jest runs this once before the projects that start the compiled command line, so that they never meet a stale one.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const madeFrom = [
  '{apps,libs}/**/*.ts',
  '{apps,libs}/**/*.json',
  'tsconfig.json',
  'nest-cli.json',
  'package-lock.json',
];

export default function build() {
  if (isFresh()) return;
  const nest = path.join(root, 'node_modules/@nestjs/cli/bin/nest.js');
  execFileSync(process.execPath, [nest, 'build', 'cli'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Whether every source file has been compiled, and none has changed since the compiler began. */
function isFresh() {
  const sources = globSync('{apps,libs}/**/*.ts', { cwd: root, exclude: ['**/*.d.ts'] });
  const compiled = sources.map((file) => path.join(root, 'dist', file.replace(/\.ts$/, '.js')));
  if (!compiled.every((file) => existsSync(file))) return false;
  const changedAt = (file) => statSync(path.join(root, file)).mtimeMs;
  const newest = Math.max(...globSync(madeFrom, { cwd: root }).map(changedAt));
  return newest < Math.min(...compiled.map((file) => statSync(file).mtimeMs));
}
