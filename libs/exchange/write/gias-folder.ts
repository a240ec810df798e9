import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Day, dayOf, fail, type Outcome, parseDay, type Problem, succeed } from '@remit/kernel';
import { londonDate } from '@remit/accountability/nest';
import type { GiasFile } from '../domain/gias-facts.js';
import { GIAS_FILE_NAMES, GIAS_FILES } from '../domain/gias-rows.js';
import type { DayFrom } from '../domain/import-plan.js';

/** The files of an extract in a folder. */
export interface GiasFolder {
  readonly directory: string;
  readonly files: ReadonlyMap<GiasFile, string>;
  readonly unused: readonly string[];
  readonly day: Day;
  readonly dayFrom: DayFrom;
}

/**
 * Finds the register's files in a folder by their names.
 * @param on the day of the download, when it is given
 */
export function findGiasFiles(directory: string, on: string | undefined): Outcome<GiasFolder> {
  const given = on === undefined ? undefined : parseDay(on);
  if (on !== undefined && given === undefined) return fail(badDay(on));
  const names = filesIn(directory);
  if (names === undefined) return fail(noFolder(directory));
  const files = new Map<GiasFile, string>();
  for (const file of GIAS_FILE_NAMES) {
    const fitting = names.filter((name) => GIAS_FILES[file].named.test(name));
    if (fitting.length > 1) return fail(severalFiles(file, fitting));
    if (fitting[0] !== undefined) files.set(file, fitting[0]);
  }
  if (!files.has('groups') && !files.has('governance')) return fail(noFiles(directory));
  const used = new Set(files.values());
  const unused = names.filter((name) => !used.has(name));
  return succeed({ directory, files, unused, ...dayOfExtract(directory, [...used], given) });
}

function filesIn(directory: string): string[] | undefined {
  try {
    const tables = readdirSync(directory, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
    return tables
      .map(({ name }) => name)
      .filter((name) => /\.csv$/i.test(name))
      .sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** The files themselves do not say of which day they are: their names may, or those of their folders. */
function dayOfExtract(
  directory: string,
  names: readonly string[],
  given: Day | undefined,
): Pick<GiasFolder, 'day' | 'dayFrom'> {
  if (given !== undefined) return { day: given, dayFrom: 'given' };
  const folder = path.basename(path.resolve(directory));
  const named = [folder, ...names].map(dateIn).find((day) => day !== undefined);
  if (named !== undefined) return { day: named, dayFrom: 'named' };
  const saved = names.map((name) => londonDate(Math.floor(statSync(path.join(directory, name)).mtimeMs))).sort();
  return { day: dayOf(saved.at(-1)!), dayFrom: 'saved' };
}

const DATE = /(20\d{2})-?([01]\d)-?([0-3]\d)/;

function dateIn(name: string): Day | undefined {
  const [, year, month, day] = DATE.exec(name) ?? [];
  return year === undefined ? undefined : parseDay(`${year}-${month ?? ''}-${day ?? ''}`);
}

function badDay(on: string): Problem {
  return {
    code: 'EXCHANGE.DAY_INVALID',
    field: 'on',
    expected: 'a day written 2024-03-29',
    detail: `"${on}" is not a day. Write the day of the download like 2024-03-29.`,
  };
}

function noFolder(directory: string): Problem {
  return {
    code: 'EXCHANGE.NO_FOLDER',
    detail: `There is no folder ${directory}. Give the folder with the register's files.`,
  };
}

function noFiles(directory: string): Problem {
  return {
    code: 'EXCHANGE.NO_FILES',
    expected:
      'allgroupsdata….csv, grouplinks_edubaseallacademiesandfree….csv, governancematdata….csv, links_edubasealldata….csv',
    detail: `${directory} has none of the register's files. Download "All group records", "Academies and free schools links", "Governance of multi-academy trusts" and "Establishment links" from Get Information about Schools into it.`,
  };
}

function severalFiles(file: GiasFile, names: readonly string[]): Problem {
  return {
    code: 'EXCHANGE.SEVERAL_FILES',
    detail: `Several files may be the one with the ${GIAS_FILES[file].called}: ${names.join(', ')}. Give only one of them. Nothing was recorded.`,
  };
}
