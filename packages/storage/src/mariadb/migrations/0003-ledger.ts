import { appendOnly, type MariaDbMigration, table } from './migration.ts';

/**
 * The ledger of before had balances that could not be reserved and batches of transfers only. Its rows are taken over: batches are numbered
 * by their time, have no content hash and are compared by their steps.
 */
export const ledger: MariaDbMigration = {
  number: 3,
  name: 'ledger',
  steps: [
    table(
      'ledger_account',
      `
  id varchar(255) primary key,
  kind varchar(32) not null,
  owner varchar(255) not null,
  currency varchar(32) not null,
  side varchar(32) not null check (side in ('credit', 'debit', 'either')),
  balance bigint not null,
  pending_debits bigint not null check (pending_debits >= 0),
  pending_credits bigint not null check (pending_credits >= 0),
  key ledger_account_by_owner (owner, kind),
  constraint ledger_account_has_its_credits check (side <> 'credit' or balance - pending_debits >= 0),
  constraint ledger_account_has_its_debits check (side <> 'debit' or balance + pending_credits <= 0),
  constraint ledger_account_can_be_counted
    check (balance - pending_debits >= -9007199254740991 and balance + pending_credits <= 9007199254740991)
`,
    ),
    table(
      'ledger_batch',
      `
  no bigint primary key check (no > 0),
  \`key\` varchar(255) not null,
  content_hash varchar(255),
  made_by varchar(255),
  fence_table varchar(255),
  fence_epoch bigint,
  at_ms bigint not null,
  unique key ledger_batch_by_key (\`key\`),
  constraint ledger_batch_is_fenced_whole check ((fence_table is null) = (fence_epoch is null))
`,
    ),
    table(
      'ledger_step',
      `
  batch_no bigint not null,
  position int not null check (position >= 0),
  kind varchar(32) not null check (kind in ('transfer', 'reserve', 'commit', 'rollback')),
  debit varchar(255),
  credit varchar(255),
  amount bigint check (amount > 0),
  reason varchar(32),
  pending varchar(255),
  expires_ms bigint,
  approval varchar(32) check (approval in ('none', 'second-person')),
  primary key (batch_no, position),
  constraint ledger_step_is_between_two check (debit <> credit),
  constraint ledger_step_moves
    check ((kind in ('transfer', 'reserve')) = (debit is not null and credit is not null and amount is not null and reason is not null)),
  constraint ledger_step_resolves check ((kind in ('commit', 'rollback')) = (pending is not null)),
  constraint ledger_step_is_approved check ((kind = 'reserve') = (approval is not null)),
  constraint ledger_step_batch foreign key (batch_no) references ledger_batch (no),
  constraint ledger_step_debit foreign key (debit) references ledger_account (id),
  constraint ledger_step_credit foreign key (credit) references ledger_account (id)
`,
    ),
    table(
      'ledger_reservation',
      `
  id varchar(255) primary key,
  batch_no bigint not null,
  position int not null,
  expires_ms bigint,
  state varchar(32) not null check (state in ('pending', 'posted', 'voided', 'expired')),
  key ledger_reservation_by_expiry (state, expires_ms, id),
  constraint ledger_reservation_step foreign key (batch_no, position) references ledger_step (batch_no, position)
`,
    ),
    table(
      'ledger_expiry',
      `
  no bigint primary key check (no > 0),
  pending varchar(255) not null,
  at_ms bigint not null,
  unique key ledger_expiry_by_pending (pending),
  constraint ledger_expiry_pending foreign key (pending) references ledger_reservation (id)
`,
    ),
    table(
      'ledger_journal',
      `
  id int primary key check (id = 1),
  last_no bigint not null check (last_no >= 0)
`,
    ),
    `insert into ledger_account (id, kind, owner, currency, side, balance, pending_debits, pending_credits)
  select id, kind, owner, 'chips', case
      when kind in ('issuance', 'bonus', 'freeroll', 'rakeback') then 'debit'
      when kind = 'suspense' then 'either'
      else 'credit'
    end, balance, 0, 0
  from account`,
    'insert into ledger_batch (no, `key`, at_ms) select row_number() over (order by at_ms, `key`), `key`, at_ms from batch',
    `insert into ledger_step (batch_no, position, kind, debit, credit, amount, reason)
  select b.no, cast(substr(t.id, char_length(t.batch_key) + 2) as int), 'transfer', t.debit, t.credit, t.amount, t.reason
  from transfer t join ledger_batch b on b.\`key\` = t.batch_key`,
    'insert into ledger_journal (id, last_no) select 1, count(*) from ledger_batch on duplicate key update id = 1',
    'drop table if exists transfer',
    'drop table if exists batch',
    'drop table if exists account',
    ...appendOnly('ledger_batch'),
    ...appendOnly('ledger_step'),
    ...appendOnly('ledger_expiry'),
    `create or replace trigger ledger_reservation_is_resolved_once before update on ledger_reservation for each row
  if old.state <> 'pending' or new.state = 'pending' or new.id <> old.id or new.batch_no <> old.batch_no
    or new.position <> old.position or not (new.expires_ms <=> old.expires_ms) then
    signal sqlstate '45000' set message_text = 'ledger_reservation is resolved once';
  end if`,
    `create or replace trigger ledger_reservation_is_never_deleted before delete on ledger_reservation for each row
  signal sqlstate '45000' set message_text = 'ledger_reservation is resolved once'`,
  ],
};
