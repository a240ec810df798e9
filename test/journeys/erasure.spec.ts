import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rootOf } from '@remit/ledger';
import { sha256 } from '@remit/ledger/nest';
import { SqlitePersonKeys } from '@remit/access/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { bytesOf, findings, type Needle, spellingsOf } from '../support/byte-search.js';
import { jsonLines, linesFile, remit, RunningRemit } from '../support/command-line.js';
import type { ScriptCommand } from '../support/pure-trust.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/**
 * Somebody is registered, renamed, appointed, held, asked about and erased through the running product; then every byte
 * that it has written is searched for what was personal, and for the key.
 */

const directory = temporaryDirectory();
const data = path.join(directory.path, 'data');
const keys = path.join(data, 'keys');

const NAME = 'Zénobie Quillfeather-Ängström';
const NEW_NAME = 'Zénobie Ravenscroft-Ängström';
const EMAIL = 'zenobie.quillfeather@canary.example';
const DECLARATION = 'Holds 41 % of Quillfeather Dredging Ltd';
const ALL = [NAME, NEW_NAME, EMAIL, DECLARATION];
const personal = [
  ...spellingsOf('the name', NAME),
  ...spellingsOf('the new name', NEW_NAME),
  ...spellingsOf('the surname', 'Quillfeather'),
  ...spellingsOf('the e-mail address', EMAIL),
  ...spellingsOf('the declaration', DECLARATION),
];

const command = (name: string, said: object): ScriptCommand => ({ command: name, data: said });
const SCRIPT: readonly ScriptCommand[] = [
  command('EstablishTrust', { trust: 't', name: 'Trust', from: '2020-09-01' }),
  command('CreatePost', { post: 'ceo', tier: 'ceo', title: 'CEO', covers: { trust: true }, from: '2020-09-01' }),
  command('Appoint', { appointment: 'a1', person: 'p-1', to: 'ceo', from: '2020-09-01' }),
  command('AdoptScheme', {
    scheme: 's1',
    version: '1',
    from: '2020-09-01',
    lines: [{ line: '1', function: 'edu.curriculum', decides: 'ceo' }],
  }),
  command('RegisterPerson', { person: 'p-1', details: { name: NAME, email: EMAIL, declarations: [DECLARATION] } }),
  command('RegisterPerson', { person: 'p-2', details: { name: 'Somebody Who Stays' } }),
];

const running: RunningRemit[] = [];
/** What every process said, on both outputs. */
const said: string[] = [];

afterAll(async () => {
  await Promise.all(running.map((each) => each.stop('SIGKILL')));
  directory.remove();
});

async function run(...args: readonly string[]) {
  const ran = await remit([...args, '--data', data]);
  said.push(ran.err);
  return ran;
}

async function serve(): Promise<{ server: RunningRemit; url: string }> {
  const server = new RunningRemit(['serve', '--port', '0', '--data', data]);
  running.push(server);
  return { server, url: await server.says(/ at (http:\/\/127\.0\.0\.1:\d+)\n/) };
}

async function stop(server: RunningRemit): Promise<void> {
  const { out, err, code } = await server.stop();
  said.push(out, err);
  expect(code).toBe(0);
}

