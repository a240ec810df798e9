import { randomUUID } from 'node:crypto';

/** An everyday command: somebody joins the board, which every generated trust has, for a day. */
export function appointment(): { command: string; data: Readonly<Record<string, unknown>>; key: string } {
  const key = randomUUID();
  const data = {
    appointment: `a-${key}`,
    person: `person-${key.slice(0, 4)}`,
    to: 'board',
    as: 'member',
    from: '2026-03-01',
    until: '2026-03-02',
  };
  return { command: 'Appoint', data, key };
}
