import type { FileForm } from '@remit/disk/nest';
import { KeysUnavailable } from './person-keys.js';

/** Bytes of a key, and of what it takes to wrap one with AES-GCM. */
export const KEY_BYTES = 32;
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const DDL = `
create table person_key (
  trust   text not null,
  person  text not null,
  wrapped blob not null check (length(wrapped) = ${String(NONCE_BYTES + KEY_BYTES + TAG_BYTES)}),
  primary key (trust, person)
) strict, without rowid;

create table erased_until (
  one      integer primary key check (one = 1),
  position text not null,
  trust    text not null,
  id       text not null
) strict;
`;

/** `people.db`. The letters RMPK mark it. */
export const PERSON_KEYS: FileForm = {
  what: 'key file',
  applicationId: 0x52_4d_50_4b,
  version: 1,
  ddl: DDL,
  rights: 0o600,
  backup: 'the files of the keys directory',
  // What says why there are no keys is the end of a sentence.
  refuse: (says, cause) => new KeysUnavailable(says.replace(/\.$/, ''), { cause }),
};
