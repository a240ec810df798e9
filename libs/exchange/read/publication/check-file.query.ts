import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { canonicalJson, type Id, type Outcome, type Problem } from '@remit/kernel';
import { TrustIndexes, type TrustIndexView } from '@remit/accountability/nest';
import { firstDifference, inWords, withoutSpaces } from '../../domain/publication/differences.js';
import { firstJsonDifference } from '../../domain/publication/json-difference.js';
import {
  type Block,
  csvBlocks,
  type FoundBlock,
  pageBlocks,
  sheetBlocks,
} from '../../domain/publication/published-document.js';
import { PEOPLE } from '../../domain/publication/matrix-document.js';
import { readStamp, type StampSays } from '../../domain/publication/stamp.js';
import { jsonDocument } from './faces/json-face.js';
import { schemeById, schoolOfMatrix } from './find-publication.js';
import { type Publication, PublicationMaker } from './publication-maker.js';
import { type ReadBack, readBack } from './readers/read-file.js';

/** What came of checking a published file against the record. */
export type FileCheck =
  | { readonly result: 'same'; readonly title: string; readonly fingerprint: string; readonly says: string }
  | { readonly result: 'changed'; readonly says: string }
  | { readonly result: 'cannot-be-checked'; readonly says: string };

/** Whether a published file says what the record says: every word of it, by its stamp. */
export class CheckFile extends Query<FileCheck> {
  constructor(
    readonly bytes: Uint8Array,
    /** When given, the trust that the file has to be of. */
    readonly trust: Id | undefined,
  ) {
    super();
  }
}

@QueryHandler(CheckFile)
export class CheckFileHandler implements IQueryHandler<CheckFile> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly maker: PublicationMaker,
  ) {}

  async execute({ bytes, trust }: CheckFile): Promise<FileCheck> {
    const read = await readBack(bytes);
    if (read === undefined) return cannot('The file cannot be read: it is broken, or no file that Remit publishes.');
    const stamp = stampIn(read);
    if (stamp === undefined) return cannot(NO_STAMP);
    if (trust !== undefined && trust !== stamp.trust) {
      return cannot(
        `The file is of the trust "${stamp.trust}", not of "${trust}". Leave out --trust, or name that one.`,
      );
    }
    const view = await this.indexes.view(stamp.trust);
    if (!view.ok) return cannot(`The file is of the trust "${stamp.trust}". ${view.problem.detail}`);
    if (stamp.knownAt > view.value.head) return cannot(notYetHere(stamp, view.value.head));
    const publication = await this.publicationOf(view.value, stamp);
    if (!publication.ok) return changed(contradicted(publication.problem));
    return compared(read, publication.value);
  }

  /** The publication that the stamp names, made again from the record. */
  private async publicationOf(view: TrustIndexView, stamp: StampSays): Promise<Outcome<Publication>> {
    const asked = { ...stamp, known: stamp.knownAt };
    if (asked.kind === 'matrix') {
      const found = schoolOfMatrix(view, asked);
      return found.ok ? { ok: true, value: this.maker.matrix(view, found.value) } : found;
    }
    const found = schemeById(view, asked);
    return found.ok ? { ok: true, value: await this.maker.scheme(view, found.value) } : found;
  }
}

const NAMES_MISSING =
  'Everything but the names is as the record has it. Of the names it cannot be told, because somebody was erased since or the keys of persons are not here.';

const NO_STAMP =
  'The file has no stamp that can be read, so it cannot be told what it should say. Publish it anew, or check the code on it.';

function cannot(says: string): FileCheck {
  return { result: 'cannot-be-checked', says };
}

function changed(says: string): FileCheck {
  return { result: 'changed', says };
}

/** A record that is behind is no sign of a change. */
function notYetHere({ knownAt }: StampSays, head: number): string {
  return `The file was published as recorded at entry ${String(knownAt)}, and the record here ends at entry ${String(head)}. Check it against a newer copy of the record.`;
}

function contradicted({ detail }: Problem): string {
  return `The stamp of the file does not fit the record. ${detail}`;
}

function stampIn(read: ReadBack): StampSays | undefined {
  if (read.kind === 'json') {
    const stamp: unknown = (read.value as { readonly stamp?: unknown }).stamp;
    if (typeof stamp !== 'object' || stamp === null) return undefined;
    return readStamp(Object.entries(stamp).map(([label, value]) => [label, String(value)]));
  }
  for (const block of read.blocks) {
    const stamp = 'rows' in block ? readStamp(block.rows.map((row) => row.map(inWords))) : undefined;
    if (stamp !== undefined) return stamp;
  }
  return undefined;
}

function compared(read: ReadBack, publication: Publication): FileCheck {
  const difference = differenceOf(read, publication);
  if (difference !== undefined) {
    const ofNames = publication.namesMissing && differenceOf(read, publication, PEOPLE) === undefined;
    return ofNames ? cannot(`${NAMES_MISSING} ${difference}`) : changed(difference);
  }
  const { document, fingerprint } = publication;
  return {
    result: 'same',
    title: document.title,
    fingerprint,
    says: `Every word of the file is as the record has it: ${document.title}, fingerprint ${fingerprint}.`,
  };
}

/** @param aside a column that is not looked at */
function differenceOf(read: ReadBack, publication: Publication, aside?: string): string | undefined {
  if (read.kind === 'json') {
    const record: unknown = JSON.parse(canonicalJson(jsonDocument(publication)));
    return firstJsonDifference(record, read.value);
  }
  const normalise = read.format === 'pdf' ? withoutSpaces : inWords;
  const difference = firstDifference(
    withoutColumn(expectedIn(read, publication), aside),
    withoutColumn(read.blocks, aside),
    normalise,
  );
  return difference ?? (read.kind === 'foreign' ? read.says : undefined);
}

/** Tables without what stands in a column of that name. */
function withoutColumn<T extends FoundBlock>(blocks: readonly T[], column: string | undefined): T[] {
  return blocks.map((block) => {
    const at = 'rows' in block ? (block.rows[0]?.findIndex((cell) => cell.trim() === column) ?? -1) : -1;
    if (!('rows' in block) || at === -1) return block;
    return { ...block, rows: block.rows.map((row) => row.map((cell, each) => (each === at ? '' : cell))) };
  });
}

function expectedIn({ format }: ReadBack, { document }: Publication): Block[] {
  if (format === 'xlsx') return sheetBlocks(document);
  return format === 'csv' ? csvBlocks(document) : pageBlocks(document);
}
