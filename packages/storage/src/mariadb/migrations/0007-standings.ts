import { type MariaDbMigration, table } from './migration.ts';

/**
 * What follows from settled hands for statistics and boards: all of it can be forgotten and built again from the events.
 *
 * Boards have no indexes: four of them cost ten times as much to write as the sums themselves, and a board is read from one range of the key.
 *
 * Ratings are whole numbers, of millionths and billionths: the last digit of a fraction is not the same on every database.
 */
export const standings: MariaDbMigration = {
  number: 7,
  name: 'standings',
  steps: [
    table(
      'stats_line',
      `
  player_id varchar(255) not null,
  game varchar(64) not null,
  band bigint not null,
  position varchar(32) not null,
  hands bigint not null,
  turns bigint not null,
  vpip bigint not null,
  pfr bigint not null,
  three_bet_chances bigint not null,
  three_bets bigint not null,
  three_bets_faced bigint not null,
  three_bet_folds bigint not null,
  bets bigint not null,
  calls bigint not null,
  saw_next bigint not null,
  showdowns bigint not null,
  showdowns_won bigint not null,
  c_bet_chances bigint not null,
  c_bets bigint not null,
  net bigint not null,
  net_milli_blinds bigint not null,
  primary key (player_id, game, band, position)
`,
    ),
    table(
      'tally',
      `
  period varchar(32) not null,
  player_id varchar(255) not null,
  hands bigint not null check (hands > 0),
  net bigint not null,
  net_milli_blinds bigint not null,
  played_ms bigint not null,
  primary key (period, player_id)
`,
    ),
    table(
      'pairing',
      `
  day bigint not null,
  first_id varchar(255) not null,
  second_id varchar(255) not null,
  games bigint not null,
  first_score bigint not null,
  primary key (day, first_id, second_id)
`,
    ),
    'create index if not exists pairing_by_second on pairing (day, second_id, first_id)',
    table(
      'rating_day',
      `
  day bigint primary key,
  changes bigint not null,
  rated_changes bigint not null
`,
    ),
    table(
      'rating',
      `
  player_id varchar(255) not null,
  day bigint not null,
  rating bigint not null,
  deviation bigint not null,
  volatility bigint not null,
  hands bigint not null,
  is_last tinyint not null,
  primary key (player_id, day)
`,
    ),
    'create index if not exists rating_by_day on rating (day, player_id)',
    'create index if not exists rating_last on rating (is_last, player_id, rating, hands)',
  ],
};
