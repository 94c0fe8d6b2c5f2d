import type { Migration } from '../migrate.ts';

export const work: Migration = {
  number: 2,
  name: 'work',
  sql: `
create table job (
  queue text not null,
  id text not null,
  place integer not null,
  state text not null check (state in ('waiting', 'delayed', 'dead')),
  priority text not null,
  key text,
  trace text,
  payload text not null,
  added_ms integer not null,
  started_ms integer,
  at_ms integer not null,
  errors text not null,
  reason text,
  primary key (queue, id)
) strict;
create index job_in_order on job (queue, place, id);

create table paused_queue (
  queue text primary key
) strict;

create table audit_entry (
  id integer primary key autoincrement,
  at_ms integer not null,
  actor_kind text not null check (actor_kind in ('operator', 'shell')),
  actor text not null,
  action text not null,
  subject text not null,
  why text not null,
  details text not null
) strict;
create index audit_entry_by_action on audit_entry (action, id);
create trigger audit_entry_is_never_changed before update on audit_entry
  begin select raise(abort, 'audit_entry is append-only'); end;
create trigger audit_entry_is_never_deleted before delete on audit_entry
  begin select raise(abort, 'audit_entry is append-only'); end;

create table archive (
  day_ms integer not null,
  table_id text not null references card_table (id),
  hands integer not null check (hands > 0),
  bytes integer not null,
  sha256 text not null,
  file text not null,
  at_ms integer not null,
  primary key (day_ms, table_id)
) strict, without rowid;

create table imported_hand (
  id text primary key,
  variant text not null,
  source text not null,
  entry integer not null,
  phh text not null,
  seats integer not null,
  played_day text,
  imported_ms integer not null
) strict;
create index imported_hand_by_age on imported_hand (imported_ms, id);

create index outbox_of_hand on outbox (table_id, hand_no);
create index outbox_by_hand on outbox (table_id, hand_no);

create index hand_by_end on hand (table_id, ended_ms, status, hand_no) where ended_ms is not null;
`,
};
