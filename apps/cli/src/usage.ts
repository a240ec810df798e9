/** The command line was not written as it should be: exit 2. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

export const USAGE = `Remit records how a trust delegates, and answers who is accountable, when, and why.

  remit serve [--host H] [--port P] [--example]   serve the HTTP API
  remit record FILE [--trust T]                   record commands, one {"command", "data"} a line
  remit who --function F [--school S] [--on DAY] [--known-at K] [--amount PENCE] [--explain]
  remit who --batch FILE                          answer questions, one a line, as JSON
  remit matrix [--function F] [--school S] [--on DAY]
  remit timeline --function F [--school S] --from DAY --until DAY
  remit compare --on DAY [--to-on DAY] [--to-known-at K] [--function F] [--school S]
  remit gaps --from DAY --until DAY [--function F] [--school S]
  remit holdings --holder ID | --person ID [--on DAY]
  remit preview FILE [--until DAY]                what a scheme or variation in FILE would change
  remit functions                                 the functions that the trust knows
  remit findings                                  entries left over by corrections
  remit log [--after N] [--limit N]               the entries of the record
  remit trusts                                    the trusts that have a record

Everywhere: --trust T (may be left out when there is one trust), --data DIR (default ./data, or
REMIT_DATA), --json. DAY is written 2025-03-03 and --until is the first day no longer looked at.
--known-at is an entry number, a day or an instant; left out, everything recorded is known.
`;
