// Lets plain Node run a TypeScript file of this repository, for tests that need a process of their own:
// `node --import ./test/support/typescript-loader.mjs some-file.ts`. Node strips types by itself, but neither finds
// `./x.js` under its name `x.ts`, nor `@remit/x`, nor knows decorators and parameter properties.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { transformSync } from '@swc/core';

const root = new URL('../../', import.meta.url);
const ALIAS = /^@remit\/([^/]+)(\/nest)?$/;

registerHooks({
  resolve(specifier, context, next) {
    const alias = ALIAS.exec(specifier);
    if (alias !== null) {
      return next(new URL(`libs/${alias[1]}/${alias[2] === undefined ? 'public' : 'nest'}.ts`, root).href, context);
    }
    const ours = context.parentURL?.endsWith('.ts') && specifier.startsWith('.') && specifier.endsWith('.js');
    return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },

  load(url, context, next) {
    if (!url.endsWith('.ts')) return next(url, context);
    const { code } = transformSync(readFileSync(new URL(url), 'utf8'), {
      filename: url,
      swcrc: false,
      sourceMaps: 'inline',
      module: { type: 'es6' },
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        keepClassNames: true,
      },
    });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
