// Makes what the pages need, in one directory: templates, styles and script with their hash in the name, the list of
// these names, and the thread that lays diagrams out. `node libs/web/build.mjs [directory]`; without one, dist/web.
import { createHash } from 'node:crypto';
import { cpSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { compile, NodePackageImporter } from 'sass';

const root = path.resolve(import.meta.dirname, '../..');

/** @param {string} out the directory, made anew. */
export async function buildWeb(out) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(path.join(out, 'assets'), { recursive: true });
  for (const from of ['libs/web/views', 'apps/server/src/pages']) {
    for (const file of globSync('**/*.njk', { cwd: path.join(root, from) })) {
      cpSync(path.join(root, from, file), path.join(out, 'views', file));
    }
  }
  cpSync(path.join(root, 'node_modules/govuk-frontend/dist/govuk'), path.join(out, 'views/govuk'), {
    recursive: true,
    filter: (file) => !/\.[^./]+$/.test(file) || file.endsWith('.njk') || file.endsWith('/govuk'),
  });
  const { css } = compile(path.join(import.meta.dirname, 'assets/remit.scss'), {
    importers: [new NodePackageImporter(root)],
    style: 'compressed',
    quietDeps: true,
  });
  const script = await build({
    entryPoints: [path.join(import.meta.dirname, 'assets/remit.mjs')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
  });
  await build({
    entryPoints: [path.join(import.meta.dirname, 'layout-worker.mjs')],
    outfile: path.join(out, 'layout-worker.cjs'),
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    logLevel: 'error',
  });
  const names = {
    'remit.css': kept(out, 'remit', 'css', css),
    'remit.js': kept(out, 'remit', 'js', script.outputFiles[0].text),
  };
  writeFileSync(path.join(out, 'assets.json'), `${JSON.stringify(names, null, 2)}\n`);
}

function kept(out, name, ending, text) {
  const file = `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.${ending}`;
  writeFileSync(path.join(out, 'assets', file), text);
  return file;
}

if (process.argv[1] === import.meta.filename)
  await buildWeb(path.resolve(process.argv[2] ?? path.join(root, 'dist/web')));
