import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { RegisterImports } from '../support/register-imports.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { TypeScriptChild } from '../support/typescript-child.js';

/** The import on real extracts that lie beside the project, for those who have them. */

const FOLDER = path.resolve(import.meta.dirname, '../../../shared/data/gias');
const given = existsSync(FOLDER) ? describe : describe.skip;
const day = (name: string): string => path.join(FOLDER, name);

const MINUTES = 60_000;

const PROGRAM = path.resolve(import.meta.dirname, '../support/real-register.program.ts');

/** What the program found, which does the work in a process of its own. */
async function foundBy(what: 'extract' | 'differences'): Promise<Record<string, unknown>> {
  const child = new TypeScriptChild(PROGRAM, [FOLDER, what]);
  const line = await child.line('found ');
  await child.end();
  return JSON.parse(line.slice('found '.length)) as Record<string, unknown>;
}

given('a whole extract', () => {
  let found: Record<string, unknown> = {};
  beforeAll(async () => {
    found = await foundBy('extract');
  }, 10 * MINUTES);

  test('gives the figures of the day', () => {
    expect(found['refused']).toEqual([]);
    expect(found['figures']).toEqual({
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
  });

  test('gives the same figures by the checks, each of which could be made', () => {
    expect(found['checked']).toEqual({
      unmade: 0,
      trusts: 1405,
      fewMembers: 50,
      manyMembers: 658,
      fewerMembersThanAdvised: 1405 - 50 - 658,
      noChair: 68,
      noAccountingOfficer: 13,
      noCfo: 15,
      fewTrustees: 49,
      endingSoon: 371,
    });
  });

  test('records nothing the second time', () => {
    expect(found['again']).toEqual({ says: [], recorded: 0 });
  });

  test('with a scheme imported too, three trusts answer every function for every school on three days', () => {
    const schemes = found['schemes'] as readonly { schools: number; held: number; functions: number }[];
    expect(schemes).toHaveLength(3);
    expect(schemes[0]?.schools).toBe(89);
    for (const each of schemes) {
      expect(each).toMatchObject({ questions: [], problems: [] });
      expect(each.held).toBeGreaterThan(each.functions);
    }
  });
});

given('two days running, and one five months later', () => {
  let found: Record<string, unknown> = {};
  beforeAll(async () => {
    found = await foundBy('differences');
  }, 10 * MINUTES);

  test('record the differences alone', () => {
    const commands = found['commands'] as readonly string[];
    const count = (name: string): number => commands.filter((command) => command === name).length;
    // 25 rows are new, 22 have another last day, 2 another first day and 3 another name.
    expect({
      Appoint: count('Appoint'),
      EndAppointment: count('EndAppointment'),
      Correct: count('Correct'),
      recorded: found['recorded'],
    }).toEqual({ Appoint: 26, EndAppointment: 21, Correct: 3, recorded: commands.length });
    expect(found['postsGone']).toBe(9);
  });

  test('each once', () => {
    expect(found['again']).toEqual([]);
    expect(found['later']).toEqual({ refused: [], again: [] });
  });
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
