import { X509Certificate } from 'node:crypto';
import { fail, type Outcome, succeed } from '@remit/kernel';
import { COSIGNATURE_V1, parseVerifierKey } from '../domain/note-keys.js';
import type { Anchorer } from './anchor.js';
import type { CheckpointStore } from './checkpoint-store.js';
import { sha256 } from './node-primitives.js';
import { TimestampAuthority, type TimestampSettings } from './timestamp-authority.js';
import { Witness, type WitnessSettings } from './witness.js';

/** Who is to confirm checkpoints, as it was set. */
export interface AnchorTexts {
  /** Each `KEY URL`; several are parted by commas or new lines. */
  readonly witnesses: readonly string[];
  /** A URL. */
  readonly tsa: string | undefined;
  /** Certificates in PEM form. */
  readonly tsaCertificates: string | undefined;
}

/** Who is to confirm checkpoints; nobody when nothing was set, and then nothing is sent anywhere. */
export interface AnchorSettings {
  readonly witnesses: readonly WitnessSettings[];
  readonly tsa: TimestampSettings | undefined;
}

/** Reads the settings. @returns the problem `LEDGER.ANCHOR_SETTINGS` that says which one is wrong, and how. */
export function anchorSettings({ witnesses, tsa, tsaCertificates }: AnchorTexts): Outcome<AnchorSettings> {
  const read: WitnessSettings[] = [];
  for (const line of witnesses.flatMap((text) => text.split(/[,\n]/))) {
    if (line.trim() === '') continue;
    const witness = readWitness(line.trim());
    if (typeof witness === 'string') return wrong(witness);
    if (read.some(({ key }) => key.name === witness.key.name)) {
      return wrong(`The witness ${witness.key.name} is set twice. Leave one of the two out.`);
    }
    read.push(witness);
  }
  const authority = readAuthority(tsa, tsaCertificates);
  return typeof authority === 'string' ? wrong(authority) : succeed({ witnesses: read, ...authority });
}

/** Those that the settings name, over a ledger. @param now milliseconds since 1970 */
export function anchorersOf(
  { witnesses, tsa }: AnchorSettings,
  checkpoints: CheckpointStore,
  now: () => number,
): readonly Anchorer[] {
  return [
    ...witnesses.map((witness) => new Witness(witness, checkpoints)),
    ...(tsa === undefined ? [] : [new TimestampAuthority(tsa, now)]),
  ];
}

function readWitness(line: string): WitnessSettings | string {
  const [vkey = '', url = '', ...more] = line.split(/\s+/);
  if (more.length > 0 || url === '') {
    return `"${line}" does not name a witness. Write its key, a space and its address, such as: witness.example+0a1b2c3d+BE… https://witness.example`;
  }
  const key = parseVerifierKey(sha256, vkey);
  if (!key.ok) return key.problem.detail;
  if (key.value.type !== COSIGNATURE_V1) {
    return `The key of ${key.value.name} signs logs (type 1), and is not one that a witness cosigns with (type 4). Ask whoever runs the witness for the other one.`;
  }
  return isAddress(url) ? { key: key.value, url } : badAddress(url);
}

function readAuthority(url: string | undefined, pem: string | undefined): { tsa: AnchorSettings['tsa'] } | string {
  if (url === undefined || url === '') {
    return pem === undefined ? { tsa: undefined } : 'REMIT_TSA_CERT is set without REMIT_TSA. Set both, or neither.';
  }
  if (!isAddress(url)) return badAddress(url);
  const pinned = pem === undefined ? [] : certificatesIn(pem);
  return pinned === undefined
    ? 'REMIT_TSA_CERT has no certificate in PEM form. Get the file from the time-stamping authority.'
    : { tsa: { url, pinned } };
}

function certificatesIn(pem: string): readonly X509Certificate[] | undefined {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs);
  try {
    return blocks?.map((block) => new X509Certificate(block));
  } catch {
    return undefined;
  }
}

/** A name and password in an address would be sent to nobody: what sends it refuses them. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && [username, password, search, hash].every((part) => part === '');
}

function badAddress(text: string): string {
  const shown = text.replace(/\/\/[^/]*@/, '//\u2026@');
  return `"${shown}" is no address. It begins with https:// and has no password, "?" or "#" in it.`;
}

function wrong(detail: string): Outcome<never> {
  return fail({ code: 'LEDGER.ANCHOR_SETTINGS', detail });
}
