/**
 * What is odd in an extract, or between an extract and a record: how often, and what was done about it. Nothing odd is
 * put right by guessing.
 */
export const ODDITIES = {
  'column-unknown': 'columns that are not known; they are not used',
  'utf-8': 'files in another encoding than the register uses; they were saved by another program',
  'row-misshapen': 'rows with more or fewer fields than their heading; not recorded',
  'row-twice': 'rows whose number stands twice in the file; only the first is recorded',
  'number-missing': 'rows without the number that they go by; not recorded',
  'role-unknown': 'rows with a role that is not known; not recorded',
  'name-missing': 'rows without a name; not recorded',
  'date-unreadable': 'dates that are no dates; taken as not known',
  'end-unreadable': 'posts whose last day is no date; not recorded',
  'ends-before-start': 'posts that end before they start; not recorded',
  'ended-before-trust': 'posts that ended before the trust began; not recorded',
  'date-unknown': 'posts without a day of appointment; counted from the first day on which they are known to be held',
  'before-trust': 'appointments dated before the trust began; counted from its first day',
  'same-role-twice': 'people who have the same role twice at one time; both are recorded, as published',
  'perhaps-one-person': 'names that differ only in a middle name; kept as different people',
  'shared-governors': 'shared local governing bodies; the register does not say which schools they serve',
  'trust-not-in-groups': 'trusts that the file of groups does not have; not recorded with --all',
  'trust-closed': 'closed trusts; not recorded with --all',
  'trust-unnamed': 'trusts of which no file has the name; recorded under their number',
  'trust-ungoverned': 'trusts without a single row of governance',
  'trust-start-unknown': 'trusts without a day of incorporation; counted from the first day that a file names',
  'trust-name-case': 'trust names written with other capitals than in the record; left as recorded',
  'joined-unknown': 'schools without the day on which they joined; counted from the day of the extract',
  'joined-before-trust': 'schools that joined before their trust began; recorded as published',
  'joined-before-leaving': 'schools that come back before the day on which they left; not recorded',
  'school-gone':
    'schools that the register no longer has in the trust, without saying since when; nothing is recorded: if they left, record that',
  'post-gone':
    'posts that the register no longer lists although no end is known; nothing is recorded, absence is no resignation: if they ended, record that',
  'person-in-doubt': 'rows whose name changed for some of a person’s posts and not for others; nothing is recorded',
  'name-unavailable': 'people whose recorded name cannot be read now, so that it was not compared',
  'role-changed': 'rows that now say another role; nothing is recorded',
  'by-hand': 'differences from what somebody recorded by hand; left as recorded',
  'link-undated': 'links between schools without a date; recorded without one',
  'link-unmirrored': 'links that only one of the two schools has; recorded',
  'link-not-lineage': 'links that name neither a predecessor nor a successor; not recorded',
} as const;

export type OddityCode = keyof typeof ODDITIES;

/** One odd thing. `about` names rows by the register's numbers, never people. */
export interface Oddity {
  readonly code: OddityCode;
  readonly about: string;
  /** The trust that it concerns; left out: the file. */
  readonly uid?: string | undefined;
}

export function odd(code: OddityCode, about: string, uid?: string): Oddity {
  return { code, about, uid };
}
