import { civilDate, dayOf, dayInWords } from '@remit/kernel';
import { dayFromWords } from '../../../../libs/exchange/domain/publication/stamp.js';
import { ON, Publications, TRUST } from '../../../support/publications.js';

/** What publications say, word for word. */

let all: Publications;
beforeEach(async () => {
  all = await Publications.start();
});
afterEach(() => all.close());

async function section(what: 'full' | 'plain' | 'matrix', heading: string) {
  const { document } = await all.publication(what);
  return document.sections.find((each) => each.heading === heading);
}

describe('a scheme in full', () => {
  test('has the letters of each tier, money in bands, and by whom it is delegated', async () => {
    expect((await section('full', 'Finance'))?.table).toEqual({
      columns: [
        'Line',
        'Function',
        'Id',
        'Board of trustees (board)',
        'Chief executive (ceo)',
        'Headteacher (head)',
        'Finance committee (finance-committee)',
        'Delegated by',
      ],
      rows: [
        [
          '2.1',
          'Place orders',
          'fin.order.approve',
          'D over £50,000',
          'D over £5,000 up to £50,000; R',
          'D up to £5,000',
          '',
          '',
        ],
        ['2.2', 'Pupil premium / sport premium strategy', 'fin.premium', '', '', 'R', 'D', ''],
      ],
    });
    expect((await section('full', 'Staffing'))?.table?.rows[0]).toEqual([
      '1.1',
      'Other staff within structure',
      'hr.staff.appoint',
      '',
      'I',
      '',
      'D',
      'Chief executive (ceo)',
    ]);
  });

  test('says in its stamp which it is, since when, decided when, and where in the record it stands', async () => {
    const { document, fingerprint } = await all.publication('full');
    expect(document.stamp).toEqual([
      ['This is', 'Scheme of delegation, in full'],
      ['Trust', 'Moorland & Vale Trust (moorland)'],
      ['Scheme', 'scheme-2020, version 3'],
      ['In force', 'from 1 September 2020 until further notice'],
      ['Decided on', '13 July 2020'],
      ['Names as on', '3 June 2025'],
      ['As recorded', 'at entry 17, on 1 July 2025'],
      ['Fingerprint', fingerprint],
    ]);
  });

  test('is in force to the day before the next scheme', async () => {
    await all.recordAll([
      { command: 'AdoptScheme', data: { scheme: 'scheme-2026', version: '4', from: '2026-01-01', lines: [] } },
    ]);
    const { document } = await all.publication('full');
    expect(document.stamp[3]).toEqual(['In force', 'from 1 September 2020 to 31 December 2025']);
  });
});

describe('a scheme in plain words', () => {
  test('says who decides and what others do, of one and of several', async () => {
    expect((await section('plain', 'Staffing'))?.sentences).toEqual([
      'The headteacher of each school appoints the other staff. The chief executive is told.',
      'The local body for each school appoints the headteacher. The chief executive and the headteacher of each school are asked first. The board of trustees oversees it.',
    ]);
    expect((await section('plain', 'Finance'))?.sentences).toEqual([
      'To place orders: up to £5,000 the headteacher of each school decides; over £5,000 up to £50,000 the chief executive decides; over £50,000 the board of trustees decides. The chief executive recommends what to do.',
      'The finance committee settles how the pupil premium and the sport premium are spent. The headteacher of each school recommends what to do.',
    ]);
  });

  test('says of a line that law overrules that it has no effect, and of a function of its own what it is called', async () => {
    expect((await section('plain', 'Governance framework'))?.sentences).toEqual([
      'The scheme lets the chief executive approve the scheme of delegation, but the law keeps this with the board of trustees, so the line has no effect.',
    ]);
    expect((await section('plain', 'Transport'))?.sentences).toEqual([
      '=Use of the "minibus", and who drives: the board of trustees decides.',
    ]);
  });

  test('says what stays with the board and what the law keeps with whom', async () => {
    const left = await section('plain', 'What the scheme leaves with the board of trustees');
    expect(left?.sentences).toContain("Approve the school's budget.");
    expect(left?.sentences).not.toContain('Place orders.');
    expect((await section('plain', 'What the law keeps with the members'))?.sentences).toContain('Remove a trustee.');
    expect((await section('plain', 'What the law keeps with the board of trustees'))?.sentences).toContain(
      'Approve the scheme of delegation.',
    );
    expect((await section('plain', 'What the law keeps with the headteacher of each school'))?.sentences).toEqual([
      'Suspend a pupil.',
      'Exclude a pupil permanently.',
    ]);
  });
});

