import { fail, type Outcome, succeed } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import { type FoundByUrn, schoolsByUrn } from '@remit/structure';
import type { TrustIndex } from '../domain/trust-index.js';

/** By which number of the national register a school was asked for, and which school that led to. */
export interface Lineage extends FoundByUrn {
  readonly asked: string;
}

/** Beside an answer to a question that named a school by its URN: the answer itself has the school's id. */
export interface WithLineage {
  readonly lineage?: Lineage;
}

/** A number of the national register has six digits; an id of the trust's own goes before it. */
const URN = /^\d{6}$/;

/** A question with the school's id in the place of a URN, the school's own or that of one before or after it. */
export function placeSchool<Dto>(
  index: TrustIndex,
  known: EntryNumber,
  dto: Dto,
): Outcome<{ readonly dto: Dto; readonly lineage: Lineage | undefined }> {
  const { school: asked } = dto as { readonly school?: string };
  if (asked === undefined || !URN.test(asked) || index.structure.schools.has(asked)) {
    return succeed({ dto, lineage: undefined });
  }
  const found = schoolsByUrn(index.structure, asked, known);
  const [first] = found;
  if (first === undefined) return succeed({ dto, lineage: undefined });
  if (found.length === 1) return succeed({ dto: { ...dto, school: first.school }, lineage: { asked, ...first } });
  return fail({
    code: 'ACCOUNTABILITY.SCHOOL_AMBIGUOUS',
    field: 'school',
    expected: found.map(({ school }) => school).join(' or '),
    detail: `The URN ${asked} leads to several schools of the trust. Ask for one of them by its id: ${found.map(({ school }) => school).join(', ')}.`,
  });
}

/** Puts beside an answer by which number its school was found. */
export function withLineage<T extends object>(
  answer: T,
  { lineage }: { readonly lineage?: Lineage | undefined },
): T & WithLineage {
  return lineage === undefined ? answer : { ...answer, lineage };
}
