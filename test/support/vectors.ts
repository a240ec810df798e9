import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ScriptCommand, ScriptQuestion } from './pure-trust.js';

/** A worked case: a record, questions, and the part of each answer that is fixed. */
export interface Vector {
  readonly name: string;
  readonly about: string;
  readonly record: readonly ScriptCommand[];
  readonly questions: readonly { readonly ask: ScriptQuestion; readonly expect: Readonly<Record<string, unknown>> }[];
}

const FOLDER = path.resolve(import.meta.dirname, '../../../shared/vectors/accountability');

/** The worked cases that lie beside the project; empty for users, who do not have them. */
export function readVectors(): readonly Vector[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as Vector);
}

/** The answer with its findings as their codes, as the worked cases write them. */
export function withFindingCodes(answer: object): object {
  const { findings } = answer as { readonly findings?: readonly { readonly code: string }[] };
  return findings === undefined ? answer : { ...answer, findings: findings.map(({ code }) => code) };
}
