import {
  directoryInWords,
  HEADLINES,
  type RunResult,
  stillSafeInWords,
  trustInWords,
  type VerificationRun,
  WHAT_TO_DO,
} from '@remit/ledger/nest';
import type { TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { type Link, linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { entryWithin, momentInWords, type Sections, sectionsOf } from './audit-words.js';

interface Fact {
  readonly term: string;
  readonly text: string;
}

/** What a check that ended came to. */
export interface ResultModel {
  readonly headline: string;
  readonly passed: boolean;
  readonly facts: readonly Fact[];
  /** What is wrong, the first entry first. */
  readonly findings: readonly string[];
  readonly more: string | undefined;
  readonly firstBad: Link | undefined;
  readonly whatToDo: string | undefined;
}

/** What the page of the checks shows. */
export interface VerificationModel {
  readonly sections: Sections;
  readonly action: string;
  /** How far the check has come that is under way. */
  readonly running:
    { readonly says: string; readonly done: number; readonly total: number; readonly href: string } | undefined;
  readonly result: ResultModel | undefined;
  readonly earlier: TableModel | undefined;
  readonly bundle: string;
  readonly howTo: string;
}

export const verificationPage = pageOf<VerificationModel>('audit/verification');

/** The checks of a trust's record. @param shown the run that the address asks for; the newest when it names none */
export function verificationModel(
  reading: Reading,
  runs: readonly VerificationRun[],
  shown: string | undefined,
): VerificationModel {
  const run = runs.find(({ id }) => String(id) === shown) ?? runs[0];
  const earlier = runs.filter((each) => each !== run);
  return {
    sections: sectionsOf(reading, 'audit/verification'),
    action: linkTo(reading, 'audit/verification'),
    running: run === undefined || run.ended !== undefined ? undefined : runningModel(reading, run),
    result: run?.ended === undefined ? undefined : resultModel(reading, run, run.ended),
    earlier: earlier.length === 0 ? undefined : earlierTable(reading, earlier),
    bundle: `/api/trusts/${reading.trust}/bundle`,
    howTo: linkTo(reading, 'audit/how-to-check'),
  };
}

/** What a check came to, in a sentence. */
export function resultInWords(result: RunResult): string {
  return result.is === 'not checked' ? `The record could not be checked: ${result.says}` : HEADLINES[result.is];
}

function runningModel(
  reading: Reading,
  { id, progress: { done, total } }: VerificationRun,
): VerificationModel['running'] {
  const says =
    total === 0
      ? 'The check begins as soon as no other one is under way.'
      : `${String(done)} of ${String(total)} entries have been read.`;
  return { says, done, total, href: linkTo(reading, 'audit/verification', { run: String(id) }) };
}

function resultModel(
  reading: Reading,
  { startedAt }: VerificationRun,
  { at, result }: NonNullable<VerificationRun['ended']>,
): ResultModel {
  const timing = [
    { term: 'Started', text: momentInWords(startedAt) },
    { term: 'Took', text: secondsInWords(at - startedAt) },
    {
      term: 'As a program says it',
      text: `exit code ${String(result.exitCode)}: ${EXIT_MEANING[result.exitCode] ?? ''}`,
    },
  ];
  if (result.is === 'not checked') {
    const headline = resultInWords(result);
    return {
      headline,
      passed: false,
      facts: timing,
      findings: [],
      more: undefined,
      firstBad: undefined,
      whatToDo: undefined,
    };
  }
  const { verdict } = result;
  const [trust] = verdict.trusts;
  const findings = [...(trust?.findings ?? []), ...verdict.findings];
  const hidden = (trust?.count ?? 0) - (trust?.findings.length ?? 0);
  const firstBad = findings.find(({ entries }) => entries !== undefined)?.entries?.first;
  const safe = trust === undefined ? undefined : stillSafeInWords(trust);
  const directory = directoryInWords(verdict);
  return {
    headline: HEADLINES[result.is],
    passed: result.is === 'ok',
    facts: [
      ...(trust === undefined ? [] : [{ term: 'Entries', text: trustInWords(trust) }]),
      ...(safe === undefined ? [] : [{ term: 'Still safe', text: safe }]),
      ...(directory === undefined ? [] : [{ term: 'The directory of all checkpoints', text: directory }]),
      ...timing,
    ],
    findings: findings.map(({ says }) => says),
    more: hidden > 0 ? `and ${String(hidden)} more like these` : undefined,
    firstBad: firstBad === undefined ? undefined : entryWithin(reading, firstBad),
    whatToDo: result.is === 'ok' ? undefined : WHAT_TO_DO[result.is],
  };
}

/** What the exit codes of `remit verify` mean. */
const EXIT_MEANING: Readonly<Record<number, string>> = {
  0: 'nothing was altered',
  1: 'it could not be checked, and nothing is said about the record',
  2: 'something is not what was recorded or signed',
  3: 'something is missing, or there is nothing to compare with',
  4: 'a checkpoint or a key is not accepted',
};

function secondsInWords(ms: number): string {
  return `${(ms / 1000).toFixed(1)} seconds`;
}

function earlierTable(reading: Reading, runs: readonly VerificationRun[]): TableModel {
  return {
    caption: 'Other checks since Remit was started',
    columns: ['Started', 'Result', 'Entries read'],
    rows: runs.map(({ id, startedAt, ended, progress }) => [
      { text: momentInWords(startedAt), href: linkTo(reading, 'audit/verification', { run: String(id) }) },
      { text: ended === undefined ? 'Under way' : resultInWords(ended.result) },
      { text: String(entriesRead(ended?.result) ?? progress.done) },
    ]),
  };
}

function entriesRead(result: RunResult | undefined): number | undefined {
  return result === undefined || result.is === 'not checked' ? undefined : result.verdict.entries;
}
