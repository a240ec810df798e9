import { parseStrictJson } from '@remit/kernel';
import fc from 'fast-check';

describe('strict JSON', () => {
  test.each([
    ['{"a":1,"a":1}', 'a'],
    ['{"a":1,"b":2,"a":3}', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"\\u0061":1 , "a" \n:2}', 'a'],
    ['{"\\/":1,"/":2}', '/'],
    ['{"\\ud83d\\ude02":1,"😂":2}', '😂'],
    ['{"é":1,"\\u00e9":2}', 'é'],
    ['{"":1,"":2}', ''],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['[{"x":{"a":[1,{"b":1,"b":2}]}}]', 'b'],
    ['{"a":{"a":1},"b":[{"a":2}],"a":{}}', 'a'],
    ['{"a\\"":1,"a\\"":2}', 'a"'],
    ['{"a\\\\":1,"a\\\\":2}', 'a\\'],
  ])('%s has a name twice', (text, name) => {
    expect(parseStrictJson(text)).toEqual({ fault: { why: 'a name stands twice', name } });
  });

  test.each([
    '{"a":{"a":1},"b":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"a","b":"a"}',
    '{"a":["a","a",{"a":1}]}',
    '{"e\u0301":1,"é":2}',
    '{"a":"\\"a\\":1,\\"a\\":2"}',
    '{"a\\\\":1,"a":2}',
    '"{\\"a\\":1,\\"a\\":2}"',
  ])('%s has no name twice', (text) => {
    expect(parseStrictJson(text)).toEqual({ value: JSON.parse(text) as unknown });
  });

  test.each([
    '',
    ' ',
    '{',
    '}',
    '{"a"}',
    '{"a":1,}',
    '[1,]',
    "{'a':1}",
    '01',
    'NaN',
    '"a',
    '{"a":1}}',
    '\ufeff{}',
    '{a:1}',
  ])('%j is no JSON', (text) => {
    expect(parseStrictJson(text)).toEqual({ fault: { why: 'not JSON' } });
  });

  test('64 levels are read and 65 are refused, in lists, objects and both in turn', () => {
    const lists = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    const objects = (levels: number): string => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
    const mixed = (levels: number): string => '[{"a":'.repeat(levels / 2) + '1' + '}]'.repeat(levels / 2);
    for (const text of [lists(64), objects(64), mixed(64)]) expect(parseStrictJson(text)).toHaveProperty('value');
    for (const text of [lists(65), objects(65), mixed(66), lists(100_000), '['.repeat(1_000_000)]) {
      expect(parseStrictJson(text)).toEqual({ fault: { why: 'nested too deeply' } });
    }
  });

  test('brackets and quotes inside texts open and close nothing', () => {
    const text = JSON.stringify({ a: '[{"'.repeat(100), b: '}]"\\'.repeat(100) });
    expect(parseStrictJson(text)).toEqual({ value: JSON.parse(text) as unknown });
  });

  test('reads what JSON.parse reads, as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(parseStrictJson(text)).toEqual({ value: JSON.parse(text) as unknown });
      }),
      { numRuns: 500 },
    );
  });

  test('of any text at all it says what JSON.parse says, unless a name stands twice', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '"b"',
      '"\\u0061"',
      '1',
      'null',
      ' ',
      '"',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (drawn) => {
        const text = drawn.join('');
        const strict = parseStrictJson(text);
        const lenient = lenientJson(text);
        if ('fault' in strict && strict.fault.why === 'a name stands twice') return;
        expect(strict).toEqual(lenient);
      }),
      { numRuns: 5000 },
    );
  });
});

function lenientJson(text: string): unknown {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { fault: { why: 'not JSON' } };
  }
}
