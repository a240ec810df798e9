import { BundleCheck, type Auditor } from './bundle-check.js';
import { altered, Finding } from './finding.js';
import { LIMITS } from './lines.js';
import { reportOn, type Problem, type Report } from './report.js';

const NEWLINE = 0x0a;

/** Cuts a file into lines and has each checked as soon as it is whole. Keeps no more of it than one line. */
export class BundleReader {
  private readonly check: BundleCheck;
  private readonly pieces: Buffer[] = [];
  private held = 0;
  private problem: Problem | undefined;

  constructor(auditor: Auditor) {
    this.check = new BundleCheck(auditor);
  }

  /** Takes in the next piece of the file. @returns false when the check has ended and nothing more needs to be read. */
  take(chunk: Buffer): boolean {
    this.guard(() => {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        this.hold(chunk.subarray(start, end + 1));
        this.check.line(this.release());
        start = end + 1;
      }
      this.hold(chunk.subarray(start));
    });
    return this.problem === undefined;
  }

  /** Says that the file is at its end. */
  end(): Report {
    this.guard(() => this.check.finish(this.release()));
    return reportOn(this.check.facts, this.problem);
  }

  private hold(piece: Buffer): void {
    this.held += piece.length;
    if (this.held > LIMITS.lineBytes) throw altered('A line of the file is longer than a line of a bundle can be.');
    if (piece.length > 0) this.pieces.push(piece);
  }

  private release(): Buffer {
    const line = this.pieces.length === 1 ? this.pieces[0]! : Buffer.concat(this.pieces);
    this.pieces.length = 0;
    this.held = 0;
    return line;
  }

  private guard(work: () => void): void {
    if (this.problem !== undefined) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof Finding)) throw error;
      this.problem = { outcome: error.outcome, says: error.message };
    }
  }
}

/** Checks a bundle that is in memory. */
export function verifyBytes(bundle: Buffer, auditor: Auditor): Report {
  const reader = new BundleReader(auditor);
  reader.take(bundle);
  return reader.end();
}
