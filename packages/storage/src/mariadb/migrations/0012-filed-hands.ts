import { type MariaDbMigration, table } from './migration.ts';

/**
 * Who played a hand is kept in its own row, and where it is found by player and by table is written later, many hands together: a hand that
 * was settled waits for that in `unfiled_hand`. Hands from before are filed here.
 */
export const filedHands: MariaDbMigration = {
  number: 12,
  name: 'filed-hands',
  steps: [
    table(
      'player_hand',
      `
  player_id varchar(255) not null,
  ended_ms bigint not null,
  table_id varchar(255) not null,
  hand_no bigint not null,
  delta bigint not null,
  game varchar(32) not null,
  primary key (player_id, ended_ms, table_id, hand_no)
`,
    ),
    table(
      'table_hand',
      `
  table_id varchar(255) not null,
  ended_ms bigint not null,
  hand_no bigint not null,
  game varchar(32) not null,
  primary key (table_id, ended_ms, hand_no)
`,
    ),
    table(
      'unfiled_hand',
      `
  no bigint auto_increment primary key,
  table_id varchar(255) not null,
  hand_no bigint not null,
  ended_ms bigint not null,
  game varchar(32) not null,
  players longtext not null
`,
    ),
    'alter table hand add column if not exists game varchar(32)',
    'alter table hand add column if not exists players longtext',
    'drop index if exists hand_by_end on hand',
    `update hand h set
  game = coalesce((select max(game) from hand_player p where p.table_id = h.table_id and p.hand_no = h.hand_no), ''),
  players = coalesce((select json_arrayagg(json_array(seat, player_id, is_bot, delta) order by seat) from hand_player p
    where p.table_id = h.table_id and p.hand_no = h.hand_no), '[]')
  where status = 'ended'`,
    `insert into player_hand (player_id, ended_ms, table_id, hand_no, delta, game)
  select player_id, ended_ms, table_id, hand_no, delta, game from hand_player`,
    `insert into table_hand (table_id, ended_ms, hand_no, game)
  select table_id, ended_ms, hand_no, game from hand where status = 'ended'`,
    'drop table if exists hand_player',
  ],
};
