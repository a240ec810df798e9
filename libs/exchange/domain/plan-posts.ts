import { civilDate, type Day, dayInWords, FOREVER, type Id } from '@remit/kernel';
import { type Fact, under } from '@remit/record';
import type { GiasPost } from './gias-facts.js';
import { SEAT_HOLDERS, type SeatHolder } from './gias-roles.js';
import { PeoplePlan } from './plan-people.js';
import { planTerm } from './plan-term.js';
import { type Holding, nameKey, type RecordedTrust } from './recorded-trust.js';
import { aboutRow, appoint, type Seats } from './seats.js';
import type { Drafting } from './trust-plan.js';

/** Plans bodies, posts, people and their appointments from the rows of a trust. */
export function planPosts(draft: Drafting): void {
  if (!draft.extract.has('governance')) return;
  const posts = draft.extract.postsOf(draft.uid);
  const seats: Seats = { draft, people: new PeoplePlan(draft, posts), holders: planHolders(draft, posts) };
  // Who is recorded comes first: a new row may be of somebody whose name is about to change.
  for (const post of posts) if (isRecorded(draft, post)) planPost(seats, post);
  for (const post of posts) if (!isRecorded(draft, post)) appoint(seats, post, 1);
  seats.people.noteNamesAlike();
  noteSameRoleTwice(draft, posts);
  if (draft.recorded !== undefined) noteGone(draft, draft.recorded, new Set(posts.map(({ gid }) => gid)));
}

function planHolders(draft: Drafting, posts: readonly GiasPost[]): Seats['holders'] {
  const filled = new Set(posts.map(({ seat }) => seat.holder));
  const holders = new Map<SeatHolder, { id: Id; from: Day }>();
  for (const holder of SEAT_HOLDERS) {
    const known = draft.recorded?.holderOf(holder);
    if (known === undefined && !holder.always && !filled.has(holder)) continue;
    holders.set(holder, known === undefined ? planHolder(draft, holder) : planEarlier(draft, known));
  }
  return holders;
}

function planHolder(draft: Drafting, { kind, id: wanted, tier, name, always }: SeatHolder): { id: Id; from: Day } {
  const id = draft.recorded?.isHolder(wanted) === true ? `${wanted}.gias` : wanted;
  const days = { tier, covers: { trust: true }, from: civilDate(draft.begins) };
  draft.plan({
    command: kind === 'body' ? 'ConstituteBody' : 'CreatePost',
    data: kind === 'body' ? { body: id, name, ...days } : { post: id, title: name, ...days },
    file: 'governance',
    says: `${kind === 'body' ? 'constitute' : 'create'}: ${name}`,
  });
  if (!always && kind === 'body') draft.note('shared-governors', `trust ${draft.uid}`);
  return { id, from: draft.begins };
}

/** A body that began with the trust begins with it still when the trust turns out to be older. */
function planEarlier(draft: Drafting, { id, life }: Holding): { id: Id; from: Day } {
  const { recorded, begins } = draft;
  const began = recorded?.established?.data.from;
  if (life.from <= begins || life.data.from !== began || !recorded!.isImported(life)) return { id, from: life.from };
  draft.replace(life.n, {
    reason: `${draft.register} has the trust begin on ${dayInWords(begins)}.`,
    with: { ...life.data, from: civilDate(begins) },
    file: 'governance',
    says: `correct "${id}": it exists from ${dayInWords(begins)}, before: ${dayInWords(life.from)}`,
  });
  return { id, from: begins };
}

function planPost(seats: Seats, post: GiasPost): void {
  const { draft } = seats;
  const terms = draft.recorded?.terms(post.gid) ?? [];
  const id = terms.at(-1) ?? '';
  const term = draft.recorded?.appointment(id);
  if (term === undefined) draft.note('by-hand', `${aboutRow(post)}: its appointment is void`);
  else planTerm(seats, post, { id, number: terms.length, term });
}

function isRecorded({ recorded }: Drafting, { gid }: GiasPost): boolean {
  return recorded !== undefined && recorded.terms(gid).length > 0;
}

function noteSameRoleTwice(draft: Drafting, posts: readonly GiasPost[]): void {
  const seen = new Map<string, GiasPost[]>();
  for (const post of posts) {
    const key = `${nameKey(post.name)}, ${post.seat.called}`;
    const others = under(seen, key, () => []);
    const same = others.find((other) => overlap(other, post));
    if (same !== undefined) draft.note('same-role-twice', `rows ${same.gid} and ${post.gid} of trust ${post.uid}`);
    others.push(post);
  }
}

function overlap(a: GiasPost, b: GiasPost): boolean {
  return (a.from ?? -FOREVER) < (b.until ?? FOREVER) && (b.from ?? -FOREVER) < (a.until ?? FOREVER);
}

/**
 * A post that ended stays in the register for twelve months and then disappears, so a row that is gone says nothing. One
 * whose end is not known, or lies ahead, is worth a word; nothing is recorded of it.
 */
function noteGone(draft: Drafting, recorded: RecordedTrust, listed: ReadonlySet<string>): void {
  for (const [gid, term] of recorded.rows()) {
    if (!listed.has(gid) && isOpen(term, draft.day)) draft.note('post-gone', `row ${gid} of trust ${draft.uid}`);
  }
}

function isOpen({ until }: Fact<unknown>, day: Day): boolean {
  return until > day;
}
