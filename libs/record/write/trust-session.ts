import type { Id, Problem } from '@remit/kernel';
import { canonicalJson } from '@remit/kernel';
import { type Entry, type EntryNumber, type Grounds, NOTHING_KNOWN } from '../domain/entry.js';
import { storedType } from '../domain/entry-types.js';
import { recordedAtAfter } from '../domain/recorded-at.js';
import { APPEND_BYTES_MAX, type NewEntry, type RecordStore } from '../domain/record-store.js';
import type { Clock } from './clock.js';
import type { CommandOutcome, CommandRequest, Receipt } from './command-request.js';
import { decode, encode, readIn } from './entry-codec.js';
import { entryId } from './entry-id.js';
import type { CommandData, TrustModel } from './trust-model.js';

const PAGE = 2000;
const RETRIES_MAX = 3;

/** A trust's state and how far of it is durable. Questions are asked of the state as known at `head` or before. */
export interface TrustView<State> {
  readonly state: State;
  /** The number of the last entry that is on disk. */
  readonly head: EntryNumber;
}

interface Loaded<State> {
  readonly state: State;
  /** The number of the last entry taken in, durable or on its way. */
  head: EntryNumber;
  /** The number of the last entry that is on disk. */
  durable: EntryNumber;
  lastRecordedAt: string;
}

/**
 * One trust in memory: built once by reading its record, kept current by what it appends.
 *
 * Commands are decided one after the other on the state that the ones before have already changed, while those are
 * still on their way to the disk; so many writers of one trust share one sync. Questions never see what is not durable,
 * because they are asked as known at the durable head. When an append fails, the state is thrown away and built again.
 */
export class TrustSession<State> {
  private loading: Promise<Loaded<State>> | undefined;
  private readonly onTheirWay = new Map<string, Promise<unknown>>();
  private entriesInMemory = 0;
  private waiting: { readonly position: EntryNumber; readonly wake: () => void }[] = [];

  constructor(
    readonly trust: Id,
    private readonly store: RecordStore,
    private readonly model: TrustModel<State>,
    private readonly clock: Clock,
  ) {}

  /** Entries in memory. */
  get size(): number {
    return this.entriesInMemory;
  }

  /** Whether commands are on their way to the disk. */
  get busy(): boolean {
    return this.onTheirWay.size > 0;
  }

  /** The state with its durable head. @throws UnreadableEntry */
  async view(): Promise<TrustView<State>> {
    const { state, durable } = await this.load();
    return { state, head: durable };
  }

  /** Resolves once the entry `position` is durable here, or false when `milliseconds` have passed. */
  async reaches(position: EntryNumber, milliseconds: number): Promise<boolean> {
    const { durable } = await this.load();
    if (durable >= position) return true;
    return new Promise((resolve) => {
      const waiter = {
        position,
        wake: () => {
          clearTimeout(timer);
          resolve(true);
        },
      };
      const timer = setTimeout(() => {
        this.waiting = this.waiting.filter((other) => other !== waiter);
        resolve(false);
      }, milliseconds);
      this.waiting.push(waiter);
    });
  }

  /**
   * Runs commands in order as one durable append, up to the first that is refused: the outcomes end with it.
   * @throws UnreadableEntry, and whatever the store throws when it cannot append.
   */
  async run(requests: readonly CommandRequest[]): Promise<CommandOutcome[]> {
    for (let attempt = 0; attempt <= RETRIES_MAX; attempt += 1) {
      const outcomes = await this.attempt(requests);
      if (outcomes !== 'again') return outcomes;
    }
    return [{ refused: conflictProblem(this.trust) }];
  }

  private async attempt(requests: readonly CommandRequest[]): Promise<CommandOutcome[] | 'again'> {
    await this.settled(requests);
    const earlier = await Promise.all(requests.map((request) => this.recordedBefore(request)));
    const loaded = await this.load();
    // From here to the append nothing waits: no other command of this trust can come in between.
    if (requests.some((request) => this.onTheirWay.has(entryId(this.trust, request.key)))) return 'again';
    const before = loaded.head;
    const { outcomes, entries } = this.decideAll(loaded, requests, earlier);
    if (entries.length > 0) {
      if (!(await this.append(loaded, before, entries))) return 'again';
    } else if (before > loaded.durable) {
      // A refusal may rest on an entry that is still on its way: say it only once that is on disk.
      const intact = await this.reachesOrFails(loaded, before);
      if (!intact) return 'again';
    }
    return outcomes;
  }

