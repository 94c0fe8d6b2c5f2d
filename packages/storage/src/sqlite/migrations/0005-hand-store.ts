import type { Migration } from '../migrate.ts';

/**
 * Who played a hand, where hands are found by player. Hands from before are filled in: what each player won or lost from the outbox, which
 * told of them seat by seat, and their seats from what was settled, in the same order.
 *
 * Nothing reads the outbox by hand any more.
 */
export const handStore: Migration = {
  number: 5,
  name: 'hand-store',
  sql: `
create table hand_player (
  table_id text not null,
  hand_no integer not null,
  seat integer not null check (seat >= 0),
  player_id text not null,
  is_bot integer not null check (is_bot in (0, 1)),
  delta integer not null,
  game text not null,
  ended_ms integer not null,
  primary key (table_id, hand_no, seat)
) strict, without rowid;
create index hand_player_by_player on hand_player (player_id, ended_ms, table_id, hand_no, delta, game);

insert into hand_player (table_id, hand_no, seat, player_id, is_bot, delta, game, ended_ms)
  select h.table_id, h.hand_no, s.value ->> 'seat', d.value ->> 'playerId', coalesce(p.kind = 'bot', 0), d.value ->> 'delta',
    coalesce(h.start_state ->> '$.setup.game.code', ''), h.ended_ms
  from outbox o
  join hand h on h.table_id = o.table_id and h.hand_no = o.hand_no
  join json_each(o.payload, '$.deltas') d
  join json_each(h.public_history, '$.result.seats') s on s.key = d.key
  left join principal p on p.id = d.value ->> 'playerId'
  where o.kind = 'hand-ended' and h.status = 'ended';

drop index outbox_of_hand;
drop index outbox_by_hand;
`,
};
