import { statSync } from 'node:fs';
import path from 'node:path';
import { fail, type Outcome, type Problem, succeed } from '@remit/kernel';
import { type FileRead, GiasExtract } from '../domain/gias-extract.js';
import type { GiasFacts, GiasFile } from '../domain/gias-facts.js';
import { odd } from '../domain/gias-oddities.js';
import { type FileKind, GIAS_FILE_NAMES, GIAS_FILES } from '../domain/gias-rows.js';
import { failedDownload, inspect, notATable, readTable } from './csv-file.js';
import type { GiasFolder } from './gias-folder.js';

/** Is told how much of a stage is done, from 0 to 1. */
export type Watch = (stage: string, share: number) => void;

/** Reads the files of an extract. One that is not what its name says refuses the whole. */
export async function readExtract(folder: GiasFolder, watch: Watch): Promise<Outcome<GiasExtract>> {
  const extract = new GiasExtract(folder.day);
  const bytes = [...folder.files.values()].reduce(
    (sum, name) => sum + statSync(path.join(folder.directory, name)).size,
    0,
  );
  let read = 0;
  const progress = (more: number): void => {
    read += more;
    watch('Reading the files', bytes === 0 ? 1 : read / bytes);
  };
  for (const file of GIAS_FILE_NAMES) {
    const name = folder.files.get(file);
    if (name === undefined) continue;
    const refused = await readFile({ path: path.join(folder.directory, name), name }, file, extract, progress);
    if (refused !== undefined) return fail(refused);
  }
  const refused = extract.notWhole();
  return refused === undefined ? succeed(extract) : fail(refused);
}

async function readFile(
  at: { readonly path: string; readonly name: string },
  file: GiasFile,
  extract: GiasExtract,
  progress: (bytes: number) => void,
): Promise<Problem | undefined> {
  const inspected = await inspect(at.path);
  const failed = failedDownload(at.name, inspected);
  if (failed !== undefined) return failed;
  if (inspected.encoding === 'utf-8') extract.odd.push(odd('utf-8', at.name));
  const reader = readerOf(at.name, file, extract);
  const rows = await readTable(
    { ...at, encoding: inspected.encoding },
    (row, line) => reader.take(row, line),
    progress,
  );
  if (!rows.ok) return rows.problem;
  const read: FileRead = { file, name: at.name, sha256: inspected.sha256, rows: rows.value };
  extract.files.set(file, read);
  return rows.value < 1 ? notATable(at.name, 'it has a heading and no rows') : reader.cutOff();
}

function readerOf<File extends GiasFile>(name: string, file: File, extract: GiasExtract): TableReader<GiasFacts[File]> {
  return new TableReader(name, GIAS_FILES[file], extract, extract.add[file]);
}

/** Turns the rows of one file into facts. */
class TableReader<Fact> {
  private columns: ReadonlyMap<string, number> | undefined;
  private width = 0;
  private shortest = 0;
  private readonly numbers = new Set<string>();
  private last: { readonly fields: number; readonly usual: number } = { fields: 0, usual: 0 };

  constructor(
    private readonly name: string,
    private readonly kind: FileKind<Fact>,
    private readonly extract: GiasExtract,
    private readonly add: (fact: Fact) => void,
  ) {}

  take(row: readonly string[], line: number): Problem | undefined {
    if (this.columns === undefined) return this.takeHeading(row);
    this.last = { fields: row.length, usual: this.last.fields === 0 ? row.length : this.last.fields };
    if (row.length > this.width || row.length < this.shortest) {
      this.extract.odd.push(odd('row-misshapen', `${this.name}, line ${String(line)}`));
      return undefined;
    }
    this.takeFact(row, line, this.columns);
    return undefined;
  }

  private takeFact(row: readonly string[], line: number, columns: ReadonlyMap<string, number>): void {
    const cells = (column: string): string => {
      const at = columns.get(column);
      return at === undefined ? '' : (row[at] ?? '').replace(/\s+/g, ' ').trim();
    };
    const { fact, odd: notes } = this.kind.read(cells, line);
    this.extract.odd.push(...notes);
    if (fact === undefined) return;
    const number = this.kind.number?.(fact);
    if (number !== undefined && this.numbers.has(number)) {
      this.extract.odd.push(odd('row-twice', `${number} in ${this.name}, line ${String(line)}`));
      return;
    }
    if (number !== undefined) this.numbers.add(number);
    this.add(fact);
  }

  private takeHeading(row: readonly string[]): Problem | undefined {
    const names = row.map((name) => name.trim());
    const missing = this.kind.needed.filter((column) => !names.includes(column));
    if (missing.length > 0) {
      const columns = missing.map((column) => `"${column}"`).join(', ');
      return notATable(this.name, `a table of ${this.kind.called} has the columns ${columns}, and this has not`);
    }
    const known = new Set([...this.kind.needed, ...this.kind.known]);
    for (const name of names.filter((each) => !known.has(each))) {
      this.extract.odd.push(odd('column-unknown', `"${name}" in ${this.name}`));
    }
    this.columns = new Map(names.map((name, at) => [name, at]));
    this.width = names.length;
    // Every row of one file lacks the last field of its heading, which is named and never written.
    this.shortest = this.kind.needed.includes(names.at(-1) ?? '') ? names.length : names.length - 1;
    return undefined;
  }

  /** Why the file breaks off in the middle of its last row. */
  cutOff(): Problem | undefined {
    const { fields, usual } = this.last;
    return fields < usual ? notATable(this.name, 'it breaks off in the middle of its last row') : undefined;
  }
}
