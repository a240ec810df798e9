import { checkReplay, type ElsewhereDigest, GetReplay, READINGS, type ReplayVerdict } from '@remit/engine/nest';
import type { TrustHead } from '@remit/record';
import { RefusedRequest, valueOf } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { type Arguments, noFile } from '../arguments.js';
import { reading, trustOf } from '../engine.js';
import { say, sayJson } from '../print/output.js';
import { portraitText } from '../print/portrait-text.js';
import { WrongUsage } from '../usage.js';
import { Progress } from './progress.js';
import { given, wholeNumber } from './who.js';

const SAME = 0;
const DIFFERENT = 2;

/** `remit replay`: the trust as known at an entry, or whether every index follows from the record. @returns the exit code. */
export async function replay(args: Arguments): Promise<number> {
  noFile(args);
  if (args.flag('check')) return check(args);
  if (args.text('server') !== undefined) throw new WrongUsage('--server belongs to --check.');
  const asked = { ...given('to', wholeNumber(args.text('to'))), ...given('on', args.text('on')) };
  return reading(args, async (engine) => {
    const found = valueOf(await engine.queries.execute(new GetReplay(await trustOf(args, engine), asked)));
    if (args.json) sayJson(found);
    else say(portraitText(found));
    return 0;
  });
}

async function check(args: Arguments): Promise<number> {
  if (args.text('to') !== undefined || args.text('on') !== undefined) {
    throw new WrongUsage('--check looks at the whole record: leave --to and --on out.');
  }
  const server = args.text('server');
  const named = args.text('trust');
  const store = new SqliteRecordStore({ directory: args.data, access: 'read' });
  try {
    const verdicts: ReplayVerdict[] = [];
    // The server is asked first: then the record here has at least as many entries as it knows of.
    const elsewhere = server === undefined ? undefined : await digestsOf(server, await trustsIn(store, named));
    const heads = (await store.heads()).filter(({ trust }) => named === undefined || trust === named);
    if (heads.length === 0) throw nothingToCheck(args, named);
    const progress = progressOver(heads, args.json);
    for (const { trust, head } of heads) {
      verdicts.push(await checkOne(store, { trust, head }, { elsewhere: elsewhere?.get(trust), progress }));
    }
    return report(verdicts, args.json);
  } finally {
    await store.close();
  }
}

async function trustsIn(store: SqliteRecordStore, named: string | undefined): Promise<string[]> {
  return named === undefined ? (await store.heads()).map(({ trust }) => trust) : [named];
}

interface With {
  readonly elsewhere: ElsewhereDigest | undefined;
  readonly progress: (entries: number) => void;
}

async function checkOne(
  store: SqliteRecordStore,
  { trust, head }: TrustHead,
  { elsewhere, progress }: With,
): Promise<ReplayVerdict> {
  const ahead = elsewhere !== undefined && elsewhere.position > head;
  const verdict = await checkReplay({ store, trust, head, progress, elsewhere: ahead ? undefined : elsewhere });
  if (!ahead) return verdict;
  const says = `The server has entry ${String(elsewhere.position)}, and the record here ends with entry ${String(head)}: it serves another data directory. Give that one with --data.`;
  return { ...verdict, differences: [...verdict.differences, says] };
}

/** Tells how many entries of all readings are behind it. */
function progressOver(heads: readonly TrustHead[], silent: boolean): (entries: number) => void {
  const total = READINGS * heads.reduce((sum, { head }) => sum + head + 1, 0);
  const progress = new Progress(total, silent);
  let done = 0;
  return (entries) => {
    done += entries;
    progress.at(done, done);
  };
}

function nothingToCheck(args: Arguments, named: string | undefined): RefusedRequest {
  const what = named === undefined ? 'No trust' : `No trust "${named}"`;
  return new RefusedRequest({
    code: 'RECORD.TRUST_UNKNOWN',
    detail: `${what} is recorded in ${args.data}. List them with: remit trusts`,
  });
}

const SERVER_MS_MAX = 120_000;

/** The sums over the indexes that a running server has in memory. */
async function digestsOf(server: string, trusts: readonly string[]): Promise<ReadonlyMap<string, ElsewhereDigest>> {
  const digests = new Map<string, ElsewhereDigest>();
  for (const trust of trusts) {
    const url = URL.parse(`/api/trusts/${encodeURIComponent(trust)}/index`, server);
    if (url === null) throw new WrongUsage(`"${server}" is no address. Give one such as http://127.0.0.1:3000.`);
    digests.set(trust, await digestFrom(url));
  }
  return digests;
}

async function digestFrom(url: URL): Promise<ElsewhereDigest> {
  const reply = await fetched(url);
  const { position, sha256, detail } = reply.json as Partial<ElsewhereDigest> & { readonly detail?: string };
  if (reply.ok && typeof position === 'number' && typeof sha256 === 'string') return { position, sha256 };
  throw new RefusedRequest({
    code: 'CLI.SERVER_REFUSED',
    detail: `The server at ${url.origin} did not say what its index comes to: ${detail ?? 'it is no Remit that can'}. Check --server.`,
  });
}

async function fetched(url: URL): Promise<{ readonly ok: boolean; readonly json: unknown }> {
  let reply: Response;
  try {
    reply = await fetch(url, { signal: AbortSignal.timeout(SERVER_MS_MAX) });
  } catch {
    throw new RefusedRequest({
      code: 'CLI.SERVER_UNREACHABLE',
      detail: `There is no answer from ${url.origin}. Check --server, and that the server runs.`,
    });
  }
  return { ok: reply.ok, json: await reply.json().catch(() => ({})) };
}

function report(verdicts: readonly ReplayVerdict[], json: boolean): number {
  const different = verdicts.some(({ differences }) => differences.length > 0);
  if (json) for (const verdict of verdicts) sayJson(verdict);
  else for (const verdict of verdicts) say(verdictText(verdict));
  if (!json && different) {
    say(
      '\nAn answer may rest on an index that is not what the record says. Restart Remit, check again, and report this.',
    );
  }
  return different ? DIFFERENT : SAME;
}

function verdictText({ trust, entries, compared, sha256, differences }: ReplayVerdict): string {
  if (differences.length > 0)
    return [`${trust}: NOT THE SAME.`, ...differences.map((says) => `  - ${says}`)].join('\n');
  const count = entries === 1 ? '1 entry' : `${String(entries)} entries`;
  return `${trust}: ${count} replayed; the indexes are the same, byte for byte, ${String(compared)} times (SHA-256 ${sha256.slice(0, 16)}…).`;
}
