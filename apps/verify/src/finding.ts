/** What the program ends with; see docs/bundle-format.md, section 6. */
export const EXIT = { ok: 0, wrongCall: 1, altered: 2, incomplete: 3, policy: 4 } as const;

export type Outcome = Exclude<keyof typeof EXIT, 'ok' | 'wrongCall'>;

/** The first thing that is wrong: it ends the check. Its message is for an auditor. */
export class Finding extends Error {
  override readonly name = 'Finding';

  constructor(
    readonly outcome: Outcome,
    message: string,
  ) {
    super(message);
  }
}

/** The bundle is not what was signed, or not what the format demands. */
export function altered(says: string): Finding {
  return new Finding('altered', says);
}

/** Something is missing that would be needed to say that all is well. */
export function incomplete(says: string): Finding {
  return new Finding('incomplete', says);
}

/** The auditor's own policy does not accept it. */
export function againstPolicy(says: string): Finding {
  return new Finding('policy', says);
}
