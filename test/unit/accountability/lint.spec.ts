import { schemeOf, variationOf, type DelegationVaried, type Line, type SchemeAdopted } from '@remit/delegation';
import { lint, type LintFinding } from '@remit/accountability';
import { dayOf, FOREVER } from '@remit/kernel';
import { pureTrust, type ScriptCommand } from '../../support/pure-trust.js';

const from = '2020-09-01';
const trust = { trust: true };

const RECORD: readonly ScriptCommand[] = [
  { command: 'EstablishTrust', data: { trust: 't', name: 'Trust', from } },
  { command: 'AdmitSchool', data: { school: 'oak', name: 'Oak School', from } },
  { command: 'AdmitSchool', data: { school: 'elm', name: 'Elm School', from } },
  { command: 'ConstituteBody', data: { body: 'members', tier: 'members', name: 'Members', covers: trust, from } },
  { command: 'ConstituteBody', data: { body: 'board', tier: 'board', name: 'Board', covers: trust, from } },
  { command: 'ConstituteBody', data: { body: 'fin', tier: 'finance', name: 'Finance', covers: trust, from } },
  { command: 'ConstituteBody', data: { body: 'b', tier: 'local', name: 'B', covers: { schools: ['oak'] }, from } },
  { command: 'CreatePost', data: { post: 'ceo', tier: 'ceo', title: 'Chief executive', covers: trust, from } },
];

const { index } = pureTrust(RECORD);
const days = { n: index.head + 1, by: [], from: dayOf(from), until: FOREVER, endedBy: undefined };

function lintOfScheme(lines: readonly Line[]): LintFinding[] {
  const data: SchemeAdopted = { scheme: 's', version: '1', from, lines };
  return lint(index, schemeOf({ ...days, data }), index.head);
}

function lintOfVariation(lines: readonly Line[], school: string): LintFinding[] {
  const data: DelegationVaried = { variation: 'v', layer: 'school', covers: { schools: [school] }, from, lines };
  return lint(index, variationOf({ ...days, data }), index.head);
}

/** What is found but for the functions that stay with the board, which nearly every short scheme has. */
function found(lines: readonly Line[]): unknown[] {
  return lintOfScheme(lines)
    .filter(({ code }) => code !== 'not-delegated')
    .map(({ code, lines: of, tier, schools }) => [code, of, tier, schools]);
}

describe('the lint of a draft', () => {
  test('says nothing of lines that can be kept', () => {
    expect(
      found([
        { line: '1', function: 'fin.monitor', decides: 'finance', informed: ['board'] },
        { line: '2', function: 'gov.articles.amend', decides: 'members' },
        { line: '3', function: 'hr.structure', decides: 'ceo', delegatedFrom: 'board' },
      ]),
    ).toEqual([]);
  });

  test('finds what law reserves to somebody else, in any band', () => {
    const limits = [{ upTo: 100, decides: 'board' }, { decides: 'ceo' }];
    expect(
      found([
        { line: '1.1', function: 'gov.articles.amend', decides: 'board' },
        { line: '1.2', function: 'gov.chair.elect', decides: { limits } },
      ]),
    ).toEqual([
      ['reserved-by-law', ['1.1'], null, []],
      ['reserved-by-law', ['1.2'], null, []],
    ]);
    expect(lintOfScheme([{ line: '1.1', function: 'gov.articles.amend', decides: 'board' }])[0]?.says).toBe(
      'Line 1.1, "Amend articles, name, objects", gives the decision to the board, but it is reserved to the members (Companies Act 2006 s.21). The line would have no effect. Leave it out, or name members.',
    );
  });

  test('finds a tier that nobody holds, in whatever part, once for all its lines', () => {
    expect(
      found([
        { line: '1', function: 'hr.structure', decides: 'head' },
        { line: '2', function: 'edu.curriculum', decides: 'ceo', consulted: ['head'] },
        { line: '3', function: 'edu.assessment', decides: 'ceo', delegatedFrom: 'hub' },
      ]),
    ).toEqual([
      ['nobody-holds-tier', ['1', '2'], 'head', []],
      ['nobody-holds-tier', ['3'], 'hub', []],
    ]);
  });

  test('names the schools at which a tier is missing', () => {
    expect(found([{ line: '1', function: 'edu.curriculum', decides: 'local' }])).toEqual([
      ['tier-missing-at-schools', ['1'], 'local', ['elm']],
    ]);
  });

  test('finds a tier that nobody holds for the trust, though schools have it, where lines of the trust name it', () => {
    const ofTrust: Line = { line: '1', function: 'pd.strategy', decides: 'local' };
    const ofBoth: Line = { line: '2', function: 'edu.monitor', decides: 'local' };
    const atOak: Line = { line: '3', function: 'edu.curriculum', decides: 'head' };
    expect(found([ofTrust])).toEqual([['nobody-holds-tier', ['1'], 'local', []]]);
    const [nowhere, atElm, ...others] = lintOfScheme([ofTrust, ofBoth]).filter(({ tier }) => tier !== null);
    expect(nowhere).toMatchObject({ code: 'nobody-holds-tier', lines: ['1'], functions: ['pd.strategy'] });
    expect(nowhere?.says).toBe(
      'No body or post of the tier "local" is recorded on 1 September 2020 for the trust as a whole, and 1 line of the draft (1) names it. Record the body or post, or name another tier; until then the decisions go back to where they came from.',
    );
    expect(atElm).toMatchObject({ code: 'tier-missing-at-schools', lines: ['2'], schools: ['elm'] });
    expect(others).toEqual([]);
    expect(found([atOak, { ...ofTrust, decides: 'head' }])).toContainEqual([
      'nobody-holds-tier',
      ['3', '1'],
      'head',
      [],
    ]);
  });

  test('finds what the board normally keeps and a post would decide, but not a committee', () => {
    expect(
      found([
        { line: '1', function: 'fin.monitor', decides: 'ceo' },
        { line: '2', function: 'fin.budget.school', decides: 'finance' },
        { line: '3', function: 'edu.monitor', decides: 'education' },
      ]),
    ).toEqual([
      ['nobody-holds-tier', ['3'], 'education', []],
      ['board-normally', ['1'], null, []],
    ]);
  });

  test('counts the open functions that a scheme leaves with the board, and not those that law reserves', () => {
    const [finding] = lintOfScheme([{ line: '1', function: 'hr.structure', decides: 'ceo' }]);
    expect(finding?.code).toBe('not-delegated');
    expect(finding?.functions).toContain('edu.curriculum');
    expect(finding?.functions).not.toContain('hr.structure');
    expect(finding?.functions).not.toContain('gov.articles.amend');
  });

  test('looks, for a variation, at the schools that it covers, and asks nothing of the functions it leaves out', () => {
    const lines: Line[] = [
      { line: '1', function: 'edu.curriculum', decides: 'local' },
      { line: '2', function: 'hr.structure', decides: 'inherit' },
    ];
    expect(lintOfVariation(lines, 'oak')).toEqual([]);
    expect(lintOfVariation(lines, 'elm').map(({ code, tier }) => [code, tier])).toEqual([
      ['nobody-holds-tier', 'local'],
    ]);
  });
});
