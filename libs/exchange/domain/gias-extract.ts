import type { Day, Problem } from '@remit/kernel';
import { under } from '@remit/record';
import {
  type GiasFacts,
  type GiasFile,
  type GiasGroup,
  type GiasLink,
  type GiasPost,
  type GiasSchool,
  MULTI_ACADEMY_TRUST,
  TRUST_KINDS,
} from './gias-facts.js';
import type { Oddity } from './gias-oddities.js';

/** A file that was read to its end. */
export interface FileRead {
  readonly file: GiasFile;
  readonly name: string;
  /** SHA-256 of its bytes, 64 hexadecimal digits. */
  readonly sha256: string;
  /** Rows below the heading, whether or not they could be used. */
  readonly rows: number;
}

/** Too few open trusts to say from their number that a file is not whole. */
const TRUSTS_MIN = 20;
/** In a whole extract 99 in 100 open trusts have governance and 93 in 100 have schools; below this, rows are missing. */
const COVERED_MIN = 0.75;

/** Everything that the files of one day say, by the numbers of the register. */
export class GiasExtract {
  readonly files = new Map<GiasFile, FileRead>();
  readonly odd: Oddity[] = [];
  readonly groups = new Map<string, GiasGroup>();
  private readonly schools = new Map<string, GiasSchool[]>();
  private readonly posts = new Map<string, GiasPost[]>();
  private readonly links = new Map<string, GiasLink[]>();
  private readonly linksBack = new Map<string, GiasLink[]>();
  private readonly trustOfSchool = new Map<string, GiasSchool>();

  /** @param day of the download */
  constructor(readonly day: Day) {}

  /** Takes a fact in. */
  readonly add: { readonly [File in GiasFile]: (fact: GiasFacts[File]) => void } = {
    groups: (group) => void this.groups.set(group.uid, group),
    schools: (school) => {
      // Sponsors are groups of the file too, and have no record.
      if (!TRUST_KINDS.has(school.kind)) return;
      under(this.schools, school.uid, () => []).push(school);
      this.trustOfSchool.set(school.urn, school);
    },
    governance: (post) => void under(this.posts, post.uid, () => []).push(post),
    links: (link) => {
      under(this.links, link.urn, () => []).push(link);
      under(this.linksBack, link.otherUrn, () => []).push(link);
    },
  };

  /** What the register calls a trust; empty when none of the files has its name. */
  nameOf(uid: string): string {
    return this.groups.get(uid)?.name ?? '';
  }

  has(file: GiasFile): boolean {
    return this.files.has(file);
  }

  schoolsOf(uid: string): readonly GiasSchool[] {
    return this.schools.get(uid) ?? [];
  }

  postsOf(uid: string): readonly GiasPost[] {
    return this.posts.get(uid) ?? [];
  }

  /** The links that the row of a school itself has. */
  linksOf(urn: string): readonly GiasLink[] {
    return this.links.get(urn) ?? [];
  }

  /** The links that the rows of other schools have to a school. */
  linksTo(urn: string): readonly GiasLink[] {
    return this.linksBack.get(urn) ?? [];
  }

  /** The trust in which the register has a school now. */
  membershipOf(urn: string): GiasSchool | undefined {
    return this.trustOfSchool.get(urn);
  }

  /** The multi-academy trusts that `--all` is about: those open, or without a file of groups all that are named. */
  allTrusts(): readonly string[] {
    if (!this.has('groups')) return [...new Set([...this.schoolTrusts(), ...this.posts.keys()])].sort(byNumber);
    const open = [...this.groups.values()].filter(({ kind, open }) => kind === MULTI_ACADEMY_TRUST && open);
    return open.map(({ uid }) => uid).sort(byNumber);
  }

  private schoolTrusts(): string[] {
    return [...this.schools].flatMap(([uid, [school]]) => (school?.kind === MULTI_ACADEMY_TRUST ? [uid] : []));
  }

  /** Governed trusts that `--all` leaves out: those of which the file of groups knows nothing, and those closed. */
  leftOut(): { readonly unknown: readonly string[]; readonly closed: readonly string[] } {
    if (!this.has('groups')) return { unknown: [], closed: [] };
    const governed = [...this.posts.keys()].sort(byNumber);
    return {
      unknown: governed.filter((uid) => !this.groups.has(uid)),
      closed: governed.filter((uid) => this.groups.get(uid)?.open === false),
    };
  }

  /** Whether any file names a trust of this number. */
  knows(uid: string): boolean {
    const kind = this.groups.get(uid)?.kind;
    return (kind !== undefined && TRUST_KINDS.has(kind)) || this.posts.has(uid) || this.schools.has(uid);
  }

  /** Why the files cannot be whole when one is held against the other: a download that broke off after a whole row. */
  notWhole(): Problem | undefined {
    const open = this.allTrusts();
    if (!this.has('groups') || open.length < TRUSTS_MIN) return this.groupsNotWhole();
    return this.uncovered('governance', open, this.posts) ?? this.uncovered('schools', open, this.schools);
  }

  private uncovered(file: GiasFile, open: readonly string[], rows: ReadonlyMap<string, unknown>): Problem | undefined {
    const read = this.files.get(file);
    if (read === undefined) return undefined;
    const covered = open.filter((uid) => rows.has(uid)).length;
    if (covered >= open.length * COVERED_MIN) return undefined;
    return rowsMissing(read.name, `it has rows for ${String(covered)} of the ${String(open.length)} open trusts`);
  }

  private groupsNotWhole(): Problem | undefined {
    const read = this.files.get('groups');
    const named = this.schoolTrusts();
    if (read === undefined || named.length < TRUSTS_MIN) return undefined;
    const known = named.filter((uid) => this.groups.has(uid)).length;
    if (known >= named.length * COVERED_MIN) return undefined;
    return rowsMissing(
      read.name,
      `it has ${String(known)} of the ${String(named.length)} trusts that schools belong to`,
    );
  }
}

/** Fewer rows than this share of those that are to be expected, and the file is not whole. */
const EXPECTED_MIN = 0.7;
/** So many rows may be gone from a small trust without a word. */
const FEW = 4;

/** Why a file cannot be whole when it is held against what is recorded already. */
export function fewerThanRecorded(name: string, rows: number, recorded: number, of: string): Problem | undefined {
  if (rows >= recorded * EXPECTED_MIN || recorded - rows < FEW) return undefined;
  return rowsMissing(name, `it has ${String(rows)} ${of} where the record lets one expect ${String(recorded)}`);
}

function rowsMissing(name: string, how: string): Problem {
  return {
    code: 'EXCHANGE.ROWS_MISSING',
    detail: `${name} cannot be whole: ${how}. The download has probably broken off. Nothing was recorded; download the file again.`,
  };
}

/** Numbers of the register as numbers: 999 before 1000. */
function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
