import { createHash } from 'node:crypto';
import { canonicalJson, faultInWords, type Id, type JsonFault, parseStrictJson, type Problem } from '@remit/kernel';
import type { Line } from '../lines.js';

/** A line of a record script, with the key that makes it the same command when the script is run again. */
export interface ScriptLine {
  readonly line: number;
  readonly trust: Id;
  readonly command: string;
  readonly data: unknown;
  /** Whether it was told to Remit, or read from what another program wrote. */
  readonly provenance: 'live' | 'import';
  readonly key: string;
}

export type ReadLine = ScriptLine | { readonly line: number; readonly problem: Problem } | undefined;

const MEMBERS = new Set(['command', 'data', 'trust', 'provenance']);

/**
 * Reads a record script line by line: `{"command", "data"}`, for the trust that the line names, else the one given, else
 * the one whose `EstablishTrust` came before. A line's key is made from everything up to it, so that the same script run
 * again repeats the same commands, a script that has grown goes on where it ended, and another script is another.
 * Personal details are left out of it: the key stands in the record for ever, and names could be guessed from it.
 */
export class ScriptReader {
  private established: Id | undefined;
  private chain = '';

  constructor(private readonly given: Id | undefined) {}

  /** @returns `undefined` for an empty line. */
  read({ number: line, read }: Line): ReadLine {
    if ('problem' in read) return { line, problem: read.problem };
    if (read.text.trim() === '') return undefined;
    const json = parseStrictJson(read.text);
    if ('fault' in json) return { line, problem: notJson(json.fault) };
    const said = json.value as Said | null;
    const wrong = notSaid(said);
    if (wrong !== undefined) return { line, problem: wrong };
    const { command, data, trust: named, provenance = 'live' } = said as SaidCommand;
    const trust = this.trustOf(command, data, named);
    if (trust === undefined) return { line, problem: noTrust() };
    return { line, trust, command, data, provenance, key: this.keyOf(trust, command, data) };
  }

  private trustOf(command: string, data: unknown, named: Id | undefined): Id | undefined {
    if (command === 'EstablishTrust' && typeof data === 'object' && data !== null && 'trust' in data) {
      if (typeof data.trust === 'string') this.established = data.trust;
    }
    return named ?? this.given ?? this.established;
  }

  private keyOf(trust: Id, command: string, data: unknown): string {
    const text = canonicalJson({ trust, command, data: impersonal(data) });
    this.chain = createHash('sha256').update(`${this.chain}\n${text}`).digest('hex');
    return `script-${this.chain}`;
  }
}

/** Data without what they say of a person: with the names of the details in their place. */
function impersonal(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || !('details' in data)) return data;
  const { details } = data;
  return { ...data, details: typeof details === 'object' && details !== null ? Object.keys(details).sort() : null };
}

interface Said {
  readonly command?: unknown;
  readonly data?: unknown;
  readonly trust?: unknown;
  readonly provenance?: unknown;
}

/** What a line says once it has been checked. */
interface SaidCommand extends Said {
  readonly command: string;
  readonly trust?: string;
  readonly provenance?: 'import';
}

/** Why what a line says is no command. */
function notSaid(said: Said | null): Problem | undefined {
  if (typeof said !== 'object' || said === null || typeof said.command !== 'string') return notCommand();
  const unknown = Object.keys(said).find((member) => !MEMBERS.has(member));
  if (unknown !== undefined) return { ...notCommand(), field: unknown };
  if (said.trust !== undefined && typeof said.trust !== 'string') return { ...notCommand(), field: 'trust' };
  return said.provenance === undefined || said.provenance === 'import'
    ? undefined
    : { ...notCommand(), field: 'provenance' };
}

function notJson(fault: JsonFault): Problem {
  return {
    code: 'CLI.NOT_JSON',
    expected: '{"command": …, "data": {…}} on one line',
    detail: `The line cannot be read: ${faultInWords(fault)}. Write {"command": "AdmitSchool", "data": {…}} on one line.`,
  };
}

function notCommand(): Problem {
  return {
    code: 'RECORD.NOT_A_COMMAND',
    expected: '{"command": …, "data": {…}}, and "trust" or "provenance": "import" if need be',
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
