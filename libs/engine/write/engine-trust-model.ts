import type { Id } from '@remit/kernel';
import { type AppliedEntry, type CommandData, type Decided, TrustModel } from '@remit/record/nest';
import { TrustIndex } from '@remit/accountability';
import { engineCommands } from '../domain/engine-commands.js';
import { decide, entryTypes } from '../domain/engine-model.js';
import { problemOfShape } from './command-shapes.js';

/** The contexts composed into the one state of a trust that commands are decided on and questions are asked of. */
export class EngineTrustModel extends TrustModel<TrustIndex> {
  override readonly types = entryTypes;

  override begin(trust: Id): TrustIndex {
    return new TrustIndex(trust);
  }

  override apply(index: TrustIndex, { n, type, data, recordedAt }: AppliedEntry): void {
    index.apply({ n, type, data, recordedAt });
  }

  override filledIn(command: string): readonly string[] {
    return Object.keys(engineCommands.get(command)?.complete({}) ?? {});
  }

  override decide(index: TrustIndex, command: string, data: CommandData): Decided {
    return decide(index, command, data, problemOfShape);
  }
}
