import { toBase64 } from '@remit/ledger';
import {
  capital,
  type Finding,
  type FindingKind,
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
  if (findings.length > 0) lines.push('The record as a whole:', ...findings.map(findingLine));
  if (worst !== undefined) lines.push('', WHAT_TO_DO[worst]);
  return `${lines.join('\n')}\n`;
}

function trustLines(trust: TrustVerdict): string[] {
  const { findings, count } = trust;
  const more = count > findings.length ? [`  - and ${String(count - findings.length)} more like these`] : [];
  return [`${trust.trust}: ${summary(trust)}`, ...findings.map(findingLine), ...more];
}

function summary({ entries, covered, findings }: TrustVerdict): string {
  const count = `${String(entries)} ${entries === 1 ? 'entry' : 'entries'} read.`;
  if (findings.some(({ kind }) => kind === 'altered')) return count;
  if (covered === undefined) return count;
  const newer = entries - covered.size;
  const after =
    newer <= 0
      ? ''
      : ` ${capital(rangeInWords(covered.size, entries - 1))} ${newer === 1 ? 'is' : 'are'} newer than it: that ${newer === 1 ? 'it was' : 'they were'} not altered since is not shown yet.`;
  return `${count} ${capital(covered.called)} fits.${after}`;
}

function findingLine({ says }: Finding): string {
  return `  - ${says}`;
}

/** What `remit verify --json` says to programs. */
export function verdictJson({ trusts, findings, entries }: RecordVerdict, worst: FindingKind | undefined): unknown {
  return {
    verdict: worst ?? 'ok',
    entries,
    trusts: trusts.map(({ trust, entries, root, covered, findings, count }) => ({
      trust,
      entries,
      root: root === undefined ? null : toBase64(root),
      covered: covered === undefined ? null : { size: covered.size, from: covered.from, called: covered.called },
      findings,
      count,
    })),
    findings,
  };
}
