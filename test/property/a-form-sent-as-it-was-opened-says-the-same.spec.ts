import type { Line } from '@remit/delegation';
import { canonicalJson } from '@remit/kernel';
import type { Known, Values } from '../../apps/server/src/pages/record/forms/field.js';
import { formOf } from '../../apps/server/src/pages/record/forms/forms.js';
import { readForm, typedFor } from '../../apps/server/src/pages/record/forms/read-form.js';
import { knownForForms } from '../support/known-for-forms.js';
import { exampleCommands } from '../support/page-server.js';
import { pureTrust, type ScriptCommand } from '../support/pure-trust.js';
import { randomTrusts } from '../support/random-trusts.js';
import { SAMPLE_TRUST } from '../support/sample-trust.js';
import { printedSeed } from '../support/seed.js';

/**
 * What a form shows for data that are recorded is read back as these data: a correction changes only what somebody typed.
 * Lines are put in the order of their numbers.
 */

const TODAY = '2025-03-03';

function inOrder(values: Values): string {
  const lines = values['lines'] as readonly Line[] | undefined;
  if (lines === undefined) return canonicalJson(values);
  return canonicalJson({ ...values, lines: lines.map((line) => canonicalJson(line)).sort() });
}

/** Every command whose form, opened with its data, says something else when it is sent. */
function changed(record: readonly ScriptCommand[], known: Known): unknown[] {
  return record.flatMap(({ command, data }) => {
    const fields = formOf(command)?.fields ?? [];
    // The grounds of an entry are no part of what a correction replaces.
    const isOwn = (member: string): boolean => fields.some(({ name }) => name.split('.')[0] === member);
    const own = Object.fromEntries(Object.entries(data).filter(([member]) => isOwn(member)));
    const read = readForm(fields, typedFor(fields, own, known), known);
    if (fields.length === 0 || ('values' in read && inOrder(read.values) === inOrder(own))) return [];
    return [{ command, own: inOrder(own), read: 'values' in read ? inOrder(read.values) : read.faults }];
  });
}

/** It calls one kind of post by what is the id of another. */
const NAMED_LIKE_AN_ID: readonly ScriptCommand[] = [
  { command: 'EstablishTrust', data: { trust: 'northshire', name: 'Northshire', from: '2014-09-01' } },
  {
    command: 'CreatePost',
    data: { post: 'executive', tier: 'head', title: 'Executive head', covers: { trust: true }, from: '2014-09-01' },
  },
  {
    command: 'CreatePost',
    data: { post: 'school-head', tier: 'school-head', title: 'Head', covers: { trust: true }, from: '2014-09-01' },
  },
  {
    command: 'AdoptScheme',
    data: {
      scheme: 'scheme-1',
      version: '1',
      from: '2020-09-01',
      lines: [
        { line: '1', function: 'edu.monitor', decides: 'board', recommends: ['school-head'], informed: ['head'] },
        {
          line: '2',
          function: 'fin.order.approve',
          decides: { limits: [{ upTo: 500_000, decides: 'school-head' }, { decides: 'head' }] },
        },
      ],
    },
  },
];

test.each([
  ['the sample trust', SAMPLE_TRUST],
  ['a trust that calls one kind of post by the id of another', NAMED_LIKE_AN_ID],
  ['the example trust', exampleCommands()],
])('of %s, command by command', (_name, record) => {
  expect(record.some(({ command }) => command === 'AdoptScheme')).toBe(true);
  expect(changed(record, knownForForms(pureTrust(record).index, TODAY))).toEqual([]);
});

test('of random trusts, command by command', () => {
  let looked = 0;
  for (const { record, trust, seed } of randomTrusts(printedSeed('FORMS_SEED'), 60)) {
    expect({ seed, changed: changed(record, knownForForms(trust.index, TODAY)) }).toEqual({ seed, changed: [] });
    looked += record.length;
  }
  expect(looked).toBeGreaterThan(500);
});
