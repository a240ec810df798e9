#!/usr/bin/env node
// Starts the compiled command line. npm links this file as node_modules/.bin/remit, so it may be run by whatever Node
// stands first on PATH; an older one hands over to the Node that `npm ci` installed with the project.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const script = realpathSync(fileURLToPath(import.meta.url));
const root = path.resolve(path.dirname(script), '../../..');

if (Number(process.versions.node.split('.')[0]) < 24) {
  handOver(path.join(root, 'node_modules/.bin/node'));
} else {
  const main = path.join(root, 'dist/apps/cli/src/main.js');
  if (existsSync(main)) {
    process.setSourceMapsEnabled(true);
    await import(pathToFileURL(main).href);
  } else {
    console.error('Run `npm run build` first.');
    process.exitCode = 1;
  }
}

function handOver(node) {
  if (!existsSync(node)) {
    console.error(`Remit needs Node 24 or newer and this is ${process.versions.node}: please install Node 24.`);
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, [script, ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends SIGINT to the child as well; the other two reach only this process and are passed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code;
    } else {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
  });
}