describe('the matrix of a school', () => {
  test('says who decides, how it stands, and which line says so', async () => {
    const finance = (await section('matrix', 'Finance'))?.table?.rows ?? [];
    expect(finance.find(([, id]) => id === 'fin.order.approve')).toEqual([
      'Place orders',
      'fin.order.approve',
      'Up to £5,000: Headteacher; over £5,000 up to £50,000: Chief executive; over £50,000: Board of trustees',
      'By amount',
      'Scheme scheme-2020, line 2.1',
    ]);
    expect(finance.find(([, id]) => id === 'fin.premium')?.slice(2)).toEqual([
      'Finance committee',
      'Vacant: there is no such body or post; Board of trustees can act',
      'Scheme scheme-2020, line 2.2',
    ]);
    expect(finance.find(([, id]) => id === 'fin.budget.school')?.slice(2)).toEqual([
      'Board of trustees',
      'Kept by the board',
      'Not delegated',
    ]);
    const staffing = (await section('matrix', 'Staffing'))?.table?.rows ?? [];
    expect(staffing.find(([, id]) => id === 'hr.head.appoint')?.slice(2, 4)).toEqual([
      'Elm council',
      'Vacant: nobody is appointed to it; Board of trustees can act',
    ]);
  });

  test('says when two claim a function, and by how much nobody holds the last band', async () => {
    await all.recordAll([
      {
        command: 'ConstituteBody',
        data: { body: 'elm-2', tier: 'local', name: 'Elm forum', covers: { schools: ['elm'] }, from: '2020-01-01' },
      },
      { command: 'EndAppointment', data: { appointment: 'a3', until: '2025-01-01' } },
    ]);
    const rows = (await all.publication('matrix')).document.sheets[0]?.rows ?? [];
    expect(rows.find(([, id]) => id === 'hr.head.appoint')?.slice(2, 4)).toEqual([
      'Elm forum (elm-2) and Elm council (local-elm)',
      'Not clear: several claim it',
    ]);
    expect(rows.find(([, id]) => id === 'fin.order.approve')?.[2]).toContain(
      'over £5,000 up to £50,000: Chief executive (vacant: nobody is in the post; Board of trustees can act)',
    );
  });

  test('names the people who have a name, counts the others, and gives no id of anybody', async () => {
    const { document, content } = await all.publication('matrix');
    const people = document.sheets[1]?.rows ?? [];
    expect(people.find(([, id]) => id === 'board')).toEqual([
      'Board of trustees',
      'board',
      'Amira Khan (chair) and 1 more',
    ]);
    expect(people.find(([, id]) => id === 'head-elm')?.[2]).toBe('Ola Office-Fisher');
    expect(people.find(([, id]) => id === 'ceo')?.[2]).toBe('1 person');
    expect(people.find(([, id]) => id === 'local-elm')?.[2]).toBe('nobody');
    expect(JSON.stringify([document, content])).not.toMatch(/p-\d/);
  });

  test('does not name who was erased, and its fingerprint stays', async () => {
    const before = await all.publication('matrix');
    await all.recordAll([{ command: 'ErasePerson', data: { person: 'p-9', basis: 'UK GDPR Article 17' } }]);
    const after = await all.publication('matrix');
    expect(after.document.sheets[1]?.rows.find(([, id]) => id === 'head-elm')?.[2]).toBe('1 person');
    expect(after.fingerprint).toBe(before.fingerprint);
  });

  test('names of whom somebody was erased since cannot be checked; everything else can', async () => {
    const { bytes } = await all.publish('matrix', { school: 'elm', on: ON, knownAt: 17 });
    await all.recordAll([{ command: 'ErasePerson', data: { person: 'p-9', basis: 'UK GDPR Article 17' } }]);
    expect(await all.check(bytes)).toEqual({
      result: 'cannot-be-checked',
      says: 'Everything but the names is as the record has it. Of the names it cannot be told, because somebody was erased since or the keys of persons are not here. Body or post "Headteacher", column People: the file says "Ola Office-Fisher", the record says "1 person".',
    });
    const altered = Buffer.from(bytes).toString('utf8').replace('Elm council', 'Elm board');
    expect(await all.check(Buffer.from(altered))).toMatchObject({ result: 'changed' });
  });

  test('is another when somebody else is appointed, though nobody has a name', async () => {
    const before = await all.publication('matrix');
    await all.recordAll([
      { command: 'EndAppointment', data: { appointment: 'a3', until: '2025-01-01' } },
      { command: 'Appoint', data: { appointment: 'a33', person: 'p-33', to: 'ceo', from: '2025-01-01' } },
    ]);
    const after = await all.publication('matrix');
    expect(after.document.sheets).toEqual(before.document.sheets);
    expect(after.fingerprint).not.toBe(before.fingerprint);
  });
});

