import fc from 'fast-check';
import {
  BEFORE_EVERYTHING,
  type AppendResult,
  type MemoryRecordStore,
  type NewEntry,
  type RecordStore,
} from '@remit/record';
import { entryWithId } from '../support/deterministic-entry.js';

/** The store that is right by definition, and what was sent to both, so that commands can send it again. */
export interface Model {
  readonly memory: MemoryRecordStore;
  readonly sent: { readonly trust: string; readonly expectedHead: number; readonly entries: readonly NewEntry[] }[];
}

/** The store on trial, and how it is opened again. */
export interface Real {
  store: RecordStore;
  readonly open: () => RecordStore;
}

const TRUSTS = ['north', 'south', 'mid'];
const START = Date.parse('2025-09-01T00:00:00.000Z');

/** The commands; ids come from a small set, so that they meet again at other places. */
export function recordStoreCommands(): fc.Arbitrary<Iterable<fc.AsyncCommand<Model, Real>>> {
  const trust = fc.constantFrom(...TRUSTS);
  const ids = fc.array(fc.nat(40), { minLength: 1, maxLength: 4 });
  const minutes = fc.nat(3);
  return fc.commands(
    [
      fc.record({ trust, ids, minutes }).map((at) => new Append({ ...at, off: 0 })),
      fc.record({ trust, ids, minutes, off: fc.integer({ min: -3, max: 2 }) }).map((at) => new Append(at)),
      fc
        .record({ nth: fc.nat(20), trust: fc.option(trust, { nil: undefined }) })
        .map((again) => new AppendAgain(again)),
      fc.record({ nth: fc.nat(20), extra: fc.nat(40) }).map((longer) => new AppendLonger(longer)),
      fc
        .record({ trusts: fc.array(trust, { minLength: 2, maxLength: 6 }), id: fc.nat(40) })
        .map((a) => new AppendTogether(a)),
      fc.record({ trust, from: fc.nat(6), limit: fc.nat(6) }).map((page) => new Read(page)),
      fc.record({ skip: fc.nat(8), limit: fc.nat(8) }).map((page) => new ReadAll(page)),
      fc.record({ trust, id: fc.nat(40) }).map((asked) => new Locate(asked)),
      fc.constant(new Reopen()),
    ],
    { size: '+1' },
  );
}

type Outcome = AppendResult | { readonly kind: 'refused' };

abstract class Command implements fc.AsyncCommand<Model, Real> {
  check(): boolean {
    return true;
  }

  abstract run(model: Model, real: Real): Promise<void>;

  toString(): string {
    return `${this.constructor.name}${JSON.stringify(this)}`;
  }

  /** Sends an append to both and looks whether they give the same answer and know the same afterwards. */
  protected async appendToBoth(model: Model, real: Real, sent: Model['sent'][number]): Promise<void> {
    const [expected, actual] = [await outcome(model.memory, sent), await outcome(real.store, sent)];
    same(actual, expected);
    model.sent.push(sent);
    await sameInBoth(model, real);
  }
}

class Append extends Command {
  readonly asked: {
    readonly trust: string;
    readonly ids: readonly number[];
    readonly minutes: number;
    readonly off: number;
  };

  constructor(asked: Append['asked']) {
    super();
    this.asked = asked;
  }

  async run(model: Model, real: Real): Promise<void> {
    const { trust, ids, minutes, off } = this.asked;
    const expectedHead = Math.max((await headOf(model.memory, trust)) + off, -1);
    const entries = ids.map((id, i) => entry(trust, expectedHead + 1 + i, id, minutes));
    await this.appendToBoth(model, real, { trust, expectedHead, entries });
  }
}

/** The same append as one before, perhaps to another trust. */
class AppendAgain extends Command {
  readonly again: { readonly nth: number; readonly trust: string | undefined };

  constructor(again: AppendAgain['again']) {
    super();
    this.again = again;
  }

  async run(model: Model, real: Real): Promise<void> {
    const sent = model.sent[this.again.nth];
    if (sent !== undefined) await this.appendToBoth(model, real, { ...sent, trust: this.again.trust ?? sent.trust });
  }
}

