import type { FileForm } from '@remit/disk/nest';
import { LedgerFault } from './ledger-fault.js';

/**
 * The whole schema, version 1.
 *
 * `checkpoint.log` is the origin; `root` and `peaks` are SHA-256 hashes, 32 bytes each, `peaks` those of the compact
 * range from left to right; `note` is the signed note, byte for byte. `directory_leaf.hashes` are the nodes of the
 * directory's tree that the leaf completes, its own first: the same layout as in `entry.hashes` of the record. The
 * leaf itself is the note of the checkpoint that it points to. Times are UTC instants with milliseconds.
 *
 * The triggers guard against mistakes; against intent only what others keep outside helps.
 */
const DDL = `
create table checkpoint (
  id      integer primary key,
  log     text not null,
  size    integer not null check (size >= 0),
  root    blob not null check (length(root) = 32),
  note    blob not null,
  peaks   blob not null check (length(peaks) % 32 = 0),
  made_at text not null
) strict;

create index checkpoint_of_log on checkpoint (log, size, id);

create table directory_leaf (
  n          integer primary key check (n >= 0),
  checkpoint integer not null unique references checkpoint (id),
  hashes     blob not null check (length(hashes) > 0 and length(hashes) % 32 = 0)
) strict;

create table log_key (
  id         integer primary key,
  log        text not null,
  vkey       text not null,
  checkpoint integer not null references checkpoint (id),
  unique (log, vkey)
) strict;

create table anchor (
  id         integer primary key,
  checkpoint integer not null references checkpoint (id),
  kind       text not null check (kind in ('cosignature', 'timestamp')),
  by         text not null,
  at         text not null,
  bytes      blob not null
) strict;

create index anchor_of_checkpoint on anchor (checkpoint, id);

create trigger checkpoint_only_grows before insert on checkpoint
when exists (
  select 1 from checkpoint where log = new.log and (size > new.size or (size = new.size and root <> new.root))
)
begin select raise(abort, 'A log only grows: a checkpoint that is smaller or different is never kept.'); end;

create trigger checkpoint_is_never_changed before update on checkpoint
begin select raise(abort, 'A checkpoint is never changed.'); end;

create trigger checkpoint_never_goes before delete on checkpoint
begin select raise(abort, 'A checkpoint is never deleted.'); end;

create trigger directory_leaf_is_next before insert on directory_leaf
when new.n <> (select coalesce(max(n), -1) + 1 from directory_leaf)
begin select raise(abort, 'The leaves of the directory are numbered without gaps.'); end;

create trigger directory_leaf_is_never_changed before update on directory_leaf
begin select raise(abort, 'A leaf of the directory is never changed.'); end;

create trigger directory_leaf_never_goes before delete on directory_leaf
begin select raise(abort, 'A leaf of the directory is never deleted.'); end;

create trigger log_key_is_never_changed before update on log_key
begin select raise(abort, 'A key that has signed is never changed.'); end;

create trigger log_key_never_goes before delete on log_key
begin select raise(abort, 'A key that has signed is never deleted.'); end;

create trigger anchor_is_never_changed before update on anchor
begin select raise(abort, 'An anchor is never changed.'); end;

create trigger anchor_never_goes before delete on anchor
begin select raise(abort, 'An anchor is never deleted.'); end;
`;

/** `ledger.db`. The letters RMLG mark it. */
export const LEDGER: FileForm = {
  what: 'ledger',
  applicationId: 0x52_4d_4c_47,
  version: 1,
  ddl: DDL,
  rights: 0o644,
  backup: 'the file',
  refuse: (detail, cause) => new LedgerFault({ code: 'LEDGER.FILE_UNSAFE', detail }, { cause }),
};
