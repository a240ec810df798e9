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

describe('the function catalogue, edition 2026-11', () => {
  (existsSync(CSV) ? test : test.skip)('says what the published file says, row by row', () => {
    const [header = '', ...rows] = readFileSync(CSV, 'utf8').trimEnd().split(/\r?\n/);
    const names = cellsOf(header);
    const published = rows.map((row) => {
      const cells = cellsOf(row);
      expect(cells).toHaveLength(names.length);
      return functionOf(Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ''])));
    });
    expect(functions).toHaveLength(155);
    expect(functions).toEqual(published);
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
