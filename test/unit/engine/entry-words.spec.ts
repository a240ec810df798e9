import {
  beginTrust,
  daysNamed,
  effectiveFrom,
  entryInWords,
  entryKind,
  entryKinds,
  entryTypes,
  namesUpTo,
  subjectOf,
} from '@remit/engine';
import { allEntryTypes, goldenEntries } from '../../support/golden.js';
import type { PureTrust } from '../../support/pure-trust.js';
import { pureTrust, type ScriptCommand } from '../../support/pure-trust.js';
import { SAMPLE_TRUST } from '../../support/sample-trust.js';

/** Every kind of entry in words, and what an entry is about. */

function saysOf({ index: of }: PureTrust, n: number): string {
  return entryInWords(
    { type: of.standing(n)!.type, data: of.originalOf(n) },
    namesUpTo(of, n, (id) => id),
  );
}

test('every type of entry has words of its own, and no other', () => {
  expect(
    entryKinds()
      .map(({ type }) => type)
      .sort(),
  ).toEqual(allEntryTypes.map(({ name }) => name).sort());
  expect(new Set(entryKinds().map(({ kind }) => kind)).size).toBe(allEntryTypes.length);
  expect([entryKind('PersonAppointed'), entryKind('PersonAppointed.v1')]).toEqual([
    'Person appointed',
    'Person appointed',
  ]);
});

