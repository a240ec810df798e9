import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { type Id, type Outcome, succeed } from '@remit/kernel';
import { londonDate, prepare, TrustIndexes } from '@remit/accountability/nest';
import { Clock } from '@remit/record/nest';
import type { PublishedDocument } from '../../domain/publication/published-document.js';
import { schemeAskedFor } from './find-publication.js';
import { PublicationMaker } from './publication-maker.js';
import { SchemePublicationDto } from './publication.dto.js';

/** A published scheme in words, with the fingerprint of what it says. */
interface PublishedScheme {
  readonly document: PublishedDocument;
  readonly fingerprint: string;
}

/** A trust's scheme as it is published, before it becomes a file: for pages that show it themselves. */
export class GetPublishedScheme extends Query<Outcome<PublishedScheme>> {
  constructor(
    readonly trust: Id,
    readonly question: Omit<SchemePublicationDto, 'format'>,
  ) {
    super();
  }
}

@QueryHandler(GetPublishedScheme)
export class GetPublishedSchemeHandler implements IQueryHandler<GetPublishedScheme> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly maker: PublicationMaker,
    private readonly clock: Clock,
  ) {}

  async execute({ trust, question }: GetPublishedScheme): Promise<Outcome<PublishedScheme>> {
    const prepared = await prepare(this.indexes, trust, SchemePublicationDto, question);
    if (!prepared.ok) return prepared;
    const { view } = prepared.value;
    const found = schemeAskedFor(prepared.value, londonDate(this.clock.now()));
    if (!found.ok) return found;
    const { document, fingerprint } = await this.maker.scheme(view, found.value);
    return succeed({ document, fingerprint });
  }
}
