import { type Day, dayInWords, type Id, parseDay, type Problem } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { GiasExtract } from './gias-extract.js';
import type { GiasFile } from './gias-facts.js';
import { type Oddity, odd, type OddityCode } from './gias-oddities.js';
import type { RecordedTrust } from './recorded-trust.js';

/** A command that the import would send. Its data may hold a name: never print or hash them as they are. */
export interface PlannedCommand {
  readonly command: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Why it is not just what the row says, for the record. */
  readonly reason?: string;
  /** The file that shows it. */
  readonly file: GiasFile;
  /** In words, without names of people. */
  readonly says: string;
}

/** What an entry is to say instead, and why. */
export interface Replacement extends Pick<PlannedCommand, 'file' | 'says'> {
  /** For the record. */
  readonly reason: string;
  /** The whole data of the entry. */
  readonly with: object;
}

/** What an import would do with one trust. */
export interface TrustPlan {
  readonly uid: string;
  readonly trust: Id;
  readonly name: string;
  /** True when its record begins with this import; its commands are then counted, not listed. */
  readonly founding: boolean;
  /** The head that was decided on, -1 before the first entry. */
  readonly head: number;
  readonly commands: readonly PlannedCommand[];
  readonly odd: readonly Oddity[];
  /** Why this trust is left as it is. */
  readonly refused?: Problem;
}

/** A trust being planned: what is asked, what is recorded, and what has been decided so far. */
export class Drafting {
  readonly commands: PlannedCommand[] = [];
  readonly odd: Oddity[] = [];

  constructor(
    readonly uid: string,
    readonly trust: Id,
    readonly extract: GiasExtract,
    /** `undefined` for a trust without a record. */
    readonly recorded: RecordedTrust | undefined,
    /** First day of the trust: nothing of it is dated earlier. */
    readonly begins: Day,
  ) {}

  get day(): Day {
    return this.extract.day;
  }

  plan(command: PlannedCommand): void {
    this.commands.push(command);
  }

  /** Plans a correction by which an entry says something else. */
  replace(entry: EntryNumber, { reason, with: data, file, says }: Replacement): void {
    this.plan({ command: 'Correct', data: { entry, how: 'replace', reason, with: { ...data } }, file, says });
  }

  note(code: OddityCode, about: string): void {
    this.odd.push(odd(code, about, this.uid));
  }

  /** "The register of 29 March 2024", as the subject of a sentence. */
  get register(): string {
    return `The register of ${dayInWords(this.day)}`;
  }
}

/** One detail that is other than recorded, in words. */
export function changeInWords(what: string, now: string | undefined, before: string | undefined): string {
  const is = now === undefined ? `${what} is no longer given` : `${what} is ${detailInWords(now)}`;
  return before === undefined ? is : `${is}, before: ${detailInWords(before)}`;
}

function detailInWords(text: string): string {
  const day = parseDay(text);
  return day === undefined ? `"${text}"` : dayInWords(day);
}

/** A last day in words, of the first day on which something no longer holds. */
export function lastDay(until: Day | undefined): string {
  return until === undefined ? 'no last day' : dayInWords(until - 1);
}
