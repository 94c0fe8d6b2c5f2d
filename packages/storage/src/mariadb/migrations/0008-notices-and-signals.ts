import { type MariaDbMigration, table } from './migration.ts';

/**
 * What players are told when they are not looking, and what the operator is shown of two who may play as one.
 *
 * Notices and counts follow from events and can be made again; which notices were read or went, and what an operator said of a signal, cannot.
 */
export const noticesAndSignals: MariaDbMigration = {
  number: 8,
  name: 'notices-and-signals',
  steps: [
    table(
      'notice',
      `
  player_id varchar(255) not null,
  notice_key varchar(255) not null,
  kind varchar(32) not null,
  made_by varchar(32) not null check (made_by in ('events', 'cashier')),
  at_ms bigint not null,
  payload longtext not null,
  primary key (player_id, notice_key),
  key notice_newest (player_id, at_ms, notice_key),
  key notice_by_age (at_ms)
`,
    ),
    table(
      'notice_mark',
      `
  player_id varchar(255) not null,
  notice_key varchar(255) not null,
  read_ms bigint,
  is_gone tinyint not null check (is_gone in (0, 1)),
  at_ms bigint not null,
  primary key (player_id, notice_key),
  key notice_mark_by_age (at_ms)
`,
    ),
    table(
      'best_win',
      `
  player_id varchar(255) not null,
  day_ms bigint not null,
  amount bigint not null check (amount > 0),
  table_id varchar(255) not null,
  hand_no bigint not null,
  at_ms bigint not null,
  primary key (player_id, day_ms)
`,
    ),
    table(
      'session_trace',
      `
  principal_id varchar(255) not null,
  address_hash varchar(64) not null,
  device_hash varchar(64) not null,
  first_ms bigint not null,
  last_ms bigint not null,
  primary key (principal_id, address_hash, device_hash),
  key session_trace_by_address (address_hash, principal_id),
  key session_trace_by_age (last_ms)
`,
    ),
    table(
      'signal_player',
      `
  week_ms bigint not null,
  player_id varchar(255) not null,
  met bigint not null,
  lost bigint not null,
  big_lost bigint not null,
  big_won bigint not null,
  gifts bigint not null,
  replies bigint not null,
  instant bigint not null,
  primary key (week_ms, player_id),
  key signal_player_by_player (player_id)
`,
    ),
    table(
      'signal_pair',
      `
  week_ms bigint not null,
  player_a varchar(255) not null,
  player_b varchar(255) not null,
  hands bigint not null,
  net bigint not null,
  squares bigint not null,
  big_to_b bigint not null,
  big_to_a bigint not null,
  gifts_to_b bigint not null,
  gifts_to_a bigint not null,
  replies bigint not null,
  instant bigint not null,
  largest longtext not null,
  primary key (week_ms, player_a, player_b),
  key signal_pair_by_pair (player_a, player_b, week_ms, hands)
`,
    ),
    table(
      'signal_presence',
      `
  day_ms bigint not null,
  stakes varchar(64) not null,
  table_id varchar(255) not null,
  player_id varchar(255) not null,
  primary key (day_ms, stakes, table_id, player_id),
  key signal_presence_by_player (player_id, day_ms)
`,
    ),
    table(
      'signal_case',
      `
  id bigint auto_increment primary key,
  player_a varchar(255) not null,
  player_b varchar(255) not null,
  score double not null,
  most_score double not null,
  evidence longtext not null,
  hands longtext not null,
  first_ms bigint not null,
  weighed_ms bigint not null,
  dismissed_ms bigint,
  dismissed_score double,
  unique key signal_case_of_pair (player_a, player_b),
  key signal_case_by_score (score, id)
`,
    ),
    table(
      'signal_note',
      `
  id bigint auto_increment primary key,
  case_id bigint not null,
  at_ms bigint not null,
  kind varchar(32) not null check (kind in ('note', 'dismissed', 'reopened')),
  actor varchar(255) not null,
  text longtext not null,
  key signal_note_of_case (case_id, id),
  constraint signal_note_case foreign key (case_id) references signal_case (id)
`,
    ),
  ],
};
