import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { canonicalJson } from '@remit/kernel';
import { policyText } from '@remit/ledger';
import { encode, entryId } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import type { TrustCheckpointView } from '@remit/ledger/nest';
import { ApiServer, TurnedClock } from '../support/api-server.js';
import { sealed, vkeyOf, witnessed, witnessKey } from '../support/bundles.js';
import { jsonLines, linesFile, remit } from '../support/command-line.js';
import { OfflineVerifier } from '../support/offline-verifier.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../support/sample-trust.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { TestAuthority } from '../support/time-stamping.js';

/** Bundles that the product makes, checked by the program that auditors get. */

const EXAMPLE = path.resolve(import.meta.dirname, '../../examples/northshire/record.jsonl');
const directory = temporaryDirectory();
const inDirectory = (name: string): string => path.join(directory.path, name);
const data = inDirectory('example');
const policy = inDirectory('policy.txt');
const HEAD_APPOINTED = 'function=hr.head.appoint&school=lantern-point&on=2025-10-06';

let verifier: OfflineVerifier;
beforeAll(async () => {
  verifier = new OfflineVerifier(directory);
  expect(await remit(['record', EXAMPLE, '--data', data])).toMatchObject({ code: 0 });
  expect(await remit(['policy', '--out', policy, '--data', data])).toMatchObject({ code: 0 });
}, 120_000);
afterAll(() => directory.remove());

