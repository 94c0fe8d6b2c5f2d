import { type MariaDbMigration, table } from './migration.ts';

/** What changes with each hand of a table lies apart from what the table is, packed: several tables share a page. A claim is in both rows. */
export const tableStates: MariaDbMigration = {
  number: 15,
  name: 'table-states',
  steps: [
    table(
      'table_state',
      `
  table_id varchar(255) primary key,
  epoch bigint not null,
  state longblob not null,
  constraint state_table foreign key (table_id) references card_table (id)
`,
    ),
    'alter table card_table add column if not exists state longtext', // there unless all of this was done
    'insert into table_state (table_id, epoch, state) select id, epoch, cast(state as binary) from card_table',
    'alter table card_table drop column if exists state',
  ],
};
