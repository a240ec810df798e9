import { directoryOrigin, trustOfOrigin } from './origins.js';

/** A log with the keys that have signed for it, the current one first. */
export interface LogWithKeys {
  readonly origin: string;
  readonly keys: readonly { readonly vkey: string; /** In words, such as `3 March 2025`. */ readonly since: string }[];
}

/**
 * A policy for somebody who checks this operator's logs: their current keys, and no witnesses yet. Earlier keys stand in
 * it as comments only: whoever has stolen one must not be able to use it. Source: C2SP tlog-policy.
 */
export function policyText(operator: string, logs: readonly LogWithKeys[]): string {
  return [
    `# Whose signatures count when records kept by ${operator} are checked.`,
    '# Keep this file yourself: one that comes together with what is to be checked proves nothing.',
    `# Before you rely on it, compare the keys with those that ${operator} tells you in another way.`,
    ...logs.flatMap((log) => linesOf(operator, log)),
    '',
    '# No outside witness is asked for. When you know one, write before the last line',
    '#   witness <name> <key>',
    '# and change the last line to: quorum <name>',
    'quorum none',
    '',
  ].join('\n');
}

function linesOf(operator: string, { origin, keys }: LogWithKeys): readonly string[] {
  const trust = trustOfOrigin(operator, origin);
  const what =
    trust !== undefined
      ? `The record of "${trust}"`
      : origin === directoryOrigin(operator)
        ? 'The directory: the log of the checkpoints of all trusts'
        : origin;
  const [current, ...earlier] = keys;
  if (current === undefined) return [];
  return [
    '',
    `# ${what}; key in use since ${current.since}`,
    `log ${current.vkey}`,
    ...earlier.flatMap(({ vkey, since }, at) => [
      `# An earlier key, from ${since} to ${keys[at]!.since}. To check checkpoints of that time only, take away the "# ":`,
      `# log ${vkey}`,
    ]),
  ];
}
