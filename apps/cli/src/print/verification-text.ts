import { toBase64 } from '@remit/ledger';
import {
  capital,
  type Finding,
  type FindingKind,
  type HeldCheckpoint,
  rangeInWords,
  type RecordVerdict,
  type TrustVerdict,
} from '@remit/ledger/nest';

const HEADLINES: Readonly<Record<FindingKind | 'ok', string>> = {
  ok: 'Nothing was altered.',
  altered: 'ALTERED: the record is not what was recorded and signed.',
  incomplete: 'INCOMPLETE: what is there cannot be shown to be all.',
  policy: 'NOT ACCEPTED: a checkpoint or a key is not one that you trust.',
};

const WHAT_TO_DO: Readonly<Record<FindingKind, string>> = {
  altered:
    'What to do: do not rely on the record from the first entry named on. Stop Remit, keep a copy of the whole data directory as evidence, put back a backup from before, and verify that.',
  incomplete:
    'What to do: if entries are missing, stop Remit, keep a copy of the data directory, put back the newest backup, and verify that. If no checkpoint is there to compare with, have one made with: remit checkpoint',
  policy:
    'What to do: get the key from whoever runs the log, by another way than this record, and correct your policy. If the key is right, do not trust what it has not signed.',
};

/** What `remit verify` says to people. */
export function verdictText(verdict: RecordVerdict, worst: FindingKind | undefined): string {
  const { trusts, findings } = verdict;
  const lines = [HEADLINES[worst ?? 'ok'], ''];
  if (trusts.length === 0 && findings.length === 0) lines.push('Nothing has been recorded yet.');
  for (const trust of trusts) lines.push(...trustLines(trust));
  lines.push(...directoryLines(verdict));
  if (findings.length > 0) lines.push('The record as a whole:', ...findings.map(findingLine));
  if (worst !== undefined) lines.push('', WHAT_TO_DO[worst]);
  return `${lines.join('\n')}\n`;
}

function trustLines(trust: TrustVerdict): string[] {
  const { findings, count } = trust;
  const more = count > findings.length ? [`  - and ${String(count - findings.length)} more like these`] : [];
  return [`${trust.trust}: ${summary(trust)}`, ...findings.map(findingLine), ...more];
}

function summary({ entries, covered, signed, vouched, findings }: TrustVerdict): string {
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

/** Says nothing of a directory that has not been signed yet. */
function directoryLines({ directory, findings }: RecordVerdict): string[] {
  if (directory?.covered === undefined || findings.some(({ kind }) => kind === 'altered')) return [];
  const { leaves, covered, vouched, stamped } = directory;
  const said = [`${String(leaves)} checkpoint${leaves === 1 ? '' : 's'} of trusts read.`];
  said.push(`${capital(covered.called)} fits.`);
  if (vouched !== undefined && vouched.size < covered.size) said.push(`From outside: ${vouched.called} fits.`);
  if (stamped !== undefined) said.push(stamped);
  return [`The directory: ${said.join(' ')}`];
}

function findingLine({ says }: Finding): string {
  return `  - ${says}`;
}

/** What `remit verify --json` says to programs. */
export function verdictJson(
  { trusts, directory, findings, entries }: RecordVerdict,
  worst: FindingKind | undefined,
): unknown {
  return {
    verdict: worst ?? 'ok',
    entries,
    trusts: trusts.map(({ trust, entries, root, covered, signed, vouched, findings, count }) => ({
      trust,
      entries,
      root: root === undefined ? null : toBase64(root),
      covered: checkpointJson(covered),
      signed: checkpointJson(signed),
      vouched: checkpointJson(vouched),
      findings,
      count,
    })),
    directory:
      directory === undefined
        ? null
        : {
            leaves: directory.leaves,
            covered: checkpointJson(directory.covered),
            vouched: checkpointJson(directory.vouched),
            stamped: directory.stamped ?? null,
          },
    findings,
  };
}

function checkpointJson(checkpoint: HeldCheckpoint | undefined): unknown {
  if (checkpoint === undefined) return null;
  const { size, from, called } = checkpoint;
  return { size, from, called };
}
