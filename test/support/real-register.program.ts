// Imports real extracts of the register, asks about them, and prints what came out as JSON. It runs outside Jest, in which
// reading and recording some hundred thousand rows takes three times as long. Arguments: the folder of the extracts, and
// `extract` or `differences`.
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { CheckCode } from '@remit/accountability';
import { GetView, WhoAll } from '@remit/accountability/nest';
import { ReadSchemeFile } from '@remit/exchange/nest';
import { dayOf } from '@remit/kernel';
import type { Fact } from '@remit/record';
import { valueOf } from '@remit/record/nest';
import type { PersonAppointed } from '@remit/structure';
import { oddOf, RegisterImports, saysOf } from './register-imports.js';
import { FUNCTIONS } from './schemes.js';
import { temporaryDirectory } from './temporary-directory.js';

const [folder = '', what = ''] = process.argv.slice(2);
const day = (name: string): string => path.join(folder, name);

/** The figures of a register that its governance team would work out, rows as published. */
interface Figures {
  trusts: number;
  schools: number;
  largest: number;
  fewMembers: number;
  manyMembers: number;
  noChair: number;
  noAccountingOfficer: number;
  noCfo: number;
  fewTrustees: number;
  endingSoon: number;
}

async function figuresOf(imports: RegisterImports, on: string): Promise<Figures> {
  const today = dayOf(on);
  const figures: Figures = {
    trusts: 0,
    schools: 0,
    largest: 0,
    fewMembers: 0,
    manyMembers: 0,
    noChair: 0,
    noAccountingOfficer: 0,
    noCfo: 0,
    fewTrustees: 0,
    endingSoon: 0,
  };
  for (const trust of await imports.trusts()) {
    const { index, head } = await imports.view(trust);
    const seated = (holder: string): Fact<PersonAppointed>[] =>
      index.structure.holders.get(holder)?.appointments.on(today, head) ?? [];
    const schools = [...index.structure.schools.values()].filter(
      ({ memberships }) => memberships.best(today, head) !== undefined,
    ).length;
    const members = seated('members').length;
    const board = seated('board');
    figures.trusts += 1;
    figures.schools += schools;
    figures.largest = Math.max(figures.largest, schools);
    figures.fewMembers += Number(members < 3);
    figures.manyMembers += Number(members >= 5);
    figures.noChair += Number(!board.some(({ data }) => data.as === 'chair'));
    figures.noAccountingOfficer += Number(seated('accounting-officer').length === 0);
    figures.noCfo += Number(seated('cfo').length === 0);
    figures.fewTrustees += Number(board.length < 3);
    figures.endingSoon += board.filter(({ until }) => until - 1 <= today + 90).length;
  }
  return figures;
}

/** The same figures by the register checks, as far as they give them. */
async function checkedFiguresOf(
  imports: RegisterImports,
  on: string,
): Promise<Partial<Figures> & { unmade: number; fewerMembersThanAdvised: number }> {
  const found = new Map<CheckCode, number>();
  let manyMembers = 0;
  let unmade = 0;
  for (const trust of await imports.trusts()) {
    const { checks, counts, findings } = valueOf(await imports.bus().execute(new GetView(trust, 'checks', { on })));
    for (const { code } of findings) found.set(code, (found.get(code) ?? 0) + 1);
    unmade += checks.filter((check) => check.found === null).length;
    manyMembers += Number((counts?.members?.appointments ?? 0) >= 5);
  }
  const of = (code: CheckCode): number => found.get(code) ?? 0;
  const trusts = (await imports.trusts()).length;
  return {
    unmade,
    trusts,
    fewerMembersThanAdvised: of('fewer-members-than-advised'),
    fewMembers: of('too-few-members'),
    manyMembers,
    noChair: of('no-chair'),
    noAccountingOfficer: of('no-accounting-officer'),
    noCfo: of('no-chief-financial-officer'),
    fewTrustees: of('too-few-trustees'),
    endingSoon: of('term-ending'),
  };
}