async function send(url: string, { command: name, data: body }: ScriptCommand, key: string) {
  const reply = await fetch(`${url}/api/trusts/t/commands/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
  return { status: reply.status, text: await reply.text() };
}

/** The root of the tree of the first entries, as stored. */
async function rootAt(size: number): Promise<string> {
  const store = new SqliteRecordStore({ directory: data, access: 'read' });
  try {
    return Buffer.from(rootOf(sha256, size, store.trees.treeOf('t'))).toString('hex');
  } finally {
    await store.close();
  }
}

/** The key of a person, and as it stands in the file. */
function keyOf(person: string): { readonly key: Uint8Array; readonly wrapped: Uint8Array } {
  const store = new SqlitePersonKeys({ directory: keys, access: 'read' });
  const key = store.find('t', person)!;
  store.close();
  const database = new DatabaseSync(path.join(keys, 'people.db'), { readOnly: true });
  const row = database.prepare('select wrapped from person_key where person = ?').get(person)!;
  database.close();
  return { key, wrapped: row['wrapped'] as Uint8Array };
}

test('after an erasure no byte of the person and of the key is left, and the record still proves itself', async () => {
  const script = linesFile(directory, 'script.jsonl', SCRIPT);
  expect(await run('record', script)).toMatchObject({ code: 0 });
  expect(await run('record', script)).toMatchObject({ code: 0, out: expect.stringContaining('Recorded 0') as string });

  const before = await serve();
  const rename = command('CorrectPersonDetails', { person: 'p-1', details: { name: NEW_NAME }, from: '2024-01-01' });
  expect(await send(before.url, rename, 'k1')).toMatchObject({ status: 201 });
  // The same again, the same key for another name, what is refused for its shape and what is refused for its sense.
  expect(await send(before.url, rename, 'k1')).toMatchObject({ status: 201 });
  const others = [
    await send(before.url, command('CorrectPersonDetails', { person: 'p-1', details: { name: NAME } }), 'k1'),
    await send(before.url, command('RegisterPerson', { person: 'p-3', details: { name: NAME, born: EMAIL } }), 'k2'),
    await send(before.url, command('RegisterPerson', SCRIPT[4]!.data), 'k3'),
    await send(
      before.url,
      command('Correct', { entry: 4, how: 'replace', reason: 'a slip', with: SCRIPT[4]!.data }),
      'k4',
    ),
  ];
  expect(others.map(({ status }) => status)).toEqual([409, 400, 409, 422]);
  const answers = await fetch(`${before.url}/api/trusts/t/who?function=edu.curriculum&on=2025-01-01`);
  expect(await answers.text()).not.toBe('');
  await stop(before.server);

  expect(await run('checkpoint')).toMatchObject({ code: 0 });
  const asked = await run('holdings', '--person', 'p-1', '--on', '2025-01-01');
  expect(asked.out).toContain(`p-1 (${NEW_NAME})`);
  const root = await rootAt(7);
  const { key, wrapped } = keyOf('p-1');
  const secret = bytesOf('the key', key);
  const stored = bytesOf('the wrapped key', wrapped);

  // Already now the details are nowhere in clear, nor is the key; the wrapped key is where it belongs.
  expect(findings(data, [...personal, ...secret])).toEqual([]);
  expect(findings(data, stored)).toEqual(['keys/people.db: the wrapped key']);

  const erasing = await serve();
  const erase = command('ErasePerson', { person: 'p-1', basis: 'no longer needed' });
  const hold = command('PlaceLegalHold', { person: 'p-1', reason: 'a claim' });
  expect(await send(erasing.url, hold, 'k5')).toMatchObject({ status: 201 });
  const held = await send(erasing.url, erase, 'k6');
  expect([held.status, JSON.parse(held.text)]).toMatchObject([409, { code: 'ACCESS.LEGAL_HOLD', entry: 7 }]);
  expect(await send(erasing.url, command('LiftLegalHold', { person: 'p-1' }), 'k7')).toMatchObject({ status: 201 });
  expect(await send(erasing.url, erase, 'k6')).toMatchObject({ status: 201 });
  // While the server runs: also what it keeps beside the databases.
  const everything: Needle[] = [...personal, ...secret, ...stored];
  expect(findings(data, everything)).toEqual([]);
  expect(await send(erasing.url, erase, 'k6')).toMatchObject({ status: 201 });
  expect(await send(erasing.url, rename, 'k1')).toMatchObject({ status: 201 });
  expect(await send(erasing.url, erase, 'k8')).toMatchObject({ status: 409 });
  await stop(erasing.server);

  const again = await serve();
  const views = [
    'who?function=edu.curriculum&on=2025-01-01',
    'holdings?person=p-1&on=2025-01-01&knownAt=6',
    'people/p-1?knownAt=6',
  ];
  const after = await Promise.all(views.map(async (view) => (await fetch(`${again.url}/api/trusts/t/${view}`)).text()));
  expect(after[1]).toMatch(/"people":\{"p-1":\{"erased":"name erased on \d{1,2} \w+ \d{4}"\}\}/);
  expect(JSON.parse(after[2]!)).toMatchObject({ details: {}, erased: { entry: 9, basis: 'no longer needed' } });
  await stop(again.server);
  const printed = await run('holdings', '--person', 'p-1', '--on', '2025-01-01', '--known-at', '6');
  expect(printed.out).toMatch(/^p-1 \(name erased on \d{1,2} \w+ \d{4}\)/);
  expect((await run('log', '--json')).out).toContain('PersonErased.v1');
  // Run again, the script repeats what was recorded, although nothing is left to compare the details with.
  expect(await run('record', script)).toMatchObject({ code: 0, out: expect.stringContaining('Recorded 0') as string });

  const spoken = [...said, ...others.map(({ text }) => text), held.text, ...after, printed.out].join('\n');
  expect(ALL.filter((each) => spoken.includes(each) || spoken.includes('Quillfeather'))).toEqual([]);
  expect(findings(data, everything)).toEqual([]);
  // Of the others nothing is gone.
  expect(keyOf('p-2').key).toHaveLength(32);
  const staying = jsonLines((await run('log', '--json')).out)[5] as { readonly entry: { readonly n: number } };
  expect(staying.entry.n).toBe(5);

  // The tree is what it was, and the signed checkpoint still holds.
  expect(await rootAt(7)).toBe(root);
  expect(await run('verify')).toMatchObject({ code: 0 });
}, 120_000);

test('the search finds what it looks for, in every spelling and in any file', () => {
  const place = temporaryDirectory();
  for (const [i, { bytes }] of personal.entries()) {
    const around = Buffer.from('x'.repeat(i % 5));
    writeFileSync(path.join(place.path, String(i)), Buffer.concat([around, bytes, around]));
  }
  const found = findings(place.path, personal);
  expect(personal.filter((needle, i) => !found.includes(`${String(i)}: ${needle.called}`))).toEqual([]);
  for (const shift of [0, 1, 2]) {
    const text = Buffer.from(`${'.'.repeat(shift)}${NAME}, and more`).toString('base64');
    writeFileSync(path.join(place.path, `text-${String(shift)}`), text);
    expect(findings(place.path, personal).some((line) => line.startsWith(`text-${String(shift)}: `))).toBe(true);
  }
  place.remove();
});
