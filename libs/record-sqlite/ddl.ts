import type { FileForm } from '@remit/disk/nest';
import { UnsafeSetting } from './settings.js';

/**
 * The whole schema, version 1. Its snapshot is `test/contract/schema-v1.sql`.
 *
 * `entry.position` needs no AUTOINCREMENT (and the page it would touch): rows never go, so the next row number is
 * always the greatest plus one. `entry.hashes` are the nodes of the trust's Merkle tree that the entry completes, its own
 * leaf first (see `placeOf` of the ledger): they stand in the entry's row, so that keeping the tree touches no other page. The triggers guard against mistakes; against intent only the ledger helps.
 */
const DDL = `
create table trust (
  id   integer primary key,
  name text not null unique
) strict;

create table entry (
  position    integer primary key,
  trust       integer not null references trust (id),
  n           integer not null check (n >= 0),
  id          blob not null unique check (length(id) = 16),
  type        text not null,
  recorded_at text not null,
  bytes       blob not null,
  hashes      blob not null check (length(hashes) > 0 and length(hashes) % 32 = 0),
  unique (trust, n)
) strict;

create trigger entry_is_never_changed before update on entry
begin select raise(abort, 'An entry of the record is never changed: record a correction instead.'); end;

create trigger entry_never_goes before delete on entry
begin select raise(abort, 'An entry of the record is never deleted: record a correction instead.'); end;

create trigger trust_is_never_changed before update on trust
begin select raise(abort, 'The id of a trust is never changed.'); end;

create trigger trust_never_goes before delete on trust
begin select raise(abort, 'A trust that has a record is never deleted.'); end;
`;

/** `record.db`. The letters RMIT mark it. A new schema never loses a row. */
export const RECORD: FileForm = {
  what: 'record',
  applicationId: 0x52_4d_49_54,
  version: 1,
  ddl: DDL,
  rights: 0o644,
  backup: 'the files of the directory',
  refuse: (says, cause) => new UnsafeSetting(says, { cause }),
};
