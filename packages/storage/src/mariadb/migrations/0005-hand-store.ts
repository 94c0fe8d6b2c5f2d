import { type MariaDbMigration, table } from './migration.ts';

/**
 * Who played a hand, where hands are found by player. Hands from before are filled in: what each player won or lost from the outbox, which
 * told of them seat by seat, and their seats from what was settled, in the same order.
 *
 * Nothing reads the outbox by hand any more.
 */
export const handStore: MariaDbMigration = {
  number: 5,
  name: 'hand-store',
  steps: [
    table(
      'hand_player',
      `
  table_id varchar(255) not null,
  hand_no bigint not null,
  seat int not null check (seat >= 0),
  player_id varchar(255) not null,
  is_bot tinyint not null check (is_bot in (0, 1)),
  delta bigint not null,
  game varchar(32) not null,
  ended_ms bigint not null,
  primary key (table_id, hand_no, seat),
  key hand_player_by_player (player_id, ended_ms, table_id, hand_no, delta, game)
`,
    ),
    `insert into hand_player (table_id, hand_no, seat, player_id, is_bot, delta, game, ended_ms)
  select h.table_id, h.hand_no, s.seat, d.player_id, coalesce(p.kind = 'bot', 0), d.delta,
    coalesce(json_value(h.start_state, '$.setup.game.code'), ''), h.ended_ms
  from outbox o
  join hand h on h.table_id = o.table_id and h.hand_no = o.hand_no
  join json_table(o.payload, '$.deltas[*]' columns (
    place for ordinality, player_id varchar(255) path '$.playerId', delta bigint path '$.delta')) d
  join json_table(h.public_history, '$.result.seats[*]' columns (place for ordinality, seat int path '$.seat')) s
    on s.place = d.place
  left join principal p on p.id = d.player_id collate utf8mb4_nopad_bin
  where o.kind = 'hand-ended' and h.status = 'ended'`,
    'drop index if exists outbox_by_hand on outbox',
  ],
};
