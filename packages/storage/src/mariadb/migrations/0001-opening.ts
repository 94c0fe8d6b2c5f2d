import { appendOnly, type MariaDbMigration, table } from './migration.ts';

export const opening: MariaDbMigration = {
  number: 1,
  name: 'opening',
  steps: [
    table(
      'principal',
      `
  id varchar(255) primary key,
  name varchar(255) not null,
  kind varchar(32) not null check (kind in ('guest', 'bot', 'operator')),
  roles longtext not null,
  created_ms bigint not null,
  seen_ms bigint not null
`,
    ),
    table(
      'session',
      `
  token_hash varchar(255) primary key,
  principal_id varchar(255) not null,
  created_ms bigint not null,
  expires_ms bigint not null,
  revoked_ms bigint,
  key session_by_principal (principal_id),
  constraint session_principal foreign key (principal_id) references principal (id)
`,
    ),
    table(
      'account',
      `
  id varchar(255) primary key,
  kind varchar(32) not null,
  owner varchar(255) not null,
  balance bigint not null,
  key account_by_owner (owner, kind),
  constraint account_is_not_overdrawn check (kind = 'issuance' or balance >= 0)
`,
    ),
    table(
      'batch',
      `
  \`key\` varchar(255) primary key,
  at_ms bigint not null
`,
    ),
    table(
      'transfer',
      `
  id varchar(255) primary key,
  batch_key varchar(255) not null,
  debit varchar(255) not null,
  credit varchar(255) not null,
  amount bigint not null check (amount > 0),
  reason varchar(32) not null,
  at_ms bigint not null,
  constraint transfer_is_between_two check (debit <> credit),
  constraint transfer_batch foreign key (batch_key) references batch (\`key\`),
  constraint transfer_debit foreign key (debit) references account (id),
  constraint transfer_credit foreign key (credit) references account (id)
`,
    ),
    ...appendOnly('transfer'),
    table(
      'card_table',
      `
  id varchar(255) primary key,
  name varchar(255) not null,
  config longtext not null,
  is_private tinyint not null check (is_private in (0, 1)),
  invite_hash varchar(255) unique,
  owner varchar(255),
  state longtext not null,
  incarnation bigint not null,
  epoch bigint not null,
  next_hand_no bigint not null,
  last_close_index bigint,
  opened_ms bigint not null,
  closed_ms bigint
`,
    ),
    table(
      'hand',
      `
  table_id varchar(255) not null,
  hand_no bigint not null,
  status varchar(32) not null check (status in ('opening', 'cut', 'ended', 'void')),
  start_state longtext not null,
  open_bytes longblob not null,
  open_index bigint,
  box longblob,
  reveals longtext,
  cutnote longblob,
  close_bytes longblob,
  close_index bigint,
  close_status int,
  end_reason varchar(255),
  public_history longtext,
  private_sealed longblob,
  started_ms bigint not null,
  ended_ms bigint,
  primary key (table_id, hand_no),
  key hand_without_close (close_index, table_id, hand_no),
  constraint hand_table foreign key (table_id) references card_table (id)
`,
    ),
    table(
      'journal',
      `
  table_id varchar(255) not null,
  hand_no bigint not null,
  seq bigint not null,
  kind varchar(255) not null,
  payload longtext not null,
  at_ms bigint not null,
  primary key (table_id, hand_no, seq)
`,
    ),
    table(
      'command_reply',
      `
  table_id varchar(255) not null,
  player_id varchar(255) not null,
  command_id varchar(255) not null,
  reply longtext not null,
  at_ms bigint not null,
  primary key (table_id, player_id, command_id),
  key command_reply_by_age (at_ms)
`,
    ),
    table(
      'log_entry',
      `
  idx bigint primary key,
  entry_type int not null,
  table_id varchar(255) not null,
  hand_no bigint not null,
  bytes longblob not null,
  leaf_hash varbinary(255) not null,
  promise longblob not null,
  at_ms bigint not null,
  unique key log_entry_by_key (table_id, hand_no, entry_type)
`,
    ),
    ...appendOnly('log_entry'),
    table(
      'outbox',
      `
  id bigint auto_increment primary key,
  table_id varchar(255) not null,
  hand_no bigint not null,
  kind varchar(255) not null,
  payload longtext not null,
  created_ms bigint not null,
  published_ms bigint,
  key outbox_unpublished (published_ms, id)
`,
    ),
    table(
      'setting',
      `
  \`key\` varchar(255) primary key,
  value longtext not null
`,
    ),
  ],
};
