import type { Migration } from '../migrate.ts';

/**
 * What players are told when they are not looking, and what the operator is shown of two who may play as one.
 *
 * Notices and counts follow from events and can be made again; which notices were read or went, and what an operator said of a signal, cannot.
 */
export const noticesAndSignals: Migration = {
  number: 8,
  name: 'notices-and-signals',
  sql: `
create table notice (
  player_id text not null,
  notice_key text not null,
  kind text not null,
  made_by text not null check (made_by in ('events', 'cashier')),
  at_ms integer not null,
  payload text not null,
  primary key (player_id, notice_key)
) strict, without rowid;
create index notice_newest on notice (player_id, at_ms, notice_key);
create index notice_by_age on notice (at_ms);

create table notice_mark (
  player_id text not null,
  notice_key text not null,
  read_ms integer,
  is_gone integer not null check (is_gone in (0, 1)),
  at_ms integer not null,
  primary key (player_id, notice_key)
) strict, without rowid;
create index notice_mark_by_age on notice_mark (at_ms);

create table best_win (
  player_id text not null,
  day_ms integer not null,
  amount integer not null check (amount > 0),
  table_id text not null,
  hand_no integer not null,
  at_ms integer not null,
  primary key (player_id, day_ms)
) strict, without rowid;

create table session_trace (
  principal_id text not null,
  address_hash text not null,
  device_hash text not null,
  first_ms integer not null,
  last_ms integer not null,
  primary key (principal_id, address_hash, device_hash)
) strict, without rowid;
create index session_trace_by_address on session_trace (address_hash, principal_id);
create index session_trace_by_age on session_trace (last_ms);

create table signal_player (
  week_ms integer not null,
  player_id text not null,
  met integer not null,
  lost integer not null,
  big_lost integer not null,
  big_won integer not null,
  gifts integer not null,
  replies integer not null,
  instant integer not null,
  primary key (week_ms, player_id)
) strict, without rowid;
create index signal_player_by_player on signal_player (player_id);

create table signal_pair (
  week_ms integer not null,
  player_a text not null,
  player_b text not null,
  hands integer not null,
  net integer not null,
  squares integer not null,
  big_to_b integer not null,
  big_to_a integer not null,
  gifts_to_b integer not null,
  gifts_to_a integer not null,
  replies integer not null,
  instant integer not null,
  largest text not null,
  primary key (week_ms, player_a, player_b)
) strict, without rowid;
create index signal_pair_by_pair on signal_pair (player_a, player_b, week_ms, hands);

create table signal_presence (
  day_ms integer not null,
  stakes text not null,
  table_id text not null,
  player_id text not null,
  primary key (day_ms, stakes, table_id, player_id)
) strict, without rowid;
create index signal_presence_by_player on signal_presence (player_id, day_ms);

create table signal_case (
  id integer primary key autoincrement,
  player_a text not null,
  player_b text not null,
  score real not null,
  most_score real not null,
  evidence text not null,
  hands text not null,
  first_ms integer not null,
  weighed_ms integer not null,
  dismissed_ms integer,
  dismissed_score real,
  unique (player_a, player_b)
) strict;
create index signal_case_by_score on signal_case (score, id);

create table signal_note (
  id integer primary key autoincrement,
  case_id integer not null references signal_case (id),
  at_ms integer not null,
  kind text not null check (kind in ('note', 'dismissed', 'reopened')),
  actor text not null,
  text text not null
) strict;
create index signal_note_of_case on signal_note (case_id, id);
`,
};