async function exported(
  name: string,
  ...more: readonly string[]
): Promise<{ file: string; text: string; out: string }> {
  const file = inDirectory(name);
  const { code, out, err } = await remit(['export', '--out', file, '--data', data, ...more]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(existsSync(`${file}.part`)).toBe(false);
  return { file, text: readFileSync(file, 'utf8'), out };
}

/** The lines of a file but the last, each with its newline. */
function body(text: string): string[] {
  return text.split(/(?<=\n)/).slice(0, -1);
}

describe('remit export, the whole record', () => {
  test('with answers is accepted, and says what it proves', async () => {
    const { file, text, out } = await exported(
      'record.bundle',
      ...['--question', `${HEAD_APPOINTED}&explain=full`, '--question', `${HEAD_APPOINTED}&knownAt=199`],
      ...['--question', 'function=fin.order.approve&school=saltmarsh'],
    );
    expect(out).toContain(
      'the record of "northshire" up to entry 209, where its last checkpoint ends, with 3 answers.',
    );
    expect(out).not.toContain('Not in it');
    const { code, out: said } = verifier.check(file, policy);
    expect({ code, said }).toMatchObject({ code: 0 });
    expect(said).toContain('ALL IS AS IT WAS SIGNED.');
    expect(said).toContain('Entries checked: 210');
    expect(said).toContain('Directory: the last checkpoint stands in it');
    expect(said).toContain('Answers worked out anew from the entries, all the same: 3');
    expect(said).toContain('hr.head.appoint at lantern-point on 6 October 2025, as recorded up to entry 199');
    const lines = body(text).map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    expect(lines.map((line) => `${canonicalJson(line)}\n`)).toEqual(body(text));
    expect(lines.filter(({ answer }) => answer !== undefined).map((line) => JSON.stringify(line))).toEqual([
      expect.stringContaining('"lost":') as string,
      expect.not.stringContaining('"lost":') as string,
      expect.not.stringContaining('"lost":') as string,
    ]);
  });

  test('is refused when anything in it was changed, with the right sum put back', async () => {
    const { text } = await exported('original.bundle', '--question', HEAD_APPOINTED);
    const lines = body(text);
    const changes: readonly (readonly [string, number, (lines: string[]) => string[]])[] = [
      ['an entry left out', 2, (all) => all.toSpliced(40, 1)],
      ['the last entry left out', 3, (all) => all.toSpliced(211, 1)],
      ['two entries swapped', 2, (all) => all.with(40, all[41]!).with(41, all[40]!)],
      ['an entry twice', 2, (all) => all.toSpliced(40, 0, all[40]!)],
      [
        'an entry altered',
        2,
        (all) =>
          all.with(
            30,
            withEntry(all[30]!, (entry) => entry.replace('live', 'import')),
          ),
      ],
      [
        'an answer altered',
        2,
        (all) => all.map((line) => (line.startsWith('{"answer"') ? line.replaceAll('ceo', 'cfo') : line)),
      ],
      [
        'a checkpoint altered',
        2,
        (all) => all.map((line) => (line.startsWith('{"checkpoint"') ? line.replace('\\n210\\n', '\\n209\\n') : line)),
      ],
      ['the size altered', 2, (all) => all.with(0, all[0]!.replace('"size":210', '"size":209'))],
    ];
    for (const [what, exit, change] of changes) {
      const changed = change([...lines]);
      expect([what, changed.join('') === lines.join('')]).toEqual([what, false]);
      const { code, out } = verifier.check(verifier.write('changed.bundle', sealed(changed)), policy);
      expect([what, code, out]).toEqual([what, exit, expect.not.stringContaining('ALL IS AS')]);
    }
    // One bit, anywhere, without the sum.
    const whole = Buffer.from(text);
    for (let at = 100; at < whole.length; at += Math.floor(whole.length / 12)) {
      const bit = Buffer.from(whole);
      bit[at] = bit[at]! ^ 4;
      const { code } = verifier.check(verifier.write('bit.bundle', bit), policy);
      expect([at, code === 0]).toEqual([at, false]);
    }
    expect(verifier.check(verifier.write('cut.bundle', text.slice(0, -200)), policy).code).toBe(3);
  }, 60_000);

  test('ends at the last checkpoint, and says what is not in it', async () => {
    const later = inDirectory('later');
    const script = linesFile(directory, 'sample.jsonl', SAMPLE_TRUST);
    expect(await remit(['record', script, '--data', later])).toMatchObject({ code: 0 });
    await appendUnsigned(later, SAMPLE_HEAD + 1, 2);
    const file = inDirectory('later.bundle');
    const ran = await remit(['export', '--out', file, '--data', later]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(
      `Not in it: entries ${String(SAMPLE_HEAD + 1)} to ${String(SAMPLE_HEAD + 2)}, which no checkpoint covers yet. To have them in it, make a checkpoint first: remit checkpoint`,
    );
    const json = await remit(['export', '--out', file, '--data', later, '--json']);
    expect(jsonLines(json.out)).toMatchObject([{ size: SAMPLE_HEAD + 1, head: SAMPLE_HEAD + 2, scope: 'record' }]);
    const asked = ['--question', `function=edu.monitor&school=oak&on=2025-06-03&knownAt=${String(SAMPLE_HEAD + 1)}`];
    const refused = await remit(['export', '--out', inDirectory('none.bundle'), '--data', later, ...asked]);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('Make a checkpoint first (remit checkpoint)');
    expect(existsSync(inDirectory('none.bundle'))).toBe(false);
    expect(await remit(['policy', '--out', inDirectory('later.txt'), '--data', later])).toMatchObject({ code: 0 });
    expect(verifier.check(file, inDirectory('later.txt')).code).toBe(0);
    expect(await remit(['checkpoint', '--data', later])).toMatchObject({ code: 0 });
    expect((await remit(['export', '--out', file, '--data', later])).out).not.toContain('Not in it');
    const { code, out } = verifier.check(file, inDirectory('later.txt'));
    expect([code, out]).toEqual([0, expect.stringContaining('Checked: 2 checkpoints')]);
  }, 60_000);

  test('a change of keys is in it: accepted by whoever lists both keys, or knows the old one', async () => {
    const rotated = inDirectory('rotated');
    const [before, after, both] = ['before.txt', 'after.txt', 'both.txt'].map(inDirectory) as [string, string, string];
    const more = ['--data', rotated, '--trust', 'northshire'];
    await remit(['record', linesFile(directory, 'sample.jsonl', SAMPLE_TRUST), '--data', rotated]);
    await remit(['policy', '--out', before, ...more]);
    await remit(['keys', 'rotate', '--data', rotated]);
    await remit(['policy', '--out', after, ...more]);
    const logs = [before, after].flatMap((file) => readFileSync(file, 'utf8').match(/^log .*$/gm) ?? []);
    verifier.write('both.txt', `${[...new Set(logs)].join('\n')}\nquorum none\n`);
    const file = inDirectory('rotated.bundle');
    expect(await remit(['export', '--out', file, ...more])).toMatchObject({ code: 0, err: '' });
    expect([before, after, both].map((each) => verifier.check(file, each).code)).toEqual([0, 4, 0]);
  }, 60_000);

  test('needs a checkpoint, a known trust, and a place for the file', async () => {
    const none = await remit(['export', '--out', inDirectory('x.bundle'), '--data', inDirectory('nothing')]);
    expect(none).toMatchObject({ code: 1, out: '' });
    const unknown = await remit(['export', '--out', inDirectory('x.bundle'), '--data', data, '--trust', 'nowhere']);
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('RECORD.TRUST_UNKNOWN') as string });
    const nowhere = await remit(['export', '--out', inDirectory('no/such/folder'), '--data', data]);
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining('CLI.FILE_MISSING') as string });
    expect(await remit(['export', '--data', data])).toMatchObject({ code: 2 });
    expect(existsSync(inDirectory('x.bundle'))).toBe(false);
  }, 30_000);
});

