import { type Day, dayOf, type Id } from '@remit/kernel';
import type { Entry, EntryNumber, RecordStore } from '@remit/record';
import { decode, valueOf } from '@remit/record/nest';
import type { PeopleNames, TrustIndexes } from '@remit/accountability/nest';
import { trustIdOf } from '../domain/plan-trust.js';
import { type Origins, RecordedTrust } from '../domain/recorded-trust.js';

/** In what capacity an import of the register records. */
export const REGISTER_IMPORT = 'register-import';

const PAGE = 1000;

/** Finds what is recorded of the trusts of the register. */
export class RecordedTrusts {
  /** Every trust by its UID; found when one is asked for that is not under the id that an import gives it. */
  private byUid: ReadonlyMap<string, Id> | undefined;

  constructor(
    private readonly store: RecordStore,
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
  ) {}

  /**
   * The record of a trust; `undefined` when it has none.
   * @throws RefusedRequest when a record cannot be read that is the trust's, or of which it cannot be told whether it is.
   */
  async of(uid: string): Promise<RecordedTrust | undefined> {
    const trust = await this.trustOf(uid);
    if (trust === undefined) return undefined;
    const view = valueOf(await this.indexes.view(trust));
    const { index, head } = view;
    const nameOf = (person: Id) => this.names.shown(view, person, { known: head, day: undefined });
    return new RecordedTrust(trust, index.structure, await this.originsOf(trust), { head, nameOf });
  }

  private async trustOf(uid: string): Promise<Id | undefined> {
    const own = trustIdOf(uid);
    if ((await this.store.head(own)) !== undefined && (await this.uidOf(own)) === uid) return own;
    this.byUid ??= await this.allByUid();
    return this.byUid.get(uid);
  }

  private async allByUid(): Promise<ReadonlyMap<string, Id>> {
    const byUid = new Map<string, Id>();
    for (const { trust } of await this.store.heads()) {
      const uid = await this.uidOf(trust);
      if (uid !== undefined) byUid.set(uid, trust);
    }
    return byUid;
  }

  /** The number that the record of a trust has for it in the register. @throws RefusedRequest */
  async uidOf(trust: Id): Promise<string | undefined> {
    const { index, head } = valueOf(await this.indexes.view(trust));
    return index.structure.trust.best(0, head)?.data.uid;
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
