import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { fail, type Id, type Outcome, succeed } from '@remit/kernel';
import { londonDate, prepare, TrustIndexes } from '@remit/accountability/nest';
import { Clock } from '@remit/record/nest';
import { FACES, faceOf } from './faces/faces.js';
import { schemeAskedFor, schoolOfMatrix } from './find-publication.js';
import { type Publication, PublicationMaker } from './publication-maker.js';
import type { Format, PublicationKind } from './formats.js';
import { MatrixPublicationDto, SchemePublicationDto } from './publication.dto.js';

/** A publication as a file. */
export interface PublishedFile {
  /** The same for the same thing, such as `northshire-scheme-2025.docx`. */
  readonly name: string;
  /** Media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly title: string;
  readonly fingerprint: string;
}

/** A trust's scheme, or the matrix of one of its schools, as a file to publish. */
export class Publish extends Query<Outcome<PublishedFile>> {
  constructor(
    readonly trust: Id,
    readonly kind: PublicationKind,
    readonly question: unknown,
  ) {
    super();
  }
}

@QueryHandler(Publish)
export class PublishHandler implements IQueryHandler<Publish> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly maker: PublicationMaker,
    private readonly clock: Clock,
  ) {}

  execute({ trust, kind, question }: Publish): Promise<Outcome<PublishedFile>> {
    return kind === 'scheme' ? this.scheme(trust, question) : this.matrix(trust, question);
  }

  private async scheme(trust: Id, question: unknown): Promise<Outcome<PublishedFile>> {
    const prepared = await prepare(this.indexes, trust, SchemePublicationDto, question);
    if (!prepared.ok) return prepared;
    const { dto, view } = prepared.value;
    const format = dto.format ?? 'html';
    if (dto.plain === 'true' && !FACES[format].plain) return fail(NOT_IN_PLAIN_WORDS);
    const found = schemeAskedFor(prepared.value, londonDate(this.clock.now()));
    return found.ok ? succeed(await fileOf(await this.maker.scheme(view, found.value), format)) : found;
  }

  private async matrix(trust: Id, question: unknown): Promise<Outcome<PublishedFile>> {
    const prepared = await prepare(this.indexes, trust, MatrixPublicationDto, question);
    if (!prepared.ok) return prepared;
    const { dto, view, known } = prepared.value;
    const found = schoolOfMatrix(view, { school: dto.school, on: dto.on, known });
    return found.ok ? succeed(await fileOf(this.maker.matrix(view, found.value), dto.format ?? 'html')) : found;
  }
}

async function fileOf(publication: Publication, format: Format): Promise<PublishedFile> {
  const { fileName, fingerprint, document } = publication;
  const bytes = await faceOf(publication, format);
  return { name: `${fileName}.${format}`, type: FACES[format].type, bytes, title: document.title, fingerprint };
}

const NOT_IN_PLAIN_WORDS = {
  code: 'EXCHANGE.PLAIN_FORMAT',
  field: 'format',
  expected: 'html, docx or pdf',
  detail: 'Plain words are sentences, not a table. Publish them as HTML, Word (docx) or PDF.',
};
