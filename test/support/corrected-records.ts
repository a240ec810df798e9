import { civilDate } from '@remit/kernel';
import { SAMPLE_CATALOGUE } from '../oracle/catalogue.js';
import { fold } from '../oracle/fold.js';
import type { Random } from '../oracle/random.js';
import { randomCommand } from '../oracle/random-data.js';
import type { Command } from '../oracle/types.js';
import { daysOf } from './random-trusts.js';

/** Voids an entry. */
export function voidOf(entry: number): Command {
  return { command: 'Correct', data: { entry, how: 'void', reason: 'it should never have been recorded' } };
}

/** Lets an entry stand with other data. */
export function replaceOf(entry: number, data: object): Command {
  return { command: 'Correct', data: { entry, how: 'replace', reason: 'it was recorded wrongly', with: data } };
}

/** Other data for an entry about the same id: with another day, or about something else altogether. */
export function otherData(rnd: Random, record: readonly Command[], entry: number): object | undefined {
  const target = record[entry];
  if (target === undefined || target.command === 'Correct' || target.command === 'EstablishTrust') return undefined;
  const days = daysOf(record).map(civilDate);
  if (rnd.chance(0.4)) return { ...target.data, ['from' in target.data ? 'from' : 'until']: rnd.pick(days) };
  const palette = {
    trust: 't',
    start: '2014-09-01',
    days,
    schools: ['ash', 'elm', 'fir'],
    clusters: ['coast', 'moor'],
    functions: rnd.some(SAMPLE_CATALOGUE, 8),
  };
  const scene = { rnd, palette, facts: fold(record, record.length - 1, [entry]), newId: () => 'unused' };
  return randomCommand(target.command, scene, target)?.data;
}
