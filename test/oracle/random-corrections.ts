import { addDays } from './days.js';
import { fold } from './fold.js';
import type { Facts } from './fold.js';
import { randomCommand, someDay } from './random-data.js';
import type { Scene } from './random-data.js';
import type { Command, DataOf } from './types.js';

const REASONS = ['minuted for the wrong school', 'a wrong date', 'it was right after all', 'never adopted'];

const KINDS = { voidFact: 5, replaceFact: 6, voidVoid: 5, voidReplace: 2, replaceCorrect: 4, again: 2 } as const;

/** The same data with other dates, the commonest mistake in minutes. Its shape says which dates it has. */
function withOtherDates(data: object, scene: Scene): object {
  const { rnd } = scene;
  const fields: Readonly<Record<string, unknown>> = { ...data };
  const { from, until, ...rest } = fields;
  if (typeof from !== 'string') return typeof until === 'string' ? { ...fields, until: someDay(scene) } : fields;
  const newFrom = rnd.chance(0.3) ? addDays(from, rnd.pick([-1, 1, 30])) : rnd.chance(0.5) ? from : someDay(scene);
  const newUntil = rnd.chance(0.5) ? someDay(scene) : until;
  return { ...rest, from: newFrom, ...(newUntil === undefined || rnd.chance(0.2) ? {} : { until: newUntil }) };
}

function replacementData(
  record: readonly Command[],
  entry: number,
  sceneOf: (facts: Facts) => Scene,
  absent: readonly number[],
): object | undefined {
  const target = record[entry];
  if (target === undefined) return undefined;
  const without = [...absent, entry];
  const scene = sceneOf(fold(record, record.length - 1, without));
  if (target.command === 'Correct') return correction(record, target.data.entry, scene, sceneOf, without);
  if (target.command === 'EstablishTrust') {
    return { ...target.data, from: addDays(scene.palette.start, scene.rnd.pick([-200, -1, 0, 1, 120])) };
  }
  if (scene.rnd.chance(0.5)) return withOtherDates(target.data, scene);
  return randomCommand(target.command, scene, target)?.data;
}

/** A correction of that entry, of either kind. */
function correction(
  record: readonly Command[],
  entry: number,
  { rnd }: Scene,
  sceneOf: (facts: Facts) => Scene,
  absent: readonly number[] = [],
): DataOf<'Correct'> | undefined {
  const reason = rnd.pick(REASONS);
  if (entry !== 0 && rnd.chance(0.4)) return { entry, how: 'void', reason };
  const data = replacementData(record, entry, sceneOf, absent);
  return data && { entry, how: 'replace', reason, with: data };
}

/** A plausible correction of something in the record: of a fact, of a correction, or once more of the same entry. */
export function randomCorrection(
  record: readonly Command[],
  scene: Scene,
  sceneOf: (facts: Facts) => Scene,
): Command | undefined {
  const { rnd } = scene;
  const kind = rnd.weighted(KINDS);
  const corrected = record.flatMap(({ command, data }) => (command === 'Correct' ? [data.entry] : []));
  const entries = [...record.keys()].filter((entry) => {
    const target = record[entry];
    const how = target?.command === 'Correct' ? target.data.how : 'fact';
    switch (kind) {
      // What a record begins with is mostly left alone: without a board and schools there is little to ask about.
      case 'voidFact':
        return how === 'fact' && entry > (rnd.chance(0.1) ? 0 : 8);
      case 'replaceFact':
        return how === 'fact' && (entry > 8 || rnd.chance(0.1));
      case 'voidVoid':
        return how === 'void';
      case 'voidReplace':
        return how === 'replace';
      case 'replaceCorrect':
        return how !== 'fact';
      case 'again':
        return corrected.includes(entry) && entry !== 0;
    }
  });
  const entry = rnd.maybe(entries);
  if (entry === undefined) return undefined;
  const reason = rnd.pick(REASONS);
  if (kind.startsWith('void') || (kind === 'again' && rnd.chance(0.5))) {
    return { command: 'Correct', data: { entry, how: 'void', reason } };
  }
  const data = replacementData(record, entry, sceneOf, []);
  return data && { command: 'Correct', data: { entry, how: 'replace', reason, with: data } };
}
