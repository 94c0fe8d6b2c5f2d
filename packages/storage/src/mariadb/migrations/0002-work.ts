import { appendOnly, type MariaDbMigration, table } from './migration.ts';

export const work: MariaDbMigration = {
  number: 2,
  name: 'work',
  steps: [
    table(
      'job',
      `
  queue varchar(255) not null,
  id varchar(255) not null,
  place bigint not null,
  state varchar(32) not null check (state in ('waiting', 'delayed', 'dead')),
  priority varchar(32) not null,
  \`key\` longtext,
  trace longtext,
  payload longtext not null,
  added_ms bigint not null,
  started_ms bigint,
  at_ms bigint not null,
  errors longtext not null,
  reason varchar(32),
  primary key (queue, id),
  key job_in_order (queue, place, id)
`,
    ),
    table(
      'paused_queue',
      `
  queue varchar(255) primary key
`,
    ),
    table(
      'audit_entry',
      `
  id bigint auto_increment primary key,
  at_ms bigint not null,
  actor_kind varchar(32) not null check (actor_kind in ('operator', 'shell')),
  actor varchar(255) not null,
  action varchar(255) not null,
  subject longtext not null,
  why longtext not null,
  details longtext not null,
  key audit_entry_by_action (action, id)
`,
    ),
    ...appendOnly('audit_entry'),
    table(
      'archive',
      `
  day_ms bigint not null,
  table_id varchar(255) not null,
  hands bigint not null check (hands > 0),
  bytes bigint not null,
  sha256 varchar(255) not null,
  file longtext not null,
  at_ms bigint not null,
  primary key (day_ms, table_id),
  constraint archive_table foreign key (table_id) references card_table (id)
`,
    ),
    table(
      'imported_hand',
      `
  id varchar(255) primary key,
  variant varchar(255) not null,
  source longtext not null,
  entry bigint not null,
  phh longtext not null,
  seats int not null,
  played_day varchar(32),
  imported_ms bigint not null,
  key imported_hand_by_age (imported_ms, id)
`,
    ),
    'create index if not exists outbox_by_hand on outbox (table_id, hand_no)',
    'create index if not exists hand_by_end on hand (table_id, ended_ms, status, hand_no)',
  ],
};
