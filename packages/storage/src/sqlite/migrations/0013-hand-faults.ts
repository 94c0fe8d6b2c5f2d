import type { Migration } from '../migrate.ts';

/**
 * Faults in hands: how long a table stood still in one, which stays with the hand, and what is known of a hand that a fault ended, which goes
 * by itself after a day.
 */
export const handFaults: Migration = {
  number: 13,
  name: 'hand-faults',
  sql: `
create table hand_pause (
  table_id text not null,
  hand_no integer not null,
  at_ms integer not null,
  reason text not null,
  ms integer not null check (ms >= 0),
  primary key (table_id, hand_no, at_ms)
) strict, without rowid;

create table hand_termination (
  table_id text not null,
  hand_no integer not null,
  reason text not null,
  at_ms integer not null,
  context text not null,
  primary key (table_id, hand_no)
) strict;

create index hand_termination_at on hand_termination (at_ms);
`,
};
