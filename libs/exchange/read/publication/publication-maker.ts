import { createHash } from 'node:crypto';
import { civilDate, type Day, type Id } from '@remit/kernel';
import { type EntryNumber, RecordStore } from '@remit/record';
import { decode } from '@remit/record/nest';
import { type Instrument, type KnownFunction, tiersOfLine } from '@remit/delegation';
import { lastsUntil, Moment } from '@remit/accountability';
import { londonDate, PeopleNames, type TrustIndexView } from '@remit/accountability/nest';
import { Injectable } from '@nestjs/common';
import { fingerprintOf, type Sha256OfText } from '../../domain/publication/fingerprint.js';
import { type MatrixContent, matrixContent, resolvedCells } from '../../domain/publication/matrix-content.js';
import { matrixDocument, type NameOf } from '../../domain/publication/matrix-document.js';
import { plainDocument } from '../../domain/publication/plain-document.js';
import type { PublishedDocument } from '../../domain/publication/published-document.js';
import { type SchemeContent, schemeContent } from '../../domain/publication/scheme-content.js';
import { schemeDocument } from '../../domain/publication/scheme-document.js';
import { matrixStamp, type RecordPosition, schemeStamp } from '../../domain/publication/stamp.js';
import { namedTiers } from '../../domain/publication/tier-names.js';

/** A publication before it takes a form: what it says as data, the fingerprint of that, and the same in words. */
export interface Publication {
  readonly content: SchemeContent | MatrixContent;
  readonly fingerprint: string;
  readonly document: PublishedDocument;
  /** What ids in the content are called. */
  readonly names: Readonly<Record<string, Readonly<Record<Id, string>>>>;
  /** Whether somebody in it has a name that cannot be read here: erased, or the keys are not here. */
  readonly namesMissing: boolean;
  /** Without the ending, the same for the same thing: `northshire-scheme-2025`. */
  readonly fileName: string;
}

/** A scheme to be published, and from where it is looked at. */
export interface SchemeAsked {
  readonly scheme: Instrument;
  /** The day whose names tiers have. */
  readonly day: Day;
  readonly known: EntryNumber;
  readonly plain: boolean;
}

export interface MatrixAsked {
  readonly school: Id;
  readonly schoolName: string;
  readonly day: Day;
  readonly known: EntryNumber;
}

/** SHA-256 of Node. */
export const sha256OfText: Sha256OfText = (text) => createHash('sha256').update(text, 'utf8').digest();

/** Makes publications from the record. The same thing asked for again is the same to the last letter. */
@Injectable()
export class PublicationMaker {
  constructor(
    private readonly store: RecordStore,
    private readonly people: PeopleNames,
  ) {}

  async scheme({ index }: TrustIndexView, { scheme, day, known, plain }: SchemeAsked): Promise<Publication> {
    const moment = new Moment(index, day, known);
    const content = schemeContent(index.trust, scheme);
    const fingerprint = fingerprintOf(content, sha256OfText);
    const trustName = trustNameAt(moment);
    const stamp = schemeStamp({
      plain,
      trust: index.trust,
      trustName,
      scheme: scheme.id,
      version: content.version,
      from: scheme.from,
      until: lastsUntil(index, scheme, known),
      decidedOn: await this.decidedOn(index.trust, scheme.n),
      namesOn: day,
      recorded: positionOf(moment),
      fingerprint,
    });
    const lines = scheme.lines.all;
    return {
      content,
      fingerprint,
      document: (plain ? plainDocument : schemeDocument)({ moment, lines, stamp, trustName }),
      names: {
        trusts: { [index.trust]: trustName },
        tiers: Object.fromEntries(namedTiers(moment, lines.flatMap(tiersOfLine)).map(({ tier, name }) => [tier, name])),
        functions: functionNames(lines.map((line) => moment.functionOf(line.function))),
      },
      namesMissing: false,
      fileName: `${index.trust}-${scheme.id}${plain ? '-plain' : ''}`,
    };
  }

  matrix(view: TrustIndexView, { school, schoolName, day, known }: MatrixAsked): Publication {
    const { index } = view;
    const moment = new Moment(index, day, known);
    const cells = resolvedCells(moment, school);
    const content = matrixContent(moment, school, cells);
    const fingerprint = fingerprintOf(content, sha256OfText);
    const trustName = trustNameAt(moment);
    const stamp = matrixStamp({
      trust: index.trust,
      trustName,
      school,
      schoolName,
      on: day,
      recorded: positionOf(moment),
      fingerprint,
    });
    const names = { missing: false };
    const nameOf: NameOf = (person) => {
      const shown = this.people.shown(view, person, { known, day });
      if (shown === undefined || 'name' in shown) return shown?.name;
      names.missing = true;
      return undefined;
    };
    return {
      content,
      fingerprint,
      document: matrixDocument({ moment, cells, schoolName, stamp, nameOf }),
      names: {
        trusts: { [index.trust]: trustName },
        schools: { [school]: schoolName },
        functions: functionNames(cells.map(({ resolution }) => resolution.function)),
      },
      namesMissing: names.missing,
      fileName: `${index.trust}-${school}-matrix-${civilDate(day)}`,
    };
  }

  /** The day of the decision, as the entry that adopted the scheme gives it. */
  async decidedOn(trust: Id, entry: EntryNumber): Promise<string | undefined> {
    const [stored] = await this.store.read(trust, entry, 1);
    return stored === undefined ? undefined : decode(stored).decidedOn;
  }
}

/** What the trust is called as known at an entry. */
export function trustNameAt({ index, day, known }: Moment): string {
  return index.structure.trust.best(day, known)?.data.name ?? index.trust;
}

/** Up to where the record was read. */
export function positionOf({ index, known }: Pick<Moment, 'index' | 'known'>): RecordPosition {
  return { entry: known, day: londonDate(Date.parse(index.recordedAt(known) ?? '')) };
}

function functionNames(functions: readonly (KnownFunction | undefined)[]): Readonly<Record<Id, string>> {
  return Object.fromEntries(functions.flatMap((fn) => (fn === undefined ? [] : [[fn.id, fn.name]])));
}