test('every type of entry is said in full sentences', () => {
  const [first] = goldenEntries();
  const index = beginTrust(first!.trust);
  const said = goldenEntries().map(({ n, type, data, recordedAt }) => {
    const read = entryTypes.read(type, data as Readonly<Record<string, unknown>>)!;
    index.apply({ n, ...read, recordedAt });
    return `${type}: ${entryInWords(
      read,
      namesUpTo(index, n, (id) => `(${id})`),
    )}`;
  });
  expect(said.filter((line) => !/: [A-Z(].*\.$/.test(line))).toEqual([]);
  expect(said.join('\n')).not.toMatch(/undefined|null|\[object|NaN|\.\./);
  expect(said).toMatchInlineSnapshot(`
   [
     "TrustEstablished.v1: Northshire Learning Trust was established on 1 September 2014.",
     "SchoolAdmitted.v1: Oak Primary School joined the trust on 1 September 2015; its last day is 31 August 2030.",
     "ClusterFormed.v1: The cluster Coast was formed on 1 September 2016; its last day is 31 August 2029.",
     "SchoolPlaced.v1: Oak Primary School belongs to the cluster Coast from 1 September 2016 to 31 August 2028.",
     "SchoolClassified.v1: Oak Primary School counts as reduced in the category autonomy from 9 January 2017 to 8 January 2027.",
     "BodyConstituted.v1: Oak local governing body was constituted for Oak Primary School from 1 September 2015 to 31 August 2029. It needs at least 3 people.",
     "PostCreated.v1: The post of Regional lead, Coast was created for the cluster Coast from 1 September 2016 to 31 August 2029.",
     "PersonAppointed.v1: (p7) was appointed to Oak local governing body as chair from 3 March 2025 to 2 March 2029.",
     "FunctionDefined.v1: The trust defined a function of its own, "Approve use of the minibus", of each school.",
     "SchemeAdopted.v1: The board adopted the scheme of delegation scheme-2025, version 4, in force from 1 September 2025 to 31 August 2027. It says who decides 4 functions.",
     "DelegationVaried.v1: A variation for a category of schools (INT-7) decides otherwise than the scheme about "School curriculum" and "Place orders" for schools of the category autonomy: reduced from 3 November 2025 to 2 November 2026.",
     "CatalogueAdopted.v1: The trust took over edition 2026-11 of the catalogue of functions.",
     "SemanticsAdopted.v1: The trust took over version 1 of the rules by which answers are worked out.",
     "AppointmentEnded.v1: The appointment of (p7) to Oak local governing body ended; its last day is 31 December 2025. Cause: resigned.",
     "VariationEnded.v1: The variation v-7 ended; its last day is 19 April 2026.",
     "BodyDissolved.v1: Oak local governing body was dissolved; its last day is 31 August 2026.",
     "PostAbolished.v1: The post of Regional lead, Coast was abolished; its last day is 31 August 2026.",
     "SchoolReleased.v1: Oak Primary School left the trust; its last day is 31 August 2027.",
     "EntryCorrected.v1: Entry 13 was put right: The letter says 31 January, not 31 December. It now says: The appointment of (p7) to Oak local governing body ended; its last day is 31 January 2026. Cause: resigned.",
     "PersonRegistered.v1: The name, e-mail address and declarations of (p7) were registered.",
     "PersonDetailsCorrected.v1: The name, e-mail address and declarations of (p7) were put right from 20 June 2026.",
     "LegalHoldPlaced.v1: The details of (p7) must be kept for a legal reason: Claim 2026/17 is open.",
     "LegalHoldLifted.v1: The details of (p7) need no longer be kept for a legal reason.",
     "PersonErased.v1: The details of (p7) were erased for good: UK GDPR Article 17(1)(a): no longer needed, six years after the end of the last term.",
     "SchoolLinked.v1: Oak Junior School with the number 100099 came before Oak Primary School, on 1 September 2015 (merged).",
     "TierNamed.v1: From 1 September 2031 the trust's word for a body or post of the kind "local" is "academy council", and for several "academy councils".",
   ]
  `);
});

const EXTRA: readonly ScriptCommand[] = [
  ...SAMPLE_TRUST,
  { command: 'EndVariation', data: { variation: 'v-7', until: '2026-01-01' } },
  { command: 'EndAppointment', data: { appointment: 'a40', until: '2025-01-01', cause: 'retired' } },
  { command: 'Correct', data: { entry: 17, how: 'void', reason: 'Recorded twice' } },
];

test('what an entry ends is said by the names of what it ends', () => {
  const trust = pureTrust(EXTRA);
  const all = Array.from({ length: trust.index.head + 1 }, (_, n) => saysOf(trust, n));
  expect(all).toMatchInlineSnapshot(`
   [
     "Northshire Learning Trust was established on 1 September 2014.",
     "Oak School joined the trust on 1 September 2015.",
     "Elm School joined the trust on 1 September 2015.",
     "The cluster Coast was formed on 1 September 2016.",
     "Oak School belongs to the cluster Coast from 1 September 2016.",
     "Members was constituted for the whole trust from 1 September 2014.",
     "Board was constituted for the whole trust from 1 September 2014. It needs at least 2 people.",
     "Oak local governing body was constituted for Oak School from 1 September 2015.",
     "The post of Chief Executive was created for the whole trust from 1 September 2014.",
     "The post of Headteacher was created for Oak School from 1 September 2015.",
     "p1 was appointed to Board as chair from 1 September 2014.",
     "p2 was appointed to Board from 1 September 2014.",
     "p3 was appointed to the post of Chief Executive from 1 September 2014.",
     "p7 was appointed to Oak local governing body as chair from 1 September 2015.",
     "p9 was appointed to the post of Headteacher (Oak School) from 1 September 2015 to 31 March 2025.",
     "Oak School counts as reduced in the category autonomy from 9 January 2017.",
     "The board adopted the scheme of delegation scheme-2020, version 3, in force from 1 September 2020. It says who decides 3 functions.",
     "A variation for single schools decides otherwise than the scheme about "Monitor standards" for Oak School from 12 March 2025 to 19 April 2026.",
     "The trust defined a function of its own, "Approve use of the minibus", of the trust as a whole.",
     "The variation v-7 ended; its last day is 31 December 2025.",
     "The appointment of p9 to the post of Headteacher (Oak School) ended; its last day is 31 December 2024. Cause: retired.",
     "Entry 17 should never have been recorded and does not count: Recorded twice.",
   ]
  `);
});

test('an entry that ends something is about what it ends, and a correction about what it corrects', () => {
  const trust = pureTrust(EXTRA);
  const ofType = (type: string): number => EXTRA.findLastIndex((_, n) => trust.index.standing(n)!.type === type);
  const ended = ofType('VariationEnded');
  const varied = ofType('DelegationVaried');
  expect(subjectOf(trust.index, ended)).toEqual(subjectOf(trust.index, varied));
  expect(subjectOf(trust.index, ended).functions.length).toBeGreaterThan(0);
  expect(subjectOf(trust.index, trust.index.head)).toEqual(subjectOf(trust.index, 17));
});

test('a correction takes effect on the earlier one of the day that was said and the day that is said now', () => {
  const trust = pureTrust(SAMPLE_TRUST);
  const { data } = SAMPLE_TRUST[15]!;
  const dated = data as { readonly from: string };
  expect(effectiveFrom(trust.index, 15)).toBe(dated.from);
  trust.record({
    command: 'Correct',
    data: { entry: 15, how: 'replace', reason: 'Wrong day', with: { ...data, from: '2031-01-01' } },
  });
  expect(daysNamed(trust.index, trust.index.head)).toEqual([dated.from, '2031-01-01']);
});
