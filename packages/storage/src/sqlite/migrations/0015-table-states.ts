import type { Migration } from '../migrate.ts';

/** What changes with each hand of a table lies apart from what the table is, packed: several tables share a page. A claim is in both rows. */
export const tableStates: Migration = {
  number: 15,
  name: 'table-states',
  sql: `
create table table_state (
  table_id text primary key references card_table (id),
  epoch integer not null,
  state blob not null
) strict;

insert into table_state (table_id, epoch, state) select id, epoch, cast(state as blob) from card_table order by id;
alter table card_table drop column state;
`,
};
