import { dayInWords, parseDay } from '@remit/kernel';
import type { Facts, Report, TimestampFound, Witnessed } from './report.js';

/** The report in plain English. */

const HEADLINES: Readonly<Record<Report['outcome'], string>> = {
  ok: 'ALL IS AS IT WAS SIGNED.',
  altered: 'ALTERED. Do not rely on this bundle.',
  incomplete: 'INCOMPLETE. What is here was not found to be altered, but it is not all that is needed.',
  policy: 'NOT ACCEPTED BY YOUR POLICY.',
};

/** A UTC instant as people write it: `3 March 2025, 09:14 UTC`. */
function instantInWords(instant: string): string {
  const day = parseDay(instant.slice(0, 10));
  return day === undefined ? instant : `${dayInWords(day)}, ${instant.slice(11, 16)} UTC`;
}

/** The lines that an auditor reads. */
export function inWords({ outcome, problem, facts, notProved }: Report): string[] {
  const lines = [HEADLINES[outcome]];
  if (problem !== null) lines.push('', problem);
  if (facts.bundle !== undefined) lines.push('', ...aboutBundle(facts));
  if (outcome !== 'ok') return lines;
  lines.push(...aboutKeys(facts), ...aboutOthers(facts), ...aboutAnswers(facts));
  lines.push('', 'What this does not prove:', ...notProved.map((each) => `- ${each}`));
  return lines;
}

function aboutBundle({ bundle, entries, recordedFrom, recordedTo, checkpoints, last }: Facts): string[] {
  if (bundle === undefined) return [];
  const lines = [`Log: ${bundle.origin}`];
  const made = `made on ${instantInWords(bundle.madeAt)}, as it says`;
  lines.push(
    bundle.scope === 'record'
      ? `Bundle: the whole record up to entry ${String(bundle.size - 1)}, ${made}`
      : `Bundle: single entries of a record of ${String(bundle.size)}, for answers, ${made}`,
  );
  if (recordedFrom !== undefined && recordedTo !== undefined) {
    const span = `recorded from ${instantInWords(recordedFrom)} to ${instantInWords(recordedTo)}`;
    lines.push(`Entries checked: ${String(entries)}, ${span}, as the record says`);
  }
  if (last !== undefined) {
    const count = checkpoints === 1 ? '1 checkpoint' : `${String(checkpoints)} checkpoints`;
    lines.push(`Checked: ${count}, the last over ${String(last.size)} entries with the root ${last.root}`);
  }
  return lines;
}

function aboutKeys({ keys, handOvers }: Facts): string[] {
  const lines = keys.map(({ id, from, to }) =>
    from === to
      ? `Signed by key ${id} of your policy (at ${String(to)} entries)`
      : `Signed by key ${id} of your policy (from ${String(from)} to ${String(to)} entries)`,
  );
  return [...lines, ...handOvers.map((size) => `Keys handed over at ${String(size)} entries, signed by both`)];
}

function aboutOthers({ witnessed, quorumAt, directory, timestamps, own }: Facts): string[] {
  const lines = witnessed.map(witnessInWords);
  if (witnessed.length === 0) lines.push('Witnesses: none that your policy knows');
  if (quorumAt !== undefined) lines.push(`Your quorum was met on ${instantInWords(quorumAt)}`);
  lines.push(DIRECTORY[directory], ...timestamps.map(timestampInWords));
  if (timestamps.length === 0) lines.push('Time-stamps: none');
  for (const { file, size } of own) {
    lines.push(`Your own checkpoint ${file} (${String(size)} entries): the record begins with just what you saw then`);
  }
  return lines;
}

const DIRECTORY: Readonly<Record<Facts['directory'], string>> = {
  checked: 'Directory: the last checkpoint stands in it',
  absent: 'Directory: this bundle does not show that the last checkpoint stands in it',
  'not in the policy': 'Directory: not checked, because your policy has no key for it',
};

function witnessInWords({ by, at, of, size }: Witnessed): string {
  const what = of === 'directory' ? 'the directory' : `the checkpoint over ${String(size)} entries`;
  return `Witnessed by ${by} on ${instantInWords(at)}: ${what}`;
}

function timestampInWords({ of, size, at, by, unchecked }: TimestampFound): string {
  const what = of === 'directory' ? 'the directory' : `the checkpoint over ${String(size)} entries`;
  const when = instantInWords(at);
  return by === null
    ? `Time-stamp of ${what}, which says ${when}: not checked (${unchecked ?? ''})`
    : `Time-stamped by ${by} on ${when}: ${what}`;
}

function aboutAnswers({ answers }: Facts): string[] {
  if (answers.length === 0) return [];
  const lines = ['', `Answers worked out anew from the entries, all the same: ${String(answers.length)}`];
  for (const { question, says } of answers) {
    const day = parseDay(question.on);
    const where = question.school === null ? 'for the trust' : `at ${question.school}`;
    const when = day === undefined ? question.on : dayInWords(day);
    lines.push(
      `- ${question.function} ${where} on ${when}, as recorded up to entry ${String(question.knownAt)}: ${says}`,
    );
  }
  return lines;
}
