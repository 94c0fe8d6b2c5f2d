import { type MariaDbMigration, table } from './migration.ts';

/**
 * Faults in hands: how long a table stood still in one, which stays with the hand, and what is known of a hand that a fault ended, which goes
 * by itself after a day.
 */
export const handFaults: MariaDbMigration = {
  number: 13,
  name: 'hand-faults',
  steps: [
    table(
      'hand_pause',
      `
  table_id varchar(255) not null,
  hand_no bigint not null,
  at_ms bigint not null,
  reason varchar(32) not null,
  ms bigint not null check (ms >= 0),
  primary key (table_id, hand_no, at_ms)
`,
    ),
    table(
      'hand_termination',
      `
  table_id varchar(255) not null,
  hand_no bigint not null,
  reason varchar(32) not null,
  at_ms bigint not null,
  context longtext not null,
  primary key (table_id, hand_no)
`,
    ),
    'create index if not exists hand_termination_at on hand_termination (at_ms)',
  ],
};
