import { catalogueEditions, SEMANTICS_VERSIONS, type VariationLayer } from '@remit/delegation';
import { oneOf, recorded, variations } from './choice-fields.js';
import type { CommandForm } from './command-form.js';
import { coverage } from './coverage-field.js';
import { day, lastDay } from './day-field.js';
import type { Known } from './field.js';
import { linesField } from './lines-field.js';
import { idOf, TAKEN } from './made-ids.js';
import { line, madeId } from './text-fields.js';

const DELEGATION = 'Delegation';

const LAYERS: Readonly<Record<VariationLayer, string>> = {
  school: 'What schools have differently',
  cluster: 'What a cluster has differently',
  category: 'What the schools of a category have differently, such as earned autonomy',
  intervention: 'An intervention: powers moved while a school is put right',
  urgent: 'Urgent action between meetings',
};

/** The scheme of today, or the one that comes first. */
export function schemeToStartFrom(
  { allSchemes, today }: Known,
  from: string | undefined,
): Known['allSchemes'][number] | undefined {
  if (from !== undefined) return allSchemes.find(({ id }) => id === from);
  return allSchemes.findLast((scheme) => scheme.from <= today) ?? allSchemes[0];
}

/** The forms of delegation: schemes, variations, functions. */
export const delegationForms: readonly CommandForm[] = [
  {
    command: 'AdoptScheme',
    group: DELEGATION,
    title: 'Adopt a scheme of delegation',
    lead: 'The scheme is for the whole trust and takes the place of the one before from its first day on. A function without a line stays with the board. Before anything is recorded you see who gains and loses what.',
    before: 'preview',
    start: (known, from) => ({ lines: schemeToStartFrom(known, from)?.lines ?? [] }),
    fields: [
      { name: 'version', label: 'Version', kind: line(10), hint: 'As the document says it, such as: 4' },
      { name: 'from', label: 'First day', kind: day },
      {
        name: 'until',
        label: 'Last day',
        kind: lastDay,
        optional: true,
        hint: 'Leave it empty when it is in force until the next scheme',
        more: true,
      },
      { name: 'lines', label: 'Lines', kind: linesField({ whole: true }) },
      {
        name: 'scheme',
        label: 'Id of this version of the scheme',
        hint: 'Left empty, it is made from the version',
        more: true,
        kind: madeId(({ version }, known) => idOf(['scheme', version], TAKEN.schemes(known), 'scheme')),
      },
    ],
  },
  {
    command: 'VaryDelegation',
    group: DELEGATION,
    title: 'Vary the scheme',
    lead: 'For the functions that it names a variation goes before the scheme; for all others nothing changes. Before anything is recorded you see who gains and loses what.',
    before: 'preview',
    start: () => ({ lines: [] }),
    fields: [
      { name: 'layer', label: 'Kind of variation', kind: oneOf(LAYERS) },
      { name: 'covers', label: 'Schools that it is for', kind: coverage({ category: true }) },
      { name: 'from', label: 'First day', kind: day },
      {
        name: 'until',
        label: 'Last day',
        kind: lastDay,
        optional: true,
        hint: 'Leave it empty when it goes on until further notice',
      },
      {
        name: 'intervention',
        label: 'Reference of the intervention',
        kind: line(20),
        optional: true,
        hint: 'When it belongs to one, such as: INT-7',
      },
      { name: 'lines', label: 'Lines', kind: linesField({ whole: false }) },
      {
        name: 'variation',
        label: 'Id of the variation',
        hint: 'Left empty, it is made from its kind and first day',
        more: true,
        kind: madeId(({ layer, from }, known) => idOf([layer, from], TAKEN.variations(known), 'variation')),
      },
    ],
  },
  {
    command: 'EndVariation',
    group: DELEGATION,
    title: 'End a variation',
    lead: 'From the day after its last day the scheme counts again.',
    fields: [
      { name: 'variation', label: 'Variation', kind: recorded(variations) },
      { name: 'until', label: 'Last day', kind: lastDay },
    ],
  },
  {
    command: 'DefineFunction',
    group: DELEGATION,
    title: "Define a function of the trust's own",
    lead: 'A function that the catalogue does not have. Whoever the scheme says may decide it.',
    fields: [
      { name: 'name', label: 'Name of the function', kind: line(), hint: 'Such as: Approve use of the minibus' },
      {
        name: 'scope',
        label: 'Scope',
        kind: oneOf({ school: 'Each school', trust: 'The trust as a whole', both: 'Both' }),
      },
      { name: 'group', label: 'Group that it is listed under', kind: line(20), optional: true },
      {
        name: 'function',
        label: 'Id of the function',
        hint: 'Left empty, it is made from the name',
        more: true,
        kind: madeId(({ name }, known) => ownFunctionId(name, known)),
      },
    ],
  },
  {
    command: 'AdoptCatalogue',
    group: 'The trust',
    title: 'Take over an edition of the catalogue of functions',
    fields: [
      {
        name: 'edition',
        label: 'Edition',
        kind: recorded(() => catalogueEditions().map((edition) => ({ value: edition, text: edition }))),
      },
    ],
  },
  {
    command: 'AdoptSemantics',
    group: 'The trust',
    title: 'Take over a version of the rules of answers',
    fields: [
      {
        name: 'version',
        label: 'Version',
        kind: recorded(() => SEMANTICS_VERSIONS.map((each) => ({ value: String(each), text: String(each) })), Number),
      },
    ],
  },
];

/** Before the ids of the trust's own functions, so that no later catalogue has the same. */
const OWN = 'own.';

function ownFunctionId(name: unknown, known: Known): string {
  const taken = [...TAKEN.functions(known)].filter((id) => id.startsWith(OWN)).map((id) => id.slice(OWN.length));
  return `${OWN}${idOf([name], new Set(taken), 'function')}`;
}
