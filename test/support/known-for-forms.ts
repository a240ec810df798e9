import { recordables } from '@remit/engine';
import type { TrustIndex } from '@remit/accountability';
import { dayOf } from '@remit/kernel';
import type { Known } from '../../apps/server/src/pages/record/forms/field.js';

/** What forms for a trust offer to choose from, on a day, with everything known. */
export function knownForForms(index: TrustIndex, today: string): Known {
  const { head, trust } = index;
  return { ...recordables(index, dayOf(today), head), trust, head, position: head, recordedThrough: null, today };
}
