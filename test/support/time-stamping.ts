import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TemporaryDirectory } from './temporary-directory.js';

/** A time-stamping authority (RFC 3161) made with the `openssl` of this machine: a root, and what it certifies. */
export class TestAuthority {
  private stamps = 0;

  /** @param name stands in its certificate. */
  constructor(
    private readonly directory: TemporaryDirectory,
    readonly name: string,
    usage = 'critical,timeStamping',
  ) {
    const subject = (who: string) => ['-subj', `/O=Example/CN=${who}`];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '3650'];
    this.openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', ...subject(`${name} root`));
    this.openssl('req', ...key.slice(0, -2), '-keyout', 'tsa.key', '-out', 'tsa.csr', ...subject(name));
    writeFileSync(this.file('tsa.ext'), `extendedKeyUsage=${usage}\nkeyUsage=critical,digitalSignature\n`);
    const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '3650', '-extfile', 'tsa.ext'];
    this.openssl('x509', '-req', '-in', 'tsa.csr', '-out', 'tsa.pem', ...signed);
    writeFileSync(this.file('tsa.cnf'), CONFIGURATION);
    writeFileSync(this.file('serial'), '01\n');
  }

  /** Whether this machine can play one. */
  static isHere(): boolean {
    try {
      execFileSync('openssl', ['version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }

  /** A certificate in PEM form. */
  certificate(of: 'root' | 'authority'): string {
    return readFileSync(this.file(of === 'root' ? 'ca.pem' : 'tsa.pem'), 'utf8');
  }

  /** The DER of a time-stamp of some bytes: a whole response, or only its token. */
  stamp(bytes: Uint8Array, as: 'response' | 'token' = 'response', certificates = true): Buffer {
    this.stamps += 1;
    const [data, query, reply] = ['bin', 'tsq', 'tsr'].map((ending) => `${String(this.stamps)}.${ending}`) as [
      string,
      string,
      string,
    ];
    writeFileSync(this.file(data), bytes);
    this.openssl('ts', '-query', '-data', data, '-sha256', ...(certificates ? ['-cert'] : []), '-out', query);
    const form = as === 'token' ? ['-token_out'] : [];
    this.openssl('ts', '-reply', '-queryfile', query, '-config', 'tsa.cnf', ...form, '-out', reply);
    return readFileSync(this.file(reply));
  }

  /** The answer to a request for a time-stamp. */
  replyTo(query: Buffer): Buffer {
    this.stamps += 1;
    const [asked, reply] = [`${String(this.stamps)}.tsq`, `${String(this.stamps)}.tsr`];
    writeFileSync(this.file(asked), query);
    this.openssl('ts', '-reply', '-queryfile', asked, '-config', 'tsa.cnf', '-out', reply);
    return readFileSync(this.file(reply));
  }

  /** Whether `openssl ts -verify` accepts a token for some bytes, by this authority's root. */
  accepts(token: Uint8Array, bytes: Uint8Array): boolean {
    writeFileSync(this.file('kept.tsr'), token);
    writeFileSync(this.file('kept.bin'), bytes);
    try {
      this.openssl('ts', '-verify', '-data', 'kept.bin', '-in', 'kept.tsr', '-token_in', '-CAfile', 'ca.pem');
      return true;
    } catch {
      return false;
    }
  }

  /** What a token says (TSTInfo), as it is signed. */
  contentOf(token: Buffer): Buffer {
    writeFileSync(this.file('token.der'), token);
    this.openssl('cms', '-verify', '-noverify', '-inform', 'DER', '-in', 'token.der', '-binary', '-out', 'content.der');
    return readFileSync(this.file('content.der'));
  }

  /** Signs what a token says with this authority's key, whatever its certificate is for. */
  signAsTimestamp(content: Buffer): Buffer {
    writeFileSync(this.file('tst.der'), content);
    const as = ['-econtent_type', '1.2.840.113549.1.9.16.1.4', '-nodetach', '-binary', '-cades', '-md', 'sha256'];
    const by = ['-signer', 'tsa.pem', '-inkey', 'tsa.key', '-outform', 'DER', '-out', 'signed.der'];
    this.openssl('cms', '-sign', '-in', 'tst.der', ...as, ...by);
    return readFileSync(this.file('signed.der'));
  }

  private file(name: string): string {
    return path.join(this.directory.path, name);
  }

  private openssl(...args: readonly string[]): void {
    execFileSync('openssl', args, { cwd: this.directory.path, stdio: 'ignore' });
  }
}

const CONFIGURATION = `[tsa]
default_tsa = it
[it]
serial = serial
signer_cert = tsa.pem
certs = ca.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
`;
