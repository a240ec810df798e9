import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { answerTo, entriesOf, fileOf, keyOf, recordDraft, TestLog, vkeyOf } from '../support/bundles.js';
import { pureTrust } from '../support/pure-trust.js';
import { SAMPLE_TRUST } from '../support/sample-trust.js';
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.js';

/** The one file that an auditor gets, built as `npm run build` does, alone in a folder, on the oldest Node that there is. */

/** For the members of an object. */
const containing = (part: string): unknown => expect.stringContaining(part);
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const ROOT = path.resolve(import.meta.dirname, '../..');

/** A plain Node of version 20 or later that is not the project's own, or else that one. */
function plainNode(): string {
  const found = ['/usr/bin/node', '/usr/local/bin/node'].find((node) => {
    const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
    return Number(/^v(\d+)/.exec(stdout)?.[1]) >= 20;
  });
  return found ?? process.execPath;
}

const trust = pureTrust(SAMPLE_TRUST);
const log = new TestLog('northshire', entriesOf(trust));
const answer = answerTo(trust, { function: 'edu.monitor', school: 'oak', on: '2025-06-03', knownAt: 18 });
const bundle = fileOf(recordDraft(log, [7, 19], [answer]));

describe('remit-verify, one file in an empty folder', () => {
  const node = plainNode();
  let directory: TemporaryDirectory;

  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(path.join(directory.path, name), content);
    return name;
  };
  const run = (...args: readonly string[]) => {
    const options = { cwd: directory.path, env: {}, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync(node, ['remit-verify.mjs', ...args], options);
    return { status, stdout, stderr };
  };

  beforeAll(() => {
    directory = temporaryDirectory();
    const to = path.join(directory.path, 'remit-verify.mjs');
    execFileSync(process.execPath, [path.join(ROOT, 'apps/verify/build.mjs'), to]);
    write('trust.bundle', bundle);
    write('policy.txt', log.policy());
    write('kept.txt', log.note(7));
  }, 60_000);

  afterAll(() => directory.remove());

  it('accepts a good bundle and says in words what that means', () => {
    const { status, stdout, stderr } = run('trust.bundle', '--policy', 'policy.txt', '--checkpoint', 'kept.txt');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('ALL IS AS IT WAS SIGNED.');
    expect(stdout).toContain('Your own checkpoint kept.txt (7 entries)');
    expect(stdout).toContain(answer.says);
    expect(stdout).toContain('What this does not prove:');
  });

  it('says the same to programs', () => {
    const { status, stdout } = run('trust.bundle', '--policy', 'policy.txt', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ exitCode: 0, outcome: 'ok', problem: null },
      facts: { entries: 19, checkpoints: 2, directory: 'checked', answers: [{ says: answer.says }] },
    });
  });

  it('ends with 2 when a bit was changed, anywhere', () => {
    for (const at of [300, 2_000, 9_000, bundle.length - 40]) {
      const changed = Buffer.from(bundle);
      changed[at] = changed[at]! ^ 1;
      const { status, stdout, stderr } = run(write('changed.bundle', changed), '--policy', 'policy.txt');
      expect([status, stderr]).toEqual([2, '']);
      expect(stdout).toMatch(/^ALTERED\. Do not rely on this bundle\./);
    }
  });

  it('ends with 3 when the file is cut off, or empty', () => {
    for (const end of [0, 100, bundle.length - 1]) {
      const cut = write('cut.bundle', bundle.subarray(0, end));
      expect(run(cut, '--policy', 'policy.txt')).toMatchObject({
        status: 3,
        stdout: matching(/^INCOMPLETE\./),
      });
    }
  });

  it('ends with 4 when the policy does not accept it, and takes none from the bundle', () => {
    const other = write('other.txt', `log ${vkeyOf(keyOf(log.origin, 'other'))}\nquorum none\n`);
    expect(run('trust.bundle', '--policy', other)).toMatchObject({
      status: 4,
      stdout: matching(/^NOT ACCEPTED/),
    });
    expect(run('trust.bundle')).toMatchObject({ status: 4, stderr: containing('Give your own policy') });
    expect(run('trust.bundle', '--policy', 'trust.bundle')).toMatchObject({
      status: 4,
      stderr: containing('cannot be used'),
    });
  });

  it('ends with 1 when nothing could be checked', () => {
    expect(run('nowhere.bundle', '--policy', 'policy.txt')).toMatchObject({
      status: 1,
      stderr: containing('Nothing was checked'),
    });
    expect(run('.', '--policy', 'policy.txt').status).toBe(1);
    expect(run('trust.bundle', '--policy', 'nowhere.txt').status).toBe(1);
    expect(run('trust.bundle', '--policy', 'policy.txt', '--tsa', 'policy.txt').status).toBe(1);
    expect(run('--polish', 'yes').status).toBe(1);
    expect(run('--help')).toMatchObject({ status: 0, stdout: containing('remit-verify BUNDLE') });
  });

  it('is one file that needs nothing but cryptography, files and arguments of Node', () => {
    const source = readFileSync(path.join(directory.path, 'remit-verify.mjs'), 'utf8');
    const imported = [...source.matchAll(/^import .*?from "([^"]+)"/gm)].map(([, from]) => from);
    expect([...new Set(imported)].sort()).toEqual(['node:crypto', 'node:fs', 'node:path', 'node:util']);
    expect(source).not.toMatch(/\brequire\(|\bimport\(|\bfetch\(/);
  });
});
