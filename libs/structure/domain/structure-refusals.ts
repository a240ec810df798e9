import { capital, dayInWords, dayOf, FOREVER, type Id, type Problem } from '@remit/kernel';
import type { Claimed, EntryNumber, Fact } from '@remit/record';
import { holdsOn, type StructureHead } from './structure-head.js';
import type { Coverage } from './structure-entries.js';

/** The refusals that commands of structure and of delegation share. */

/** Refuses an interval without a day in it. Forms and pages show the last day; the record holds the day after it. */
export function emptyInterval(data: { readonly from: string; readonly until?: string }): Problem | undefined {
  if (data.until === undefined || dayOf(data.from) < dayOf(data.until)) return undefined;
  return {
    code: 'RECORD.INTERVAL_EMPTY',
    field: 'until',
    expected: `a day after ${dayInWords(dayOf(data.from))}`,
    detail: `It starts on ${dayInWords(dayOf(data.from))}, so it cannot have ended by ${dayInWords(dayOf(data.until))}. "until" is the first day on which it no longer holds, the day after its last.`,
  };
}

/** Refuses an id that is in use for its kind. */
export function idTaken(kind: string, field: string, id: Id, entry: EntryNumber | undefined): Problem | undefined {
  if (entry === undefined) return undefined;
  return {
    code: 'RECORD.ID_TAKEN',
    field,
    entry,
    detail: `There is already ${aOrAn(kind)} with the id "${id}", recorded at entry ${String(entry)}. Choose another id, or correct that entry.`,
  };
}

/** The problem of an id that the record does not know. */
export function unknownId(kind: string, field: string, id: Id): Problem {
  return {
    code: `STRUCTURE.${kind.toUpperCase().replaceAll(' ', '_')}_UNKNOWN`,
    field,
    expected: `the id of ${aOrAn(kind)} in this trust's record`,
    detail: `No ${kind} with the id "${id}" is recorded for this trust. Check the spelling, or record the ${kind} first.`,
  };
}

/** The problem of an id that is that of a post where a body is wanted, or the other way round. */
export function otherKind(wanted: 'body' | 'post', id: Id, entry: EntryNumber): Problem {
  const [is, command] = wanted === 'body' ? ['post', 'AbolishPost'] : ['body', 'DissolveBody'];
  return {
    ...unknownId(wanted, wanted, id),
    detail: `"${id}" is a ${is}, not a ${wanted} (entry ${String(entry)}). To end it, use ${command}.`,
  };
}

/** What lives: how it is called, and what it does on the days on which it lives. */
interface Living {
  readonly name: string;
  readonly does: string;
  readonly doesNot: string;
}

export function inTrust(school: Id): Living {
  return { name: `the school "${school}"`, does: 'is in the trust', doesNot: 'is not in the trust' };
}

export function existing(what: string): Living {
  return { name: what, does: 'exists', doesNot: 'does not exist' };
}

/** Refuses a first day on which none of the given lives holds. */
export function outsideLife(
  { name, does, doesNot }: Living,
  from: string,
  lives: readonly Fact<Claimed>[],
): Problem | undefined {
  const day = dayOf(from);
  const last = lives.at(-1);
  if (last === undefined || lives.some((life) => holdsOn(life, day))) return undefined;
  return {
    code: 'STRUCTURE.OUTSIDE_LIFE',
    field: 'from',
    entry: last.endedBy ?? last.n,
    expected: `a day on which ${name} ${does}: ${lives.map(lifeInWords).join('; or ')}`,
    detail: `${capital(name)} ${doesNot} on ${dayInWords(day)}. It ${does} ${lives.map(lifeInWords).join(', and ')}. Check the date.`,
  };
}

/** Refuses an ending whose day is not after the first day of what it ends. */
export function endsBeforeStart(what: string, until: string, life: Fact<Claimed>): Problem | undefined {
  if (dayOf(until) > life.from) return undefined;
  return {
    code: 'STRUCTURE.ENDS_BEFORE_START',
    field: 'until',
    entry: life.n,
    expected: `a day after ${dayInWords(life.from)}`,
    detail: `${capital(what)} starts on ${dayInWords(life.from)} (entry ${String(life.n)}), so its last day cannot be ${dayInWords(dayOf(until) - 1)}. Check the date, or correct entry ${String(life.n)} if it should never have been recorded.`,
  };
}

/** Refuses a coverage that names a school or cluster which the record does not know. Its dates need not fit. */
export function unknownCoverage(covers: Coverage, head: StructureHead): Problem | undefined {
  if ('cluster' in covers) {
    return head.cluster(covers.cluster) === undefined
      ? unknownId('cluster', 'covers.cluster', covers.cluster)
      : undefined;
  }
  if (!('schools' in covers)) return undefined;
  const at = covers.schools.findIndex((school) => head.memberships(school).length === 0);
  return at === -1 ? undefined : unknownId('school', `covers.schools[${String(at)}]`, covers.schools[at]!);
}

/** The first refusal of several checks. */
export function firstRefusal(...checks: readonly (() => Problem | undefined)[]): Problem | undefined {
  for (const check of checks) {
    const problem = check();
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function aOrAn(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

function lifeInWords(life: Fact<Claimed>): string {
  const from = `from ${dayInWords(life.from)}`;
  return life.until === FOREVER ? from : `${from} until the day before ${dayInWords(life.until)}`;
}
