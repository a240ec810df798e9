import { dayInWords, dayOf, type Id, listInWords } from '@remit/kernel';
import type { LintFinding, Party, Verdict } from '@remit/accountability';
import type { PreviewView } from '@remit/engine/nest';
import type { TableCell, TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { amountInWords, byPlace, functionName, schoolName, tierInWords, verdictInWords } from '../shell/words.js';
import type { Sending } from './form-page.js';

/** Something to look at before a draft is adopted, and the lines or functions that it is about. */
interface FindingModel {
  readonly says: string;
  readonly items: readonly string[];
}

/** What the page before a scheme or variation is adopted shows. */
export interface PreviewModel extends Sending {
  readonly heading: string;
  readonly says: string;
  readonly findings: readonly FindingModel[];
  readonly who: TableModel | undefined;
  readonly changes: TableModel | undefined;
  readonly action: string;
  readonly kept: string;
  readonly button: string;
}

export const previewPage = pageOf<PreviewModel>('record/preview');

type Change = PreviewView['changes'][number];

/** Who gains and loses what, and what to look at before it is adopted. */
export function previewOf(
  reading: Reading,
  view: PreviewView,
): Pick<PreviewModel, 'says' | 'findings' | 'who' | 'changes'> {
  const moved = view.changes.filter(({ before, after }) => inTiers(reading, before) !== inTiers(reading, after));
  const others = cellsIn(view.changes) - cellsIn(moved);
  const [first, last] = [dayInWords(dayOf(view.from)), dayInWords(dayOf(view.until) - 1)];
  const period = first === last ? `On ${first}` : `From ${first} to ${last}`;
  const count = cellsIn(moved) === 0 ? 'nowhere' : `at ${String(cellsIn(moved))}`;
  const places = `of ${String(view.cells)} places: each function at each school, and of the trust`;
  const rest = others === 0 ? '' : ` At ${String(others)} more the same decides, by another line.`;
  return {
    says: `${period} it changes who decides ${count} ${places}.${rest}`,
    findings: findingsInWords(reading, view.lint),
    who: moved.length === 0 ? undefined : gainsAndLosses(reading, moved),
    changes: moved.length === 0 ? undefined : changesTable(reading, moved),
  };
}

function cellsIn(changes: readonly Change[]): number {
  return new Set(changes.map((change) => `${change.function} ${change.school ?? ''}`)).size;
}

/** Somebody who decides, as a kind of body or post: the local governing bodies of eight schools are one. */
interface Decider {
  readonly who: string;
  /** Such as "up to £5,000"; empty for any amount. */
  readonly amount: string;
}

function decidersOf(reading: Reading, { bands, decides, status }: Verdict): Decider[] {
  const named = (party: Party, state: string): string =>
    `${tierInWords(reading, party.tier)}${state === 'vacant' ? ' (nobody is there)' : state === 'conflict' ? ' (several claim it)' : ''}`;
  if (bands !== null) {
    return bands.map((band, at) => ({ who: named(band.decides, band.status), amount: amountInWords(bands, at) }));
  }
  return decides === null ? [] : [{ who: named(decides, status), amount: '' }];
}

/** Who decides, kind by kind, in one text. */
function inTiers(reading: Reading, verdict: Verdict): string {
  const deciders = decidersOf(reading, verdict);
  if (deciders.length === 0) return verdictInWords(reading, verdict);
  return deciders.map(({ who, amount }) => (amount === '' ? who : `${who} ${amount}`)).join('; ');
}

interface GainsAndLosses {
  /** By what a link to a function says. */
  readonly gains: Map<string, Id>;
  readonly loses: Map<string, Id>;
}

/** By kind of body or post: what it decides from then on somewhere, and what no longer. */
function gainsAndLosses(reading: Reading, moved: readonly Change[]): TableModel {
  const found = new Map<string, GainsAndLosses>();
  const note = (which: keyof GainsAndLosses, fn: Id, { who, amount }: Decider): void => {
    const of = found.get(who) ?? { gains: new Map<string, Id>(), loses: new Map<string, Id>() };
    found.set(who, of);
    of[which].set(amount === '' ? functionName(reading, fn) : `${functionName(reading, fn)}, ${amount}`, fn);
  };
  for (const { function: fn, before, after } of moved) {
    const [was, is] = [decidersOf(reading, before), decidersOf(reading, after)];
    for (const each of is.filter((decider) => !has(was, decider))) note('gains', fn, each);
    for (const each of was.filter((decider) => !has(is, decider))) note('loses', fn, each);
  }
  return {
    caption: 'Who gains and who loses',
    columns: ['Who', 'Decides from then on', 'Decides no longer'],
    rows: [...found].map(([who, { gains, loses }]) => [
      { text: who },
      functionsCell(reading, gains),
      functionsCell(reading, loses),
    ]),
  };
}

function has(deciders: readonly Decider[], { who, amount }: Decider): boolean {
  return deciders.some((each) => each.who === who && each.amount === amount);
}

/** So many are named in a cell; more stand behind their number. */
const NAMED_MAX = 3;

function functionsCell(reading: Reading, functions: ReadonlyMap<string, Id>): TableCell {
  const links = [...functions].map(([text, id]) => ({ text, href: functionHref(reading, id) }));
  return links.length <= NAMED_MAX ? { text: '', links } : { text: `${String(links.length)} functions`, more: links };
}

/** Function by function: where, and who decides before and after. */
function changesTable(reading: Reading, moved: readonly Change[]): TableModel {
  const found = new Map<string, { readonly change: Change; readonly places: Set<Id | null> }>();
  for (const change of moved) {
    const [before, after] = [inTiers(reading, change.before), inTiers(reading, change.after)];
    const key = [change.function, before, after, change.from, change.until].join('\n');
    const known = found.get(key) ?? { change, places: new Set<Id | null>() };
    known.places.add(change.school);
    found.set(key, known);
  }
  return {
    caption: 'What changes, function by function',
    columns: ['Function', 'Where', 'Until then', 'From then on', 'First day'],
    rows: [...found.values()].map(({ change, places }) => [
      { text: functionName(reading, change.function), href: functionHref(reading, change.function) },
      placesCell(reading, places),
      { text: inTiers(reading, change.before) },
      { text: inTiers(reading, change.after) },
      { text: dayInWords(dayOf(change.from)) },
    ]),
  };
}

function placesCell(reading: Reading, places: ReadonlySet<Id | null>): TableCell {
  const sorted = byPlace(
    reading,
    [...places].map((school) => ({ school })),
  );
  const links = sorted.map(({ school }) =>
    school === null
      ? { text: 'The trust', href: linkTo(reading, 'people') }
      : { text: schoolName(reading, school), href: linkTo(reading, `schools/${school}`) },
  );
  return links.length <= NAMED_MAX
    ? { text: '', links }
    : { text: `${String(links.length)} ${places.has(null) ? 'places' : 'schools'}`, more: links };
}

function functionHref(reading: Reading, id: Id): string {
  return linkTo(reading, 'matrix', { function: id });
}

/** What findings that concern single lines have in common. */
const OF_LINES: Readonly<Partial<Record<LintFinding['code'], string>>> = {
  'reserved-by-law': 'Law reserves these functions, so that their lines have no effect. Leave them out',
  'board-normally':
    'The work may be given away, but to adopt these is normally for the board or one of its committees. Check that the board means it',
};

/** Findings about a draft, those of one kind together, with names in place of ids. */
function findingsInWords(reading: Reading, findings: readonly LintFinding[]): FindingModel[] {
  const functions = (of: readonly LintFinding[]): string[] =>
    of.flatMap(({ lines, functions: ids }) =>
      ids.map((id, at) => `${lines[at] === undefined ? '' : `Line ${lines[at]}: `}${functionName(reading, id)}`),
    );
  return [...new Set(findings.map(({ code }) => code))].flatMap((code): FindingModel[] => {
    const of = findings.filter((finding) => finding.code === code);
    const common = OF_LINES[code];
    if (common !== undefined) return [{ says: common, items: functions(of) }];
    return of.map((finding) => ({ says: tierFinding(reading, finding), items: functions([finding]) }));
  });
}

function tierFinding(reading: Reading, { code, tier, schools }: LintFinding): string {
  if (tier === null) return 'These functions have no line, so that the board keeps them';
  const who = tierInWords(reading, tier);
  if (code === 'nobody-holds-tier') {
    return `${who}: on the first day no such body or post is recorded for these functions. Until one is, the decisions of these lines go back to where they came from`;
  }
  const names = listInWords(schools.map((id) => schoolName(reading, id)));
  return `${who}: on the first day there is none at ${names}. These lines name it`;
}
