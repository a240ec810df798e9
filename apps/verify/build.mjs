// Makes the one file that auditors get: the program, the pure rules of the product and the ASN.1 library in one, for any
// Node from version 20 on. `npm run build` writes it to dist/; a test gives another place.
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');
const outfile = path.resolve(process.argv[2] ?? path.join(root, 'dist/remit-verify.mjs'));

await build({
  absWorkingDir: root,
  entryPoints: ['apps/verify/src/remit-verify.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  tsconfig: 'tsconfig.json',
  charset: 'utf8',
  legalComments: 'inline',
  banner: { js: '#!/usr/bin/env node' },
  logLevel: 'warning',
});
chmodSync(outfile, 0o755);
