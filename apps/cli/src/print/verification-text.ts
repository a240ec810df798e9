import { toBase64 } from '@remit/ledger';
import {
  directoryInWords,
  type Finding,
  type FindingKind,
  HEADLINES,
  type HeldCheckpoint,
  type RecordVerdict,
  trustInWords,
  type TrustVerdict,
  WHAT_TO_DO,
} from '@remit/ledger/nest';

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
  return [`${trust.trust}: ${trustInWords(trust)}`, ...findings.map(findingLine), ...more];
}

/** Says nothing of a directory that has not been signed yet. */
function directoryLines(verdict: RecordVerdict): string[] {
  const said = directoryInWords(verdict);
  return said === undefined ? [] : [`The directory: ${said}`];
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
