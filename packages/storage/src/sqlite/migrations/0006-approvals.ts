import type { Migration } from '../migrate.ts';

/**
 * What waits for a second person, and statements.
 *
 * Legs of wallets alone are indexed: a hand moves chips between stacks, and its players are found in `hand_player`, so settling pays
 * nothing for this.
 */
export const approvals: Migration = {
  number: 6,
  name: 'approvals',
  sql: `
create table approval (
  no integer primary key,
  kind text not null check (kind in ('transfer', 'adjustment')),
  batch_key text not null unique,
  reservation_id text not null unique references ledger_reservation (id),
  proposed_by text not null,
  proposer_name text not null,
  sender text,
  recipient text,
  amount integer not null check (amount > 0),
  undoes text,
  why text not null,
  proposed_ms integer not null,
  expires_ms integer not null,
  decided_by text,
  decider_name text,
  decided_why text,
  decided_ms integer,
  check ((kind = 'transfer') = (sender is not null and recipient is not null))
) strict;
create index approval_by_sender on approval (sender, no);
create index approval_by_recipient on approval (recipient, no);
create index approval_by_undone on approval (undoes);

alter table principal add column erased_ms integer;

create index ledger_step_from_wallet on ledger_step (debit, batch_no) where substr(debit, 1, 7) = 'wallet:';
create index ledger_step_to_wallet on ledger_step (credit, batch_no) where substr(credit, 1, 7) = 'wallet:';
create index ledger_step_by_pending on ledger_step (pending) where pending is not null;
`,
};
