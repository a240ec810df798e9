import { dayInWords, dayOf, parseStrictJson, type Problem } from '@remit/kernel';
import { GetPreview, type PreviewView } from '@remit/engine/nest';
import { RefusedRequest, valueOf } from '@remit/record/nest';
import { type Arguments, oneFile } from '../arguments.js';
import { faultInWords } from '../../../server/src/json-body.js';
import { reading, trustOf } from '../engine.js';
import { textOfFile } from '../lines.js';
import { say, sayJson } from '../print/output.js';
import { table } from '../print/table.js';
import { verdictInShort } from '../print/verdict-text.js';
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

/** What changes for whom. What stays with the same holder is counted and not listed. */
export function previewText({ changes, cells, from, until, lint }: PreviewView): string {
  const rows = changes
    .map((change) => [
      change.function,
      change.school ?? '',
      dayInWords(dayOf(change.from)),
      dayInWords(dayOf(change.until) - 1),
      verdictInShort(change.before),
      verdictInShort(change.after),
    ])
    .filter(([, , , , before, after]) => before !== after);
  const cellsIn = (list: readonly (readonly (string | null | undefined)[])[]): number =>
    new Set(list.map(([fn, school]) => `${fn ?? ''} ${school ?? ''}`)).size;
  const moved = cellsIn(rows);
  const kept = cellsIn(changes.map((change) => [change.function, change.school])) - moved;
  const period = `From ${dayInWords(dayOf(from))} to ${dayInWords(dayOf(until) - 1)}`;
  const looked = `of ${String(cells)} that it touches (a function at a school, or of the trust)`;
  const rest = kept === 0 ? '' : ` ${String(kept)} more would keep who decides, by another line or with other parts.`;
  const heading = `${period} it would change who decides ${String(moved)} ${looked}.${rest}\n`;
  const headings = ['Function', 'School', 'First day', 'Last day', 'Before', 'After'];
  const changed = rows.length === 0 ? heading : `${heading}\n${table(headings, rows)}`;
  return lint.length === 0 ? changed : `${changed}\n${lintText(lint)}`;
}

/** What to look at before a draft is adopted, one thing a paragraph. */
function lintText(lint: PreviewView['lint']): string {
  return ['Before it is adopted, look at:', ...lint.map(({ says }) => `- ${says}`)].join('\n');
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
