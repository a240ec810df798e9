import path from 'node:path';
import { EngineTrustModel } from '@remit/engine/nest';
import { invariant } from '@remit/kernel';
import { type CommandRequest, CommandRunner, SystemClock, TrustSessions } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import type { Figure } from '../figures.js';
import { bestOf, DISK_FLOOR, diskFloor, type RunOptions, type Spread, timed, timeEachInTurn } from '../measure.js';
import { prepareRecord } from '../prepared-record.js';
import { appointment } from '../sample-command.js';

const COMMANDS = 200;
const WRITERS = 32;
const COMMANDS_EACH = 20;

/** Commands through the runner, decided on a trust with ten years of history: durable when answered. */
export async function commands({ seed, directory: within, rounds }: RunOptions): Promise<Figure[]> {
  const directory = path.join(within, 'commands');
  const trusts = Array.from({ length: WRITERS }, (_, at) => `trust-${String(at)}`);
  const pace = 0.05;
  await prepareRecord(directory, [
    { seed, trust: 'bench', pace: 1 },
    ...trusts.map((trust) => ({ seed, trust, pace })),
  ]);
  const store = new SqliteRecordStore({ directory, access: 'write' });
  const runner = new CommandRunner(new TrustSessions<unknown>(store, new EngineTrustModel(), new SystemClock()));
  const send = async (trust: string): Promise<void> => {
    const outcome = await runner.run(requestFor(trust));
    invariant('receipt' in outcome, `A command of the benchmark was refused: ${JSON.stringify(outcome)}`);
  };
  const allAtOnce = async (writers: readonly string[]): Promise<Spread> => {
    const took = await timed(() => Promise.all(writers.map((trust) => several(COMMANDS_EACH, () => send(trust)))));
    return { p50: took, p99: took, mean: took };
  };
  for (const trust of ['bench', ...trusts]) await send(trust);
  const best = await bestOf(rounds, {
    floor: () => diskFloor(within),
    alone: () => timeEachInTurn(Array.from({ length: COMMANDS }), () => send('bench')),
    oneTrust: () => allAtOnce(trusts.map(() => 'bench')),
    manyTrusts: () => allAtOnce(trusts),
  });
  await store.close();
  const scenario = 'commands';
  const floor = { floor: best.floor.p50, floorIs: DISK_FLOOR };
  const sequential = { floor: 1000 / best.alone.mean, floorIs: '1 writer' };
  const rate = ({ mean }: Spread) => (WRITERS * COMMANDS_EACH * 1000) / mean;
  return [
    { scenario, what: '1 writer, p50', value: best.alone.p50, unit: 'ms', ...floor },
    { scenario, what: '1 writer, p99', value: best.alone.p99, unit: 'ms', floor: best.floor.p99, floorIs: DISK_FLOOR },
    { scenario, what: '32 writers on one trust', value: rate(best.oneTrust), unit: '/s', ...sequential },
    { scenario, what: '32 writers on 32 trusts', value: rate(best.manyTrusts), unit: '/s', ...sequential },
  ];
}

async function several(count: number, work: () => Promise<void>): Promise<void> {
  for (let at = 0; at < count; at += 1) await work();
}

function requestFor(trust: string): CommandRequest {
  const { command, data, key } = appointment();
  const actor = { id: 'clerk-1', as: 'governance-professional' };
  return { trust, command, data, grounds: {}, key, actor, correlationId: key, provenance: 'live' };
}