/** One before with another entry at its end: only a part of it may be known. */
class AppendLonger extends Command {
  readonly longer: { readonly nth: number; readonly extra: number };

  constructor(longer: AppendLonger['longer']) {
    super();
    this.longer = longer;
  }

  async run(model: Model, real: Real): Promise<void> {
    const sent = model.sent[this.longer.nth];
    if (sent === undefined) return;
    const { trust, expectedHead, entries } = sent;
    const extra = entry(trust, expectedHead + 1 + entries.length, this.longer.extra, 3);
    await this.appendToBoth(model, real, { trust, expectedHead, entries: [...entries, extra] });
  }
}

/** Several appends of one turn, all decided on the heads before: the first to each trust may win. */
class AppendTogether extends Command {
  readonly asked: { readonly trusts: readonly string[]; readonly id: number };

  constructor(asked: AppendTogether['asked']) {
    super();
    this.asked = asked;
  }

  async run(model: Model, real: Real): Promise<void> {
    const appends = await Promise.all(
      this.asked.trusts.map(async (trust, i) => {
        const expectedHead = await headOf(model.memory, trust);
        return { trust, expectedHead, entries: [entry(trust, expectedHead + 1, this.asked.id + i, 3)] };
      }),
    );
    const expected = await Promise.all(appends.map((sent) => outcome(model.memory, sent)));
    const actual = await Promise.all(appends.map((sent) => outcome(real.store, sent)));
    same(actual, expected);
    model.sent.push(...appends);
    await sameInBoth(model, real);
  }
}

class Read extends Command {
  readonly page: { readonly trust: string; readonly from: number; readonly limit: number };

  constructor(page: Read['page']) {
    super();
    this.page = page;
  }

  async run({ memory }: Model, { store }: Real): Promise<void> {
    const { trust, from, limit } = this.page;
    same(await store.read(trust, from, limit), await memory.read(trust, from, limit));
  }
}

class ReadAll extends Command {
  readonly page: { readonly skip: number; readonly limit: number };

  constructor(page: ReadAll['page']) {
    super();
    this.page = page;
  }

  async run({ memory }: Model, { store }: Real): Promise<void> {
    const { skip, limit } = this.page;
    const after = (await memory.readAll(BEFORE_EVERYTHING, skip)).at(-1)?.position ?? BEFORE_EVERYTHING;
    same(await store.readAll(after, limit), await memory.readAll(after, limit));
  }
}

class Locate extends Command {
  readonly asked: { readonly trust: string; readonly id: number };

  constructor(asked: Locate['asked']) {
    super();
    this.asked = asked;
  }

  async run({ memory }: Model, { store }: Real): Promise<void> {
    const { trust, id } = this.asked;
    same(await store.locate(trust, uuid(id)), await memory.locate(trust, uuid(id)));
  }
}

class Reopen extends Command {
  async run(model: Model, real: Real): Promise<void> {
    await real.store.close();
    real.store = real.open();
    await sameInBoth(model, real);
  }
}

async function outcome(store: RecordStore, sent: Model['sent'][number]): Promise<Outcome> {
  try {
    return await store.append(sent.trust, sent.expectedHead, sent.entries);
  } catch (error) {
    expect(error).toHaveProperty('name', 'InvariantBroken');
    return { kind: 'refused' };
  }
}

async function sameInBoth({ memory }: Model, { store }: Real): Promise<void> {
  same(await store.readAll(BEFORE_EVERYTHING, 1000), await memory.readAll(BEFORE_EVERYTHING, 1000));
  same(await store.heads(), await memory.heads());
  for (const trust of TRUSTS) same(await store.read(trust, 0, 1000), await memory.read(trust, 0, 1000));
}

/** Jest compares slowly and explains well; almost always there is nothing to explain. */
function same(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
}

async function headOf(store: RecordStore, trust: string): Promise<number> {
  return (await store.heads()).find((head) => head.trust === trust)?.head ?? -1;
}

function entry(trust: string, n: number, id: number, minutes: number): NewEntry {
  return { ...entryWithId(trust, n, uuid(id)), recordedAt: new Date(START + minutes * 60_000).toISOString() };
}

function uuid(id: number): string {
  return `${id.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
}
