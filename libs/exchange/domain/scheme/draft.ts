import type { Id } from '@remit/kernel';
import type { Line } from '@remit/delegation';
import type { OwnFunction } from './functions.js';

/** A document that the draft rests on. */
export interface EvidenceOfFile {
  readonly ref: string;
  readonly kind: string;
  readonly sha256: string;
}

/** What the commands of a draft say beside the lines. */
export interface DraftGrounds {
  readonly scheme: Id;
  readonly version: string;
  readonly from: string;
  readonly until?: string;
  readonly decidedOn?: string;
  readonly decision?: string;
  readonly evidence: readonly EvidenceOfFile[];
}

/** A line of a record script. */
export interface DraftCommand {
  readonly command: 'DefineFunction' | 'AdoptScheme';
  readonly provenance: 'import';
  readonly data: Readonly<Record<string, unknown>>;
}

const NAME_LENGTH_MAX = 500;

/** The commands that record a scheme: the functions of the trust's own first, then the scheme itself. */
export function draftOf(
  lines: readonly Line[],
  own: readonly OwnFunction[],
  { scheme, version, from, until, ...grounds }: DraftGrounds,
): readonly DraftCommand[] {
  const defined = own.map(({ id, name, scope, group }): DraftCommand => {
    const inGroup = group === undefined ? {} : { group: group.slice(0, NAME_LENGTH_MAX) };
    const data = { function: id, name: name.slice(0, NAME_LENGTH_MAX), scope, ...inGroup, ...grounds };
    return { command: 'DefineFunction', provenance: 'import', data };
  });
  const ends = until === undefined ? {} : { until };
  const adopted: DraftCommand = {
    command: 'AdoptScheme',
    provenance: 'import',
    data: { scheme, version, from, ...ends, lines, ...grounds },
  };
  return [...defined, adopted];
}
