import { createHash, type X509Certificate } from 'node:crypto';
import { SomeEntries, WholeRecord, type Basis } from './answers.js';
import { sha256 } from './bytes.js';
import type { Json } from './canonical.js';
import { openCheckpoint, type Checkpoint } from './checkpoint.js';
import { EntryCheck } from './entries.js';
import { againstPolicy, altered, Finding, incomplete } from './finding.js';
import { directoryOf, KINDS, LIMITS, LineReader, type BundleLine, type Kind } from './lines.js';
import { leafHash, provesConsistency, provesInclusion, Tree } from './merkle.js';
import { ownNote, type NoteKey } from './note.js';
import { quorumMetAt, type Policy } from './policy.js';
import { Facts, type Witnessed } from './report.js';
import { checkTimestamp } from './timestamp.js';

/** What the auditor brings with her. Nothing of it comes from the bundle. */
export interface Auditor {
  readonly policy: Policy;
  /** Checkpoints that she kept, with the names of their files. */
  readonly own: readonly { readonly file: string; readonly note: string }[];
  /** Certificates of time-stamping authorities that she trusts. */
  readonly authorities: readonly X509Certificate[];
}

/** What is kept of a checkpoint once it is checked. */
interface Passed {
  readonly size: number;
  readonly root: Buffer;
  /** SHA-256 of its own note. */
  readonly imprint: Buffer;
}

interface Proven {
  readonly n: number;
  readonly leaf: Buffer;
  readonly proof: readonly Buffer[];
}

/** Kinds of which there may be several lines. */
const REPEATED: ReadonlySet<Kind> = new Set(['entry', 'checkpoint', 'timestamp', 'answer']);

/**
 * Checks a bundle while its lines pass by, in the order of docs/bundle-format.md, section 6. Keeps the hashes of all
 * entries, and the entries themselves only when there are answers to be worked out.
 */
export class BundleCheck {
  readonly facts = new Facts();
  private readonly reader = new LineReader();
  private readonly sum = createHash('sha256');
  private stage = -1;
  private readonly tree = new Tree();
  private readonly proven: Proven[] = [];
  private readonly passed: Passed[] = [];
  private last: Checkpoint | undefined;
  private directory: Checkpoint | undefined;
  private entries!: EntryCheck;
  private basis: Basis | undefined;
  private own: { readonly file: string; readonly checkpoint: Checkpoint }[] = [];
  private answersSeen = 0;

  constructor(private readonly auditor: Auditor) {}

  private get bundle(): BundleLine {
    return this.facts.bundle!;
  }

  /** Takes in the next line, with its newline. @throws Finding */
  line(raw: Buffer): void {
    if (this.stage === KINDS.indexOf('end')) throw altered('Something stands behind the end of the bundle.');
    const { kind, value } = this.reader.read(raw.subarray(0, -1));
    this.moveTo(kind);
    if (kind !== 'end') this.sum.update(raw);
    this.take[kind](value);
  }

  /** Says that no line follows. @param rest what stands behind the last newline @throws Finding */
  finish(rest: Buffer): void {
    const isWhole = this.stage === KINDS.indexOf('end');
    if (isWhole && rest.length > 0) throw altered('Something stands behind the end of the bundle.');
    if (!isWhole) {
      throw incomplete(
        'The file is cut off: its last line is missing or not whole. Get it again from where it was made.',
      );
    }
    const { unknown } = this.entries;
    if (unknown !== undefined) {
      throw incomplete(
        `Entry ${String(unknown.n)} is of the type ${unknown.type.slice(0, 100)}, which this program does not know, so what it says was not checked and no answer was worked out. Get a newer remit-verify.`,
      );
    }
  }

  /** Looks whether a line of this kind may stand here, and closes what went before it. */
  private moveTo(kind: Kind): void {
    const stage = KINDS.indexOf(kind);
    const isNext = stage > this.stage || (stage === this.stage && REPEATED.has(kind));
    const isDue = this.stage >= 1 || stage === this.stage + 1;
    if (!isNext || !isDue) throw this.reader.broken(`a line of the kind "${kind}" cannot stand here`);
    const before = this.stage;
    this.stage = stage;
    const passes = (end: Kind) => before < KINDS.indexOf(end) + 1 && stage > KINDS.indexOf(end);
    if (passes('entry')) this.closeEntries();
    if (passes('checkpoint')) this.closeCheckpoints();
    if (passes('directory')) this.closeDirectory();
  }

