const CELL = ['function', 'school'];

/** The options of each command, beside those that every command takes. */
export const OPTIONS = {
  serve: ['host', 'port', 'example'],
  record: [],
  who: [...CELL, 'on', 'known-at', 'amount', 'explain', 'batch'],
  preview: ['until'],
  log: ['after', 'limit'],
  trusts: [],
  matrix: [...CELL, 'on', 'known-at'],
  timeline: [...CELL, 'from', 'until', 'amount', 'known-at'],
  compare: [...CELL, 'on', 'known-at', 'to-on', 'to-known-at'],
  gaps: [...CELL, 'from', 'until', 'known-at'],
  holdings: ['holder', 'person', 'on', 'known-at'],
  functions: ['known-at'],
  findings: ['known-at'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CommandName = keyof typeof OPTIONS;