describe('remit export, answers alone', () => {
  test('has few entries, and is accepted', async () => {
    const asked = [
      '--question',
      HEAD_APPOINTED,
      '--question',
      'function=beh.policy&school=alderwick&on=2025-10-06&knownAt=150',
    ];
    const { file, text, out } = await exported('answers.bundle', '--answer-only', ...asked);
    expect(out).toMatch(/2 answers from the record of "northshire", with the (\d+) entries that prove them\./);
    const entries = body(text).filter((line) => line.startsWith('{"entry"'));
    expect(entries.length).toBeLessThan(40);
    const { code, out: said } = verifier.check(file, policy);
    expect([code, said]).toEqual([0, expect.stringContaining('all the same: 2')]);
    for (const left of entries) {
      const without = sealed(body(text).filter((line) => line !== left));
      expect(verifier.check(verifier.write('without.bundle', without), policy).code).not.toBe(0);
    }
  }, 60_000);

  test('needs questions, and none in full', async () => {
    const out = ['--out', inDirectory('refused.bundle'), '--data', data, '--answer-only'];
    expect((await remit(['export', ...out])).err).toContain('LEDGER.NO_QUESTION');
    expect((await remit(['export', ...out, '--question', `${HEAD_APPOINTED}&explain=full`])).err).toContain(
      'LEDGER.NOT_IN_FULL',
    );
  });
});