  private readonly take: Readonly<Record<Kind, (value: Json) => void>> = {
    bundle: (value) => this.takeBundle(value),
    policy: (value) => void this.reader.policy(value),
    entry: (value) => this.takeEntry(value),
    checkpoint: (value) => this.takeCheckpoint(value),
    directory: (value) => this.takeDirectory(value),
    timestamp: (value) => this.takeTimestamp(value),
    answer: (value) => this.takeAnswer(value),
    end: (value) => this.takeEnd(value),
  };

  private takeBundle(value: Json): void {
    const bundle = this.reader.bundle(value);
    this.facts.bundle = bundle;
    const { origin, trust, scope } = bundle;
    if (!this.auditor.policy.logs.some(({ name }) => name === origin)) {
      throw againstPolicy(
        `The bundle is of the log ${origin}, and your policy has no key of that name. Check that it is the right bundle. If it is, get the log\u2019s key from its operator over another channel, never from the bundle, and add a line for it to your policy.`,
      );
    }
    this.entries = new EntryCheck(trust);
    if (bundle.answers > 0) this.basis = scope === 'record' ? new WholeRecord(trust) : new SomeEntries(trust);
    this.own = this.auditor.own.map(({ file, note }) => ({ file, checkpoint: this.openOwn(file, note) }));
  }

  private openOwn(file: string, note: string): Checkpoint {
    try {
      return openCheckpoint(note, this.bundle.origin, this.auditor.policy, `The checkpoint that you gave (${file})`);
    } catch (error) {
      throw error instanceof Finding ? againstPolicy(error.message) : error;
    }
  }

  private takeEntry(value: Json): void {
    if (this.bundle.scope === 'record') {
      if (this.tree.size === this.bundle.size)
        throw this.reader.broken('there are more entries than its first line says');
      const bytes = this.reader.entry(value);
      this.checkEntry(this.tree.size, bytes);
      this.tree.push(leafHash(bytes));
      return;
    }
    const { n, bytes, proof } = this.reader.provenEntry(value);
    const before = this.proven.at(-1);
    if (n >= this.bundle.size || (before !== undefined && n <= before.n)) {
      throw this.reader.broken('the number of its entry is not between those around it');
    }
    if (this.proven.length === LIMITS.provenEntries) throw this.reader.broken('there are too many entries');
    this.checkEntry(n, bytes);
    this.proven.push({ n, leaf: leafHash(bytes), proof });
  }

  private checkEntry(n: number, bytes: Buffer): void {
    const entry = this.entries.check(n, bytes);
    this.facts.entries = this.entries.count;
    this.facts.recordedFrom = this.entries.firstRecordedAt;
    this.facts.recordedTo = this.entries.lastRecordedAt;
    // An answer cannot be worked out when an entry before it is not understood; finish() says so.
    if (entry !== undefined && this.entries.unknown === undefined) this.basis?.add(entry);
  }

  private closeEntries(): void {
    const { scope, size } = this.bundle;
    if (scope !== 'record' || this.tree.size === size) return;
    throw incomplete(
      `The record has ${String(size)} entries, as the bundle says, but it holds only ${String(this.tree.size)}: from entry ${String(this.tree.size)} on they are missing. Ask for the whole bundle.`,
    );
  }

  private takeCheckpoint(value: Json): void {
    const before = this.passed.at(-1);
    const { note, consistency = [] } = this.reader.checkpoint(value, before === undefined);
    if (this.passed.length === LIMITS.checkpoints) throw this.reader.broken('there are too many checkpoints');
    const { origin, size: total, scope } = this.bundle;
    const what = `Checkpoint ${String(this.passed.length + 1)}`;
    const checkpoint = openCheckpoint(note, origin, this.auditor.policy, what);
    const { size, root } = checkpoint;
    if (size === 0) throw this.reader.broken('its checkpoint is over no entries');
    if (before !== undefined && size < before.size) {
      throw altered(`${what} is over ${String(size)} entries, fewer than the one before it: the log went back.`);
    }
    if (size > total) {
      throw incomplete(
        `The log has signed ${String(size)} entries, and the bundle says that there are ${String(total)}: it is shorter than what was signed.`,
      );
    }
    if (scope === 'record') this.checkRoot(checkpoint, before, what);
    this.checkConsistency(checkpoint, before, consistency, what);
    this.passed.push({ size, root, imprint: sha256(ownNote(checkpoint.note)) });
    this.noteKeys(checkpoint);
    this.last = checkpoint;
    this.facts.checkpoints = this.passed.length;
    this.facts.last = { size, root: root.toString('base64') };
  }

