import { canonicalJson } from '@remit/kernel';

const SHOWN_MAX = 160;

/**
 * The first member of a JSON value that differs, with its path and both values; `undefined` when there is none. The order
 * of members does not count, that of lists does.
 */
export function firstJsonDifference(record: unknown, file: unknown, path = ''): string | undefined {
  if (isComposite(record) && isComposite(file) && Array.isArray(record) === Array.isArray(file)) {
    for (const name of new Set([...Object.keys(record), ...Object.keys(file)])) {
      const inner = Array.isArray(record) ? `${path}[${name}]` : `${path}${path === '' ? '' : '.'}${name}`;
      const difference = firstJsonDifference(own(record, name), own(file, name), inner);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  if (record === file) return undefined;
  return `Member ${path}: the file says ${shown(file)}, the record says ${shown(record)}.`;
}

interface Composite {
  readonly [name: string]: unknown;
}

function isComposite(value: unknown): value is Composite {
  return typeof value === 'object' && value !== null;
}

/** A member of the value itself: every object has a `constructor` from elsewhere. */
function own(value: Composite, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = canonicalJson(value);
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
}