/** A whole extract, imported twice, and then three trusts of different size with a scheme imported too. */
async function wholeExtract(imports: RegisterImports): Promise<object> {
  const first = await imports.import(day('2024-03-29'));
  const figures = await figuresOf(imports, '2024-03-29');
  const checked = await checkedFiguresOf(imports, '2024-03-29');
  const again = await imports.import(day('2024-03-29'));
  return {
    refused: first.run.refused,
    figures,
    checked,
    again: { says: saysOf(again.plan), recorded: again.run.recorded },
    schemes: await withSchemes(imports),
  };
}

async function withSchemes(imports: RegisterImports): Promise<object[]> {
  const directory = temporaryDirectory();
  const file = path.join(directory.path, 'scheme.csv');
  writeFileSync(file, schemeOfAllFunctions());
  const sizes = await schoolsOf(imports, '2024-03-29');
  const bySize = [...sizes].sort(([, a], [, b]) => b.length - a.length);
  const found: object[] = [];
  for (const at of [0, Math.floor(bySize.length / 10), Math.floor(bySize.length / 2)]) {
    const [trust, schools] = bySize[at]!;
    const wanted = { trust, file, from: '2024-01-01', decidedOn: '2023-12-11' };
    const { draft = [], reading } = valueOf(await imports.bus().execute(new ReadSchemeFile(wanted)));
    for (const { command, data } of draft) await imports.byHand(trust, command, data);
    const answered = await answeredAt(imports, trust, schools);
    found.push({ schools: schools.length, questions: reading.questions, ...answered });
  }
  directory.remove();
  return found;
}

/** Every function at every school on three days. */
async function answeredAt(imports: RegisterImports, trust: string, schools: readonly string[]): Promise<object> {
  const { index, head } = await imports.view(trust);
  const functions = index.delegation.functionsAt(head);
  const problems: unknown[] = [];
  let held = 0;
  for (const on of ['2024-03-29', '2023-06-01', '2027-01-01']) {
    const questions = functions.flatMap(({ id, scope }) => [
      ...(scope === 'school' ? [] : [{ function: id, on }]),
      ...(scope === 'trust' ? [] : schools.map((school) => ({ function: id, school, on }))),
    ]);
    const answers = valueOf(await imports.bus().execute(new WhoAll(trust, questions)));
    problems.push(...answers.filter((answer) => 'problem' in answer));
    held += answers.filter((answer) => 'status' in answer && answer.instrument === 'scheme-2024-01-01').length;
  }
  return { problems, held, functions: functions.length };
}

/** The schools of each trust on a day. */
async function schoolsOf(imports: RegisterImports, on: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const sizes = new Map<string, readonly string[]>();
  for (const trust of await imports.trusts()) {
    const { index, head } = await imports.view(trust);
    const here = [...index.structure.schools].filter(([, { memberships }]) => memberships.best(dayOf(on), head));
    sizes.set(
      trust,
      here.map(([id]) => id),
    );
  }
  return sizes;
}

/** A scheme that gives every function that may be delegated to a post that the register knows. */
function schemeOfAllFunctions(): string {
  const posts = ['Accounting officer (accounting-officer)', 'Chief financial officer (cfo)'];
  const rows = FUNCTIONS.filter((fn) => fn.class === 'open').map(({ id, name }, at) => {
    const marks = at % 2 === 0 ? ['D', 'I'] : ['C', 'D'];
    return [String(at + 1), name, id, ...marks];
  });
  return stringify([
    ['Key: D = decides, C = is consulted, I = is informed'],
    ['Line', 'Function', 'Id', ...posts],
    ...rows,
  ]);
}

/** Two days running, and one five months later. */
async function differences(imports: RegisterImports): Promise<object> {
  await imports.import(day('2023-10-31'));
  const { plan, run } = await imports.import(day('2023-11-01'));
  const commands = plan.trusts.flatMap(({ commands: own }) => own.map(({ command }) => command));
  const again = saysOf((await imports.import(day('2023-11-01'))).plan);
  const later = await imports.import(day('2024-03-29'));
  const laterAgain = saysOf((await imports.import(day('2024-03-29'))).plan);
  return {
    commands,
    recorded: run.recorded,
    postsGone: oddOf(plan)['post-gone']?.length,
    again,
    later: { refused: later.run.refused, again: laterAgain },
  };
}

const imports = await RegisterImports.start();
const found = what === 'extract' ? await wholeExtract(imports) : await differences(imports);
await imports.close();
console.log(`found ${JSON.stringify(found)}`);
