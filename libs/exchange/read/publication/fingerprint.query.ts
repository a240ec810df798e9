import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { dayInWords, dayOf, fail, type Id, type Outcome, type Problem, succeed } from '@remit/kernel';
import { RecordStore } from '@remit/record';
import { checkShape, Clock } from '@remit/record/nest';
import { Moment } from '@remit/accountability';
import { type KnownAt, knownAtEntry, londonDate, TrustIndexes, type TrustIndexView } from '@remit/accountability/nest';
import { fingerprintOf, readFingerprint } from '../../domain/publication/fingerprint.js';
import { schemeContent, type SchemeStanding, schemeStandings } from '../../domain/publication/scheme-content.js';
import { NOT_RECORDED } from '../../domain/publication/stamp.js';
import { type PublishedStanding, whereItStands } from '../../domain/publication/where-stands.js';
import { schoolOfMatrix } from './find-publication.js';
import { positionOf, PublicationMaker, sha256OfText, trustNameAt } from './publication-maker.js';
import { FingerprintDto } from './publication.dto.js';

/** What has a fingerprint. */
export interface FoundFingerprint {
  readonly fingerprint: string;
  readonly kind: 'scheme' | 'matrix';
  readonly trust: Id;
  readonly trustName: string;
  /** The scheme, or the school of the matrix. */
  readonly id: Id;
  /** The entry from which the record says this, and the London day on which that was recorded. */
  readonly recorded: { readonly entry: number; readonly day: string };
  /** How a scheme stands today; null for a matrix, which is of its day. */
  readonly standing: PublishedStanding | null;
  /** All of it in two or three plain sentences. */
  readonly says: string;
}

/** What has this fingerprint: which scheme of which trust, also one that was replaced or corrected since. */
export class GetFingerprint extends Query<Outcome<FoundFingerprint>> {
  constructor(
    readonly code: string,
    readonly asked: unknown,
  ) {
    super();
  }
}

@QueryHandler(GetFingerprint)
export class GetFingerprintHandler implements IQueryHandler<GetFingerprint> {
  constructor(
    private readonly store: RecordStore,
    private readonly indexes: TrustIndexes,
    private readonly maker: PublicationMaker,
    private readonly clock: Clock,
  ) {}

  async execute({ code, asked }: GetFingerprint): Promise<Outcome<FoundFingerprint>> {
    const checked = checkShape<FingerprintDto>(FingerprintDto, asked);
    if ('refused' in checked) return fail(checked.refused);
    const fingerprint = readFingerprint(code);
    if (fingerprint === undefined) return fail(notAFingerprint(code));
    const { school, on, trust, knownAt } = checked.value;
    if (school === undefined && on === undefined) return this.scheme(fingerprint, trust);
    if (school === undefined || on === undefined || trust === undefined) return fail(MATRIX_NEEDS);
    return this.matrix(fingerprint, { trust, school, on, knownAt });
  }

  private async scheme(fingerprint: string, trust: Id | undefined): Promise<Outcome<FoundFingerprint>> {
    const trusts = trust === undefined ? (await this.store.heads()).map((each) => each.trust) : [trust];
    for (const each of trusts) {
      const view = await this.indexes.view(each);
      // One trust whose record cannot be read must not hide what the others say.
      if (!view.ok && trust !== undefined) return view;
      const found = view.ok ? standingWith(view.value, fingerprint) : undefined;
      if (view.ok && found !== undefined) return succeed(await this.foundScheme(view.value, found, fingerprint));
    }
    return fail(unknown(fingerprint));
  }

