import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { fail, type Outcome, type Problem, succeed } from '@remit/kernel';

/** A file on disk as it was found: its fingerprint, its encoding and how it begins. */
export interface Inspected {
  readonly bytes: number;
  readonly sha256: string;
  /** The register writes Windows-1252; UTF-8 is what another program has made of it. */
  readonly encoding: 'windows-1252' | 'utf-8';
  readonly beginning: string;
}

const BEGINNING = 256;

/** Reads a file once through without keeping it. */
export async function inspect(file: string): Promise<Inspected> {
  const digest = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let isUtf8 = true;
  let ascii = true;
  let beginning = '';
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    digest.update(chunk);
    bytes += chunk.length;
    if (beginning.length < BEGINNING) beginning += chunk.toString('latin1', 0, BEGINNING);
    ascii &&= chunk.every((byte) => byte < 0x80);
    isUtf8 &&= decodes(utf8, chunk);
  }
  isUtf8 &&= decodes(utf8);
  return { bytes, sha256: digest.digest('hex'), encoding: isUtf8 && !ascii ? 'utf-8' : 'windows-1252', beginning };
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** Why a file is no table at all: what was saved when a download failed. */
export function failedDownload(name: string, { bytes, beginning }: Inspected): Problem | undefined {
  const start = beginning.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (bytes === 0 || start === '') return notATable(name, 'it is empty');
  if (start.startsWith('<')) return notATable(name, 'it is a web page');
  if (start.startsWith('{') || start.startsWith('[')) return notATable(name, 'it is an error message of the server');
  return beginning.includes('\u0000') ? notATable(name, 'it is no text') : undefined;
}

/** A file of which nothing can be used. Nothing is recorded then, of the other files either. */
export function notATable(name: string, why: string): Problem {
  return {
    code: 'EXCHANGE.FILE_REFUSED',
    detail: `${name} is not the register's file: ${why}. The download has probably failed. Nothing was recorded; download the file again.`,
  };
}

interface InfoRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** What takes the rows of a file, the first being the heading. @returns why the file is refused, if it is. */
export type TakeRow = (row: readonly string[], line: number) => Problem | undefined;

/**
 * Reads a table row by row, in memory that does not grow with the file.
 * @param progress is told how many bytes were read
 */
export async function readTable(
  { path, name, encoding }: { readonly path: string; readonly name: string; readonly encoding: Inspected['encoding'] },
  take: TakeRow,
  progress: (bytes: number) => void,
): Promise<Outcome<number>> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
  const feeding = pipeline(decoded(path, encoding, progress), parser).catch((error: unknown) => error);
  let rows = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<InfoRecord>) {
      const refused = take(record, info.lines);
      if (refused !== undefined) return fail(refused);
      rows += 1;
    }
    return succeed(rows - 1);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return fail(notATable(name, `from line ${String(error['lines'])} on it cannot be read as a table`));
  } finally {
    // Leaving the loop ends the parser, and with it the reading of the file.
    await feeding;
  }
}

async function* decoded(
  path: string,
  encoding: Inspected['encoding'],
  progress: (bytes: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    progress(chunk.length);
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}