describe('what has a fingerprint', () => {
  test('a scheme in force, and no longer', async () => {
    const { fingerprint } = await all.publication('full');
    expect((await all.publication('plain')).fingerprint).toBe(fingerprint);
    expect(await all.fingerprint(fingerprint.toLowerCase())).toMatchObject({
      ok: true,
      value: {
        kind: 'scheme',
        trust: TRUST,
        id: 'scheme-2020',
        recorded: { entry: 17, day: '2025-07-01' },
        standing: 'in-force',
        says: 'This is the scheme scheme-2020, version 3, of Moorland & Vale Trust (moorland), in force from 1 September 2020. Decided on: 13 July 2020. Recorded at entry 17, on 1 July 2025. It is in force today.',
      },
    });
    await all.recordAll([
      { command: 'AdoptScheme', data: { scheme: 'scheme-2025', version: '4', from: '2025-06-30', lines: [] } },
    ]);
    expect(await all.fingerprint(fingerprint)).toMatchObject({
      value: {
        standing: 'replaced',
        says: expect.stringMatching(/It was replaced on 30 June 2025 by scheme-2025, version 4\.$/) as string,
      },
    });
  });

  test('a scheme that a correction has changed since, or taken out', async () => {
    const { fingerprint } = await all.publication('full');
    const line = { line: '1.1', function: 'hr.staff.appoint', decides: 'ceo' };
    const scheme = { scheme: 'scheme-2020', version: '3', from: '2020-09-01', lines: [line] };
    await all.recordAll([
      { command: 'Correct', data: { entry: 17, how: 'replace', reason: 'Typed wrongly', with: scheme } },
    ]);
    const corrected = await all.publication('full');
    expect(corrected.fingerprint).not.toBe(fingerprint);
    expect(await all.fingerprint(fingerprint)).toMatchObject({
      value: {
        standing: 'corrected',
        recorded: { entry: 17 },
        says: expect.stringMatching(/Entry 18 has corrected it since: it now says something else\.$/) as string,
      },
    });
    expect(await all.fingerprint(corrected.fingerprint)).toMatchObject({
      value: { standing: 'in-force', recorded: { entry: 18 } },
    });
    await all.recordAll([{ command: 'Correct', data: { entry: 17, how: 'void', reason: 'Never adopted' } }]);
    expect(await all.fingerprint(corrected.fingerprint)).toMatchObject({
      value: {
        standing: 'corrected',
        says: expect.stringMatching(/Entry 19 has corrected it since: it no longer counts as recorded\.$/) as string,
      },
    });
  });

  test('a scheme that starts later, and one that ended by itself', async () => {
    await all.recordAll([
      {
        command: 'AdoptScheme',
        data: { scheme: 'soon', version: '1', from: '2027-01-01', until: '2028-01-01', lines: [] },
      },
      {
        command: 'AdoptScheme',
        data: { scheme: 'past', version: '1', from: '2015-01-01', until: '2016-01-01', lines: [] },
      },
    ]);
    const standing = async (scheme: string) => {
      const { fingerprint } = await all.publish('scheme', { scheme, format: 'json' });
      const found = await all.fingerprint(fingerprint);
      return found.ok ? [found.value.standing, found.value.says.split('. ').at(-1)] : found;
    };
    expect(await standing('soon')).toEqual(['not-yet', 'It comes into force on 1 January 2027.']);
    expect(await standing('past')).toEqual(['ended', 'It is no longer in force since 1 January 2016.']);
  });

  test('a matrix, by what stands beside the code', async () => {
    const { fingerprint } = await all.publication('matrix');
    expect(await all.fingerprint(fingerprint)).toMatchObject({
      problem: {
        code: 'EXCHANGE.FINGERPRINT_UNKNOWN',
        detail: expect.stringContaining('matrix of a school') as string,
      },
    });
    expect(await all.fingerprint(fingerprint, { school: 'elm' })).toMatchObject({
      problem: { code: 'EXCHANGE.MATRIX_NEEDS_MORE' },
    });
    const beside = { trust: TRUST, school: 'elm', on: ON, knownAt: 17 };
    expect(await all.fingerprint(fingerprint, beside)).toMatchObject({ value: { kind: 'matrix', id: 'elm' } });
    expect(await all.fingerprint(fingerprint, { ...beside, on: '2025-06-04' })).toMatchObject({
      problem: { code: 'EXCHANGE.FINGERPRINT_UNKNOWN' },
    });
  });
});

test('every day in words is read back as that day', () => {
  for (let day = dayOf('1999-12-25'); day < dayOf('2001-01-10'); day += 1) {
    expect(dayFromWords(dayInWords(day))).toBe(civilDate(day));
  }
  expect(['31 February 2025', '1 march 2025', '2025-03-01', ''].map(dayFromWords)).toEqual(
    new Array(4).fill(undefined),
  );
});
