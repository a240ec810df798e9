import { counted, type Id, listInWords } from '@remit/kernel';
import type { HolderPortrayed, Portrait } from '@remit/accountability';
import type { WithPeople } from '@remit/accountability/nest';
import type { TableCell } from '@remit/web';
import { personLink } from '../people/people-words.js';
import { linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { byName, schoolName } from '../shell/words.js';

/** One thing in the structure of a trust, with what belongs to it. */
export interface Branch {
  /** Unlike those of all other things: "school oak". A body that looks after two schools stands under both. */
  readonly id: string;
  readonly kind: 'trust' | 'cluster' | 'school' | 'body' | 'post';
  readonly name: string;
  readonly cell: TableCell;
  readonly below: readonly Branch[];
}

/** The structure of a trust on a day: its bodies and posts, then its clusters, each with its schools, each with theirs. */
export function structureTree(reading: Reading, portrait: Portrait & WithPeople): Branch {
  const { schools, clusters, holders } = portrait;
  const of = (wanted: (covers: HolderPortrayed['covers']) => boolean, under: Id | undefined): Branch[] =>
    holders
      .filter(({ covers }) => wanted(covers))
      .sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'body' ? -1 : 1))
      .map((holder) => holderBranch(reading, holder, under, portrait));
  const schoolBranches = (cluster: Id | null): Branch[] =>
    schools
      .toSorted(byName)
      .filter((school) => placedIn(portrait, school.cluster) === cluster)
      .map(({ school, name }) => ({
        id: `school ${school}`,
        kind: 'school',
        name,
        cell: { text: name, href: linkTo(reading, `schools/${school}`) },
        below: of((covers) => 'schools' in covers && covers.schools.includes(school), school),
      }));
  const inClusters = clusters.map(({ cluster, name }): Branch => {
    const below = schoolBranches(cluster);
    const note = counted(below.length, 'school', 'schools');
    const own = of((covers) => 'cluster' in covers && covers.cluster === cluster, undefined);
    return { id: `cluster ${cluster}`, kind: 'cluster', name, cell: { text: name, note }, below: [...own, ...below] };
  });
  const trust = reading.names.trustName;
  const ofTrust = of((covers) => 'trust' in covers, undefined);
  return {
    id: 'trust',
    kind: 'trust',
    name: trust,
    cell: { text: trust, href: linkTo(reading, 'people') },
    below: [...ofTrust, ...inClusters, ...schoolBranches(null)],
  };
}

/** The cluster in which a school stands; null when it stands in none that there is. */
function placedIn({ clusters }: Portrait, cluster: Id | null): Id | null {
  return clusters.some((each) => each.cluster === cluster) ? cluster : null;
}

/** @param under the school that it is listed under */
function holderBranch(
  reading: Reading,
  holder: HolderPortrayed,
  under: Id | undefined,
  { people }: WithPeople,
): Branch {
  const { id, kind, name, covers, lacks } = holder;
  const others = 'schools' in covers ? covers.schools.filter((school) => school !== under) : [];
  const also =
    others.length === 0 ? '' : `; also for ${listInWords(others.map((school) => schoolName(reading, school)))}`;
  const serving = [...new Set(holder.people.map(({ person }) => person))];
  const named = serving.map((person) => personLink(reading, person, people).text).join(', ');
  const who = kind === 'post' ? named : counted(serving.length, 'person', 'people');
  const note = `${serving.length === 0 ? '' : who}${also}`.replace(/^; /, '');
  const mark = lacks === null ? undefined : serving.length === 0 ? 'VACANT' : 'TOO FEW';
  return {
    id: `holder ${id}`,
    kind,
    name,
    cell: { text: name, href: linkTo(reading, `people/${id}`), mark, note: note === '' ? undefined : note },
    below: [],
  };
}
