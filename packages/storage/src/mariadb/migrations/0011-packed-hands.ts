import { type MariaDbMigration, table } from './migration.ts';

/**
 * Histories of hands are packed from now on; those of before stay as text. How many hands ended at a table on a day is counted by the
 * archive, from the first event on.
 */
export const packedHands: MariaDbMigration = {
  number: 11,
  name: 'packed-hands',
  steps: [
    'alter table hand add column if not exists packed_history longblob',
    table(
      'played_day',
      `
  day_ms bigint not null,
  table_id varchar(255) not null,
  hands bigint not null check (hands > 0),
  primary key (day_ms, table_id)
`,
    ),
  ],
};
