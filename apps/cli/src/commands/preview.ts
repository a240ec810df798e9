import { faultInWords, parseStrictJson, type Problem } from '@remit/kernel';
import { GetPreview } from '@remit/engine/nest';
import { RefusedRequest, valueOf } from '@remit/record/nest';
import { type Arguments, oneFile } from '../arguments.js';
import { reading, trustOf } from '../engine.js';
import { textOfFile } from '../lines.js';
import { say, sayJson } from '../print/output.js';
import { previewText } from '../print/preview-text.js';
import { given } from './who.js';

/** `remit preview FILE`: what the scheme or variation in a file would change. @returns the exit code. */
export async function preview(args: Arguments): Promise<number> {
  const draft = { ...draftIn(oneFile(args)), ...given('until', args.text('until')) };
  return reading(args, async (engine) => {
    const found = valueOf(await engine.queries.execute(new GetPreview(await trustOf(args, engine), draft)));
    if (args.json) {
      sayJson(found);
      return 0;
    }
    say(previewText(found));
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
    detail: `${file} is not one command as JSON: ${why}. Write {"command": "VaryDelegation", "data": {…}} in it.`,
  };
}
