import type { Problem } from '@remit/kernel';

/** Writes to standard output. */
export function say(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Writes one JSON value to standard output, on one line. */
export function sayJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Writes a problem to standard error: a sentence for people, JSON for programs. */
export function complain(problem: Problem, json: boolean, more: Readonly<Record<string, unknown>> = {}): void {
  process.stderr.write(json ? `${JSON.stringify({ problem, ...more })}\n` : `${problemText(problem)}\n`);
}

/** A problem for people, with where it is and its code. */
export function problemText({ code, detail, field, entry }: Problem): string {
  const where = [
    field === undefined ? [] : `field ${field}`,
    entry === undefined ? [] : `entry ${String(entry)}`,
  ].flat();
  return `${detail} (${[code, ...where].join(', ')})`;
}
