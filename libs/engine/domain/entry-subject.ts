import type { Id } from '@remit/kernel';
import type { Claimed, EntryCorrected, EntryNumber, Subject } from '@remit/record';
import type { PostCreated } from '@remit/structure';
import { correctedBy, type TrustIndex } from '@remit/accountability';
import type { EntryNames } from './entry-words.js';

/** What an entry is about, as far as lists of entries are searched by it. */
export interface EntrySubject {
  readonly schools: readonly Id[];
  readonly functions: readonly Id[];
  /** A body or post. */
  readonly holder: Id | undefined;
}

/** The members of entries' data that say what they are about. */
interface Data {
  readonly appointment?: Id;
  readonly variation?: Id;
  readonly body?: Id;
  readonly post?: Id;
  readonly to?: Id;
  readonly school?: Id;
  readonly covers?: { readonly schools?: readonly Id[] };
  readonly function?: Id;
  readonly lines?: readonly { readonly function: Id }[];
  readonly from?: string;
  readonly until?: string;
  readonly on?: string;
}

/**
 * What an entry is about: what it names itself, what stands under the id that it ends, and the schools that its body or
 * post is for; a correction is about what the entry is about that it corrects.
 */
export function subjectOf(index: TrustIndex, n: EntryNumber): EntrySubject {
  const own = dataOf(index, bottomOf(index, n));
  const data = { ...claimedBy(index, own), ...own };
  const holder = data.body ?? data.post ?? data.to;
  const covers = data.covers ?? claimOf(index, holder)?.covers;
  return {
    schools: [...given(data.school), ...(covers?.schools ?? [])],
    functions: [...given(data.function), ...(data.lines ?? []).map((line) => line.function)],
    holder,
  };
}

function given(id: Id | undefined): readonly Id[] {
  return id === undefined ? [] : [id];
}

/**
 * The first day on which an entry makes a difference, `YYYY-MM-DD`: the first from which it holds, or on which something
 * no longer does; of a correction the earlier one of what was said and what is said now. `undefined` for what is not dated.
 */
export function effectiveFrom(index: TrustIndex, n: EntryNumber): string | undefined {
  return daysNamed(index, n)[0];
}

/** All days from which, or from which on no longer, an entry or what it corrects holds, ascending. */
export function daysNamed(index: TrustIndex, n: EntryNumber): readonly string[] {
  const days = (data: Data): string[] =>
    data.from !== undefined
      ? [data.from, ...(data.until === undefined ? [] : [data.until])]
      : [data.until, data.on].filter((day) => day !== undefined);
  if (index.standing(n)?.type !== 'EntryCorrected') return days(dataOf(index, n));
  const says = index.originalOf(n) as EntryCorrected;
  const now = says.how === 'replace' ? days(says.with) : [];
  return [...new Set([...daysNamed(index, says.entry), ...now])].sort();
}

/**
 * What an entry calls things: as the record names them up to that entry.
 * @param person how persons are named
 */
export function namesUpTo(index: TrustIndex, n: EntryNumber, person: (id: Id) => string): EntryNames {
  const { structure, delegation } = index;
  const school = (id: Id): string => upTo(structure.schools.get(id), n)?.name ?? id;
  return {
    person,
    school,
    cluster: (id) => upTo(structure.clusters.get(id), n)?.name ?? id,
    holder: (id) => {
      const holder = structure.holders.get(id);
      const post = upTo(holder?.posts, n);
      return upTo(holder?.bodies, n)?.name ?? (post === undefined ? id : `the post of ${postName(post, school)}`);
    },
    function: (id) => delegation.functionOf(id, n)?.name ?? id,
    appointment: (id) => upTo(structure.appointments.get(id), n),
    typeOf: (entry) => index.standing(entry)?.type,
  };
}

/** What the last entry up to `n` says under an id. */
function upTo<Claim extends Claimed>(subject: Subject<Claim> | undefined, n: EntryNumber): Claim | undefined {
  return subject?.claims.findLast((claim) => claim.n <= n)?.data;
}

/** A post by its title. Those of all headteachers have one title: the only school is said with it, unless it stands there. */
export function postName({ title, covers }: PostCreated, schoolName: (id: Id) => string): string {
  const [school, another] = 'schools' in covers ? covers.schools : [];
  if (school === undefined || another !== undefined) return title;
  const name = schoolName(school);
  return title.includes(name) ? title : `${title} (${name})`;
}

/** The entry at the bottom of a chain of corrections: itself no correction. */
function bottomOf(index: TrustIndex, n: EntryNumber): EntryNumber {
  const target = correctedBy(index, n);
  return target === undefined ? n : bottomOf(index, target);
}

function dataOf(index: TrustIndex, n: EntryNumber): Data {
  return index.originalOf(n) ?? {};
}

/** What stands under the id that an entry ends. */
function claimedBy(index: TrustIndex, { appointment, variation, body, post }: Data): Data | undefined {
  if (appointment !== undefined) return index.structure.appointments.get(appointment)?.claims.at(-1)?.data;
  if (variation !== undefined) return index.delegation.variationSubjects.get(variation)?.claims.at(-1)?.data as Data;
  return claimOf(index, body ?? post);
}

function claimOf(index: TrustIndex, holder: Id | undefined): Data | undefined {
  const found = holder === undefined ? undefined : index.structure.holders.get(holder);
  return (found?.bodies.claims.at(-1) ?? found?.posts.claims.at(-1))?.data as Data | undefined;
}
