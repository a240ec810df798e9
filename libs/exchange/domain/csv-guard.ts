/**
 * What a spreadsheet would take for a formula at the beginning of a cell, and the sign that keeps it from that. Source:
 * OWASP, CSV Injection; the last four are the wide forms of = + - @.
 */
const FORMULA = /^['=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
const GUARD = "'";

/** A cell as it is written into comma-separated values: no spreadsheet takes it for a formula. */
export function guarded(cell: string): string {
  return FORMULA.test(cell) ? `${GUARD}${cell}` : cell;
}

/** A cell without the sign that {@link guarded} put before it. */
export function unguarded(cell: string): string {
  return cell.startsWith(GUARD) && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
