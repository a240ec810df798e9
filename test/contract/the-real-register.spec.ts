import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { CheckCode } from '@remit/accountability';
import { GetView, WhoAll } from '@remit/accountability/nest';
import { ReadSchemeFile } from '@remit/exchange/nest';
import type { Fact } from '@remit/record';
import { valueOf } from '@remit/record/nest';
import type { PersonAppointed } from '@remit/structure';
import { dayOf } from '@remit/kernel';
import { oddOf, RegisterImports, saysOf } from '../support/register-imports.js';
import { FUNCTIONS } from '../support/schemes.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** The import on real extracts that lie beside the project, for those who have them. */

const FOLDER = path.resolve(import.meta.dirname, '../../../shared/data/gias');
const given = existsSync(FOLDER) ? describe : describe.skip;
const day = (name: string): string => path.join(FOLDER, name);

const MINUTES = 60_000;

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
async function checkedFiguresOf(imports: RegisterImports, on: string): Promise<Partial<Figures>> {
  const found = new Map<CheckCode, number>();
  let manyMembers = 0;
  for (const trust of await imports.trusts()) {
    const { checks, counts, findings } = valueOf(await imports.bus().execute(new GetView(trust, 'checks', { on })));
    for (const { code } of findings) found.set(code, (found.get(code) ?? 0) + 1);
    expect(checks.filter((check) => check.found === null)).toEqual([]);
    manyMembers += Number((counts?.members?.appointments ?? 0) >= 5);
  }
  const of = (code: CheckCode): number => found.get(code) ?? 0;
  const trusts = (await imports.trusts()).length;
  expect(of('fewer-members-than-advised')).toBe(trusts - of('too-few-members') - manyMembers);
  return {
    trusts,
    fewMembers: of('too-few-members'),
    manyMembers,
    noChair: of('no-chair'),
    noAccountingOfficer: of('no-accounting-officer'),
    noCfo: of('no-chief-financial-officer'),
    fewTrustees: of('too-few-trustees'),
    endingSoon: of('term-ending'),
  };
}

given('a whole extract', () => {
  let imports: RegisterImports;
  beforeAll(async () => {
    imports = await RegisterImports.start();
  });
  afterAll(() => imports.close());

  test(
    'gives the figures of the day, and records nothing the second time',
    async () => {
      const first = await imports.import(day('2024-03-29'));
      expect(first.run.refused).toEqual([]);
      expect(await figuresOf(imports, '2024-03-29')).toEqual({
        trusts: 1405,
        schools: 9743,
        largest: 89,
        fewMembers: 50,
        manyMembers: 658,
        noChair: 68,
        noAccountingOfficer: 13,
        noCfo: 15,
        fewTrustees: 49,
        endingSoon: 371,
      });
      expect(await checkedFiguresOf(imports, '2024-03-29')).toEqual({
        trusts: 1405,
        fewMembers: 50,
        manyMembers: 658,
        noChair: 68,
        noAccountingOfficer: 13,
        noCfo: 15,
        fewTrustees: 49,
        endingSoon: 371,
      });
      const again = await imports.import(day('2024-03-29'));
      expect([saysOf(again.plan), again.run.recorded]).toEqual([[], 0]);
    },
    10 * MINUTES,
  );

  test(
    'with a scheme imported too, three trusts answer every function for every school on three days',
    async () => {
      const directory = temporaryDirectory();
      const file = path.join(directory.path, 'scheme.csv');
      writeFileSync(file, schemeOfAllFunctions());
      const sizes = await schoolsOf(imports, '2024-03-29');
      const bySize = [...sizes].sort(([, a], [, b]) => b.length - a.length);
      for (const at of [0, Math.floor(bySize.length / 10), Math.floor(bySize.length / 2)]) {
        const [trust, schools] = bySize[at]!;
        const wanted = { trust, file, from: '2024-01-01', decidedOn: '2023-12-11' };
        const { draft = [], reading } = valueOf(await imports.bus().execute(new ReadSchemeFile(wanted)));
        expect(reading.questions).toEqual([]);
        for (const { command, data } of draft) await imports.byHand(trust, command, data);
        const { index, head } = await imports.view(trust);
        const functions = index.delegation.functionsAt(head);
        let held = 0;
        for (const on of ['2024-03-29', '2023-06-01', '2027-01-01']) {
          const questions = functions.flatMap(({ id, scope }) => [
            ...(scope === 'school' ? [] : [{ function: id, on }]),
            ...(scope === 'trust' ? [] : schools.map((school) => ({ function: id, school, on }))),
          ]);
          const answers = valueOf(await imports.bus().execute(new WhoAll(trust, questions)));
          expect(answers.filter((answer) => 'problem' in answer)).toEqual([]);
          held += answers.filter((answer) => 'status' in answer && answer.instrument === 'scheme-2024-01-01').length;
        }
        expect(held).toBeGreaterThan(functions.length);
      }
      expect(bySize[0]?.[1]).toHaveLength(89);
      directory.remove();
    },
    5 * MINUTES,
  );
});

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

given('two days running, and one five months later', () => {
  let imports: RegisterImports;
  beforeAll(async () => {
    imports = await RegisterImports.start();
  });
  afterAll(() => imports.close());

  test(
    'record the differences alone, each once',
    async () => {
      await imports.import(day('2023-10-31'));
      const { plan, run } = await imports.import(day('2023-11-01'));
      const commands = plan.trusts.flatMap(({ commands: own }) => own.map(({ command }) => command));
      const count = (name: string): number => commands.filter((command) => command === name).length;
      // 25 rows are new, 22 have another last day, 2 another first day and 3 another name.
      expect({
        Appoint: count('Appoint'),
        EndAppointment: count('EndAppointment'),
        Correct: count('Correct'),
        recorded: run.recorded,
      }).toEqual({ Appoint: 26, EndAppointment: 21, Correct: 3, recorded: commands.length });
      expect(oddOf(plan)['post-gone']).toHaveLength(9);
      expect(saysOf((await imports.import(day('2023-11-01'))).plan)).toEqual([]);
      const later = await imports.import(day('2024-03-29'));
      expect(later.run.refused).toEqual([]);
      expect(saysOf((await imports.import(day('2024-03-29'))).plan)).toEqual([]);
    },
    10 * MINUTES,
  );
});

given('downloads that failed', () => {
  test.each([
    ['2019-01-29_governancematdata.csv', 'governancematdata.csv', 'it is a web page'],
    ['2020-03-06_governancematdata.csv', 'governancematdata.csv', 'it is an error message of the server'],
    ['2026-08-20_governancematdata.csv', 'governancematdata.csv', 'it is an error message of the server'],
    ['2026-02-20_alllinksdata.csv', 'alllinksdata.csv', 'it is a web page'],
  ])('%s is refused', async (file, name, why) => {
    const directory = temporaryDirectory();
    const imports = await RegisterImports.start();
    copyFileSync(path.join(day('failed-downloads'), file), path.join(directory.path, name));
    copyFileSync(path.join(day('2024-03-29'), 'allgroupsdata.csv'), path.join(directory.path, 'allgroupsdata.csv'));
    const plan = await imports.plan(directory.path);
    expect(plan).toMatchObject({ ok: false, problem: { detail: expect.stringContaining(why) as unknown } });
    expect(await imports.trusts()).toEqual([]);
    await imports.close();
    directory.remove();
  });
});
