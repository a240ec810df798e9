import { civilDate, type Id, type Pence } from '@remit/kernel';
import { type EntryNumber } from '@remit/record';
import { OTHER_PARTS, type OtherPart } from '@remit/delegation';
import { headline } from './headline.js';
import { type LostLine, lostLines } from './lost-lines.js';
import type { Moment } from './moment.js';
import type { Question } from './question.js';
import type { ActingParty, AnswerLayer, DecidedBand, Finding, Resolution, Status } from './resolution.js';
import { resolve } from './resolve.js';
import type { Party, VacancyCause } from './seat.js';
import { whyOf } from './why.js';
import type { WhyStep } from './why-trail.js';

/** One band of a by-amount answer. */
export interface AnswerBand {
  readonly upTo: Pence | null;
  readonly status: 'held' | 'vacant' | 'conflict';
  readonly cause: VacancyCause | null;
  readonly decides: Party;
  readonly exercisableBy: ActingParty | null;
}

/** What a resolution says without its reasons: what cells of a matrix and segments of a timeline are made of. */
export interface Verdict {
  readonly status: Status;
  readonly accountable: { readonly tier: Id; readonly holder: Party['holder'] } | null;
  readonly decides: Party | null;
  readonly cause: VacancyCause | null;
  readonly exercisableBy: ActingParty | null;
  readonly bands: readonly AnswerBand[] | null;
  readonly also: Readonly<Record<OtherPart, readonly Party[]>>;
  readonly layer: AnswerLayer | null;
  readonly instrument: Id | null;
  readonly line: string | null;
  readonly findings: readonly Finding[];
}

/** The answer to a question. Source: accountability contract, section 5. */
export interface Answer extends Verdict {
  readonly question: {
    readonly trust: Id;
    readonly function: Id;
    readonly school: Id | null;
    readonly on: string;
    readonly knownAt: EntryNumber;
    readonly amount: Pence | null;
  };
  /** The answer in one or two plain sentences. */
  readonly says: string;
  readonly why: readonly WhyStep[];
  /** Only when asked to explain in full: the lines that lost, and why. */
  readonly lost?: readonly LostLine[];
  /** The entry up to which the record was read. */
  readonly position: EntryNumber;
  /** UTC instant at which that entry was recorded; null when nothing was. */
  readonly recordedThrough: string | null;
}

/** What a resolution says without its reasons. */
export function verdictOf({
  status,
  accountable,
  decision,
  layer,
  chosen,
  bands,
  also,
  findings,
}: Resolution): Verdict {
  return {
    status,
    accountable: accountable === undefined ? null : { tier: accountable.tier, holder: accountable.party.holder },
    ...decidedBy(decision),
    bands: bands?.map(answerBand) ?? null,
    also: alsoOf(also),
    layer,
    ...sourceOf(layer === 'law' ? undefined : chosen),
    findings,
  };
}

function decidedBy(decision: Resolution['decision']): Pick<Verdict, 'decides' | 'cause' | 'exercisableBy'> {
  if (decision === undefined) return { decides: null, cause: null, exercisableBy: null };
  return { decides: decision.seat.party, cause: decision.cause, exercisableBy: decision.exercisableBy };
}

function sourceOf(chosen: Resolution['chosen']): Pick<Verdict, 'instrument' | 'line'> {
  return { instrument: chosen?.instrument.id ?? null, line: chosen?.line.line ?? null };
}

/** Answers a question that has been checked (`functionAsked`). `full` adds the lines that lost. */
export function answer(moment: Moment, question: Question, resolution: Resolution, full = false): Answer {
  return {
    question: {
      trust: moment.index.trust,
      function: question.function,
      school: question.school ?? null,
      on: civilDate(question.day),
      knownAt: question.known,
      amount: question.amount ?? null,
    },
    ...verdictOf(resolution),
    says: headline(moment, question, resolution),
    why: whyOf(moment, question, resolution),
    ...(full ? { lost: lostLines(moment, question, resolution) } : {}),
    position: question.known,
    recordedThrough: moment.index.recordedAt(question.known) ?? null,
  };
}

/** Resolves and answers in one go. */
export function ask(moment: Moment, question: Question, full = false): Answer | undefined {
  const fn = moment.functionOf(question.function);
  if (fn === undefined) return undefined;
  return answer(moment, question, resolve(moment, fn, question.school, question.amount), full);
}

const NO_PARTIES: Verdict['also'] = { recommends: [], consulted: [], informed: [], oversees: [] };

function alsoOf(also: Resolution['also']): Verdict['also'] {
  if (OTHER_PARTS.every((part) => also[part].length === 0)) return NO_PARTIES;
  return {
    recommends: also.recommends.map(({ party }) => party),
    consulted: also.consulted.map(({ party }) => party),
    informed: also.informed.map(({ party }) => party),
    oversees: also.oversees.map(({ party }) => party),
  };
}

function answerBand({ upTo, decision }: DecidedBand): AnswerBand {
  return {
    upTo,
    status: decision.status,
    cause: decision.cause,
    decides: decision.seat.party,
    exercisableBy: decision.exercisableBy,
  };
}
