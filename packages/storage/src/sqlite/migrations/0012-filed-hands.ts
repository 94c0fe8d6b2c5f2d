import type { Migration } from '../migrate.ts';

/**
 * Who played a hand is kept in its own row, and where it is found by player and by table is written later, many hands together: a hand that
 * was settled waits for that in `unfiled_hand`. Hands from before are filed here.
 */
export const filedHands: Migration = {
  number: 12,
  name: 'filed-hands',
  sql: `
create table player_hand (
  player_id text not null,
  ended_ms integer not null,
  table_id text not null,
  hand_no integer not null,
  delta integer not null,
  game text not null,
  primary key (player_id, ended_ms, table_id, hand_no)
) strict, without rowid;

create table table_hand (
  table_id text not null,
  ended_ms integer not null,
  hand_no integer not null,
  game text not null,
  primary key (table_id, ended_ms, hand_no)
) strict, without rowid;

create table unfiled_hand (
  no integer primary key autoincrement,
  table_id text not null,
  hand_no integer not null,
  ended_ms integer not null,
  game text not null,
  players text not null
) strict;

alter table hand add column game text;
alter table hand add column players text;

drop index hand_by_end;
update hand set
  game = coalesce((select game from hand_player p where p.table_id = hand.table_id and p.hand_no = hand.hand_no limit 1), ''),
  players = (select json_group_array(json_array(seat, player_id, is_bot, delta)) from (
    select seat, player_id, is_bot, delta from hand_player p
    where p.table_id = hand.table_id and p.hand_no = hand.hand_no order by seat))
  where status = 'ended';

insert into player_hand (player_id, ended_ms, table_id, hand_no, delta, game)
  select player_id, ended_ms, table_id, hand_no, delta, game from hand_player
  order by player_id, ended_ms, table_id, hand_no;
insert into table_hand (table_id, ended_ms, hand_no, game)
  select table_id, ended_ms, hand_no, game from hand where status = 'ended';

drop table hand_player;
`,
};
