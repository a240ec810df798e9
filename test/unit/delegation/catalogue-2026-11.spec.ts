import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type CatalogueFunction, catalogueEdition } from '@remit/delegation';
import { isId } from '@remit/kernel';

const CSV = path.resolve(import.meta.dirname, '../../../../shared/data/catalogue/functions.csv');

const functions = [...catalogueEdition('2026-11')!.functions.values()];

/** The cells of one row of a CSV file (RFC 4180, no line breaks in cells). */
function cellsOf(row: string): string[] {
  return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );
}

/** A row as the built-in edition should say it: `board*` is open, and normally the board's. */
function functionOf(row: Readonly<Record<string, string>>): CatalogueFunction {
  const text = (name: string, member: string): object => (row[name] === '' ? {} : { [member]: row[name] });
  const boardNormally = row['class'] === 'board*';
  return {
    ...{ id: row['id'], name: row['name'], group: row['group'], scope: row['scope'], evidence: row['evidence'] },
    class: boardNormally ? 'open' : row['class'],
    ...(boardNormally ? { boardNormally } : {}),
    ...text('office', 'office'),
    ...(row['external_consent'] === 'yes' ? { externalConsent: true } : {}),
    ...text('legal_basis', 'legalBasis'),
    ...text('typical_centralised', 'typicalCentralised'),
    ...text('typical_autonomous', 'typicalAutonomous'),
    ...text('threshold', 'threshold'),
    ...text('review', 'review'),
  } as CatalogueFunction;
}

const EXCLUSION = 'Education Act 2002 s.51A; 2012 Regs';

/** What stands as "same", "as left" or "see left" in the published table, written out. */
const WRITTEN_OUT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'beh.exclude': { legal_basis: EXCLUSION },
  'beh.excl.review': { legal_basis: EXCLUSION },
  'beh.excl.irp': { legal_basis: EXCLUSION },
  'att.champion': { legal_basis: '', evidence: 'unverified' },
  'att.monitor': { legal_basis: '', evidence: 'unverified' },
  'fin.virement': { threshold: '' },
  'fin.order.approve': { threshold: '' },
};

describe('the function catalogue, edition 2026-11', () => {
  (existsSync(CSV) ? test : test.skip)('says what the published file says, row by row, its dittos written out', () => {
    const [header = '', ...rows] = readFileSync(CSV, 'utf8').trimEnd().split(/\r?\n/);
    const names = cellsOf(header);
    const published = rows.map((text) => {
      const cells = cellsOf(text);
      expect(cells).toHaveLength(names.length);
      const row = Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
      return functionOf({ ...row, ...WRITTEN_OUT[row['id'] ?? ''] });
    });
    expect(functions).toHaveLength(155);
    expect(functions).toEqual(published);
  });

  test('leaves no ditto for the reader to look up', () => {
    for (const { legalBasis, threshold } of functions) {
      expect(legalBasis ?? '').not.toMatch(/^same$/);
      expect(threshold ?? '').not.toMatch(/^(as|see) left$/);
    }
  });

  test('has different ids, a name for each, and the tier for each function that law gives to an office or panel', () => {
    expect(new Set(functions.map(({ id }) => id)).size).toBe(155);
    for (const { id, name, class: kind, office, boardNormally } of functions) {
      const faults = {
        id: !isId(id),
        name: name === '',
        office: (kind === 'office' || kind === 'panel') !== (office !== undefined),
        boardNormally: boardNormally === true && kind !== 'open',
      };
      expect({ id, faults }).toEqual({ id, faults: { id: false, name: false, office: false, boardNormally: false } });
    }
  });
});