  /** Waits for commands with the same keys that are on their way. */
  private async settled(requests: readonly CommandRequest[]): Promise<void> {
    const same = requests.map(({ key }) => this.onTheirWay.get(entryId(this.trust, key)));
    await Promise.allSettled(same.filter((append) => append !== undefined));
  }

  private decideAll(
    loaded: Loaded<State>,
    requests: readonly CommandRequest[],
    earlier: readonly (CommandOutcome | undefined)[],
  ): { outcomes: CommandOutcome[]; entries: NewEntry[] } {
    const outcomes: CommandOutcome[] = [];
    const entries: NewEntry[] = [];
    for (const [i, request] of requests.entries()) {
      const outcome = earlier[i] ?? this.decide(loaded, request, entries);
      outcomes.push(outcome);
      if ('refused' in outcome) break;
    }
    return { outcomes, entries };
  }

  private decide(loaded: Loaded<State>, request: CommandRequest, entries: NewEntry[]): CommandOutcome {
    const moved = headMoved(request, loaded.head);
    if (moved !== undefined) return { refused: moved };
    const decided = this.model.decide(loaded.state, request.command, request.data);
    if ('refused' in decided) return decided;
    const { type } = decided.accepted;
    const recordedAt = recordedAtAfter(this.clock.now(), loaded.lastRecordedAt, this.clock.leapDays);
    if (!recordedAt.ok) return { refused: recordedAt.problem };
    const sealed = this.model.seal(loaded.state, loaded.head + 1, type, decided.accepted.data);
    if ('refused' in sealed) return sealed;
    const { data } = sealed;
    const entry = this.entryOf(request, loaded.head + 1, storedType(type), recordedAt.value, data);
    const encoded = encode(entry);
    if (encoded.canonical.length > APPEND_BYTES_MAX / 4) return { refused: tooLargeProblem() };
    this.model.apply(loaded.state, { n: entry.n, type: type.name, data, recordedAt: entry.recordedAt });
    loaded.head = entry.n;
    loaded.lastRecordedAt = entry.recordedAt;
    entries.push(encoded);
    return { receipt: receiptOf(encoded, false) };
  }

  private entryOf(request: CommandRequest, n: EntryNumber, type: string, recordedAt: string, data: unknown): Entry {
    return {
      v: 1,
      trust: this.trust,
      n,
      id: entryId(this.trust, request.key),
      type,
      recordedAt,
      actor: request.actor,
      command: { id: request.key, name: request.command },
      correlationId: request.correlationId,
      causationId: request.key,
      provenance: request.provenance,
      ...request.grounds,
      data,
    };
  }

  /** Appends what was decided. @returns false when someone else has written: the state has been thrown away. */
  private async append(loaded: Loaded<State>, before: EntryNumber, entries: readonly NewEntry[]): Promise<boolean> {
    const append = this.store.append(this.trust, before, entries);
    for (const { id } of entries) this.onTheirWay.set(id, append);
    try {
      const result = await append;
      if (result.kind === 'conflict') {
        this.forget(loaded);
        return false;
      }
      loaded.durable = Math.max(loaded.durable, result.head);
      this.entriesInMemory = loaded.durable + 1;
      this.wake(loaded.durable);
      return true;
    } catch (error) {
      this.forget(loaded);
      throw error;
    } finally {
      for (const { id } of entries) this.onTheirWay.delete(id);
    }
  }

  private async reachesOrFails(loaded: Loaded<State>, head: EntryNumber): Promise<boolean> {
    await Promise.allSettled(this.onTheirWay.values());
    return loaded.durable >= head;
  }

  private wake(durable: EntryNumber): void {
    const awake = this.waiting.filter(({ position }) => position <= durable);
    this.waiting = this.waiting.filter(({ position }) => position > durable);
    for (const { wake } of awake) wake();
  }

