import { type MariaDbMigration, table } from './migration.ts';

/**
 * Events get a place when they are published, because numbers that are given while transactions run may become visible out of their order,
 * and a reader that goes by them would pass over one.
 */
export const events: MariaDbMigration = {
  number: 4,
  name: 'events',
  steps: [
    'alter table outbox add column if not exists version int not null default 1',
    'alter table outbox add column if not exists position bigint',
    'create unique index if not exists outbox_by_position on outbox (position)',
    table(
      'inbox',
      `
  consumer varchar(255) not null,
  event_id bigint not null,
  at_ms bigint not null,
  primary key (consumer, event_id)
`,
    ),
    table(
      'consumer_cursor',
      `
  consumer varchar(255) primary key,
  position bigint not null check (position >= 0)
`,
    ),
    table(
      'dead_event',
      `
  consumer varchar(255) not null,
  event_id bigint not null,
  payload longtext not null,
  errors longtext not null,
  first_failed_ms bigint not null,
  dead_ms bigint not null,
  primary key (consumer, event_id)
`,
    ),
  ],
};
