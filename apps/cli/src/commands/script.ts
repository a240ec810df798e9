import { createHash } from 'node:crypto';
import { canonicalJson, type Id, type JsonFault, parseStrictJson, type Problem } from '@remit/kernel';

/** A line of a record script, with the key that makes it the same command when the script is run again. */
export interface ScriptLine {
  readonly line: number;
  readonly trust: Id;
  readonly command: string;
  readonly data: unknown;
  readonly key: string;
}

export type ReadLine = ScriptLine | { readonly line: number; readonly problem: Problem } | undefined;

const MEMBERS = new Set(['command', 'data', 'trust']);

/**
 * Reads a record script line by line: `{"command", "data"}`, for the trust that the line names, else the one given, else
 * the one whose `EstablishTrust` came before. A line's key is made from everything up to it, so that the same script run
 * again repeats the same commands, a script that has grown goes on where it ended, and another script is another.
 */
export class ScriptReader {
  private line = 0;
  private established: Id | undefined;
  private chain = '';

  constructor(private readonly given: Id | undefined) {}

  /** @returns `undefined` for an empty line. */
  read(text: string): ReadLine {
    this.line += 1;
    const { line } = this;
    if (text.trim() === '') return undefined;
    const read = parseStrictJson(text);
    if ('fault' in read) return { line, problem: notJson(read.fault) };
    const said = read.value as { readonly command?: unknown; readonly data?: unknown; readonly trust?: unknown } | null;
    if (typeof said !== 'object' || said === null || typeof said.command !== 'string')
      return { line, problem: notCommand() };
    const unknown = Object.keys(said).find((member) => !MEMBERS.has(member));
    if (unknown !== undefined) return { line, problem: { ...notCommand(), field: unknown } };
    const trust = this.trustOf(said.command, said.data, said.trust);
    if (trust === undefined) return { line, problem: noTrust() };
    const key = this.keyOf(trust, said.command, said.data);
    return { line, trust, command: said.command, data: said.data, key };
  }

  private trustOf(command: string, data: unknown, named: unknown): Id | undefined {
    if (command === 'EstablishTrust' && typeof data === 'object' && data !== null && 'trust' in data) {
      if (typeof data.trust === 'string') this.established = data.trust;
    }
    return typeof named === 'string' ? named : (this.given ?? this.established);
  }

  private keyOf(trust: Id, command: string, data: unknown): string {
    const text = canonicalJson({ trust, command, data });
    this.chain = createHash('sha256').update(`${this.chain}\n${text}`).digest('hex');
    return `script-${this.chain}`;
  }
}

function notJson({ why, name }: JsonFault): Problem {
  return {
    code: 'HTTP.NOT_JSON',
    expected: '{"command": …, "data": {…}} on one line',
    detail: `The line cannot be read: ${name === undefined ? why : `${why}: "${name}"`}.`,
  };
}

function notCommand(): Problem {
  return {
    code: 'RECORD.NOT_A_COMMAND',
    expected: '{"command": …, "data": {…}}, and "trust" if need be',
    detail: 'The line is not a command. Write {"command": "AdmitSchool", "data": {…}} on one line.',
  };
}

function noTrust(): Problem {
  return {
    code: 'RECORD.TRUST_MISSING',
    field: 'trust',
    expected: 'the id of a trust',
    detail: 'It is not clear for which trust this is. Give --trust, or begin with EstablishTrust.',
  };
}
