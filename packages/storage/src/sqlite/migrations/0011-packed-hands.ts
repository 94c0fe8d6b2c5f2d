import type { Migration } from '../migrate.ts';

/**
 * Histories of hands are packed from now on; those of before stay as text. How many hands ended at a table on a day is counted by the
 * archive, from the first event on.
 */
export const packedHands: Migration = {
  number: 11,
  name: 'packed-hands',
  sql: `
alter table hand add column packed_history blob;

create table played_day (
  day_ms integer not null,
  table_id text not null,
  hands integer not null check (hands > 0),
  primary key (day_ms, table_id)
) strict, without rowid;
`,
};
