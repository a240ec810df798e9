const CELL = ['function', 'school'];

/** The options of what can be imported. */
export const IMPORT_OPTIONS = {
  gias: ['dir', 'all', 'on', 'plan'],
  scheme: ['sheet', 'from', 'until', 'id', 'version', 'decided-on', 'decision', 'answers', 'questions', 'out'],
} as const;

/** The options of each command, beside those that every command takes. */
export const OPTIONS = {
  serve: ['host', 'port', 'example', 'witness', 'tsa', 'tsa-cert'],
  record: [],
  import: [...IMPORT_OPTIONS.gias, ...IMPORT_OPTIONS.scheme],
  who: [...CELL, 'on', 'known-at', 'amount', 'explain', 'batch'],
  preview: ['until'],
  log: ['after', 'limit'],
  trusts: [],
  export: ['out', 'question', 'answer-only'],
  publish: ['scheme', 'school', 'on', 'known-at', 'plain', 'format', 'out'],
  'check-fingerprint': ['school', 'on', 'known-at'],
  replay: ['to', 'on', 'check', 'server'],
  diff: [...CELL, 'from', 'to', 'on'],
  verify: ['checkpoint', 'policy', 'progress'],
  matrix: [...CELL, 'on', 'known-at'],
  timeline: [...CELL, 'from', 'until', 'amount', 'known-at'],
  compare: [...CELL, 'on', 'known-at', 'to-on', 'to-known-at'],
  gaps: [...CELL, 'from', 'until', 'known-at'],
  holdings: ['holder', 'person', 'on', 'known-at'],
  functions: ['known-at'],
  findings: ['known-at'],
  checks: ['on', 'known-at'],
  checkpoint: [],
  anchor: ['witness', 'tsa', 'tsa-cert'],
  keys: [],
  policy: ['out'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CommandName = keyof typeof OPTIONS;