  private checkRoot({ size, root }: Checkpoint, before: Passed | undefined, what: string): void {
    if (this.tree.root(size).equals(root)) return;
    const from = before?.size ?? 0;
    const start = `The entries are not those that were signed: ${what.toLowerCase()}, over ${String(size)} entries, has another root.`;
    if (from === size)
      throw altered(`${start} The one before it, over as many, fits: the log has signed two histories.`);
    const which =
      from === size - 1 ? `entry ${String(from)}` : `one of the entries ${String(from)} to ${String(size - 1)}`;
    const sofar = from === 0 ? 'This means that' : `Up to entry ${String(from - 1)} they are right, so`;
    throw altered(`${start} ${sofar} ${which} was changed, left out, added or moved.`);
  }

  private checkConsistency(now: Checkpoint, before: Passed | undefined, proof: readonly Buffer[], what: string): void {
    if (before === undefined) return;
    const claim = { from: before.size, to: now.size, fromRoot: before.root, toRoot: now.root };
    if (provesConsistency(claim, proof)) return;
    throw altered(
      before.size === now.size && !before.root.equals(now.root)
        ? `${what} and the one before it are over ${String(now.size)} entries each and have different roots: the log has signed two histories. Keep this file: it proves that.`
        : `${what} is not proven to continue the one before it: the proof is wrong, or the record was changed between ${String(before.size)} and ${String(now.size)} entries.`,
    );
  }

  private noteKeys({ size, signedBy }: Checkpoint): void {
    const { keys, handOvers } = this.facts;
    const known = signedBy.filter(({ id }) => keys.some((key) => key.id === id));
    if (keys.length > 0 && known.length === 0) this.facts.unboundKeys = true;
    if (signedBy.length > 1) handOvers.push(size);
    for (const { id } of signedBy) {
      const key = keys.find((each) => each.id === id);
      if (key === undefined) keys.push({ id, from: size, to: size });
      else key.to = size;
    }
  }

  private closeCheckpoints(): void {
    const { last } = this;
    const { size } = this.bundle;
    if (last === undefined) throw incomplete('The bundle has no checkpoint: nobody has signed these entries.');
    if (last.size < size) {
      throw incomplete(
        `The last checkpoint is over ${String(last.size)} entries of ${String(size)}: nobody has signed those after it. Ask for a bundle that ends at a checkpoint.`,
      );
    }
    for (const { n, leaf, proof } of this.proven) {
      if (!provesInclusion({ index: n, size, leaf, root: last.root }, proof)) {
        throw altered(`Entry ${String(n)} is not proven to stand in the record: it or its proof was changed.`);
      }
    }
    for (const { file, checkpoint } of this.own) this.compareOwn(file, checkpoint);
    this.noteWitnesses('checkpoint', last);
  }

  private compareOwn(file: string, { size, root }: Checkpoint): void {
    const what = `Your own checkpoint (${file}) is over ${String(size)} entries`;
    if (size > this.bundle.size) {
      throw incomplete(
        `${what}, and this bundle ends at ${String(this.bundle.size)}. Entries that you have seen signed are missing: ask for a bundle that reaches at least that far.`,
      );
    }
    const found = this.rootAt(size);
    if (found === undefined) {
      throw incomplete(
        `${what}, and this bundle of single entries has no checkpoint of that size to compare. Ask for the whole record.`,
      );
    }
    if (!found.equals(root)) {
      throw altered(
        `${what} and has another root than this record had then. Both are signed by the log, so the log has shown two histories: the record was rewritten after you kept your checkpoint. Keep both files: together they prove it.`,
      );
    }
    this.facts.own.push({ file, size });
  }

  private rootAt(size: number): Buffer | undefined {
    if (this.bundle.scope === 'record' && size > 0) return this.tree.root(size);
    return this.passed.find((each) => each.size === size)?.root;
  }

