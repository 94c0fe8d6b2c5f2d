import type { Migration } from '../migrate.ts';

/** Published events that are old leave the outbox for here, many in one row; their places go on from one block to the next without a gap. */
export const eventBlocks: Migration = {
  number: 10,
  name: 'event-blocks',
  sql: `
create table event_block (
  first_position integer primary key,
  last_position integer not null,
  bytes blob not null,
  check (last_position >= first_position)
) strict;
`,
};
