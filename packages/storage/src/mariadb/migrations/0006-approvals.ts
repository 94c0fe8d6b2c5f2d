import { type MariaDbMigration, table } from './migration.ts';

/** What waits for a second person, and statements. The legs of an account are indexed already, by their foreign keys. */
export const approvals: MariaDbMigration = {
  number: 6,
  name: 'approvals',
  steps: [
    table(
      'approval',
      `
  no bigint primary key auto_increment,
  kind varchar(32) not null check (kind in ('transfer', 'adjustment')),
  batch_key varchar(255) not null unique,
  reservation_id varchar(255) not null unique,
  proposed_by varchar(255) not null,
  proposer_name varchar(255) not null,
  sender varchar(255),
  recipient varchar(255),
  amount bigint not null check (amount > 0),
  undoes varchar(255),
  why longtext not null,
  proposed_ms bigint not null,
  expires_ms bigint not null,
  decided_by varchar(255),
  decider_name varchar(255),
  decided_why longtext,
  decided_ms bigint,
  constraint approval_reservation foreign key (reservation_id) references ledger_reservation (id),
  constraint approval_of_two_players check ((kind = 'transfer') = (sender is not null and recipient is not null))
`,
    ),
    'create index if not exists approval_by_sender on approval (sender, no)',
    'create index if not exists approval_by_recipient on approval (recipient, no)',
    'create index if not exists approval_by_undone on approval (undoes)',
    'alter table principal add column if not exists erased_ms bigint',
    'create index if not exists ledger_step_by_pending on ledger_step (pending)',
  ],
};
