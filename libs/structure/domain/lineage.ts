import { ALWAYS, dayInWords, dayOf, FOREVER, type Id } from '@remit/kernel';
import type { EntryNumber, Fact } from '@remit/record';
import type { SchoolAdmitted, SchoolLinked } from './structure-entries.js';
import type { StructureIndex } from './structure-index.js';

/** A school that was asked for by a number of the national register, its own or that of one before or after it. */
export interface FoundByUrn {
  readonly school: Id;
  /** The entry that gives the number. */
  readonly entry: EntryNumber;
  /** In words, whose number it is. */
  readonly says: string;
}

/**
 * The schools of the trust that a URN leads to, as known at an entry: those that have or had it themselves; when there are
 * none, those that came after or before the school that has it. A URN changes when a school converts or is opened anew.
 */
export function schoolsByUrn(structure: StructureIndex, urn: string, known: EntryNumber): readonly FoundByUrn[] {
  const own: FoundByUrn[] = [];
  const linked: FoundByUrn[] = [];
  for (const [school, { memberships, links }] of structure.schools) {
    const held = memberships.within(ALWAYS, FOREVER, known);
    const membership = held.findLast(({ data }) => data.urn === urn);
    const link = links.on(0, known).findLast(({ data }) => data.urn === urn);
    if (membership !== undefined) own.push({ school, entry: membership.n, says: ownNumber(urn, membership) });
    else if (link !== undefined) linked.push({ school, entry: link.n, says: otherNumber(link, held.at(-1)) });
  }
  return own.length > 0 ? own : linked;
}

function ownNumber(urn: string, { data }: Fact<SchoolAdmitted>): string {
  return `URN ${urn} is ${data.name}.`;
}

function otherNumber({ data }: Fact<SchoolLinked>, membership: Fact<SchoolAdmitted> | undefined): string {
  const other = `URN ${data.urn} is ${data.name ?? 'a school'}`;
  const name = membership?.data.name ?? `"${data.school}"`;
  const urn = membership?.data.urn === undefined ? '' : ` (URN ${membership.data.urn})`;
  const on = data.on === undefined ? '' : ` on ${dayInWords(dayOf(data.on))}`;
  const relation =
    data.kind === 'predecessor' ? `which ${name}${urn} followed${on}` : `which followed ${name}${urn}${on}`;
  return `${other}, ${relation}. The answer is about ${name}.`;
}
