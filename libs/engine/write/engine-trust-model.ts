import type { Id } from '@remit/kernel';
import type { Entry, EntryNumber, EntryType } from '@remit/record';
import {
  type AppliedEntry,
  type CommandData,
  type Comparable,
  type Decided,
  type Sealing,
  TrustModel,
} from '@remit/record/nest';
import { carriesDetails } from '@remit/access';
import { NoPersonKeys, nodeSealing, PersonSealing } from '@remit/access/nest';
import type { TrustIndex } from '@remit/accountability';
import { beginTrust, engineCommands, peopleOf } from '../domain/engine-commands.js';
import { decide, entryTypes } from '../domain/engine-model.js';
import { problemOfShape } from './command-shapes.js';

/** Without keys nothing personal can be recorded; everything else can. */
export const NO_KEYS = new NoPersonKeys('Remit was started without a keys directory');

/** The contexts composed into the one state of a trust that commands are decided on and questions are asked of. */
export class EngineTrustModel extends TrustModel<TrustIndex> {
  override readonly types = entryTypes;

  constructor(private readonly sealing = new PersonSealing(NO_KEYS, nodeSealing)) {
    super();
  }

  override begin(trust: Id): TrustIndex {
    return beginTrust(trust);
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

  override seal(index: TrustIndex, n: EntryNumber, { name }: EntryType, data: CommandData): Sealing {
    return this.sealing.seal({ trust: index.trust, n, people: peopleOf(index) }, name, data);
  }

  override comparable({ trust, n, type, data }: Entry, sent: CommandData): Comparable {
    const recorded = data as CommandData;
    if (!carriesDetails(entryTypes.read(type, recorded)?.type ?? '')) return { recorded, sent };
    return this.sealing.comparable(trust, n, recorded, sent);
  }
}
