CREATE TABLE trust (
  id   integer primary key,
  name text not null unique
) strict;

CREATE TABLE entry (
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

CREATE TRIGGER entry_is_never_changed before update on entry
begin select raise(abort, 'An entry of the record is never changed: record a correction instead.'); end;

CREATE TRIGGER entry_never_goes before delete on entry
begin select raise(abort, 'An entry of the record is never deleted: record a correction instead.'); end;

CREATE TRIGGER trust_is_never_changed before update on trust
begin select raise(abort, 'The id of a trust is never changed.'); end;

CREATE TRIGGER trust_never_goes before delete on trust
begin select raise(abort, 'A trust that has a record is never deleted.'); end;
