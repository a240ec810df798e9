import { type Day, dayOf, type Id, type Outcome, succeed } from '@remit/kernel';
import type { Entry, EntryNumber, RecordStore } from '@remit/record';
import { decode } from '@remit/record/nest';
import type { PeopleNames, TrustIndexes } from '@remit/accountability/nest';
import { type Origins, RecordedTrust } from '../domain/recorded-trust.js';

/** In what capacity an import of the register records. */
export const REGISTER_IMPORT = 'register-import';

const PAGE = 1000;

/** Finds what is recorded of the trusts of the register. */
export class RecordedTrusts {
  /** Trusts by their UID. */
  private readonly byUid = new Map<string, Id>();

  private constructor(
    private readonly store: RecordStore,
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
  ) {}

  /** @returns a problem when a trust's record cannot be read: then it cannot be told which trust it is. */
  static async open(store: RecordStore, indexes: TrustIndexes, names: PeopleNames): Promise<Outcome<RecordedTrusts>> {
    const recorded = new RecordedTrusts(store, indexes, names);
    for (const { trust } of await store.heads()) {
      const view = await indexes.view(trust);
      if (!view.ok) return view;
      const uid = view.value.index.structure.trust.best(0, view.value.head)?.data.uid;
      if (uid !== undefined) recorded.byUid.set(uid, trust);
    }
    return succeed(recorded);
  }

  has(uid: string): boolean {
    return this.byUid.has(uid);
  }

  /** The record of a trust; `undefined` when it has none. */
  async of(uid: string): Promise<RecordedTrust | undefined> {
    const trust = this.byUid.get(uid);
    if (trust === undefined) return undefined;
    const view = await this.indexes.view(trust);
    if (!view.ok) return undefined;
    const { index, head } = view.value;
    const nameOf = (person: Id) => this.names.shown(view.value, person, { known: head, day: undefined });
    return new RecordedTrust(trust, index.structure, await this.originsOf(trust), { head, nameOf });
  }

  private async originsOf(trust: Id): Promise<Origins> {
    const imported = new Set<EntryNumber>();
    const registered = new Set<Id>();
    let lastExtract: Day | undefined;
    for (let from = 0, more = true; more; from += PAGE) {
      const page = await this.store.read(trust, from, PAGE);
      for (const entry of page.map(decode)) {
        if (entry.type.startsWith('PersonRegistered.')) registered.add((entry.data as { readonly person: Id }).person);
        if (!isImported(entry)) continue;
        imported.add(entry.n);
        if (entry.decidedOn !== undefined) lastExtract = Math.max(lastExtract ?? -Infinity, dayOf(entry.decidedOn));
      }
      more = page.length === PAGE;
    }
    return { imported, registered, lastExtract };
  }
}

function isImported({ provenance, actor }: Entry): boolean {
  return provenance === 'import' && actor.as === REGISTER_IMPORT;
}
