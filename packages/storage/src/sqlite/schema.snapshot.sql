CREATE TRIGGER audit_entry_is_never_changed before update on audit_entry
  begin select raise(abort, 'audit_entry is append-only'); end;

CREATE TRIGGER audit_entry_is_never_deleted before delete on audit_entry
  begin select raise(abort, 'audit_entry is append-only'); end;

CREATE TRIGGER books_close_is_never_changed before update on books_close
  begin select raise(abort, 'books_close is append-only'); end;

CREATE TRIGGER books_close_is_never_deleted before delete on books_close
  begin select raise(abort, 'books_close is append-only'); end;

CREATE TRIGGER ledger_batch_is_never_changed before update on ledger_batch
  begin select raise(abort, 'ledger_batch is append-only'); end;

CREATE TRIGGER ledger_batch_is_never_deleted before delete on ledger_batch
  begin select raise(abort, 'ledger_batch is append-only'); end;

CREATE TRIGGER ledger_expiry_is_never_changed before update on ledger_expiry
  begin select raise(abort, 'ledger_expiry is append-only'); end;

CREATE TRIGGER ledger_expiry_is_never_deleted before delete on ledger_expiry
  begin select raise(abort, 'ledger_expiry is append-only'); end;

CREATE TRIGGER ledger_reservation_is_never_deleted before delete on ledger_reservation
  begin select raise(abort, 'ledger_reservation is resolved once'); end;

CREATE TRIGGER ledger_reservation_is_resolved_once before update on ledger_reservation
  when old.state <> 'pending' or new.state = 'pending' or new.id <> old.id or new.batch_no <> old.batch_no
    or new.position <> old.position or new.expires_ms is not old.expires_ms
  begin select raise(abort, 'ledger_reservation is resolved once'); end;

CREATE TRIGGER ledger_step_is_never_changed before update on ledger_step
  begin select raise(abort, 'ledger_step is append-only'); end;

CREATE TRIGGER ledger_step_is_never_deleted before delete on ledger_step
  begin select raise(abort, 'ledger_step is append-only'); end;

CREATE TRIGGER log_entry_is_never_changed before update on log_entry
  begin select raise(abort, 'log_entry is append-only'); end;

CREATE TRIGGER log_entry_is_never_deleted before delete on log_entry
  begin select raise(abort, 'log_entry is append-only'); end;

