import type { Migration } from '../migrate.ts';

/**
 * The ledger of before had balances that could not be reserved and batches of transfers only. Its rows are taken over: batches are numbered
 * as they were written, have no content hash and are compared by their steps.
 */
export const ledger: Migration = {
  number: 3,
  name: 'ledger',
  sql: `
create table ledger_account (
  id text primary key,
  kind text not null,
  owner text not null,
  currency text not null,
  side text not null check (side in ('credit', 'debit', 'either')),
  balance integer not null,
  pending_debits integer not null check (pending_debits >= 0),
  pending_credits integer not null check (pending_credits >= 0),
  check (side <> 'credit' or balance - pending_debits >= 0),
  check (side <> 'debit' or balance + pending_credits <= 0),
  check (balance - pending_debits >= -9007199254740991 and balance + pending_credits <= 9007199254740991)
) strict;
create index ledger_account_by_owner on ledger_account (owner, kind);

create table ledger_batch (
  no integer primary key check (no > 0),
  key text not null unique,
  content_hash text,
  made_by text,
  fence_table text,
  fence_epoch integer,
  at_ms integer not null,
  check ((fence_table is null) = (fence_epoch is null))
) strict;

create table ledger_step (
  batch_no integer not null references ledger_batch (no),
  position integer not null check (position >= 0),
  kind text not null check (kind in ('transfer', 'reserve', 'commit', 'rollback')),
  debit text references ledger_account (id),
  credit text references ledger_account (id),
  amount integer check (amount > 0),
  reason text,
  pending text,
  expires_ms integer,
  approval text check (approval in ('none', 'second-person')),
  primary key (batch_no, position),
  check (debit <> credit),
  check ((kind in ('transfer', 'reserve')) = (debit is not null and credit is not null and amount is not null and reason is not null)),
  check ((kind in ('commit', 'rollback')) = (pending is not null)),
  check ((kind = 'reserve') = (approval is not null))
) strict, without rowid;

create table ledger_reservation (
  id text primary key,
  batch_no integer not null,
  position integer not null,
  expires_ms integer,
  state text not null check (state in ('pending', 'posted', 'voided', 'expired')),
  foreign key (batch_no, position) references ledger_step (batch_no, position)
) strict;
create index ledger_reservation_by_expiry on ledger_reservation (state, expires_ms, id);

create table ledger_expiry (
  no integer primary key check (no > 0),
  pending text not null unique references ledger_reservation (id),
  at_ms integer not null
) strict;

create table ledger_journal (
  id integer primary key check (id = 1),
  last_no integer not null check (last_no >= 0)
) strict;

insert into ledger_account (id, kind, owner, currency, side, balance, pending_debits, pending_credits)
  select id, kind, owner, 'chips', case
      when kind in ('issuance', 'bonus', 'freeroll', 'rakeback') then 'debit'
      when kind = 'suspense' then 'either'
      else 'credit'
    end, balance, 0, 0
  from account;
insert into ledger_batch (no, key, at_ms) select row_number() over (order by rowid), key, at_ms from batch;
insert into ledger_step (batch_no, position, kind, debit, credit, amount, reason)
  select b.no, cast(substr(t.id, length(t.batch_key) + 2) as integer), 'transfer', t.debit, t.credit, t.amount, t.reason
  from transfer t join ledger_batch b on b.key = t.batch_key;
insert into ledger_journal (id, last_no) select 1, count(*) from ledger_batch;
drop table transfer;
drop table batch;
drop table account;

create trigger ledger_batch_is_never_changed before update on ledger_batch
  begin select raise(abort, 'ledger_batch is append-only'); end;
create trigger ledger_batch_is_never_deleted before delete on ledger_batch
  begin select raise(abort, 'ledger_batch is append-only'); end;
create trigger ledger_step_is_never_changed before update on ledger_step
  begin select raise(abort, 'ledger_step is append-only'); end;
create trigger ledger_step_is_never_deleted before delete on ledger_step
  begin select raise(abort, 'ledger_step is append-only'); end;
create trigger ledger_expiry_is_never_changed before update on ledger_expiry
  begin select raise(abort, 'ledger_expiry is append-only'); end;
create trigger ledger_expiry_is_never_deleted before delete on ledger_expiry
  begin select raise(abort, 'ledger_expiry is append-only'); end;
create trigger ledger_reservation_is_resolved_once before update on ledger_reservation
  when old.state <> 'pending' or new.state = 'pending' or new.id <> old.id or new.batch_no <> old.batch_no
    or new.position <> old.position or new.expires_ms is not old.expires_ms
  begin select raise(abort, 'ledger_reservation is resolved once'); end;
create trigger ledger_reservation_is_never_deleted before delete on ledger_reservation
  begin select raise(abort, 'ledger_reservation is resolved once'); end;
`,
};
