const QUIET_MS = 1000;

/** Shows on standard error how far a long file has come, about once a second, never for a short one. */
export class Progress {
  private readonly started = Date.now();
  private shown = Date.now();

  constructor(
    private readonly bytes: number,
    private readonly silent: boolean,
  ) {}

  /** Says how far it is when the last word was more than a second ago. */
  at(bytesRead: number, recorded: number): void {
    const now = Date.now();
    if (this.silent || now - this.shown < QUIET_MS || this.bytes === 0) return;
    this.shown = now;
    const share = Math.min(1, bytesRead / this.bytes);
    const left = share === 0 ? 0 : Math.ceil(((now - this.started) / share) * (1 - share) * 0.001);
    process.stderr.write(
      `${String(Math.floor(share * 100))} %: ${String(recorded)} entries, about ${String(left)} s left\n`,
    );
  }
}
