import { checkCommand, commandShapes } from '@remit/engine/nest';
import { commandFields } from '../../support/command-fields.js';

type Data = Readonly<Record<string, unknown>>;

function problemOf(command: string, data: unknown): Data {
  const checked = checkCommand(command, data);
  if ('value' in checked) return { accepted: checked.value };
  const { code, field, expected } = checked.refused;
  return { code, field, expected };
}

function fullData(command: string): Data {
  const { required, optional } = commandFields[command]!;
  return { ...required, ...optional };
}

/** A value of a kind that no field takes; `with` and `evidence` are the only ones that take lists or objects freely. */
const WRONG: readonly unknown[] = [null, true, '', '   ', -1, {}, [null], { __proto__: null, a: 1 }];

const commands = Object.keys(commandShapes).sort();

describe('the shape of a command', () => {
  test('every command is tried with its own fields', () => {
    expect(Object.keys(commandFields).sort()).toEqual(commands);
  });

  test.each(commands)('%s is accepted with all its fields, and with the required ones alone', (command) => {
    const { required } = commandFields[command]!;
    expect(checkCommand(command, fullData(command))).toEqual({ value: fullData(command) });
    expect(checkCommand(command, required)).toEqual({ value: required });
  });

  test.each(commands)('%s names a field that is missing, and what it should be', (command) => {
    for (const field of Object.keys(commandFields[command]!.required)) {
      const rest = Object.fromEntries(Object.entries(fullData(command)).filter(([name]) => name !== field));
      expect({ field, problem: problemOf(command, rest) }).toEqual({
        field,
        problem: { code: 'RECORD.FIELD_MISSING', field, expected: expect.stringMatching(/\w{3}/) as unknown },
      });
    }
  });

  test.each(commands)('%s names a field with a value of a wrong kind; null is not the same as missing', (command) => {
    for (const field of Object.keys(fullData(command))) {
      for (const wrong of WRONG) {
        if (field === 'with' && typeof wrong === 'object' && wrong !== null && !Array.isArray(wrong)) continue;
        const problem = problemOf(command, { ...fullData(command), [field]: wrong });
        expect({ field, wrong, problem }).toEqual({
          field,
          wrong,
          problem: {
            code: 'RECORD.FIELD_INVALID',
            field,
            expected: expect.any(String) as unknown,
          },
        });
      }
    }
  });

  test.each(commands)('%s refuses names that it does not know, also those that JavaScript knows', (command) => {
    const names = [
      'colour',
      'From',
      'from ',
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      'then',
    ];
    for (const name of names) {
      const data = JSON.parse(
        JSON.stringify({ ...fullData(command) }).replace(/^\{/, `{"${name}":{"polluted":true},`),
      ) as Data;
      expect(Object.keys(data)).toContain(name);
      expect({ name, problem: problemOf(command, data) }).toMatchObject({
        name,
        problem: { code: 'RECORD.FIELD_UNKNOWN', field: name },
      });
    }
    expect(({} as Data)['polluted']).toBeUndefined();
    expect(Object.prototype.toString.call({})).toBe('[object Object]');
  });
});

describe('inside the fields of a command', () => {
  const scheme = fullData('AdoptScheme');
  const [line] = scheme['lines'] as readonly Data[];

  test.each([
    [{ lines: [line, { ...line, function: 'Not An Id' }] }, 'lines[1].function', 'RECORD.FIELD_INVALID'],
    [{ lines: [{ ...line, colour: 'red' }] }, 'lines[0].colour', 'RECORD.FIELD_UNKNOWN'],
    [{ lines: [{ function: 'edu.curriculum', decides: 'head' }] }, 'lines[0].line', 'RECORD.FIELD_MISSING'],
    [{ lines: [{ ...line, recommends: ['head', 'head'] }] }, 'lines[0].recommends', 'RECORD.FIELD_INVALID'],
    [{ lines: [{ ...line, recommends: 'head' }] }, 'lines[0].recommends', 'RECORD.FIELD_INVALID'],
    [{ lines: [{ ...line, decides: { limits: [] } }] }, 'lines[0].decides', 'RECORD.FIELD_INVALID'],
    [
      { lines: [{ ...line, decides: { limits: [{ upTo: -1, decides: 'head' }] } }] },
      'lines[0].decides',
      'RECORD.FIELD_INVALID',
    ],
    [
      { lines: [{ ...line, decides: { limits: [{ upTo: null, decides: 'head' }] } }] },
      'lines[0].decides',
      'RECORD.FIELD_INVALID',
    ],
    [
      { lines: [{ ...line, decides: { limits: [{ decides: 'head', x: 1 }] } }] },
      'lines[0].decides',
      'RECORD.FIELD_INVALID',
    ],
    [{ lines: [{ ...line, decides: ['head'] }] }, 'lines[0].decides', 'RECORD.FIELD_INVALID'],
    [{ lines: [null] }, 'lines', 'RECORD.FIELD_INVALID'],
    [{ lines: [[line]] }, 'lines', 'RECORD.FIELD_INVALID'],
    [{ lines: Array.from({ length: 1001 }, () => line) }, 'lines', 'RECORD.FIELD_INVALID'],
    [{ from: '2025-02-29' }, 'from', 'RECORD.FIELD_INVALID'],
    [{ from: '2025-03-03T00:00:00Z' }, 'from', 'RECORD.FIELD_INVALID'],
    [{ scheme: 'Scheme 4' }, 'scheme', 'RECORD.FIELD_INVALID'],
    [{ version: 'x'.repeat(501) }, 'version', 'RECORD.FIELD_INVALID'],
    [{ evidence: [{ ref: 'a', sha256: 'not a hash' }] }, 'evidence', 'RECORD.FIELD_INVALID'],
    [{ evidence: [{ kind: 'minutes' }] }, 'evidence', 'RECORD.FIELD_INVALID'],
    [{ version: '\ud800' }, 'version', 'RECORD.NOT_PLAIN_JSON'],
  ])('%j is a fault at %s', (members, field, code) => {
    expect(problemOf('AdoptScheme', { ...scheme, ...members })).toMatchObject({ code, field });
  });

  test.each([
    [{}],
    [{ trust: false }],
    [{ trust: 1 }],
    [{ schools: [] }],
    [{ schools: ['oak', 'oak'] }],
    [{ schools: 'oak' }],
    [{ schools: ['oak', 7] }],
    [{ cluster: 'Coast' }],
    [{ cluster: null }],
    [{ trust: true, cluster: 'coast' }],
    [{ category: { name: 'autonomy', value: 'reduced' } }],
  ])('a body cannot cover %j', (covers) => {
    expect(problemOf('ConstituteBody', { ...fullData('ConstituteBody'), covers })).toMatchObject({
      code: 'RECORD.FIELD_INVALID',
      field: 'covers',
    });
  });

  test('a variation can cover a category', () => {
    const covers = { category: { name: 'autonomy', value: 'reduced' } };
    expect(problemOf('VaryDelegation', { ...fullData('VaryDelegation'), covers })).toHaveProperty('accepted');
  });

  test.each([
    [{ entry: 1, how: 'void', reason: 'x', with: {} }, 'with'],
    [{ entry: 1, how: 'void', reason: 'x', with: null }, 'with'],
    [{ entry: 1, how: 'replace', reason: 'x' }, 'with'],
    [{ entry: 1, how: 'replace', reason: 'x', with: [] }, 'with'],
    [{ entry: 1, how: 'erase', reason: 'x' }, 'how'],
    [{ entry: '1', how: 'void', reason: 'x' }, 'entry'],
    [{ entry: -1, how: 'void', reason: 'x' }, 'entry'],
  ])('a correction cannot be %j', (data, field) => {
    expect(problemOf('Correct', data)).toMatchObject({ field });
  });

  test('names that JavaScript knows are unknown inside lines, coverage, evidence and replacements too', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const odd = (value: object): Data =>
        JSON.parse(JSON.stringify(value).replace(/^\{/, `{"${name}":{"polluted":true},`)) as Data;
      const tries = [
        problemOf('AdoptScheme', { ...scheme, lines: [odd(line!)] }),
        problemOf('ConstituteBody', { ...fullData('ConstituteBody'), covers: odd({ trust: true }) }),
        problemOf('AdoptScheme', { ...scheme, evidence: [odd({ ref: 'a' })] }),
        problemOf('Correct', { entry: 1, how: 'replace', reason: 'x', with: odd({ school: 'oak' }) }),
      ];
      // `toString` in a replacement is found when the replacement is checked against its own command.
      const wanted = name === 'toString' ? tries.slice(0, 3) : tries;
      expect({ name, accepted: wanted.filter((problem) => 'accepted' in problem) }).toEqual({ name, accepted: [] });
    }
    expect(({} as Data)['polluted']).toBeUndefined();
  });
});

describe('what is not even an object, or no command', () => {
  test.each([[null], [[]], ['text'], [1], [undefined], [true]])('%p is no data', (data) => {
    expect(problemOf('ReleaseSchool', data)).toMatchObject({ code: 'RECORD.NOT_AN_OBJECT' });
  });

  test.each(['toString', '__proto__', 'constructor', 'admitSchool', '', 'AdmitSchool '])(
    '"%s" is no command',
    (command) => {
      expect(problemOf(command, {})).toMatchObject({ code: 'RECORD.COMMAND_UNKNOWN', field: 'command' });
    },
  );
});

describe('what is accepted is given back', () => {
  test('as plain data with its text in normal form, and what was given is left alone', () => {
    const given = Object.freeze({ school: 'oak', name: 'E\u0301cole', from: '2020-09-01' });
    const checked = checkCommand('AdmitSchool', given);
    expect(checked).toEqual({ value: { school: 'oak', name: 'École', from: '2020-09-01' } });
    expect('value' in checked && Object.getPrototypeOf(checked.value)).toBe(Object.prototype);
    expect(given.name).toHaveLength(6);
  });
});
