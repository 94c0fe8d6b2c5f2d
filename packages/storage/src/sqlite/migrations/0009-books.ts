import type { Migration } from '../migrate.ts';

/** Daily closes, and where the last one stopped: what is in each account then, and which hands of each table are settled. */
export const books: Migration = {
  number: 9,
  name: 'books',
  sql: `
create table books_close (
  day integer primary key check (day >= 0),
  last_entry_no integer not null check (last_entry_no >= 0),
  head text not null,
  hands integer not null check (hands >= 0),
  report text not null,
  key_name text not null,
  public_key text not null,
  signature text not null,
  closed_ms integer not null
) strict;

create table books_total (
  account text primary key,
  balance integer not null
) strict, without rowid;

create table books_table (
  table_id text primary key,
  hand_no integer not null check (hand_no >= 0)
) strict, without rowid;

create trigger books_close_is_never_changed before update on books_close
  begin select raise(abort, 'books_close is append-only'); end;
create trigger books_close_is_never_deleted before delete on books_close
  begin select raise(abort, 'books_close is append-only'); end;
`,
};
