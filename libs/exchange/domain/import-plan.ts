import type { Day, Problem } from '@remit/kernel';
import { under } from '@remit/record';
import type { FileRead } from './gias-extract.js';
import type { Oddity, OddityCode } from './gias-oddities.js';
import type { TrustPlan } from './trust-plan.js';

/** How the day of an extract is known: told, by the name of the folder or a file, or by when the files were saved. */
export type DayFrom = 'given' | 'named' | 'saved';

/** What an import would do, whole. */
export interface ImportPlan {
  /** The day of the extract. */
  readonly day: Day;
  readonly dayFrom: DayFrom;
  readonly files: readonly FileRead[];
  /** Files of the folder that are not used. */
  readonly unused: readonly string[];
  /** Trusts with something to record, or with something to say of them. */
  readonly trusts: readonly TrustPlan[];
  /** Trusts that stand as the files say already. */
  readonly unchanged: number;
  /** What is odd about files and rows, beside what is odd about single trusts. */
  readonly odd: readonly Oddity[];
}

/** What each command of a plan comes to, in words that follow a number. */
export const COMMANDS_IN_WORDS: Readonly<Record<string, string>> = {
  EstablishTrust: 'trusts to begin a record of',
  AdmitSchool: 'schools to admit',
  ReleaseSchool: 'schools to release',
  LinkSchool: 'links to earlier or later schools',
  ConstituteBody: 'bodies to constitute',
  CreatePost: 'posts to create',
  RegisterPerson: 'people to register',
  CorrectPersonDetails: 'names to change',
  Appoint: 'appointments',
  EndAppointment: 'last days of appointments',
  Correct: 'corrections of what was imported before',
};

/** What a plan comes to. */
export interface PlanCounts {
  readonly founded: number;
  readonly changed: number;
  readonly commands: ReadonlyMap<string, number>;
  readonly total: number;
  readonly odd: ReadonlyMap<OddityCode, readonly string[]>;
  readonly refused: readonly Problem[];
}

/** Counts a plan by kind of command and of oddity. */
export function countPlan(plan: ImportPlan): PlanCounts {
  const commands = new Map<string, number>();
  const oddities = new Map<OddityCode, string[]>();
  const note = ({ code, about }: Oddity): void => void under(oddities, code, () => []).push(about);
  plan.odd.forEach(note);
  for (const trust of plan.trusts) {
    trust.odd.forEach(note);
    for (const { command } of trust.commands) commands.set(command, (commands.get(command) ?? 0) + 1);
  }
  const withCommands = plan.trusts.filter(({ commands: own }) => own.length > 0);
  return {
    founded: withCommands.filter(({ founding }) => founding).length,
    changed: withCommands.filter(({ founding }) => !founding).length,
    commands,
    total: [...commands.values()].reduce((sum, count) => sum + count, 0),
    odd: oddities,
    refused: plan.trusts.flatMap(({ refused }) => (refused === undefined ? [] : [refused])),
  };
}
