import { civilDate, dayOf, untilDayOf } from '@remit/kernel';
import { type DelegationVaried, type Instrument, schemeOf, type SchemeAdopted, variationOf } from '@remit/delegation';
import { decide } from '@remit/engine';
import type { Random } from '../oracle/random.js';
import { fold } from '../oracle/fold.js';
import { SAMPLE_CATALOGUE } from '../oracle/catalogue.js';
import { randomCommand } from '../oracle/random-data.js';
import type { Command } from '../oracle/types.js';
import type { PureTrust } from './pure-trust.js';
import { daysOf } from './random-trusts.js';

/** A scheme or variation that could be recorded next, as a command and as the draft that a preview takes. */
export interface Draft {
  readonly command: Command;
  readonly instrument: Instrument;
}

/** A random draft that the trust would accept; `undefined` when none of a few tries is accepted. */
export function randomDraft(rnd: Random, record: readonly Command[], trust: PureTrust): Draft | undefined {
  const facts = fold(record, record.length - 1);
  const palette = {
    trust: 't',
    start: '2014-09-01',
    days: daysOf(record).map(civilDate),
    schools: ['ash', 'elm', 'fir', 'oak', 'yew'],
    clusters: ['coast', 'moor'],
    functions: [...SAMPLE_CATALOGUE.slice(0, 2), ...rnd.some(SAMPLE_CATALOGUE.slice(2), 8)],
  };
  const scene = { rnd, palette, facts, newId: (_of: string, prefix: string) => `${prefix}draft` };
  for (let tries = 0; tries < 5; tries += 1) {
    const command = randomCommand(rnd.chance(0.4) ? 'AdoptScheme' : 'VaryDelegation', scene);
    if (command === undefined) continue;
    const decided = decide(trust.index, command.command, { ...command.data }, () => undefined);
    if ('accepted' in decided) return { command, instrument: instrumentOf(command, trust.index.head + 1) };
  }
  return undefined;
}

function instrumentOf({ command, data }: Command, n: number): Instrument {
  const dated = data as unknown as SchemeAdopted | DelegationVaried;
  const fact = { n, by: [], from: dayOf(dated.from), until: untilDayOf(dated.until), endedBy: undefined };
  return command === 'AdoptScheme'
    ? schemeOf({ ...fact, data: dated as SchemeAdopted })
    : variationOf({ ...fact, data: dated as DelegationVaried });
}
