import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { civilDate, invariant } from '@remit/kernel';
import { random } from '../../test/oracle/random.js';
import type { Figure } from '../figures.js';
import { HttpClient } from '../http-client.js';
import { bestOf, type RunOptions, type Spread, timeEachInTurn } from '../measure.js';
import { prepareRecord } from '../prepared-record.js';
import { questionsAbout } from '../questions.js';
import { generateIndex } from '../trust-entries.js';

const PAGES = 50;
const PROGRAM = path.join(import.meta.dirname, '../http-server.program.ts');
const BUILD_WEB = path.join(import.meta.dirname, '../../libs/web/build.mjs');

/** Pages that a trustee looks at, signed in, over one kept connection on loopback; the server in a process of its own. */
export async function pages({ seed, directory: within, rounds }: RunOptions): Promise<Figure[]> {
  const directory = path.join(within, 'pages');
  const web = path.join(within, 'web');
  execFileSync(process.execPath, [BUILD_WEB, web]);
  await prepareRecord(directory, [{ seed, trust: 'bench', pace: 1 }]);
  const questions = questionsAbout(generateIndex({ seed, trust: 'bench', pace: 1 }), random(seed), PAGES * 3)
    .filter(({ school }) => school !== undefined)
    .slice(0, PAGES)
    .map(({ function: id, school = '', day }) => ({ function: id, school, on: civilDate(day) }));
  const server = fork(PROGRAM, [directory, web], { execArgv: process.execArgv });
  const [ports] = (await once(server, 'message')) as [{ product: number; bare: number }];
  const product = new HttpClient(ports.product);
  const bare = new HttpClient(ports.bare);
  const headers = { accept: 'text/html', cookie: await signedIn(product) };
  const look = (page: string, asked: Readonly<Record<string, string>>) =>
    product.get(`/trusts/bench/${page}?${new URLSearchParams(asked).toString()}`, headers);
  const [first] = questions;
  invariant(first !== undefined, 'No question is about a school.');
  const { text } = await look('matrix', { school: first.school, on: first.on });
  invariant(text.split('<tr').length > 100, 'The page of a school does not have its functions.');
  const times = Array.from({ length: PAGES });
  const best = await bestOf(rounds, {
    bare: () => timeEachInTurn(times, () => bare.get(`/${String(text.length)}`)),
    answer: () => timeEachInTurn(questions, (asked) => look('who', asked)),
    school: () => timeEachInTurn(questions, ({ school, on }) => look('matrix', { school, on })),
    function: () => timeEachInTurn(questions, ({ function: id, on }) => look('matrix', { function: id, on })),
  });
  server.disconnect();
  product.close();
  bare.close();
  return figuresOf(best);
}

/** Signs in as the demonstration auditor, and gives the cookie. */
async function signedIn(client: HttpClient): Promise<string> {
  const { headers, text } = await client.get('/sign-in?trust=bench');
  const csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const form = { _csrf: csrf, trust: 'bench', who: 'role:auditor' };
  const signed = await client.postForm('/sign-in', form, cookieOf(headers));
  return cookieOf(signed.headers);
}

function cookieOf(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  const [cookie = ''] = headers['set-cookie'] ?? [];
  return cookie.split(';')[0] ?? '';
}

function figuresOf(best: Record<'bare' | 'answer' | 'school' | 'function', Spread>): Figure[] {
  const scenario = 'pages';
  const floor = best.bare.p50;
  const floorIs = 'a bare node:http answer as long as the page of a school';
  return [
    { scenario, what: 'one answer, p50', value: best.answer.p50, unit: 'ms', floor, floorIs },
    {
      scenario,
      what: 'every function of one school, p50',
      value: best.school.p50,
      unit: 'ms',
      floor,
      floorIs,
      target: { atMost: 50 },
    },
    { scenario, what: 'every function of one school, p99', value: best.school.p99, unit: 'ms', floor, floorIs },
    {
      scenario,
      what: 'one function at 100 schools, p50',
      value: best.function.p50,
      unit: 'ms',
      floor,
      floorIs,
      target: { atMost: 50 },
    },
    { scenario, what: 'one function at 100 schools, p99', value: best.function.p99, unit: 'ms', floor, floorIs },
  ];
}
