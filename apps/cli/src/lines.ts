import { createReadStream, readFileSync } from 'node:fs';
import type { Problem } from '@remit/kernel';
import { BODY_BYTES_MAX } from '../../server/src/body-limit.js';

/** A line of a text file: its text, or why it cannot be read. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Bytes of the file up to here. */
  readonly end: number;
  readonly read: { readonly text: string } | { readonly problem: Problem };
}

const NEW_LINE = 0x0a;

/**
 * Reads a file of UTF-8 text line by line. Unlike `readline` it puts no replacement character in the place of bytes that
 * are no UTF-8, so that nothing is recorded otherwise than it was written.
 */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  let number = 0;
  let end = 0;
  for await (const bytes of byteLinesOf(file)) {
    number += 1;
    end += bytes.length + 1;
    yield { number, end, read: bytes.length > BODY_BYTES_MAX ? { problem: tooLong() } : textIn(bytes, number === 1) };
  }
}

/** Reads a whole file of UTF-8 text. */
export function textOfFile(file: string): { readonly text: string } | { readonly problem: Problem } {
  return textIn(readFileSync(file), true);
}

async function* byteLinesOf(file: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(NEW_LINE); end !== -1; end = chunk.indexOf(NEW_LINE, start)) {
      const tail = chunk.subarray(start, end);
      yield rest.length === 0 ? tail : Buffer.concat([rest, tail]);
      rest = Buffer.alloc(0);
      start = end + 1;
    }
    // Of a line that is too long anyway no more is kept than shows it.
    rest = Buffer.concat([rest, chunk.subarray(start)]).subarray(0, BODY_BYTES_MAX + 1);
  }
  if (rest.length > 0) yield rest;
}

function textIn(bytes: Buffer, first: boolean): Line['read'] {
  try {
    // Spreadsheets and Notepad put a byte order mark before the first line; without `ignoreBOM` it is dropped.
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: !first }).decode(bytes) };
  } catch {
    return {
      problem: {
        code: 'CLI.NOT_UTF8',
        expected: 'text in UTF-8',
        detail: 'This is not UTF-8 text. Save the file with the encoding UTF-8.',
      },
    };
  }
}

function tooLong(): Problem {
  return {
    code: 'CLI.LINE_TOO_LONG',
    expected: `at most ${String(BODY_BYTES_MAX)} bytes`,
    detail:
      'The line is longer than 1 MiB. Write one command a line; keep documents elsewhere and give their reference.',
  };
}
