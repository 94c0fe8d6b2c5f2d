import type { Migration } from '../migrate.ts';

/**
 * What follows from settled hands for statistics and boards: all of it can be forgotten and built again from the events.
 *
 * Boards have no indexes: four of them cost ten times as much to write as the sums themselves, and a board is read from one range of the key.
 *
 * Ratings are whole numbers, of millionths and billionths: the last digit of a fraction is not the same on every database.
 */
export const standings: Migration = {
  number: 7,
  name: 'standings',
  sql: `
create table stats_line (
  player_id text not null,
  game text not null,
  band integer not null,
  position text not null,
  hands integer not null,
  turns integer not null,
  vpip integer not null,
  pfr integer not null,
  three_bet_chances integer not null,
  three_bets integer not null,
  three_bets_faced integer not null,
  three_bet_folds integer not null,
  bets integer not null,
  calls integer not null,
  saw_next integer not null,
  showdowns integer not null,
  showdowns_won integer not null,
  c_bet_chances integer not null,
  c_bets integer not null,
  net integer not null,
  net_milli_blinds integer not null,
  primary key (player_id, game, band, position)
) strict, without rowid;

create table tally (
  period text not null,
  player_id text not null,
  hands integer not null check (hands > 0),
  net integer not null,
  net_milli_blinds integer not null,
  played_ms integer not null,
  primary key (period, player_id)
) strict, without rowid;

create table pairing (
  day integer not null,
  first_id text not null,
  second_id text not null,
  games integer not null,
  first_score integer not null,
  primary key (day, first_id, second_id)
) strict, without rowid;
create index pairing_by_second on pairing (day, second_id, first_id);

create table rating_day (
  day integer primary key,
  changes integer not null,
  rated_changes integer not null
) strict;

create table rating (
  player_id text not null,
  day integer not null,
  rating integer not null,
  deviation integer not null,
  volatility integer not null,
  hands integer not null,
  is_last integer not null,
  primary key (player_id, day)
) strict, without rowid;
create index rating_by_day on rating (day, player_id);
create index rating_last on rating (is_last, player_id, rating, hands);
`,
};
