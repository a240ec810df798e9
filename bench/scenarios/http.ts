import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Question } from '@remit/accountability';
import { civilDate } from '@remit/kernel';
import { random } from '../../test/oracle/random.js';
import type { Figure } from '../figures.js';
import { HttpClient } from '../http-client.js';
import { bestOf, diskFloor, type RunOptions, type Spread, timeEachInTurn } from '../measure.js';
import { prepareRecord } from '../prepared-record.js';
import { questionsAbout } from '../questions.js';
import { appointment } from '../sample-command.js';
import { generateIndex } from '../trust-entries.js';

const REQUESTS = 200;
const PROGRAM = path.join(import.meta.dirname, '../http-server.program.ts');

/** Commands and questions over HTTP: loopback, one connection that is kept, the server in a process of its own. */
export async function http({ seed, directory: within, rounds }: RunOptions): Promise<Figure[]> {
  const directory = path.join(within, 'http');
  await prepareRecord(directory, [{ seed, trust: 'bench', pace: 1 }]);
  const index = generateIndex({ seed, trust: 'bench', pace: 1 });
  const questions = questionsAbout(index, random(seed), REQUESTS).map(addressOf);
  const server = fork(PROGRAM, [directory], { execArgv: process.execArgv });
  const [ports] = (await once(server, 'message')) as [{ product: number; bare: number }];
  const product = new HttpClient(ports.product);
  const bare = new HttpClient(ports.bare);
  for (const question of questions) await product.get(question);
  const times = Array.from({ length: REQUESTS });
  const send = async (): Promise<void> => {
    const { command, data, key } = appointment();
    await product.post(`/api/trusts/bench/commands/${command}`, JSON.stringify(data), key);
  };
  for (let at = 0; at < REQUESTS; at += 1) await send();
  const best = await bestOf(rounds, {
    disk: () => diskFloor(within),
    bareGet: () => timeEachInTurn(times, () => bare.get('/3000')),
    who: () => timeEachInTurn(questions, (question) => product.get(question)),
    barePost: () => timeEachInTurn(times, () => bare.post('/200', JSON.stringify(appointment().data), 'key')),
    command: () => timeEachInTurn(times, send),
    matrix: () =>
      timeEachInTurn(['2019-06-03', '2022-02-01', '2025-11-20'], (on) =>
        product.get(`/api/trusts/bench/matrix?on=${on}`),
      ),
  });
  server.disconnect();
  product.close();
  bare.close();
  return figuresOf(best);
}

function addressOf({ function: id, school, day, known, amount }: Question): string {
  const asked = new URLSearchParams({ function: id, on: civilDate(day), knownAt: String(known) });
  if (school !== undefined) asked.set('school', school);
  if (amount !== undefined) asked.set('amount', String(amount));
  return `/api/trusts/bench/who?${asked.toString()}`;
}

function figuresOf({
  disk,
  bareGet,
  who,
  barePost,
  command,
  matrix,
}: Record<'disk' | 'bareGet' | 'who' | 'barePost' | 'command' | 'matrix', Spread>): Figure[] {
  const scenario = 'http';
  const get = 'a bare node:http answer of 3,000 bytes';
  const post = 'a bare node:http POST, one write and fdatasync';
  return [
    {
      scenario,
      what: 'one answer with its reasons, p50',
      value: who.p50,
      unit: 'ms',
      floor: bareGet.p50,
      floorIs: get,
      target: { atMost: 2 },
    },
    {
      scenario,
      what: 'one answer with its reasons, p99',
      value: who.p99,
      unit: 'ms',
      floor: bareGet.p99,
      floorIs: get,
    },
    {
      scenario,
      what: 'one command, p50',
      value: command.p50,
      unit: 'ms',
      floor: barePost.p50 + disk.p50,
      floorIs: post,
      target: { atMost: 5 },
    },
    {
      scenario,
      what: 'one command, p99',
      value: command.p99,
      unit: 'ms',
      floor: barePost.p99 + disk.p99,
      floorIs: post,
    },
    { scenario, what: 'the whole matrix, p50', value: matrix.p50, unit: 'ms' },
  ];
}
