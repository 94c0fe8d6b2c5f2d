import type { Migration } from '../migrate.ts';

/**
 * Events get a place when they are published, because numbers that are given while transactions run may become visible out of their order,
 * and a reader that goes by them would pass over one.
 */
export const events: Migration = {
  number: 4,
  name: 'events',
  sql: `
alter table outbox add column version integer not null default 1;
alter table outbox add column position integer;
create unique index outbox_by_position on outbox (position);

create table inbox (
  consumer text not null,
  event_id integer not null,
  at_ms integer not null,
  primary key (consumer, event_id)
) strict, without rowid;

create table consumer_cursor (
  consumer text primary key,
  position integer not null check (position >= 0)
) strict;

create table dead_event (
  consumer text not null,
  event_id integer not null,
  payload text not null,
  errors text not null,
  first_failed_ms integer not null,
  dead_ms integer not null,
  primary key (consumer, event_id)
) strict;
`,
};
