import { X509Certificate } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Auditor } from './bundle-check.js';
import { utf8Text } from './bytes.js';
import { EXIT } from './finding.js';
import { NotAPolicy, readPolicy } from './policy.js';
import type { Report } from './report.js';
import { BundleReader } from './verify.js';
import { inWords } from './words.js';

const USAGE = `remit-verify BUNDLE --policy FILE [--checkpoint NOTE]... [--tsa CERTIFICATE]... [--json]

Checks a bundle of a trust's record without Remit, without a network and without trusting whoever made it.

  --policy FILE        whom you trust: your own file with the keys of the log and of witnesses. Never one that
                       came with the bundle
  --checkpoint NOTE    a checkpoint that you kept from earlier; the record must begin with what you saw then
  --tsa CERTIFICATE    a certificate (PEM) of a time-stamping authority that you trust
  --json               says it for programs

Ends with 0 when all is as it was signed, 2 when something was altered, 3 when something is missing, 4 when your
policy does not accept it, and 1 when nothing could be checked.
`;

/** Something to say before anything was checked. */
class CannotStart extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
  ) {
    super(message);
  }
}

interface Call {
  readonly bundle: string;
  readonly policy: string;
  readonly checkpoints: readonly string[];
  readonly authorities: readonly string[];
  readonly json: boolean;
}

const OPTIONS = {
  policy: { type: 'string' },
  checkpoint: { type: 'string', multiple: true },
  tsa: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function readCall(args: readonly string[]): Call | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    if (values.help === true) return undefined;
    const [bundle, ...more] = positionals;
    if (bundle === undefined || more.length > 0) throw new Error('Give the file of one bundle.');
    const { policy, checkpoint = [], tsa = [], json = false } = values;
    if (policy === undefined) {
      throw new CannotStart(
        EXIT.policy,
        'Give your own policy with --policy. The one in the bundle comes from whoever made the bundle and is never used.',
      );
    }
    return { bundle, policy, checkpoints: checkpoint, authorities: tsa, json };
  } catch (error) {
    if (error instanceof CannotStart) throw error;
    throw new CannotStart(EXIT.wrongCall, `${(error as Error).message}\n\n${USAGE}`);
  }
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw cannotRead(file, error);
  }
}

function cannotRead(file: string, error: unknown): CannotStart {
  return new CannotStart(EXIT.wrongCall, `${file} cannot be read (${(error as Error).message}). Nothing was checked.`);
}

function auditorOf({ policy, checkpoints, authorities }: Call): Auditor {
  return {
    policy: policyOf(policy),
    own: checkpoints.map((file) => ({ file: path.basename(file), note: utf8Text(read(file)) ?? '' })),
    authorities: authorities.flatMap(certificatesOf),
  };
}

function policyOf(file: string): Auditor['policy'] {
  try {
    return readPolicy(read(file));
  } catch (error) {
    if (!(error instanceof NotAPolicy)) throw error;
    throw new CannotStart(EXIT.policy, `Your policy ${file} cannot be used: ${error.message}. Correct the file.`);
  }
}

function certificatesOf(file: string): X509Certificate[] {
  const pem = read(file).toString('latin1');
  const found = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    if (found.length > 0) return found.map((each) => new X509Certificate(each));
  } catch {
    // Said below.
  }
  throw new CannotStart(
    EXIT.wrongCall,
    `${file} is no certificate in PEM form. Ask the time-stamping authority for it.`,
  );
}

async function verifyFile(file: string, auditor: Auditor): Promise<Report> {
  const reader = new BundleReader(auditor);
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
      if (!reader.take(chunk as Buffer)) break;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw cannotRead(file, error);
  }
  return reader.end();
}

/** Runs the program. @returns its exit code. */
export async function run(
  args: readonly string[],
  say: (text: string) => void,
  complain: (text: string) => void,
): Promise<number> {
  try {
    const call = readCall(args);
    if (call === undefined) {
      say(USAGE);
      return EXIT.ok;
    }
    const report = await verifyFile(call.bundle, auditorOf(call));
    say(
      call.json
        ? `${JSON.stringify({ exitCode: EXIT[report.outcome], ...report })}\n`
        : `${inWords(report).join('\n')}\n`,
    );
    return EXIT[report.outcome];
  } catch (error) {
    if (error instanceof CannotStart) {
      complain(`${error.message}\n`);
      return error.exitCode;
    }
    complain(
      `The check could not be finished, so nothing can be said about the bundle: ${(error as Error).message}. Please report this together with the bundle.\n`,
    );
    return EXIT.incomplete;
  }
}
