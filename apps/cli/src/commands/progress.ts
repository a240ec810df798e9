const QUIET_MS = 1000;

/** How far work has come and how long it has to go, told about once a second and never for short work. */
class Pace {
  private started = Date.now();
  private shown = this.started;

  constructor(private readonly silent: boolean) {}

  /** Begins to count the time that is left anew. */
  restart(): void {
    this.started = Date.now();
  }

  /** @param share done so far, 0 to 1. @returns what there is to say when a second has passed since the last word. */
  due(share: number): { readonly percent: string; readonly left: string } | undefined {
    const now = Date.now();
    if (this.silent || now - this.shown < QUIET_MS || share <= 0) return undefined;
    this.shown = now;
    const seconds = Math.ceil(((now - this.started) / share) * (1 - share) * 0.001);
    return { percent: `${String(Math.floor(share * 100))} %`, left: `about ${String(seconds)} s left` };
  }
}

/** Shows on standard error how far one piece of long work has come. */
export class Progress {
  private readonly pace: Pace;

  /** @param total how much there is to do, in bytes or entries */
  constructor(
    private readonly total: number,
    silent: boolean,
  ) {
    this.pace = new Pace(silent);
  }

  /** @param done in the unit of the total. @param entries to say beside it */
  at(done: number, entries: number): void {
    const due = this.pace.due(this.total === 0 ? 0 : Math.min(1, done / this.total));
    if (due !== undefined) process.stderr.write(`${due.percent}: ${String(entries)} entries, ${due.left}\n`);
  }
}

/** Shows on standard error how far each stage of long work has come. */
export class Stages {
  private stage = '';
  private readonly pace: Pace;

  constructor(silent: boolean) {
    this.pace = new Pace(silent);
  }

  /** @param share of the stage that is done, 0 to 1 */
  at(stage: string, share: number): void {
    if (stage !== this.stage) {
      this.stage = stage;
      this.pace.restart();
    }
    const due = this.pace.due(share);
    if (due !== undefined) process.stderr.write(`${stage}: ${due.percent}, ${due.left}\n`);
  }
}
