/** One step that brings the data of a stored version to the next one. Pure, total, never asks today's configuration. */
export type Upcaster = (data: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** An entry type with every version that was ever stored. `upcasters[0]` brings v1 to v2, and so on. */
export interface EntryType {
  /** Past tense, without the version: `SchemeAdopted`. */
  readonly name: string;
  readonly upcasters?: readonly Upcaster[];
}

/** The version that is written today. */
export function latestVersion(type: EntryType): number {
  return (type.upcasters?.length ?? 0) + 1;
}

/** The stored type string of today's version: `SchemeAdopted.v1`. One string means one schema for ever. */
export function storedType(type: EntryType): string {
  return `${type.name}.v${String(latestVersion(type))}`;
}

/** What an entry says in today's terms. */
export interface ReadEntry {
  /** Without the version. */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const STORED_TYPE = /^([A-Z][A-Za-z]*)\.v([1-9]\d*)$/;

/** Knows every entry type of the product and reads any stored version of them as the latest. */
export class EntryTypes {
  private readonly byName: ReadonlyMap<string, EntryType>;
  private readonly names = new Map<string, string>();

  constructor(types: readonly EntryType[]) {
    this.byName = new Map(types.map((type) => [type.name, type]));
    for (const type of types) if (latestVersion(type) === 1) this.names.set(`${type.name}.v1`, type.name);
  }

  /** @returns `undefined` when the product does not know the type or the version: the entry cannot be read. */
  read(stored: string, data: Readonly<Record<string, unknown>>): ReadEntry | undefined {
    const current = this.names.get(stored);
    if (current !== undefined) return { type: current, data };
    const parts = STORED_TYPE.exec(stored);
    const type = this.byName.get(parts?.[1] ?? '');
    const version = Number(parts?.[2]);
    if (type === undefined || version > latestVersion(type)) return undefined;
    const steps = (type.upcasters ?? []).slice(version - 1);
    return { type: type.name, data: steps.reduce((older, step) => step(older), data) };
  }
}
