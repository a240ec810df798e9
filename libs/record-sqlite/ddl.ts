/** Marks a file as a record of Remit in its header (`PRAGMA application_id`): the letters RMIT. */
export const APPLICATION_ID = 0x52_4d_49_54;

/** The schema this program writes (`PRAGMA user_version`). A new one comes with its migration, and never loses a row. */
export const SCHEMA_VERSION = 1;

/**
 * The whole schema, version 1. Its snapshot is `test/contract/schema-v1.sql`.
 *
 * `entry.position` needs no AUTOINCREMENT (and the page it would touch): rows never go, so the next row number is
 * always the greatest plus one. `entry.hashes` are the nodes of the trust's Merkle tree that the entry completes, its own
 * leaf first (see `placeOf` of the ledger): they stand in the entry's row, so that keeping the tree touches no other page. The triggers guard against mistakes; against intent only the ledger helps.
 */
export const DDL = `
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

/** The names of all tables and triggers of {@link DDL}: a record that lacks one is not whole. */
export const SCHEMA_OBJECTS: readonly string[] = [
  'trust',
  'entry',
  'entry_is_never_changed',
  'entry_never_goes',
  'trust_is_never_changed',
  'trust_never_goes',
];