  /** The outcome of a command whose key stands in the record already. */
  private async recordedBefore(request: CommandRequest): Promise<CommandOutcome | undefined> {
    const n = await this.store.locate(this.trust, entryId(this.trust, request.key));
    if (n === undefined) return undefined;
    const [stored] = await this.store.read(this.trust, n, 1);
    if (stored === undefined) return undefined;
    const entry = decode(stored);
    if (entry.command.name !== request.command) return { refused: keyReusedProblem(n) };
    const compared = this.model.comparable(entry, request.data);
    if ('refused' in compared) return compared;
    const same = saysTheSame(entry, { ...request, ...compared }, this.model.filledIn(request.command));
    if (!same) return { refused: keyReusedProblem(n) };
    return { receipt: receiptOf(stored, true) };
  }

  private load(): Promise<Loaded<State>> {
    this.loading ??= this.build().catch((error: unknown) => {
      this.loading = undefined;
      throw error;
    });
    return this.loading;
  }

  private forget(loaded: Loaded<State>): void {
    const { loading } = this;
    void loading?.then((current) => {
      if (current === loaded && this.loading === loading) this.loading = undefined;
    });
  }

  private async build(): Promise<Loaded<State>> {
    const state = this.model.begin(this.trust);
    const loaded: Loaded<State> = { state, head: NOTHING_KNOWN, durable: NOTHING_KNOWN, lastRecordedAt: '' };
    for (;;) {
      const page = await this.store.readTexts(this.trust, loaded.head + 1, PAGE);
      for (const canonical of page) {
        const n = loaded.head + 1;
        const { type, data, recordedAt } = readIn(this.model.types, this.trust, n, canonical);
        this.model.apply(state, { n, type, data, recordedAt });
        loaded.head = n;
        loaded.lastRecordedAt = recordedAt;
      }
      loaded.durable = loaded.head;
      this.entriesInMemory = loaded.head + 1;
      if (page.length < PAGE) return loaded;
    }
  }
}

function receiptOf({ n, id, type, recordedAt }: NewEntry, repeated: boolean): Receipt {
  return { entries: [{ n, id, type, recordedAt }], position: n, repeated };
}

interface Compared {
  readonly grounds: Grounds;
  readonly recorded: CommandData;
  readonly sent: CommandData;
}

/** Whether an entry is what a request asks for; members that the program filled in when it was recorded do not count. */
function saysTheSame(entry: Entry, { grounds, recorded, sent }: Compared, filledIn: readonly string[]): boolean {
  const asSent = Object.entries(recorded).filter(([name]) => name in sent || !filledIn.includes(name));
  return (
    canonicalJson(groundsOf(entry)) === canonicalJson(grounds) &&
    canonicalJson(Object.fromEntries(asSent)) === canonicalJson(sent)
  );
}

function groundsOf({ decidedOn, decision, reason, evidence }: Entry): Grounds {
  return {
    ...(decidedOn === undefined ? {} : { decidedOn }),
    ...(decision === undefined ? {} : { decision }),
    ...(reason === undefined ? {} : { reason }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

function headMoved({ expectedHead }: CommandRequest, head: EntryNumber): Problem | undefined {
  if (expectedHead === undefined || expectedHead === head) return undefined;
  const decidedOn = `You decided on the record as it stood at entry ${String(expectedHead)}`;
  return {
    code: 'RECORD.HEAD_MOVED',
    ...(head === NOTHING_KNOWN ? {} : { entry: head }),
    expected: head === NOTHING_KNOWN ? 'no If-Match' : `"${String(head)}" as the newest entry`,
    detail:
      head === NOTHING_KNOWN
        ? `${decidedOn}, but nothing has been recorded yet. Check the name of the trust.`
        : `${decidedOn}, but the newest is entry ${String(head)}. Look at what is different, then send it again with the newest.`,
  };
}

function keyReusedProblem(n: EntryNumber): Problem {
  return {
    code: 'RECORD.KEY_REUSED',
    entry: n,
    detail: `This idempotency key was used for entry ${String(n)}, which says something else. Use a new key for a new command.`,
  };
}

function tooLargeProblem(): Problem {
  return {
    code: 'RECORD.ENTRY_TOO_LARGE',
    detail:
      'This is too much for one entry (at most 256 thousand characters). Keep documents elsewhere and give their reference as evidence.',
  };
}

function conflictProblem(trust: Id): Problem {
  return {
    code: 'RECORD.BUSY',
    detail: `Others are recording for "${trust}" at the same moment. Nothing was recorded; send it again.`,
  };
}
