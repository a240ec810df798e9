import {
  concatBytes,
  fromBase64,
  fromHex,
  isUnicode,
  sameBytes,
  toBase64,
  toHex,
  utf8Bytes,
  utf8Text,
} from '@remit/ledger';
import { random } from '../../oracle/random.js';
import { unhex } from './outcomes.js';

describe('base 64', () => {
  // RFC 4648, section 10.
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('of "%s" is "%s"', (plain, encoded) => {
    expect(toBase64(utf8Bytes(plain))).toBe(encoded);
    expect(fromBase64(encoded)).toEqual(utf8Bytes(plain));
  });

  it('is the same as that of Node for bytes of every kind', () => {
    const draws = random(6);
    for (let length = 0; length < 300; length += 1) {
      const bytes = Uint8Array.from({ length }, () => draws.int(256));
      const encoded = Buffer.from(bytes).toString('base64');
      expect(toBase64(bytes)).toBe(encoded);
      expect(fromBase64(encoded)).toEqual(bytes);
    }
  });

  it.each([
    'Z',
    'Zg',
    'Zg=',
    'Zg===',
    '=',
    '====',
    'Zg==Zg==',
    'Zm9v\n',
    ' Zm9',
    'Zm-_',
    'Zm9vé',
    'Z=9v',
    'Zh==',
    'Zm9=',
  ])('is refused for "%s", which stands for nothing or is not the one spelling', (encoded) =>
    expect(fromBase64(encoded)).toBeUndefined(),
  );

  it('has one text for all bytes and one bytes for all texts of up to two signs', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    let accepted = 0;
    for (const a of alphabet) {
      for (const b of alphabet) {
        const bytes = fromBase64(`${a}${b}==`);
        if (bytes === undefined) continue;
        accepted += 1;
        expect(toBase64(bytes)).toBe(`${a}${b}==`);
      }
    }
    expect(accepted).toBe(256);
  });
});

describe('hexadecimal digits', () => {
  it('are read and written in lower case', () => {
    expect(toHex(Uint8Array.of(0, 10, 255))).toBe('000aff');
    expect(fromHex('000aff')).toEqual(Uint8Array.of(0, 10, 255));
    for (const wrong of ['0', '0g', '0A', ' 00', '0x00']) expect(fromHex(wrong)).toBeUndefined();
  });
});

describe('UTF-8', () => {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const expected = (bytes: Uint8Array): string | undefined => {
    try {
      return strict.decode(bytes);
    } catch {
      return undefined;
    }
  };

  it('is written as Node writes it', () => {
    const texts = [
      '',
      'plain',
      'é',
      'Straße',
      '\u2014 ',
      '\ufeffmarked',
      '漢字',
      '🏫 school',
      '\u0000\u007f\u0080\u07ff\u0800\uffff',
    ];
    for (const text of texts) {
      expect(utf8Bytes(text)).toEqual(new Uint8Array(Buffer.from(text, 'utf8')));
      expect(utf8Text(utf8Bytes(text))).toBe(text);
    }
  });

  it.each([
    '80',
    'c0af',
    'c1bf',
    'c3',
    'c328',
    'e08080',
    'e0a0',
    'eda080',
    'edbfbf',
    'f0808080',
    'f4908080',
    'f5808080',
    'ff',
    'fe',
    'f8888080 80',
  ])('is refused for %s', (digits) => expect(utf8Text(unhex(digits.replace(' ', '')))).toBeUndefined());

  it('is read as the platform reads it, strictly, for every pair of bytes and for random ones', () => {
    for (let first = 0; first < 256; first += 1) {
      for (let second = 0; second < 256; second += 1) {
        const pair = Uint8Array.of(first, second);
        if (utf8Text(pair) !== expected(pair))
          expect([first, second, utf8Text(pair)]).toEqual([first, second, expected(pair)]);
      }
    }
    const draws = random(9);
    const likely = [0x41, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4];
    for (let time = 0; time < 20_000; time += 1) {
      const bytes = Uint8Array.from({ length: 1 + draws.int(5) }, () => draws.pick(likely));
      if (utf8Text(bytes) !== expected(bytes)) expect([bytes, utf8Text(bytes)]).toEqual([bytes, expected(bytes)]);
    }
  });

  it('does not exist for half a surrogate pair', () => {
    expect(isUnicode('🏫')).toBe(true);
    for (const broken of ['\ud83c', 'a\udfeb', '\udfeb\ud83c']) expect(isUnicode(broken)).toBe(false);
  });
});

describe('bytes', () => {
  it('are put together and compared', () => {
    expect(concatBytes([])).toEqual(new Uint8Array(0));
    expect(concatBytes([Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3)])).toEqual(Uint8Array.of(1, 2, 3));
    expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1))).toBe(false);
    expect(sameBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
  });
});
