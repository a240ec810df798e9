import type { CommandName } from './options.js';

/** The command line was not written as it should be: exit 2. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

const COMMANDS = `\
  remit serve [--host H] [--port P] [--example]   serve the pages and the HTTP API
  remit record FILE [--trust T]                   record commands, one {"command", "data"} a line
  remit import gias --dir DIR (--trust UID | --all) [--plan] [--on DAY]
                                                  what the national register says of a trust, or of all: first the
                                                  plan, then recorded; --on is the day of the download
  remit import scheme FILE --trust T [--from DAY] [--answers FILE] [--out DRAFT] [--questions FILE]
                                                  a scheme of delegation from a spreadsheet or Word document: what
                                                  is in doubt goes to a worksheet; then a draft for remit record.
                                                  Also --sheet, --until, --id, --version, --decided-on, --decision
  remit who --function F [--school S] [--on DAY] [--known-at K] [--amount PENCE] [--explain]
  remit who --batch FILE                          answer questions, one a line, as JSON
  remit matrix [--function F] [--school S] [--on DAY]
  remit timeline --function F [--school S] --from DAY --until DAY
  remit compare --on DAY [--known-at K] [--to-on DAY] [--to-known-at K] [--function F] [--school S]
  remit gaps --from DAY --until DAY [--function F] [--school S]
  remit holdings --holder ID | --person ID [--on DAY]
  remit preview FILE [--until DAY]                what a scheme or variation in FILE would change
  remit functions                                 the functions that the trust knows
  remit findings                                  entries left over by corrections
  remit checks [--on DAY] [--known-at K]          members, trustees and officers held against the rules for them
  remit log [--after N] [--limit N]               the entries of the record
  remit trusts                                    the trusts that have a record
  remit verify [--checkpoint FILE …] [--policy FILE] [--progress]
                                                  check that nothing recorded was altered (exit 0; 2 altered,
                                                  3 incomplete, 4 policy, 1 could not be checked)
  remit replay [--to N] [--on DAY]                the trust as it was known at entry N
  remit replay --check [--server URL]             rebuild every index and compare (exit 0 the same, 2 different,
                                                  1 could not be checked)
  remit diff --from N [--to N] [--on DAY] [--function F] [--school S]
                                                  which answers differ between two entries, and by which entries
  remit export --out FILE [--question 'function=F&school=S&on=DAY' …] [--answer-only]
                                                  the record, or answers alone, as a file that remit-verify checks
  remit publish scheme [--scheme ID | --on DAY] [--plain] --out FILE
  remit publish matrix --school S [--on DAY] --out FILE
                                                  a scheme, or who decides at a school, to publish: as .html, .docx,
                                                  .xlsx, .pdf, .csv or .json by the file's ending, or --format
  remit check-fingerprint FILE | CODE [--school S --on DAY --known-at K]
                                                  whether a published file says what the record says (exit 0 the
                                                  same, 2 changed, 1 cannot be checked), or what has this code
  remit checkpoint                                sign the record as it stands, or show what was signed last
  remit anchor [--witness 'KEY URL' …] [--tsa URL] [--tsa-cert FILE]
                                                  sign, and have it confirmed by somebody outside, now; these three
                                                  are for remit serve too, or set REMIT_WITNESSES, REMIT_TSA and
                                                  REMIT_TSA_CERT
  remit keys show | rotate                        the keys that checkpoints are checked with; a new key
  remit policy [--out FILE]                       the keys as a policy file, for whoever checks
`;

const EVERYWHERE = `\
Everywhere: --trust T (may be left out when there is one trust), --data DIR (default ./data, or
REMIT_DATA), --keys DIR (default keys in the data directory, or REMIT_KEYS), --json, --help.
DAY is written 2025-03-03, and --until is the first day no longer looked at.
--known-at is an entry number, a day or an instant; left out, everything recorded is known.
`;

/** Every command. */
export const USAGE = `Remit records how a trust delegates, and answers who is accountable, when, and why.

${COMMANDS}
${EVERYWHERE}`;

/** How one command is written. */
export function usageOf(name: CommandName): string {
  const all = COMMANDS.split(/^(?= {2}remit )/m);
  return `${all.filter((each) => each.startsWith(`  remit ${name} `)).join('')}\n${EVERYWHERE}`;
}
