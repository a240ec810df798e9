import { latestVersion, storedType } from '@remit/record';
import { entrySchemas } from '../../support/entry-schemas.js';
import { allEntryTypes, goldenNames, readGolden, storedTypes, writeMissingGolden } from '../../support/golden.js';

// A new version: name its upcaster in the entry type, then run with GOLDEN_WRITE=1 to write its schema here.
const NEVER =
  'A shipped entry type never changes. Add the next version with an upcaster, and leave this file as it is.';

const schemas = await entrySchemas(allEntryTypes.map(({ name }) => name));

describe('the schema of what an entry says', () => {
  test.each(allEntryTypes)('$name is the one that was shipped', (type) => {
    const name = storedType(type);
    const schema = schemas.get(type.name);
    writeMissingGolden('schemas', name, schema);
    expect({ NEVER, name, schema }).toEqual({ NEVER, name, schema: readGolden('schemas', name) });
  });

  test('is kept for every version that was ever shipped, and for nothing else', () => {
    expect(goldenNames('schemas').sort()).toEqual([...storedTypes].sort());
    for (const type of allEntryTypes) expect(latestVersion(type)).toBeGreaterThan(0);
  });
});