CREATE TABLE approval (
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

CREATE TABLE archive (
  day_ms integer not null,
  table_id text not null references card_table (id),
  hands integer not null check (hands > 0),
  bytes integer not null,
  sha256 text not null,
  file text not null,
  at_ms integer not null,
  primary key (day_ms, table_id)
) strict, without rowid;

CREATE TABLE audit_entry (
  id integer primary key autoincrement,
  at_ms integer not null,
  actor_kind text not null check (actor_kind in ('operator', 'shell')),
  actor text not null,
  action text not null,
  subject text not null,
  why text not null,
  details text not null
) strict;

CREATE TABLE best_win (
  player_id text not null,
  day_ms integer not null,
  amount integer not null check (amount > 0),
  table_id text not null,
  hand_no integer not null,
  at_ms integer not null,
  primary key (player_id, day_ms)
) strict, without rowid;

CREATE TABLE books_close (
  day integer primary key check (day >= 0),
  last_entry_no integer not null check (last_entry_no >= 0),
  head text not null,
  hands integer not null check (hands >= 0),
  report text not null,
  key_name text not null,
  public_key text not null,
  signature text not null,
  closed_ms integer not null
) strict;

CREATE TABLE books_table (
  table_id text primary key,
  hand_no integer not null check (hand_no >= 0)
) strict, without rowid;

CREATE TABLE books_total (
  account text primary key,
  balance integer not null
) strict, without rowid;

CREATE TABLE card_table (
  id text primary key,
  name text not null,
  config text not null,
  is_private integer not null check (is_private in (0, 1)),
  invite_hash text unique,
  owner text,
  incarnation integer not null,
  epoch integer not null,
  next_hand_no integer not null,
  last_close_index integer,
  opened_ms integer not null,
  closed_ms integer
) strict;

CREATE TABLE command_reply (
  table_id text not null,
  player_id text not null,
  command_id text not null,
  reply text not null,
  at_ms integer not null,
  primary key (table_id, player_id, command_id)
) strict, without rowid;

CREATE TABLE consumer_cursor (
  consumer text primary key,
  position integer not null check (position >= 0)
) strict;

CREATE TABLE dead_event (
  consumer text not null,
  event_id integer not null,
  payload text not null,
  errors text not null,
  first_failed_ms integer not null,
  dead_ms integer not null,
  primary key (consumer, event_id)
) strict;

CREATE TABLE event_block (
  first_position integer primary key,
  last_position integer not null,
  bytes blob not null,
  check (last_position >= first_position)
) strict;

CREATE TABLE hand (
  table_id text not null references card_table (id),
  hand_no integer not null,
  status text not null check (status in ('opening', 'cut', 'ended', 'void')),
  start_state text not null,
  open_bytes blob not null,
  open_index integer,
  box blob,
  reveals text,
  cutnote blob,
  close_bytes blob,
  close_index integer,
  close_status integer,
  end_reason text,
  public_history text,
  private_sealed blob,
  started_ms integer not null,
  ended_ms integer, packed_history blob, game text, players text, reply_times blob,
  primary key (table_id, hand_no)
) strict;

CREATE TABLE hand_pause (
  table_id text not null,
  hand_no integer not null,
  at_ms integer not null,
  reason text not null,
  ms integer not null check (ms >= 0),
  primary key (table_id, hand_no, at_ms)
) strict, without rowid;

CREATE TABLE hand_termination (
  table_id text not null,
  hand_no integer not null,
  reason text not null,
  at_ms integer not null,
  context text not null,
  primary key (table_id, hand_no)
) strict;

CREATE TABLE imported_hand (
  id text primary key,
  variant text not null,
  source text not null,
  entry integer not null,
  phh text not null,
  seats integer not null,
  played_day text,
  imported_ms integer not null
) strict;

CREATE TABLE inbox (
  consumer text not null,
  event_id integer not null,
  at_ms integer not null,
  primary key (consumer, event_id)
) strict, without rowid;

CREATE TABLE job (
  queue text not null,
  id text not null,
  place integer not null,
  state text not null check (state in ('waiting', 'delayed', 'dead')),
  priority text not null,
  key text,
  trace text,
  payload text not null,
  added_ms integer not null,
  started_ms integer,
  at_ms integer not null,
  errors text not null,
  reason text,
  primary key (queue, id)
) strict;

CREATE TABLE journal (
  table_id text not null,
  hand_no integer not null,
  seq integer not null,
  kind text not null,
  payload text not null,
  at_ms integer not null,
  primary key (table_id, hand_no, seq)
) strict, without rowid;

CREATE TABLE ledger_account (
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

CREATE TABLE ledger_batch (
  no integer primary key check (no > 0),
  key text not null unique,
  content_hash text,
  made_by text,
  fence_table text,
  fence_epoch integer,
  at_ms integer not null,
  check ((fence_table is null) = (fence_epoch is null))
) strict;

CREATE TABLE ledger_expiry (
  no integer primary key check (no > 0),
  pending text not null unique references ledger_reservation (id),
  at_ms integer not null
) strict;

CREATE TABLE ledger_journal (
  id integer primary key check (id = 1),
  last_no integer not null check (last_no >= 0)
) strict;

CREATE TABLE ledger_reservation (
  id text primary key,
  batch_no integer not null,
  position integer not null,
  expires_ms integer,
  state text not null check (state in ('pending', 'posted', 'voided', 'expired')),
  foreign key (batch_no, position) references ledger_step (batch_no, position)
) strict;

CREATE TABLE ledger_step (
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

CREATE TABLE log_entry (
  idx integer primary key,
  entry_type integer not null,
  table_id text not null,
  hand_no integer not null,
  bytes blob not null,
  leaf_hash blob not null,
  promise blob not null,
  at_ms integer not null,
  unique (table_id, hand_no, entry_type)
) strict;

CREATE TABLE notice (
  player_id text not null,
  notice_key text not null,
  kind text not null,
  made_by text not null check (made_by in ('events', 'cashier')),
  at_ms integer not null,
  payload text not null,
  primary key (player_id, notice_key)
) strict, without rowid;

CREATE TABLE notice_mark (
  player_id text not null,
  notice_key text not null,
  read_ms integer,
  is_gone integer not null check (is_gone in (0, 1)),
  at_ms integer not null,
  primary key (player_id, notice_key)
) strict, without rowid;

CREATE TABLE outbox (
  id integer primary key autoincrement,
  table_id text not null,
  hand_no integer not null,
  kind text not null,
  payload text not null,
  created_ms integer not null,
  published_ms integer
, version integer not null default 1, position integer) strict;

CREATE TABLE pairing (
  day integer not null,
  first_id text not null,
  second_id text not null,
  games integer not null,
  first_score integer not null,
  primary key (day, first_id, second_id)
) strict, without rowid;

CREATE TABLE paused_queue (
  queue text primary key
) strict;

CREATE TABLE played_day (
  day_ms integer not null,
  table_id text not null,
  hands integer not null check (hands > 0),
  primary key (day_ms, table_id)
) strict, without rowid;

CREATE TABLE player_hand (
  player_id text not null,
  ended_ms integer not null,
  table_id text not null,
  hand_no integer not null,
  delta integer not null,
  game text not null,
  primary key (player_id, ended_ms, table_id, hand_no)
) strict, without rowid;

CREATE TABLE principal (
  id text primary key,
  name text not null,
  kind text not null check (kind in ('guest', 'bot', 'operator')),
  roles text not null,
  created_ms integer not null,
  seen_ms integer not null
, erased_ms integer) strict;

CREATE TABLE rating (
  player_id text not null,
  day integer not null,
  rating integer not null,
  deviation integer not null,
  volatility integer not null,
  hands integer not null,
  is_last integer not null,
  primary key (player_id, day)
) strict, without rowid;

CREATE TABLE rating_day (
  day integer primary key,
  changes integer not null,
  rated_changes integer not null
) strict;

CREATE TABLE schema_migration (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at text not null default current_timestamp
  ) strict;

CREATE TABLE session (
  token_hash text primary key,
  principal_id text not null references principal (id),
  created_ms integer not null,
  expires_ms integer not null,
  revoked_ms integer
) strict;

CREATE TABLE session_trace (
  principal_id text not null,
  address_hash text not null,
  device_hash text not null,
  first_ms integer not null,
  last_ms integer not null,
  primary key (principal_id, address_hash, device_hash)
) strict, without rowid;

CREATE TABLE setting (
  key text primary key,
  value text not null
) strict;

CREATE TABLE signal_case (
  id integer primary key autoincrement,
  player_a text not null,
  player_b text not null,
  score real not null,
  most_score real not null,
  evidence text not null,
  hands text not null,
  first_ms integer not null,
  weighed_ms integer not null,
  dismissed_ms integer,
  dismissed_score real,
  unique (player_a, player_b)
) strict;

CREATE TABLE signal_note (
  id integer primary key autoincrement,
  case_id integer not null references signal_case (id),
  at_ms integer not null,
  kind text not null check (kind in ('note', 'dismissed', 'reopened')),
  actor text not null,
  text text not null
) strict;

CREATE TABLE signal_pair (
  week_ms integer not null,
  player_a text not null,
  player_b text not null,
  hands integer not null,
  net integer not null,
  squares integer not null,
  big_to_b integer not null,
  big_to_a integer not null,
  gifts_to_b integer not null,
  gifts_to_a integer not null,
  replies integer not null,
  instant integer not null,
  largest text not null,
  primary key (week_ms, player_a, player_b)
) strict, without rowid;

CREATE TABLE signal_player (
  week_ms integer not null,
  player_id text not null,
  met integer not null,
  lost integer not null,
  big_lost integer not null,
  big_won integer not null,
  gifts integer not null,
  replies integer not null,
  instant integer not null,
  primary key (week_ms, player_id)
) strict, without rowid;

CREATE TABLE signal_presence (
  day_ms integer not null,
  stakes text not null,
  table_id text not null,
  player_id text not null,
  primary key (day_ms, stakes, table_id, player_id)
) strict, without rowid;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE stats_line (
  player_id text not null,
  game text not null,
  band integer not null,
  position text not null,
  hands integer not null,
  turns integer not null,
  vpip integer not null,
  pfr integer not null,
  three_bet_chances integer not null,
  three_bets integer not null,
  three_bets_faced integer not null,
  three_bet_folds integer not null,
  bets integer not null,
  calls integer not null,
  saw_next integer not null,
  showdowns integer not null,
  showdowns_won integer not null,
  c_bet_chances integer not null,
  c_bets integer not null,
  net integer not null,
  net_milli_blinds integer not null,
  primary key (player_id, game, band, position)
) strict, without rowid;

CREATE TABLE table_hand (
  table_id text not null,
  ended_ms integer not null,
  hand_no integer not null,
  game text not null,
  primary key (table_id, ended_ms, hand_no)
) strict, without rowid;

CREATE TABLE table_state (
  table_id text primary key references card_table (id),
  epoch integer not null,
  state blob not null
) strict;

CREATE TABLE tally (
  period text not null,
  player_id text not null,
  hands integer not null check (hands > 0),
  net integer not null,
  net_milli_blinds integer not null,
  played_ms integer not null,
  primary key (period, player_id)
) strict, without rowid;

CREATE TABLE unfiled_hand (
  no integer primary key autoincrement,
  table_id text not null,
  hand_no integer not null,
  ended_ms integer not null,
  game text not null,
  players text not null
) strict;

CREATE INDEX approval_by_recipient on approval (recipient, no);

CREATE INDEX approval_by_sender on approval (sender, no);

CREATE INDEX approval_by_undone on approval (undoes);

CREATE INDEX audit_entry_by_action on audit_entry (action, id);

CREATE INDEX command_reply_by_age on command_reply (at_ms);

CREATE INDEX hand_termination_at on hand_termination (at_ms);

CREATE INDEX hand_without_close on hand (close_index, table_id, hand_no);

CREATE INDEX imported_hand_by_age on imported_hand (imported_ms, id);

CREATE INDEX job_in_order on job (queue, place, id);

CREATE INDEX ledger_account_by_owner on ledger_account (owner, kind);

CREATE INDEX ledger_reservation_by_expiry on ledger_reservation (state, expires_ms, id);

CREATE INDEX ledger_step_by_pending on ledger_step (pending) where pending is not null;

CREATE INDEX ledger_step_from_wallet on ledger_step (debit, batch_no) where substr(debit, 1, 7) = 'wallet:';

CREATE INDEX ledger_step_to_wallet on ledger_step (credit, batch_no) where substr(credit, 1, 7) = 'wallet:';

CREATE INDEX notice_by_age on notice (at_ms);

CREATE INDEX notice_mark_by_age on notice_mark (at_ms);

CREATE INDEX notice_newest on notice (player_id, at_ms, notice_key);

CREATE UNIQUE INDEX outbox_by_position on outbox (position);

CREATE INDEX outbox_unpublished on outbox (published_ms, id);

CREATE INDEX pairing_by_second on pairing (day, second_id, first_id);

CREATE INDEX rating_by_day on rating (day, player_id);

CREATE INDEX rating_last on rating (is_last, player_id, rating, hands);

CREATE INDEX session_by_principal on session (principal_id);

CREATE INDEX session_trace_by_address on session_trace (address_hash, principal_id);

CREATE INDEX session_trace_by_age on session_trace (last_ms);

CREATE INDEX signal_case_by_score on signal_case (score, id);

CREATE INDEX signal_note_of_case on signal_note (case_id, id);

CREATE INDEX signal_pair_by_pair on signal_pair (player_a, player_b, week_ms, hands);

CREATE INDEX signal_player_by_player on signal_player (player_id);

CREATE INDEX signal_presence_by_player on signal_presence (player_id, day_ms);
