import { dayInWords, dayOf } from '@remit/kernel';
import { GetRecord, GetTrusts } from '@remit/engine/nest';
import { valueOf } from '@remit/record/nest';
import { type Arguments, noFile } from '../arguments.js';
import { reading, trustOf } from '../engine.js';
import { problemText, say, sayJson } from '../print/output.js';
import { table } from '../print/table.js';
import { given, wholeNumber } from './who.js';

/** `remit log`: the entries of a record. @returns the exit code. */
export async function log(args: Arguments): Promise<number> {
  noFile(args);
  const page = {
    ...given('after', wholeNumber(args.text('after'))),
    ...given('limit', wholeNumber(args.text('limit'))),
  };
  return reading(args, async (engine) => {
    const found = valueOf(await engine.queries.execute(new GetRecord(await trustOf(args, engine), page)));
    if (args.json) {
      for (const each of found.entries) sayJson(each);
      return 0;
    }
    const rows = found.entries.map(({ entry, says, live, correctedBy }) => [
      String(entry.n),
      entry.recordedAt.slice(0, 16).replace('T', ' '),
      entry.decidedOn === undefined ? '' : dayInWords(dayOf(entry.decidedOn)),
      standing(live, correctedBy),
      says,
    ]);
    if (rows.length > 0) say(table(['Entry', 'Recorded (UTC)', 'Decided on', 'Correction', 'What it says'], rows));
    const last = found.entries.at(-1)?.entry.n ?? found.head;
    const more = last < found.head ? ` For the next ones: --after ${String(last)}` : '';
    say(`The newest entry is ${String(found.head)}.${more}`);
    return 0;
  });
}

function standing(live: boolean, correctedBy: readonly number[]): string {
  if (live && correctedBy.length === 0) return '';
  const by = correctedBy.map((n) => `entry ${String(n)}`).join(', ');
  return `${live ? 'replaced by' : 'void by'} ${by}`;
}

/** `remit trusts`: the trusts that have a record. @returns the exit code. */
export async function trusts(args: Arguments): Promise<number> {
  noFile(args);
  return reading(args, async ({ queries }) => {
    const found = await queries.execute(new GetTrusts());
    if (args.json) sayJson({ trusts: found });
    else
      say(
        table(
          ['Trust', 'Name', 'Newest entry'],
          found.map(({ trust, name, head, problem }) => [
            trust,
            problem === undefined ? name : 'cannot be read',
            String(head),
          ]),
        ) + found.map(({ problem }) => (problem === undefined ? '' : `\n${problemText(problem)}\n`)).join(''),
      );
    return 0;
  });
}