  private async foundScheme(
    { index, head }: TrustIndexView,
    found: SchemeStanding,
    fingerprint: string,
  ): Promise<FoundFingerprint> {
    const { scheme, since } = found;
    const today = dayOf(londonDate(this.clock.now()));
    const trustName = trustNameAt(new Moment(index, today, head));
    const recorded = positionOf({ index, known: since });
    const { standing, says } = whereItStands(index, found, today, head);
    const decided = await this.maker.decidedOn(index.trust, scheme.n);
    const sentences = [
      `This is the scheme ${scheme.id}, version ${scheme.version ?? ''}, of ${trustName} (${index.trust}), in force from ${dayInWords(scheme.from)}.`,
      `Decided on: ${decided === undefined ? NOT_RECORDED : dayInWords(dayOf(decided))}. Recorded at entry ${String(since)}, on ${dayInWords(dayOf(recorded.day))}.`,
      says,
    ];
    return {
      fingerprint,
      kind: 'scheme',
      trust: index.trust,
      trustName,
      id: scheme.id,
      recorded,
      standing,
      says: sentences.join(' '),
    };
  }

  private async matrix(
    fingerprint: string,
    { trust, school, on, knownAt }: MatrixBeside,
  ): Promise<Outcome<FoundFingerprint>> {
    const view = await this.indexes.view(trust);
    if (!view.ok) return view;
    const known = knownAtEntry(view.value, knownAt);
    if (!known.ok) return known;
    const asked = schoolOfMatrix(view.value, { school, on, known: known.value });
    if (!asked.ok) return asked;
    const publication = this.maker.matrix(view.value, asked.value);
    if (publication.fingerprint !== fingerprint)
      return fail(otherMatrix(fingerprint, asked.value.schoolName, on, known.value));
    const { index } = view.value;
    const trustName = trustNameAt(new Moment(index, dayOf(on), known.value));
    return succeed({
      fingerprint,
      kind: 'matrix',
      trust,
      trustName,
      id: school,
      recorded: positionOf({ index, known: known.value }),
      standing: null,
      says: `This is the matrix of ${asked.value.schoolName} (${school}), ${trustName}, on ${dayInWords(dayOf(on))}, as recorded at entry ${String(known.value)}.`,
    });
  }
}

/** What stands on a matrix beside its fingerprint. */
interface MatrixBeside {
  readonly trust: Id;
  readonly school: Id;
  readonly on: string;
  readonly knownAt: KnownAt;
}

/** The last stretch of the record over which a scheme of this fingerprint stood, one that still stands first. */
function standingWith({ index, head }: TrustIndexView, fingerprint: string): SchemeStanding | undefined {
  const found = schemeStandings(index, head).filter(
    ({ scheme }) => fingerprintOf(schemeContent(index.trust, scheme), sha256OfText) === fingerprint,
  );
  return found.findLast(({ closedAt }) => closedAt === null) ?? found.at(-1);
}

function notAFingerprint(code: string): Problem {
  return {
    code: 'EXCHANGE.FINGERPRINT_INVALID',
    field: 'code',
    expected: 'four groups of four letters and digits, such as 7K2M-9QXA-4T0C-HB5D',
    detail: `"${code.slice(0, 60)}" is not a fingerprint. It has four groups of four letters and digits; capitals and spaces do not matter.`,
  };
}

function unknown(fingerprint: string): Problem {
  return {
    code: 'EXCHANGE.FINGERPRINT_UNKNOWN',
    detail: `No scheme recorded here has the fingerprint ${fingerprint}. Check the letters. If it stands on the matrix of a school, say also which trust, school, day and entry stand beside it.`,
  };
}

function otherMatrix(fingerprint: string, school: string, on: string, entry: number): Problem {
  return {
    code: 'EXCHANGE.FINGERPRINT_UNKNOWN',
    detail: `The matrix of ${school} on ${dayInWords(dayOf(on))}, as recorded at entry ${String(entry)}, does not have the fingerprint ${fingerprint}. Check the letters, the day and the entry on the document.`,
  };
}

const MATRIX_NEEDS: Problem = {
  code: 'EXCHANGE.MATRIX_NEEDS_MORE',
  field: 'school',
  expected: '"trust", "school" and "on", and "knownAt" with the entry on the stamp',
  detail:
    'The fingerprint of a matrix is found by what stands beside it. Give the trust, the school, the day and the entry (trust, school, on, knownAt).',
};
