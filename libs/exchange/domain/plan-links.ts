import { civilDate, type Id } from '@remit/kernel';
import type { Fact } from '@remit/record';
import type { LinkKind, SchoolLinked } from '@remit/structure';
import type { GiasLink } from './gias-facts.js';
import type { RecordedTrust } from './recorded-trust.js';
import { changeInWords, type Drafting } from './trust-plan.js';

/** The schools of a trust as the plan leaves them, by URN. */
export type SchoolIds = ReadonlyMap<string, Id>;

/** Plans which schools went before and came after those of a trust. */
export function planLinks(draft: Drafting, schools: SchoolIds): void {
  if (!draft.extract.has('links')) return;
  for (const [urn, school] of schools) {
    for (const link of linksOf(draft, urn, school)) planLink(draft, link);
  }
}

function planLink(draft: Drafting, link: SchoolLinked): void {
  const known = draft.recorded?.links(link.school).find(({ data }) => data.urn === link.urn && data.kind === link.kind);
  if (known !== undefined) {
    planDifference(draft, draft.recorded!, known, link);
    return;
  }
  if (link.on === undefined) draft.note('link-undated', aboutLink(link));
  draft.plan({
    command: 'LinkSchool',
    data: { ...link },
    file: 'links',
    says: `link "${link.school}" to its ${link.kind}${link.name === undefined ? '' : ` ${link.name}`} (URN ${link.urn})`,
  });
}

/** A day that was found, or another one. A day that the register has lost stays; names and words are left alone. */
function planDifference(draft: Drafting, recorded: RecordedTrust, known: Fact<SchoolLinked>, link: SchoolLinked): void {
  if (link.on === undefined || link.on === known.data.on) return;
  if (!recorded.isImported(known)) {
    draft.note('by-hand', aboutLink(link));
    return;
  }
  draft.replace(known.n, {
    reason: `${draft.register} gives another day.`,
    with: { ...known.data, on: link.on },
    file: 'links',
    says: `correct the link of "${link.school}" to URN ${link.urn}: ${changeInWords('the day', link.on, known.data.on)}`,
  });
}

/** The links of a school, each once: from its own rows, and from the mirror rows that other schools have of them. */
function linksOf(draft: Drafting, urn: string, school: Id): SchoolLinked[] {
  const own = ownLinks(draft, urn, school);
  const back = linksBack(draft, urn, school);
  return [...new Set([...own.keys(), ...back.keys()])].map((key) => {
    const link = { ...back.get(key), ...own.get(key) } as SchoolLinked;
    if (!own.has(key) || !back.has(key)) draft.note('link-unmirrored', aboutLink(link));
    return link;
  });
}

type Links = ReadonlyMap<string, SchoolLinked>;

function ownLinks(draft: Drafting, urn: string, school: Id): Links {
  const links = new Map<string, SchoolLinked>();
  for (const link of draft.extract.linksOf(urn)) {
    const kind = kindOf(link);
    if (kind === undefined) draft.note('link-not-lineage', `"${link.type}": link from ${urn} to ${link.otherUrn}`);
    else links.set(`${kind} ${link.otherUrn}`, linked(school, kind, link, link.otherName));
  }
  return links;
}

function linksBack(draft: Drafting, urn: string, school: Id): Links {
  const links = new Map<string, SchoolLinked>();
  for (const link of draft.extract.linksTo(urn)) {
    const kind = OPPOSITE[kindOf(link) ?? ''];
    // The name in such a row is that of the school itself.
    if (kind !== undefined) links.set(`${kind} ${link.urn}`, linked(school, kind, { ...link, otherUrn: link.urn }, ''));
  }
  return links;
}

const OPPOSITE: Readonly<Record<string, LinkKind>> = { predecessor: 'successor', successor: 'predecessor' };

/** The register's words begin with the kind: `Predecessor - merged`. Other words are no lineage, or not clear. */
function kindOf({ type }: GiasLink): LinkKind | undefined {
  if (/^predecessor\b/i.test(type)) return 'predecessor';
  return /^successor\b/i.test(type) ? 'successor' : undefined;
}

function linked(school: Id, kind: LinkKind, link: GiasLink, name: string): SchoolLinked {
  const how = link.type.replace(/^\w+\s*-?\s*/, '').toLowerCase();
  return {
    school,
    urn: link.otherUrn,
    kind,
    ...dayOf(link),
    ...(name === '' ? {} : { name }),
    ...(how === '' ? {} : { how }),
  };
}

function dayOf({ on }: GiasLink): { readonly on?: string } {
  return on === undefined ? {} : { on: civilDate(on) };
}

function aboutLink({ school, urn, kind }: SchoolLinked): string {
  return `${kind} ${urn} of "${school}"`;
}
