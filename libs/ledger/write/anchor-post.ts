import { fail, type Outcome, succeed } from '@remit/kernel';

/** What somebody outside has answered over HTTP. */
export interface PostReply {
  readonly status: number;
  /** The media type, without parameters, in lower case; empty when none is said. */
  readonly type: string;
  readonly body: Uint8Array;
}

/** What is sent, where, and how long an answer may take. */
export interface PostRequest {
  readonly url: string;
  /** Who that is, for messages. */
  readonly whom: string;
  readonly type: string;
  readonly body: Uint8Array;
  readonly timeoutMs: number;
  /** Ends it before its time. */
  readonly signal: AbortSignal;
}

/** More than any cosignature or time-stamp takes; bytes. The bundle holds no longer token either. */
export const REPLY_BYTES_MAX = 65_536;

/**
 * Sends something by HTTP POST and reads the answer. Follows no redirection: what is sent goes where it was set to go.
 * @returns the problem `LEDGER.ANCHOR_UNREACHABLE` when no whole answer came in time, or one that is too long.
 */
export async function post(request: PostRequest): Promise<Outcome<PostReply>> {
  const { url, whom, type, body, timeoutMs, signal } = request;
  const inTime = AbortSignal.timeout(timeoutMs);
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': type },
      body: Buffer.from(body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, inTime]),
    });
    const read = await bodyOf(reply);
    if (read === undefined) return unreachable(whom, 'its answer is too long');
    const [said = ''] = (reply.headers.get('content-type') ?? '').split(';');
    return succeed({ status: reply.status, type: said.trim().toLowerCase(), body: read });
  } catch (error) {
    if (inTime.aborted) return unreachable(whom, `no answer came within ${String(timeoutMs / 1000)} seconds`);
    return unreachable(whom, signal.aborted ? 'this program is ending' : causeOf(error));
  }
}

async function bodyOf({ body }: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    // Leaving the loop lets go of the connection.
    if (length > REPLY_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Why a request failed, as the system below says it. */
function causeOf(error: unknown): string {
  const { cause, message } = error as { readonly cause?: { code?: unknown; message?: unknown }; message?: unknown };
  return String(cause?.code ?? cause?.message ?? message ?? error);
}

function unreachable(whom: string, why: string): Outcome<never> {
  return fail({
    code: 'LEDGER.ANCHOR_UNREACHABLE',
    detail: `${whom} could not be reached (${why}). Recording and signing go on; it is asked again later by itself, and then for everything since.`,
  });
}
