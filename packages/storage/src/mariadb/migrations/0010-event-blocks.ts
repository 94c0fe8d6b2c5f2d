import { type MariaDbMigration, table } from './migration.ts';

/** Published events that are old leave the outbox for here, many in one row; their places go on from one block to the next without a gap. */
export const eventBlocks: MariaDbMigration = {
  number: 10,
  name: 'event-blocks',
  steps: [
    table(
      'event_block',
      `
  first_position bigint primary key,
  last_position bigint not null,
  bytes longblob not null,
  constraint event_block_has_events check (last_position >= first_position)
`,
    ),
  ],
};
