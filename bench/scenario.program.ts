import 'reflect-metadata';
import type { Figure } from './figures.js';
import type { RunOptions } from './measure.js';
import { answers } from './scenarios/answers.js';
import { append } from './scenarios/append.js';
import { bundle } from './scenarios/bundle.js';
import { commands } from './scenarios/commands.js';
import { growth } from './scenarios/growth.js';
import { http } from './scenarios/http.js';
import { pages } from './scenarios/pages.js';
import { peer, PEER_SCENARIOS } from './scenarios/peers.js';
import { replay } from './scenarios/replay.js';
import { verify } from './scenarios/verify.js';
import { views } from './scenarios/views.js';

/** Runs one scenario in a process of its own, and sends its figures to the parent. */
const SCENARIOS: Readonly<Record<string, (options: RunOptions) => Promise<Figure[]>>> = {
  append,
  commands,
  http,
  pages,
  answers,
  views,
  replay,
  bundle,
  verify,
  ...Object.fromEntries(PEER_SCENARIOS.map((name) => [name, (options: RunOptions) => peer(options, name)])),
  'growth-1': (options) => growth(options, 1),
  'growth-10': (options) => growth(options, 10),
  'growth-100': (options) => growth(options, 100),
};

const [name, options] = process.argv.slice(2) as [string, string];
process.send!(await SCENARIOS[name]!(JSON.parse(options) as RunOptions));
process.disconnect();