describe('over HTTP', () => {
  const clock = new TurnedClock(Date.parse('2025-03-03T10:00:00.000Z'));
  let api: ApiServer;
  beforeAll(async () => {
    api = await ApiServer.start(clock);
    await api.recordAll('northshire', SAMPLE_TRUST);
  });
  afterAll(() => api.close());

  const MONITOR = encodeURIComponent('function=edu.monitor&school=oak&on=2025-06-03');

  test('before the first checkpoint there is none', async () => {
    expect(await api.get('/api/trusts/northshire/bundle')).toMatchObject({
      status: 404,
      json: { code: 'LEDGER.NO_CHECKPOINT' },
    });
    await api.ledger.schedule.tick();
  });

  test('the same file, as an attachment', async () => {
    const reply = await api.get(`/api/trusts/northshire/bundle?question=${MONITOR}`);
    expect(reply).toMatchObject({
      status: 200,
      headers: {
        'content-type': expect.stringContaining('application/x-ndjson') as string,
        'content-disposition': `attachment; filename=northshire-${String(SAMPLE_HEAD + 1)}.remit-bundle`,
      },
    });
    const view = (await api.get('/api/trusts/northshire/checkpoint')).json as TrustCheckpointView;
    const logs = [view, view.directory!].map(({ origin, keys }) => ({
      origin,
      keys: keys.map((vkey) => ({ vkey, since: '3 March 2025' })),
    }));
    const held = verifier.write('api.txt', policyText('remit.local', logs));
    const { code, out } = verifier.check(verifier.write('api.bundle', reply.text), held);
    expect([code, out]).toEqual([0, expect.stringContaining('all the same: 1')]);
    expect(out).toContain('made on 3 March 2025');
    const small = await api.get(`/api/trusts/northshire/bundle?scope=answer&question=${MONITOR}&question=${MONITOR}`);
    expect(verifier.check(verifier.write('small.bundle', small.text), held)).toMatchObject({ code: 0 });
    expect(small.text.match(/^\{"entry"/gm)!.length).toBeLessThan(SAMPLE_HEAD);
  });

  const withAuthority = TestAuthority.isHere() ? test : test.skip;
  withAuthority('what others have said is in it: a witness of the directory, and time-stamps', async () => {
    const { checkpoints, operator } = api.ledger.ledger;
    const [record, all] = [`${operator}/trust/northshire`, `${operator}/directory`].map((log) =>
      checkpoints.latest(log)!,
    );
    const witness = witnessKey('witness.example/w1');
    const time = Date.parse('2025-03-03T11:00:00.000Z') / 1000;
    const cosigned = witnessed(Buffer.from(all!.note).toString(), witness, time);
    const line = Buffer.from(`${cosigned.trimEnd().split('\n').at(-1)!}\n`);
    const at = '2025-03-03T11:00:00.000Z';
    checkpoints.addAnchor(all!.id, { kind: 'cosignature', by: witness.name, at, bytes: line });
    const authority = new TestAuthority(directory, 'Example time');
    for (const { id, note } of [record!, all!]) {
      checkpoints.addAnchor(id, { kind: 'timestamp', by: authority.name, at, bytes: authority.stamp(note, 'token') });
    }
    const logs = [record!, all!].flatMap(({ log }) => checkpoints.keysOf(log).map(({ vkey }) => `log ${vkey}`));
    const lines = [...logs, `witness auditor ${vkeyOf(witness)}`, 'quorum auditor', ''];
    const held = verifier.write('witnessed.txt', lines.join('\n'));
    const trusted = verifier.write('tsa.pem', authority.certificate('authority'));
    const check = async () => {
      const { text } = await api.get('/api/trusts/northshire/bundle');
      return verifier.check(verifier.write('witnessed.bundle', text), held, '--tsa', trusted);
    };
    const { code, out } = await check();
    expect([code, out]).toEqual([0, expect.stringContaining('witness.example/w1')]);
    expect(out.match(/Example time/g)).toHaveLength(2);
    // The next checkpoint nobody has confirmed yet; what was said of the earlier one stays.
    await api.record('northshire', {
      command: 'DefineFunction',
      data: { function: 'own.later', name: 'Something later', scope: 'trust' },
    });
    await api.ledger.schedule.tick();
    expect(await check()).toMatchObject({
      code: 4,
      out: expect.stringContaining('Too few of your witnesses') as string,
    });
    const { text } = await api.get('/api/trusts/northshire/bundle');
    expect(text.match(/^\{"timestamp":\{"of":0/gm)).toHaveLength(1);
    expect(text.match(/^\{"timestamp"/gm)).toHaveLength(1);
  });

  test.each([
    ['scope=answer', 422, 'LEDGER.NO_QUESTION', 'question'],
    [`scope=answer&question=${MONITOR}%26explain%3Dfull`, 422, 'LEDGER.NOT_IN_FULL', 'question[0].explain'],
    [`question=${MONITOR}%26knownAt%3D2014-01-01`, 422, 'LEDGER.NOTHING_RECORDED', 'question[0].knownAt'],
    [`question=${MONITOR}&question=function%3Dedu.monitor`, 400, 'RECORD.FIELD_MISSING', 'question[1].on'],
    [`question=${MONITOR}%26on%3D2025-06-04`, 400, 'RECORD.FIELD_INVALID', 'question[0].on'],
    [`question=${MONITOR}%26name%3Dx`, 400, 'RECORD.FIELD_UNKNOWN', 'question[0].name'],
    [`question=function%3Dno.such%26on%3D2025-06-03`, 400, 'ACCOUNTABILITY.FUNCTION_UNKNOWN', 'question[0].function'],
    ['scope=all', 400, 'RECORD.FIELD_INVALID', 'scope'],
  ])('refused: %s', async (query, status, code, field) => {
    expect(await api.get(`/api/trusts/northshire/bundle?${query}`)).toMatchObject({ status, json: { code, field } });
  });
});

/** The line of an entry with another text of the entry. */
function withEntry(line: string, change: (entry: string) => string): string {
  const { entry } = JSON.parse(line) as { readonly entry: string };
  return `${JSON.stringify({ entry: Buffer.from(change(Buffer.from(entry, 'base64').toString())).toString('base64') })}\n`;
}

/** Records as a server does between two checkpoints. */
async function appendUnsigned(directory: string, first: number, count: number): Promise<void> {
  const store = new SqliteRecordStore({ directory, access: 'write', durability: 'test-off' });
  const entries = Array.from({ length: count }, (_, at) => {
    const n = first + at;
    const key = `later-${String(n)}`;
    return encode({
      ...({ v: 1, trust: 'northshire', n, id: entryId('northshire', key), type: 'FunctionDefined.v1' } as const),
      recordedAt: '2099-01-01T00:00:00.000Z',
      ...({ actor: { id: 'clerk-1', as: 'clerk' }, command: { id: key, name: 'DefineFunction' } } as const),
      ...({ correlationId: key, causationId: key, provenance: 'live' } as const),
      data: { function: `own.later-${String(n)}`, name: 'Something later', scope: 'trust' },
    });
  });
  await store.append('northshire', first - 1, entries);
  await store.close();
}
