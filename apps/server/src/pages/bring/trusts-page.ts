import { counted } from '@remit/kernel';
import type { GiasTrust } from '@remit/exchange/nest';
import { pageOf } from '@remit/web/nest';

/** What the page shows on which one of the trusts of the files is chosen. */
export interface TrustsModel {
  readonly find: string;
  readonly says: string;
  readonly trusts: readonly { readonly uid: string; readonly name: string; readonly about: string }[];
}

export const trustsPage = pageOf<TrustsModel>('bring/trusts');

/** So many are shown at once. */
const SHOWN_MAX = 20;

/** The trusts whose names have all the words that are looked for, or whose number is one of them. */
export function trustsModel(all: readonly GiasTrust[], find: string): TrustsModel {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = all.filter(({ uid, name }) => {
    const lower = name.toLowerCase();
    return words.includes(uid) || words.every((word) => lower.includes(word));
  });
  const byName = fitting.toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  return {
    find,
    says: foundInWords(fitting.length, all.length, words.length > 0),
    trusts: byName.slice(0, SHOWN_MAX).map(({ uid, name, schools, posts }) => ({
      uid,
      name,
      about: `number ${uid}: ${counted(schools, 'school', 'schools')}, ${counted(posts, 'row', 'rows')} of governance`,
    })),
  };
}

function foundInWords(found: number, all: number, isSearch: boolean): string {
  const whole = `The files have ${counted(all, 'open multi-academy trust', 'open multi-academy trusts')}.`;
  if (!isSearch) return all > SHOWN_MAX ? `${whole} Search for yours; here are the first ${String(SHOWN_MAX)}.` : whole;
  if (found === 0) return 'None of the open multi-academy trusts in the files fits. Try one word of the name alone.';
  const more =
    found > SHOWN_MAX ? ` Here are the first ${String(SHOWN_MAX)}: give another word to narrow it down.` : '';
  return `${counted(found, 'trust fits', 'trusts fit')}.${more}`;
}
