import { capital } from '@remit/kernel';
import type { RecordVerdict } from './verify-record.js';
import type { TrustVerdict } from './verify-trust.js';
import { type FindingKind, rangeInWords } from './verify-words.js';

/** What a check came to as a whole: `ok`, or the worst of what was found. */
export type Result = FindingKind | 'ok';

/** The headline of a result. */
export const HEADLINES: Readonly<Record<Result, string>> = {
  ok: 'Nothing was altered.',
  altered: 'ALTERED: the record is not what was recorded and signed.',
  incomplete: 'INCOMPLETE: what is there cannot be shown to be all.',
  policy: 'NOT ACCEPTED: a checkpoint or a key is not one that you trust.',
};

/** What to do next, when something was found. */
export const WHAT_TO_DO: Readonly<Record<FindingKind, string>> = {
  altered:
    'What to do: do not rely on the record from the first entry named on. Stop Remit, keep a copy of the whole data directory as evidence, put back a backup from before, and verify that.',
  incomplete:
    'What to do: if entries are missing, stop Remit, keep a copy of the data directory, put back the newest backup, and verify that. If no checkpoint is there to compare with, have one made with: remit checkpoint',
  policy:
    'What to do: get the key from whoever runs the log, by another way than this record, and correct your policy. If the key is right, do not trust what it has not signed.',
};

/** The exit codes of `remit verify`. Source: fault guide B.3; 1 is left for "could not be checked". */
export const EXIT_CODES: Readonly<Record<Result, number>> = { ok: 0, altered: 2, incomplete: 3, policy: 4 };

/** What was read of a trust, and which checkpoints it fits: no more than is so. */
export function trustInWords({ entries, covered, signed, vouched, findings }: TrustVerdict): string {
  const count = `${String(entries)} ${entries === 1 ? 'entry' : 'entries'} read.`;
  if (covered === undefined || findings.some(({ kind }) => kind === 'altered')) return count;
  const said = [count, `${capital(covered.called)} fits.`];
  const last = Math.max(covered.size, signed?.size ?? 0);
  if (last > covered.size) {
    const range = capital(rangeInWords(covered.size, last - 1));
    said.push(
      `${range} ${last - covered.size === 1 ? 'is' : 'are'} signed as well, but the witnesses that your policy asks for have not confirmed that yet: whoever has the signing key could have altered ${last - covered.size === 1 ? 'it' : 'them'}.`,
    );
  }
  if (entries > last) said.push(newerInWords(last, entries, last > covered.size));
  if (vouched !== undefined && vouched.size < covered.size) {
    said.push(
      `From outside only ${rangeInWords(0, vouched.size - 1)} ${vouched.size === 1 ? 'is' : 'are'} confirmed: ${vouched.called} fits.`,
    );
  }
  return said.join(' ');
}

function newerInWords(from: number, entries: number, isAfterSeveral: boolean): string {
  const [be, they] = entries - from === 1 ? ['is', 'it was'] : ['are', 'they were'];
  const than = isAfterSeveral ? 'all checkpoints' : 'it';
  return `${capital(rangeInWords(from, entries - 1))} ${be} newer than ${than}: that ${they} not altered since is not shown yet.`;
}

/** What the directory came to; `undefined` when it has not been signed yet, or something in it was altered. */
export function directoryInWords({ directory, findings }: RecordVerdict): string | undefined {
  if (directory?.covered === undefined || findings.some(({ kind }) => kind === 'altered')) return undefined;
  const { leaves, covered, vouched, stamped } = directory;
  const said = [`${String(leaves)} checkpoint${leaves === 1 ? '' : 's'} of trusts read.`];
  said.push(`${capital(covered.called)} fits.`);
  if (vouched !== undefined && vouched.size < covered.size) said.push(`From outside: ${vouched.called} fits.`);
  if (stamped !== undefined) said.push(stamped);
  return said.join(' ');
}

/** What can still be relied on of a trust in which something was found; `undefined` when nothing was. */
export function stillSafeInWords({ findings, covered, signed }: TrustVerdict): string | undefined {
  const [worst] = findings.filter(({ kind }) => kind !== 'policy');
  if (worst === undefined) return undefined;
  const fits = [covered, signed].filter((each) => each !== undefined).sort((a, b) => b.size - a.size)[0];
  if (fits === undefined || fits.size === 0) return 'No entry can be shown to be as it was signed.';
  const range = capital(rangeInWords(0, fits.size - 1));
  return `${range} ${fits.size === 1 ? 'is' : 'are'} still as signed: ${fits.called} fits.`;
}
