import { dayInWords, dayOf } from '@remit/kernel';
import { GetRecord, GetTrusts } from '@remit/engine/nest';
import { valueOf } from '@remit/record/nest';
import { type Arguments, noFile } from '../arguments.js';
import { reading, trustOf } from '../engine.js';
import { say, sayJson } from '../print/output.js';
import { table } from '../print/table.js';
import { given, wholeNumber } from './who.js';

export const LOG_OPTIONS = ['after', 'limit'];

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
    const rows = found.entries.map(({ entry, live, correctedBy }) => [
      String(entry.n),
      entry.recordedAt.slice(0, 16).replace('T', ' '),
      entry.decidedOn === undefined ? '' : dayInWords(dayOf(entry.decidedOn)),
      entry.type,
      subjectOf(entry.data),
      live
        ? correctedBy.length === 0
          ? ''
          : `corrected by ${correctedBy.join(', ')}`
        : `void by ${correctedBy.join(', ')}`,
    ]);
    say(table(['Entry', 'Recorded (UTC)', 'Decided on', 'What', 'About', 'Stands'], rows));
    say(`The newest entry is ${String(found.head)}.`);
    return 0;
  });
}

const SUBJECTS = [
  'entry',
  'appointment',
  'variation',
  'scheme',
  'body',
  'post',
  'school',
  'cluster',
  'function',
  'trust',
];

/** What an entry is about: the id that it names first. */
function subjectOf(data: unknown): string {
  const members = data as Readonly<Record<string, string | number | undefined>>;
  const name = SUBJECTS.find((subject) => members[subject] !== undefined);
  return name === undefined ? '' : `${name === 'entry' ? 'entry ' : ''}${String(members[name])}`;
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
          found.map(({ trust, name, head }) => [trust, name, String(head)]),
        ),
      );
    return 0;
  });
}
