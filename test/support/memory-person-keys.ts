import { randomBytes } from 'node:crypto';
import { type ErasedUntil, PersonKeys } from '@remit/access/nest';

/** Keys in memory, for tests that are about something else than where keys are kept. */
export class MemoryPersonKeys extends PersonKeys {
  override readonly writable = true;
  readonly keys = new Map<string, Uint8Array>();
  private until: ErasedUntil | undefined;

  constructor(private readonly make: () => Uint8Array = () => randomBytes(32)) {
    super();
  }

  override find(trust: string, person: string): Uint8Array | undefined {
    return this.keys.get(`${trust}|${person}`);
  }

  override findOrMake(trust: string, person: string): Uint8Array {
    const key = this.find(trust, person) ?? this.make();
    this.keys.set(`${trust}|${person}`, key);
    return key;
  }

  override destroy(trust: string, person: string): void {
    this.keys.delete(`${trust}|${person}`);
  }

  override isEmpty(): boolean {
    return this.keys.size === 0;
  }

  override erasedUntil(): ErasedUntil | undefined {
    return this.until;
  }

  override noteErasedUntil({ position, trust, id }: ErasedUntil): void {
    this.until = { position, trust, id };
  }

  override close(): void {
    this.keys.clear();
  }
}
