import { canonicalFault } from '@remit/ledger';
import { bytes } from './outcomes.js';

describe('what is canonical', () => {
  test.each([
    ['an empty object', '{}'],
    ['the order of names', '{"":0,"A":1,"a":2,"aa":3}'],
    ['names of digits, which JavaScript would put in another order', '{"10":1,"9":2}'],
    ['names whose order in UTF-16 is not that of their bytes', '{"\u{1f600}":1,"\ufb33":2}'],
    ['the escapes of RFC 8785', '"\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u001f"'],
    ['no escapes where none are needed', '"/\u007f\u2028é"'],
    ['the largest whole numbers', '[9007199254740991,-9007199254740991,0,-1]'],
    ['32 levels', `${'['.repeat(32)}${']'.repeat(32)}`],
    ['brackets in texts', `"${'['.repeat(40)}"`],
  ])('%s', (_what, text) => {
    expect(canonicalFault(bytes(text))).toBeUndefined();
  });
});

describe('what is not', () => {
  test.each([
    ['a space', '{ "a":1}', 'not canonical'],
    ['a new line at the end', '{}\n', 'not canonical'],
    ['names in another order', '{"b":1,"a":2}', 'not canonical'],
    ['a name twice', '{"a":1,"a":1}', 'not canonical'],
    ['names in the order of their bytes', '{"\ufb33":2,"\u{1f600}":1}', 'not canonical'],
    ['an escape that is not needed', '"\\u0041"', 'not canonical'],
    ['an escaped slash', '"\\/"', 'not canonical'],
    ['a long escape for a new line', '"\\u000a"', 'not canonical'],
    ['an escape in capitals', '"\\u001F"', 'not canonical'],
    ['minus zero', '-0', 'not canonical'],
    ['a leading zero', '01', 'not JSON'],
    ['a fraction of nothing', '1.0', 'not canonical'],
    ['an exponent', '1e3', 'not canonical'],
    ['a fraction', '1.5', 'not a whole number'],
    ['a number past 2^53', '9007199254740992', 'not a whole number'],
    ['half a character', '"\\ud83d"', 'broken text'],
    ['33 levels', `${'['.repeat(33)}${']'.repeat(33)}`, 'nested too deeply'],
    ['very many levels', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'nested too deeply'],
    ['two values', '{}{}', 'not JSON'],
    ['a text that does not end', '"a', 'not JSON'],
    ['a comma too many', '[1,]', 'not JSON'],
    ['nothing', '', 'not JSON'],
  ])('%s', (_what, text, why) => {
    expect(canonicalFault(bytes(text))).toBe(why);
  });

  test.each([
    ['a byte that begins nothing', [0x22, 0xff, 0x22]],
    ['an overlong sequence', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['a character past the last', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]],
    ['a sequence cut off', [0x22, 0xe2, 0x82]],
  ])('%s', (_what, raw) => {
    expect(canonicalFault(Uint8Array.from(raw))).toBe('not UTF-8');
  });
});
