import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LayoutQuestion } from '@remit/web';
import { DiagramLayouts } from '@remit/web/nest';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** The thread that lays diagrams out, with programs in its place that count what they are asked, or die of it. */

const directory = temporaryDirectory();
const made: DiagramLayouts[] = [];

afterAll(async () => {
  await Promise.all(made.map((each) => each.onModuleDestroy()));
  directory.remove();
});

function layoutsBy(name: string, answer: string): DiagramLayouts {
  const program = path.join(directory.path, `${name}.cjs`);
  writeFileSync(
    program,
    `const { parentPort } = require('node:worker_threads');
    let asked = 0;
    parentPort.on('message', ({ id, question }) => { asked += 1; ${answer} });`,
  );
  const layouts = new DiagramLayouts(program);
  made.push(layouts);
  return layouts;
}

const about = (id: string): LayoutQuestion => ({ boxes: [{ id, width: 1, height: 1, column: 0 }], lines: [] });

test('each diagram is laid out once', async () => {
  const layouts = layoutsBy('counts', 'parentPort.postMessage({ id, layout: { width: asked } })');
  expect(await layouts.layoutOf(about('a'))).toEqual({ width: 1 });
  expect(await layouts.layoutOf(about('b'))).toEqual({ width: 2 });
  expect(await layouts.layoutOf(about('a'))).toEqual({ width: 1 });
});

test('what cannot be laid out is said, is not remembered, and keeps nothing else from being laid out', async () => {
  const faulty =
    'question.boxes[0].id === "bad" && asked === 1 ? { id, fault: "no" } : { id, layout: { width: asked } }';
  const layouts = layoutsBy('faulty', `parentPort.postMessage(${faulty})`);
  await expect(layouts.layoutOf(about('bad'))).rejects.toThrow('no');
  expect(await layouts.layoutOf(about('bad'))).toEqual({ width: 2 });
});

test('after the thread has died of a question the next one is answered by a new thread', async () => {
  const deadly = 'if (question.boxes[0].id === "bad") process.exit(3);';
  const layouts = layoutsBy('dies', `${deadly} parentPort.postMessage({ id, layout: { width: asked } })`);
  await expect(layouts.layoutOf(about('bad'))).rejects.toThrow(/has ended/);
  expect(await layouts.layoutOf(about('good'))).toEqual({ width: 1 });
});
