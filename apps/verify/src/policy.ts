import { LOG_KEY, readKey, WITNESS_KEY, type NoteKey } from './note.js';

/** The auditor's own file that says whom she trusts: C2SP tlog-policy, as in docs/bundle-format.md, section 5. */

/** A witness, or a group of which so many must have signed. */
export type Quorum =
  | { readonly kind: 'witness'; readonly name: string; readonly key: NoteKey }
  | { readonly kind: 'group'; readonly name: string; readonly need: number; readonly members: readonly Quorum[] };

export interface Policy {
  readonly logs: readonly NoteKey[];
  readonly witnesses: readonly Extract<Quorum, { kind: 'witness' }>[];
  /** `undefined` when nobody else's signature is asked for. */
  readonly quorum: Quorum | undefined;
}

/** Why a file is no policy, with the line. */
export class NotAPolicy extends Error {
  override readonly name = 'NotAPolicy';
}

const LINES_MAX = 256;

class Draft {
  readonly logs: NoteKey[] = [];
  readonly witnesses: Extract<Quorum, { kind: 'witness' }>[] = [];
  readonly named = new Map<string, Quorum>();
  readonly members = new Set<string>();
  quorum: Quorum | 'none' | undefined;

  read([word, ...items]: readonly string[]): void {
    if (word === 'log') this.log(items);
    else if (word === 'witness') this.witness(items);
    else if (word === 'group') this.group(items);
    else if (word === 'quorum') this.setQuorum(items);
    else throw new NotAPolicy('it begins with none of the words log, witness, group and quorum');
  }

  private log(items: readonly string[]): void {
    this.logs.push(this.key(items[0], LOG_KEY, items.length > 2));
  }

  private witness([name = '', vkey, ...more]: readonly string[]): void {
    const key = this.key(vkey, WITNESS_KEY, more.length > 1);
    const witness = { kind: 'witness', name: utf8(name), key } as const;
    this.witnesses.push(witness);
    this.give(name, witness);
  }

  private key(vkey: string | undefined, type: number, hasMore: boolean): NoteKey {
    if (vkey === undefined || hasMore) throw new NotAPolicy('it has not the right number of parts');
    const key = readKey(utf8(vkey));
    if (typeof key === 'string') throw new NotAPolicy(`its key cannot be used: ${key}`);
    if (key.type !== type) throw new NotAPolicy('its key is not of the kind that belongs there');
    const others = [...this.logs, ...this.witnesses.map((witness) => witness.key)];
    if (others.some(({ publicKey }) => publicKey.equals(key.publicKey))) {
      throw new NotAPolicy('its key stands there already, perhaps under another name');
    }
    return key;
  }

  private group([name = '', share = '', ...names]: readonly string[]): void {
    const need = share === 'all' ? names.length : share === 'any' ? 1 : Number(/^[1-9]\d{0,8}$/.exec(share)?.[0] ?? 0);
    if (need < 1 || need > names.length) throw new NotAPolicy('it does not say how many of its members are needed');
    const members = names.map((each) => {
      const member = this.named.get(each);
      if (member === undefined) throw new NotAPolicy(`no line before it says who "${utf8(each)}" is`);
      if (this.members.has(each)) throw new NotAPolicy(`"${utf8(each)}" is a member twice`);
      this.members.add(each);
      return member;
    });
    this.give(name, { kind: 'group', name: utf8(name), need, members });
  }

  private give(name: string, to: Quorum): void {
    if (name === '' || name === 'none') throw new NotAPolicy('it gives a name that cannot be given');
    if (this.named.has(name)) throw new NotAPolicy(`"${utf8(name)}" is somebody's name already`);
    this.named.set(name, to);
  }

  private setQuorum([name = '', ...more]: readonly string[]): void {
    if (this.quorum !== undefined) throw new NotAPolicy('there is a quorum already');
    this.quorum = name === 'none' ? 'none' : this.named.get(name);
    if (this.quorum === undefined || more.length > 0) throw new NotAPolicy('it names nobody as the quorum');
  }
}

/** What octets say as UTF-8. In the file itself names are compared octet by octet. */
function utf8(octets: string): string {
  return Buffer.from(octets, 'latin1').toString('utf8');
}

/** Reads a policy. @throws NotAPolicy */
export function readPolicy(file: Uint8Array): Policy {
  const draft = new Draft();
  const lines = Buffer.from(file).toString('latin1').split('\n');
  const used = lines.map((line) => line.split(/[\t ]+/).filter((item) => item !== ''));
  if (used.filter(([word]) => word !== undefined && !word.startsWith('#')).length > 4 * LINES_MAX) {
    throw new NotAPolicy('it has too many lines');
  }
  used.forEach((items, at) => {
    try {
      if (!/^[\t -~\u0080-\u00ff]*$/.test(lines[at]!)) throw new NotAPolicy('it has a sign that must not be there');
      if (items[0] !== undefined && !items[0].startsWith('#')) draft.read(items);
    } catch (error) {
      throw new NotAPolicy(`line ${String(at + 1)}: ${(error as Error).message}`);
    }
  });
  if (draft.quorum === undefined)
    throw new NotAPolicy('no line says "quorum"; write "quorum none" if nobody else signs');
  const { logs, witnesses, quorum } = draft;
  return { logs, witnesses, quorum: quorum === 'none' ? undefined : quorum };
}

/**
 * When a quorum was met last: the latest time such that the signatures given then or later are enough, in seconds since
 * 1970. @returns `undefined` when they are not enough.
 */
export function quorumMetAt(quorum: Quorum, signedAt: ReadonlyMap<NoteKey, number>): number | undefined {
  if (quorum.kind === 'witness') return signedAt.get(quorum.key);
  const times = quorum.members.flatMap((member) => quorumMetAt(member, signedAt) ?? []);
  return times.sort((one, other) => other - one)[quorum.need - 1];
}
