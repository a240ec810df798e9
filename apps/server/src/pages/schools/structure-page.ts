import { counted } from '@remit/kernel';
import type { Portrait } from '@remit/accountability';
import {
  type BoxKind,
  type Diagram,
  type DiagramBox,
  type Layout,
  structureDiagram,
  type TableCell,
  type TableModel,
} from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { entryCited, linkTo } from '../shell/page-frame.js';
import type { Asked, Reading } from '../shell/reading.js';
import type { Branch } from './structure-tree.js';

/** What the page of the trust's structure shows. */
export interface StructureModel {
  readonly tree: Branch;
  /** For choosing a part of the trust, where the whole would be too large to read. */
  readonly pictures: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
  /** What the kinds of bodies and posts are called. */
  readonly words: TableModel;
  readonly caption: string;
  /** SVG, which is markup already. */
  readonly picture: string;
}

export const structurePage = pageOf<StructureModel>('schools/structure');

/** With more schools than this there is one picture a cluster. */
const SCHOOLS_IN_ONE_PICTURE = 40;

/** What is drawn: all of a trust, or a part of a large one. */
export interface Drawn {
  readonly diagram: Diagram;
  readonly pictures: StructureModel['pictures'];
}

/** What the page is to draw: of a large trust the cluster that the address names, at first the trust and its clusters. */
export function drawnOf(reading: Reading, tree: Branch, { picture }: Asked): Drawn {
  const parts = partsOf(tree);
  const chosen = parts.find(({ id }) => id === picture) ?? parts[0] ?? tree;
  const pictures = parts.map(({ id, name }) => ({
    text: name,
    href: `${linkTo(reading, 'structure', { picture: id === 'trust' ? undefined : id })}#picture`,
    current: id === chosen.id,
  }));
  return { diagram: diagramOf(reading, chosen), pictures: parts.length < 2 ? [] : pictures };
}

/** The page of the trust's structure: the list, which says everything, and the picture of it. */
export function structureModel(
  { tree, words }: Pick<StructureModel, 'tree' | 'words'>,
  { diagram, pictures }: Drawn,
  layout: Layout,
): StructureModel {
  return { tree, words, pictures, caption: diagram.title, picture: structureDiagram(diagram, layout) };
}

/**
 * What the trust calls its kinds of bodies and posts, and the entries that say so: those with a recorded word, and those of
 * which there are several on the day. One alone is called by its name.
 */
export function tierWords(reading: Reading, { holders }: Portrait): TableModel {
  const rows = reading.names.tiers.flatMap(({ id, name, plural, entry }): TableCell[][] => {
    const of = holders.filter(({ tier }) => tier === id);
    if (of.length < 2 && entry === null) return [];
    const kind = of[0]?.kind ?? 'body';
    const note = kind === 'post' ? counted(of.length, 'post', 'posts') : counted(of.length, 'body', 'bodies');
    const source = entry === null ? { text: 'No word is recorded' } : entryCited(reading, entry);
    return [[{ text: name, note }, { text: plural ?? '' }, source]];
  });
  return {
    caption: 'What kinds of bodies and posts are called',
    columns: ['One is called', 'Several are called', 'Recorded in'],
    rows,
  };
}

function partsOf(tree: Branch): readonly Branch[] {
  const schoolsIn = ({ kind, below }: Branch): number =>
    kind === 'school' ? 1 : below.map(schoolsIn).reduce((sum, each) => sum + each, 0);
  if (schoolsIn(tree) <= SCHOOLS_IN_ONE_PICTURE) return [tree];
  const clusters = tree.below.filter(({ kind }) => kind === 'cluster');
  const loose = tree.below.filter(({ kind }) => kind === 'school');
  const top = {
    ...tree,
    below: tree.below.filter(({ kind }) => kind !== 'school').map((each) => ({ ...each, below: [] })),
  };
  const rest: Branch = { ...tree, id: 'other-schools', name: 'Schools in no cluster', below: loose };
  return [top, ...clusters, ...(loose.length === 0 ? [] : [rest])];
}

/** Posts are left out of the picture: the list has them. */
function diagramOf(reading: Reading, root: Branch): Diagram {
  const boxes = new Map<string, DiagramBox>();
  const lines: { from: string; to: string }[] = [];
  const add = (branch: Branch, above: Branch | undefined): void => {
    const { id, kind, name, cell } = branch;
    if (kind === 'post') return;
    boxes.set(id, { id, kind, name, says: saysOf(kind, name, above), href: cell.href });
    if (above !== undefined) lines.push({ from: above.id, to: id });
    for (const each of branch.below) add(each, branch);
  };
  add(root, undefined);
  const title = root.id === 'trust' ? `How ${root.name} fits together` : `${root.name} in ${reading.names.trustName}`;
  const description = 'Boxes from left to right: the trust, its clusters, its schools, and the bodies of each.';
  return { id: 'structure', title, description, boxes: [...boxes.values()], lines };
}

const KINDS: Readonly<Record<BoxKind, string>> = { trust: 'Trust', cluster: 'Cluster', school: 'School', body: 'Body' };

function saysOf(kind: BoxKind, name: string, above: Branch | undefined): string {
  return above === undefined ? `${KINDS[kind]}: ${name}` : `${KINDS[kind]}: ${name}, of ${above.name}`;
}
