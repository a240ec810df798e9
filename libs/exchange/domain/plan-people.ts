import { civilDate, type Id } from '@remit/kernel';
import { under } from '@remit/record';
import type { GiasPost } from './gias-facts.js';
import { type NameShown, nameKey, termId } from './recorded-trust.js';
import type { Drafting } from './trust-plan.js';

/** What the rows say of the name of somebody who is recorded. */
export type NameVerdict =
  | 'same'
  /** The same person under another name, or the same name written otherwise. */
  | 'renamed'
  /** Another person in the same row. */
  | 'another'
  /** Some rows of the person have the old name and some another. */
  | 'in-doubt'
  /** The recorded name cannot be read, or was erased. */
  | 'not-compared';

/**
 * The people of one trust. The register has no number for a person, only one for each row; within one trust the same name
 * is the same person, and nothing else joins two rows.
 */
export class PeoplePlan {
  /** Rows of the extract by the person recorded for them. */
  private readonly rowsOf = new Map<Id, GiasPost[]>();
  private readonly byName = new Map<string, Id>();
  private readonly taken = new Set<Id>();
  private readonly corrected = new Set<Id>();
  private readonly unread = new Set<Id>();
  /** The row with the lowest number of each name: the person is called after it. */
  private readonly first = new Map<string, GiasPost>();

  constructor(
    private readonly draft: Drafting,
    private readonly posts: readonly GiasPost[],
  ) {
    for (const [name, person] of draft.recorded?.byName ?? []) this.byName.set(name, person);
    for (const person of draft.recorded?.people.keys() ?? []) this.taken.add(person);
    for (const post of posts) this.noteRow(post);
  }

  private noteRow(post: GiasPost): void {
    const key = nameKey(post.name);
    const first = this.first.get(key);
    if (first === undefined || Number(post.gid) < Number(first.gid)) this.first.set(key, post);
    const latest = this.draft.recorded?.terms(post.gid).at(-1);
    const term = latest === undefined ? undefined : this.draft.recorded?.appointment(latest);
    if (term !== undefined) under(this.rowsOf, term.data.person, () => []).push(post);
  }

  /** The id of the person in a row; planned to be registered when the trust has nobody of that name yet. */
  personOf(post: GiasPost): Id {
    const key = nameKey(post.name);
    const known = this.byName.get(key);
    if (known !== undefined) return known;
    const first = this.first.get(key) ?? post;
    const person = this.freeId(first.gid);
    this.taken.add(person);
    this.byName.set(key, person);
    this.draft.plan({
      command: 'RegisterPerson',
      data: { person, details: { name: first.name } },
      file: 'governance',
      says: `register the person of row ${first.gid}`,
    });
    return person;
  }

  private freeId(gid: string): Id {
    let number = 1;
    while (this.taken.has(termId(gid, number))) number += 1;
    return termId(gid, number);
  }

  /** How the name of a row stands to that of the person recorded for it. */
  compare(post: GiasPost, person: Id): NameVerdict {
    const shown = this.draft.recorded?.people.get(person);
    if (shown === undefined || !('name' in shown)) return this.notCompared(person, shown);
    const rows = this.rowsOf.get(person) ?? [post];
    const now = nameKey(post.name);
    if (now === nameKey(shown.name)) return rows.some(({ name }) => name === shown.name) ? 'same' : 'renamed';
    return partOfNameStays(now, nameKey(shown.name)) ? this.newName(now, person, rows) : 'another';
  }

  /** Whether a name that is partly the old one has changed in every row of the person, and is nobody else's. */
  private newName(now: string, person: Id, rows: readonly GiasPost[]): NameVerdict {
    const namesake = this.byName.get(now) ?? person;
    return namesake === person && rows.every(({ name }) => nameKey(name) === now) ? 'renamed' : 'in-doubt';
  }

  private notCompared(person: Id, shown: NameShown | undefined): NameVerdict {
    if (shown !== undefined && 'unavailable' in shown && !this.unread.has(person)) {
      this.unread.add(person);
      this.draft.note('name-unavailable', `person ${person} of trust ${this.draft.uid}`);
    }
    return 'not-compared';
  }

  /** Plans the new name of a person, once. A new spelling holds on all days, a new name from the day of the extract on. */
  rename(post: GiasPost, person: Id): void {
    if (this.corrected.has(person)) return;
    this.corrected.add(person);
    this.byName.set(nameKey(post.name), person);
    const shown = this.draft.recorded?.people.get(person);
    const spelling = shown !== undefined && 'name' in shown && nameKey(shown.name) === nameKey(post.name);
    this.draft.plan({
      command: 'CorrectPersonDetails',
      data: { person, details: { name: post.name }, ...(spelling ? {} : { from: civilDate(this.draft.day) }) },
      reason: `${this.draft.register} writes the name ${spelling ? 'in another way' : 'of this person otherwise'}.`,
      file: 'governance',
      says: `change the ${spelling ? 'spelling of the name' : 'name'} of person ${person} (row ${post.gid})`,
    });
  }

  /** Notes names that differ in the middle only: perhaps one person, perhaps two; not for a program to say. */
  noteNamesAlike(): void {
    const alike = new Map<string, Map<string, GiasPost>>();
    for (const post of this.posts) {
      const words = nameKey(post.name).split(' ');
      const outer = `${words[0] ?? ''} ${words.at(-1) ?? ''}`;
      under(alike, outer, () => new Map<string, GiasPost>()).set(words.join(' '), post);
    }
    for (const rows of alike.values()) {
      if (rows.size < 2) continue;
      const numbers = [...rows.values()].map(({ gid }) => gid).join(' and ');
      this.draft.note('perhaps-one-person', `rows ${numbers} of trust ${this.draft.uid}`);
    }
  }
}

/** Whether the first or the last name is still the same. */
function partOfNameStays(now: string, before: string): boolean {
  const a = now.split(' ');
  const b = before.split(' ');
  return a[0] === b[0] || a.at(-1) === b.at(-1);
}
