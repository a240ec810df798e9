import { GetDiff } from '@remit/accountability/nest';
import { valueOf } from '@remit/record/nest';
import { type Arguments, noFile } from '../arguments.js';
import { reading, trustOf } from '../engine.js';
import { differenceText } from '../print/difference-text.js';
import { say, sayJson } from '../print/output.js';
import { given, today } from './who.js';

/** `remit diff`: which answers differ between what was known at two entries, and by which entries. @returns the exit code. */
export async function diff(args: Arguments): Promise<number> {
  noFile(args);
  const asked = {
    from: args.needed('from'),
    ...given('to', args.text('to')),
    on: args.text('on') ?? today(),
    ...given('function', args.text('function')),
    ...given('school', args.text('school')),
  };
  return reading(args, async (engine) => {
    const found = valueOf(await engine.queries.execute(new GetDiff(await trustOf(args, engine), asked)));
    if (args.json) sayJson(found);
    else say(differenceText(found));
    return 0;
  });
}
