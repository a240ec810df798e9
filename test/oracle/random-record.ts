import { refusal } from './accepts.js';
import { SAMPLE_CATALOGUE } from './catalogue.js';
import { addDays } from './days.js';
import { fold } from './fold.js';
import type { Facts } from './fold.js';
import { mainId } from './ids.js';
import { randomCorrection } from './random-corrections.js';
import { randomCommand } from './random-data.js';
import type { Palette, Scene } from './random-data.js';
import { randomBeginning } from './random-beginning.js';
import { random } from './random.js';
import type { Random } from './random.js';
import type { Command, CommandName } from './types.js';

export { randomQuestions } from './random-questions.js';

const WEIGHTS = {
  AdmitSchool: 7,
  ReleaseSchool: 4,
  ClassifySchool: 6,
  FormCluster: 1,
  PlaceSchool: 5,
  ConstituteBody: 6,
  DissolveBody: 4,
  CreatePost: 3,
  AbolishPost: 3,
  Appoint: 9,
  EndAppointment: 11,
  AdoptScheme: 4,
  VaryDelegation: 19,
  EndVariation: 6,
  DefineFunction: 1,
  Correct: 20,
} as const;

const ENDINGS: readonly CommandName[] = ['DissolveBody', 'AbolishPost', 'EndAppointment', 'EndVariation'];

function palette(rnd: Random): Palette {
  const start = '2014-09-01';
  const days = Array.from({ length: 22 }, () => addDays(start, 30 + rnd.int(3600)));
  const law = SAMPLE_CATALOGUE.filter(({ class: kind }) => kind !== 'open' && kind !== 'board*');
  const open = SAMPLE_CATALOGUE.filter((about) => !law.includes(about));
  return {
    trust: 't',
    start,
    days: [...new Set(days)].sort(),
    schools: ['ash', 'elm', 'fir', 'oak', 'yew'].slice(0, 3 + rnd.int(3)),
    clusters: ['coast', 'moor'],
    functions: [...open.slice(0, 2), ...rnd.some(open.slice(2), 5), ...rnd.some(law, 3)],
  };
}

/**
 * A new id, or now and then one whose entries are all void. An id that an ending has named is not used again: the
 * contract does not say whether the old ending would end the new thing.
 */
function idSource(rnd: Random, record: readonly Command[], facts: Facts): Scene['newId'] {
  return (of, prefix) => {
    const live: readonly string[] = [
      ...facts.clusters,
      ...facts.holders,
      ...facts.appointments,
      ...facts.schemes,
      ...facts.variations,
      ...facts.functions,
    ].map(({ id }) => id);
    const ended = record.filter(({ command }) => ENDINGS.includes(command)).map(mainId);
    const used = record.filter(({ command }) => command === of).map(mainId);
    const free = used.filter((id) => !live.includes(id) && !ended.includes(id));
    const again = rnd.chance(0.5) ? rnd.maybe(free) : undefined;
    return again ?? `${prefix}${record.length}`;
  };
}

function candidate(rnd: Random, from: Palette, record: readonly Command[]): Command | undefined {
  const sceneOf = (facts: Facts): Scene => ({ rnd, palette: from, facts, newId: idSource(rnd, record, facts) });
  const scene = sceneOf(fold(record, record.length - 1));
  const name = rnd.weighted(WEIGHTS);
  return name === 'Correct' ? randomCorrection(record, scene, sceneOf) : randomCommand(name, scene);
}

/** A record of some 60 to 150 entries, each of which section 2 accepts at its place. The same seed, the same record. */
export function randomRecord(seed: number): readonly Command[] {
  const rnd = random(seed);
  const from = palette(rnd);
  const record: Command[] = [];
  const keep = (command: Command | undefined): void => {
    if (command !== undefined && refusal(record, command, SAMPLE_CATALOGUE) === null) record.push(command);
  };
  for (const command of randomBeginning(rnd, from)) keep(command);
  const length = 60 + rnd.int(91);
  while (record.length < length) keep(candidate(rnd, from, record));
  return record;
}
