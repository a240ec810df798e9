import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CheckCode } from '@remit/accountability';
import { GetView } from '@remit/accountability/nest';
import type { Fact } from '@remit/record';
import { valueOf } from '@remit/record/nest';
import type { PersonAppointed } from '@remit/structure';
import { dayOf } from '@remit/kernel';
import { copyFileSync } from 'node:fs';
import { oddOf, RegisterImports, saysOf } from '../support/register-imports.js';
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
});

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
