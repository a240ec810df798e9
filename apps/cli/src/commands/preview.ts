import { dayInWords, dayOf, parseStrictJson, type Problem } from '@remit/kernel';
import { GetPreview } from '@remit/engine/nest';
import { RefusedRequest, valueOf } from '@remit/record/nest';
import { type Arguments, oneFile } from '../arguments.js';
import { faultInWords } from '../../../server/src/json-body.js';
import { reading, trustOf } from '../engine.js';
import { textOfFile } from '../lines.js';
import { say, sayJson } from '../print/output.js';
import { table } from '../print/table.js';
import { verdictCells } from '../print/verdict-text.js';
import { given } from './who.js';

export const PREVIEW_OPTIONS = ['until'];

/** `remit preview FILE`: what the scheme or variation in a file would change. @returns the exit code. */
export async function preview(args: Arguments): Promise<number> {
  const draft = { ...draftIn(oneFile(args)), ...given('until', args.text('until')) };
  return reading(args, async (engine) => {
    const found = valueOf(await engine.queries.execute(new GetPreview(await trustOf(args, engine), draft)));
    if (args.json) {
      sayJson(found);
      return 0;
    }
    const rows = found.changes.map((change) => [
      change.function,
      change.school ?? '',
      dayInWords(dayOf(change.from)),
      dayInWords(dayOf(change.until) - 1),
      verdictCells(change.before).join(' '),
      verdictCells(change.after).join(' '),
    ]);
    const cells = new Set(found.changes.map((change) => `${change.function} ${change.school ?? ''}`)).size;
    const period = `${dayInWords(dayOf(found.from))} to ${dayInWords(dayOf(found.until) - 1)}`;
    say(`It would change ${String(cells)} of the ${String(found.cells)} places that it touches, from ${period}.\n`);
    say(table(['Function', 'School', 'First day', 'Last day', 'Before', 'After'], rows));
    return 0;
  });
}

/** The draft in a file: one `{"command", "data"}`. */
function draftIn(file: string): Readonly<Record<string, unknown>> {
  const read = textOfFile(file);
  if ('problem' in read) throw new RefusedRequest(read.problem);
  const json = parseStrictJson(read.text);
  if ('fault' in json) throw new RefusedRequest(notADraft(file, faultInWords(json.fault)));
  if (typeof json.value === 'object' && json.value !== null) return json.value as Readonly<Record<string, unknown>>;
  throw new RefusedRequest(notADraft(file, 'it is no JSON object'));
}

function notADraft(file: string, why: string): Problem {
  return {
    code: 'CLI.NOT_JSON',
    expected: '{"command": "AdoptScheme" or "VaryDelegation", "data": {…}}',
    detail: `${file} is not one command as JSON: ${why}.`,
  };
}