  private takeDirectory(value: Json): void {
    const { leaf, note, proof } = this.reader.directory(value);
    const origin = directoryOf(this.bundle.origin);
    if (!this.auditor.policy.logs.some(({ name }) => name === origin)) {
      this.facts.directory = 'not in the policy';
      return;
    }
    const directory = openCheckpoint(note, origin, this.auditor.policy, 'The checkpoint of the directory');
    const { size, root } = directory;
    if (!provesInclusion({ index: leaf, size, leaf: leafHash(ownNote(this.last!.note)), root }, proof)) {
      throw altered(
        'The last checkpoint is not proven to stand in the directory: its proof or one of the two was changed.',
      );
    }
    this.directory = directory;
    this.facts.directory = 'checked';
    this.noteWitnesses('directory', directory);
  }

  private noteWitnesses(of: Witnessed['of'], { size, witnessedBy }: Checkpoint): void {
    for (const [key, time] of witnessedBy) {
      this.facts.witnessed.push({ by: key.name, at: instantOf(time), of, size });
    }
  }

  private closeDirectory(): void {
    const { quorum } = this.auditor.policy;
    if (quorum === undefined) return;
    const times = [this.last, this.directory].flatMap(
      (checkpoint) => quorumMetAt(quorum, checkpoint?.witnessedBy ?? new Map<NoteKey, number>()) ?? [],
    );
    if (times.length === 0) {
      throw againstPolicy(
        `Too few of your witnesses have signed the last checkpoint or the directory: your policy asks for "${quorum.name}". The log\u2019s own signature is right, but it may have shown others another record. Ask for a bundle with the witnesses\u2019 signatures.`,
      );
    }
    this.facts.quorumAt = instantOf(Math.max(...times));
  }

  private takeTimestamp(value: Json): void {
    const { of, token } = this.reader.timestamp(value);
    if (this.facts.timestamps.length === LIMITS.timestamps) throw this.reader.broken('there are too many time-stamps');
    const stamped = of === 'directory' ? this.directoryStamped() : this.passed[of];
    if (stamped === 'unknown') return;
    if (stamped === undefined) throw this.reader.broken('its time-stamp is of something that is not in the bundle');
    const kind = of === 'directory' ? 'directory' : 'checkpoint';
    const found = checkTimestamp(token, stamped.imprint, this.auditor.authorities);
    if (found.kind === 'wrong') {
      throw altered(`The time-stamp of the ${kind} over ${String(stamped.size)} entries is wrong: ${found.why}.`);
    }
    const isRight = found.kind === 'right';
    this.facts.timestamps.push({
      ...({ of: kind, size: stamped.size, at: found.time } as const),
      by: isRight ? found.by : null,
      unchecked: isRight ? null : found.why,
    });
  }

  private directoryStamped(): Omit<Passed, 'root'> | 'unknown' | undefined {
    if (this.facts.directory === 'not in the policy') return 'unknown';
    return this.directory && { size: this.directory.size, imprint: sha256(ownNote(this.directory.note)) };
  }

  private takeAnswer(value: Json): void {
    const line = this.reader.answer(value);
    const { answers, scope, size } = this.bundle;
    if (this.answersSeen === answers) throw this.reader.broken('there are more answers than its first line says');
    if (line.position >= size) throw this.reader.broken('its answer rests on entries that are not in the bundle');
    if (scope === 'answer' && line.question.explain !== null) {
      throw this.reader.broken('an answer in full cannot stand in a bundle of single entries');
    }
    this.answersSeen += 1;
    if (this.basis === undefined || this.entries.unknown !== undefined) return;
    this.facts.answers.push(this.basis.check(line, this.answersSeen - 1));
  }

  private takeEnd(value: Json): void {
    const { lines, sha256: sum } = this.reader.end(value);
    if (lines !== this.reader.number - 1 || sum !== this.sum.digest('hex')) {
      throw altered(
        'The sum at the end does not fit the file: a line was changed, added or left out. Get it again from where it was made.',
      );
    }
    if (this.answersSeen < this.bundle.answers) {
      throw incomplete(
        `The bundle says that it has ${String(this.bundle.answers)} answers, and ${String(this.answersSeen)} are there.`,
      );
    }
  }
}

function instantOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${String(seconds)} seconds after 1970` : date.toISOString();
}
