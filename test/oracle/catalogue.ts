import type { CatalogueFunction, Scope } from './types.js';

const fn = (id: string, scope: Scope, kind: CatalogueFunction['class'], office: string | null = null) => ({
  id,
  scope,
  class: kind,
  office,
});

/** Functions of the first edition that random records speak about: every scope and every class, and nothing to read. */
export const SAMPLE_CATALOGUE: readonly CatalogueFunction[] = [
  fn('gov.urgent-action', 'trust', 'open'),
  fn('fin.order.approve', 'both', 'open'),
  fn('fin.contract.award', 'both', 'open'),
  fn('edu.curriculum', 'school', 'open'),
  fn('hr.staff.appoint', 'school', 'open'),
  fn('est.closure', 'school', 'open'),
  fn('beh.policy', 'school', 'open'),
  fn('fin.charging', 'both', 'open'),
  fn('edu.monitor', 'both', 'board*'),
  fn('fin.budget.school', 'school', 'board*'),
  fn('fin.insure', 'trust', 'open'),
  fn('fin.pooling', 'trust', 'board*'),
  fn('gov.articles.amend', 'trust', 'members'),
  fn('fin.auditor.appoint', 'trust', 'members'),
  fn('gov.sod.approve', 'trust', 'board'),
  fn('gov.local.establish', 'school', 'board'),
  fn('risk.register', 'both', 'board'),
  fn('beh.exclude', 'school', 'office', 'head'),
  fn('beh.suspend', 'school', 'office', 'head'),
  fn('gov.complaints.panel', 'school', 'panel', 'complaints-panel'),
  fn('adm.appeals', 'school', 'panel', 'appeal-panel'),
  fn('beh.excl.irp', 'trust', 'panel', 'independent-review-panel'),
];

function cells(row: string): readonly string[] {
  const quoted = /"((?:[^"]|"")*)"|([^,]*)/y;
  const found: string[] = [];
  for (let at = 0; at <= row.length; at = quoted.lastIndex + 1) {
    quoted.lastIndex = at;
    const match = quoted.exec(row);
    if (match === null) break;
    found.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
  }
  return found;
}

const SCOPES: readonly string[] = ['trust', 'school', 'both'] satisfies Scope[];
const CLASSES: readonly string[] = [
  'members',
  'board',
  'office',
  'panel',
  'open',
  'board*',
] satisfies CatalogueFunction['class'][];

/** Reads `functions.csv`: only the columns that decide an answer. */
export function readCatalogue(csv: string): readonly CatalogueFunction[] {
  const [header = '', ...rows] = csv.split(/\r?\n/).filter((row) => row !== '');
  const names = cells(header);
  return rows.map((row) => {
    const values = cells(row);
    const value = (name: string) => values[names.indexOf(name)] ?? '';
    if (!SCOPES.includes(value('scope')) || !CLASSES.includes(value('class')))
      throw new Error(`unreadable row: ${row}`);
    const office = value('office');
    return fn(
      value('id'),
      value('scope') as Scope,
      value('class') as CatalogueFunction['class'],
      office === '' ? null : office,
    );
  });
}
