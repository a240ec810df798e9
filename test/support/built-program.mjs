// Jest runs this once before the projects that start the compiled command line. It compiles the program as `npm run build`
// does, into a directory of its own: so it is never stale, and a build or a server beside the tests is left alone.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildWeb } from '../../libs/web/build.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** Below `node_modules`, so that packages are found, and git and the other tools look elsewhere. */
const cache = path.join(root, 'node_modules/.cache');

export default async function build() {
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(path.join(cache, 'remit-tests-'));
  const tsconfig = path.join(directory, 'tsconfig.json');
  const compilerOptions = { rootDir: root, outDir: path.join(directory, 'dist') };
  writeFileSync(tsconfig, JSON.stringify({ extends: path.join(root, 'apps/cli/tsconfig.app.json'), compilerOptions }));
  writeFileSync(path.join(directory, 'package.json'), '{"type": "module"}');
  symlinkSync(path.join(root, 'examples'), path.join(directory, 'examples'));
  const nest = path.join(root, 'node_modules/@nestjs/cli/bin/nest.js');
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] };
  execFileSync(process.execPath, [nest, 'build', 'cli', '--path', path.relative(root, tsconfig)], options);
  await buildWeb(path.join(directory, 'dist/web'));
  process.env['REMIT_TEST_WEB'] = path.join(directory, 'dist/web');
  process.env['REMIT_TEST_PROGRAM'] = path.join(directory, 'dist/apps/cli/src/main.js');
  // A program that is started some hundred times is compiled once.
  process.env['NODE_COMPILE_CACHE'] = path.join(directory, 'compiled');
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
}
