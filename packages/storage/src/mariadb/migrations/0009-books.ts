import { appendOnly, type MariaDbMigration, table } from './migration.ts';

/** Daily closes, and where the last one stopped: what is in each account then, and which hands of each table are settled. */
export const books: MariaDbMigration = {
  number: 9,
  name: 'books',
  steps: [
    table(
      'books_close',
      `
  day int primary key check (day >= 0),
  last_entry_no bigint not null check (last_entry_no >= 0),
  head varchar(255) not null,
  hands bigint not null check (hands >= 0),
  report longtext not null,
  key_name varchar(255) not null,
  public_key varchar(255) not null,
  signature varchar(255) not null,
  closed_ms bigint not null
`,
    ),
    table(
      'books_total',
      `
  account varchar(255) primary key,
  balance bigint not null
`,
    ),
    table(
      'books_table',
      `
  table_id varchar(255) primary key,
  hand_no bigint not null check (hand_no >= 0)
`,
    ),
    ...appendOnly('books_close'),
  ],
};
