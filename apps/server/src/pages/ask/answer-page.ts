import { dayInWords, dayOf } from '@remit/kernel';
import type { Answer, AnswerPerson, Party, Verdict } from '@remit/accountability';
import type { OutlookView, WithLineage, WithPeople } from '@remit/accountability/nest';
import type { TableCell } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { poundsAsTyped } from '../shell/amount.js';
import { entryCited, type Link, linkTo } from '../shell/page-frame.js';
import { inNames } from '../shell/in-names.js';
import type { Reading } from '../shell/reading.js';
import {
  amountInWords,
  FINDINGS,
  holdersInWords,
  PARTS,
  personName,
  schoolName,
  verdictInWords,
} from '../shell/words.js';

interface PersonLine {
  readonly name: string;
  readonly as: string;
  readonly href: string;
}

/** A part in a function, with everybody who has it. */
interface Part {
  readonly part: string;
  readonly parties: readonly PartyLine[];
}

interface PartyLine {
  readonly who: string;
  readonly href: string | undefined;
  readonly people: readonly PersonLine[];
}

interface WhyLine {
  readonly says: string;
  /** The entry that it rests on. */
  readonly entry: TableCell | undefined;
}

/** What the page of an answer shows. */
export interface AnswerModel {
  readonly says: string;
  readonly status: Answer['status'];
  /** Which school is meant, when the question named it by another number. */
  readonly lineage: string | undefined;
  readonly function: { readonly name: string; readonly group: string };
  readonly school: string | undefined;
  readonly parts: readonly Part[];
  readonly accountable: string | undefined;
  readonly why: readonly WhyLine[];
  readonly findings: readonly WhyLine[];
  readonly lost: readonly WhyLine[];
  readonly next: readonly { readonly from: string; readonly says: string; readonly href: string }[];
  readonly links: readonly Link[];
}

export const answerPage = pageOf<AnswerModel>('ask/answer');

type Shown = Answer & WithPeople & WithLineage;

/** The page of an answer. */
export function answerModel(reading: Reading, answer: Shown, outlook: OutlookView): AnswerModel {
  const { question, status, exercisableBy, decides, also, bands } = answer;
  const fn = reading.names.functions.find(({ id }) => id === question.function);
  const cell = { function: question.function, school: question.school, amount: poundsAsTyped(question.amount) };
  const part = (name: string, parties: readonly Party[]): Part[] =>
    parties.length === 0 ? [] : [{ part: name, parties: parties.map((each) => partyLine(reading, each, answer)) }];
  return {
    says: inNames(reading, answer.says, answer.people),
    status,
    lineage: answer.lineage?.says,
    function: { name: fn?.name ?? question.function, group: fn?.group ?? '' },
    school: question.school === null ? undefined : schoolName(reading, question.school),
    parts: [
      ...(bands ?? []).flatMap((band, at) => part(`For ${amountInWords(bands ?? [], at)}`, [band.decides])),
      ...part(DECIDES[status] ?? 'Decides', decides === null ? [] : [decides]),
      ...part('Can act meanwhile', exercisableBy === null ? [] : [{ kind: null, ...exercisableBy }]),
      ...PARTS.flatMap(([name, words]) => part(words, also[name])),
    ],
    accountable:
      answer.accountable === null
        ? undefined
        : holdersInWords(reading, answer.accountable.holder, answer.accountable.tier),
    why: answer.why.map((step) => whyLine(reading, step, answer)),
    findings: answer.findings.map(({ code, entry }) => whyLine(reading, { says: FINDINGS[code], entry }, answer)),
    lost: (answer.lost ?? []).map(({ says, entry, line: of }) =>
      whyLine(reading, { says: `Line ${of}: ${says}`, entry }, answer),
    ),
    next: nextChanges(reading, answer, outlook).map((change) => ({
      ...change,
      href: linkTo({ ...reading, on: change.from }, 'who', cell),
    })),
    links: [
      { text: 'How this has moved over time', href: linkTo(reading, 'timeline', cell) },
      ...(question.school === null
        ? []
        : [
            {
              text: `Everything at ${schoolName(reading, question.school)}`,
              href: linkTo(reading, 'matrix', { school: question.school }),
            },
          ]),
      { text: 'The same function everywhere', href: linkTo(reading, 'matrix', { function: question.function }) },
    ],
  };
}

function nextChanges(
  reading: Reading,
  answer: Verdict,
  { next }: OutlookView,
): { readonly from: string; readonly says: string }[] {
  const words = [answer, ...next].map((verdict) => verdictInWords(reading, verdict));
  return next.map(({ from }, at) => {
    const says = words[at + 1] ?? '';
    return { from, says: says === words[at] ? `still ${says}, with other people or others who take part` : says };
  });
}

const DECIDES: Readonly<Partial<Record<Answer['status'], string>>> = {
  vacant: 'Would decide, but nobody is there',
  conflict: 'Claimed by several',
  retained: 'Decides, having never delegated it',
};

function partyLine(reading: Reading, { tier, holder, people }: Party, answer: WithPeople): PartyLine {
  return {
    who: holdersInWords(reading, holder, tier),
    href: typeof holder === 'string' ? linkTo(reading, `people/${holder}`) : undefined,
    people: onceEach(people).map((person) => personLine(reading, person, answer)),
  };
}

/** Everybody once: a chair may be appointed as a member too, and the chair comes first. */
function onceEach(people: readonly AnswerPerson[]): readonly AnswerPerson[] {
  return people.filter(({ person }, at) => people.findIndex((each) => each.person === person) === at);
}

function personLine(reading: Reading, { person, as }: AnswerPerson, { people }: WithPeople): PersonLine {
  return {
    name: personName(person, people?.[person]),
    as,
    href: linkTo(reading, `persons/${person}`),
  };
}

function whyLine(
  reading: Reading,
  { says, entry }: { readonly says: string; readonly entry: number | null },
  { people }: WithPeople,
): WhyLine {
  return { says: inNames(reading, says, people), entry: entry === null ? undefined : entryCited(reading, entry) };
}

/** The heading of the browser's tab: the question in short. */
export function titleOf(model: AnswerModel, on: string): string {
  return [model.function.name, model.school, dayInWords(dayOf(on))].filter((part) => part !== undefined).join(', ');
}
