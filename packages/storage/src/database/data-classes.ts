/**
 * What each column holds, for whoever exports, shows, backs up or erases data.
 *
 * - `public`: anybody may read it, or it says nothing about anybody
 * - `personal`: about one person, for that person and the operator's audited eyes
 * - `secret`: useless or encrypted to who reads the database, and not to leave it
 */
import type { Schema } from './schema.ts';

export type DataClass = 'public' | 'personal' | 'secret';

export const DATA_CLASSES: { readonly [Table in keyof Schema]: { readonly [Column in keyof Schema[Table]]: DataClass } } = {
  principal: {
    id: 'public',
    name: 'public',
    kind: 'public',
    roles: 'personal',
    created_ms: 'personal',
    seen_ms: 'personal',
  },
  session: {
    token_hash: 'secret',
    principal_id: 'personal',
    created_ms: 'personal',
    expires_ms: 'personal',
    revoked_ms: 'personal',
  },
  account: { id: 'personal', kind: 'public', owner: 'personal', balance: 'personal' },
  batch: { key: 'personal', at_ms: 'personal' },
  transfer: {
    id: 'personal',
    batch_key: 'personal',
    debit: 'personal',
    credit: 'personal',
    amount: 'personal',
    reason: 'personal',
    at_ms: 'personal',
  },
  card_table: {
    id: 'public',
    name: 'public',
    config: 'public',
    is_private: 'public',
    invite_hash: 'secret',
    owner: 'personal',
    state: 'personal', // who sits where, at private tables too
    incarnation: 'public',
    epoch: 'public',
    next_hand_no: 'public',
    last_close_index: 'public',
    opened_ms: 'public',
    closed_ms: 'public',
  },
  hand: {
    table_id: 'public',
    hand_no: 'public',
    status: 'public',
    start_state: 'public',
    open_bytes: 'public',
    open_index: 'public',
    box: 'secret',
    reveals: 'public',
    cutnote: 'public',
    close_bytes: 'public',
    close_index: 'public',
    close_status: 'public',
    end_reason: 'public',
    public_history: 'public',
    private_sealed: 'secret',
    started_ms: 'public',
    ended_ms: 'public',
  },
  journal: {
    table_id: 'public',
    hand_no: 'public',
    seq: 'public',
    kind: 'public',
    payload: 'personal', // seeds of the next cut before they are published, and who acted when
    at_ms: 'personal',
  },
  command_reply: {
    table_id: 'personal',
    player_id: 'personal',
    command_id: 'personal',
    reply: 'personal',
    at_ms: 'personal',
  },
  log_entry: {
    idx: 'public',
    entry_type: 'public',
    table_id: 'public',
    hand_no: 'public',
    bytes: 'public',
    leaf_hash: 'public',
    promise: 'public',
    at_ms: 'public',
  },
  outbox: {
    id: 'public',
    table_id: 'public',
    hand_no: 'public',
    kind: 'public',
    payload: 'personal',
    created_ms: 'public',
    published_ms: 'public',
  },
  setting: { key: 'public', value: 'personal' },
  job: {
    queue: 'public',
    id: 'personal',
    place: 'public',
    state: 'public',
    priority: 'public',
    key: 'personal',
    trace: 'public',
    payload: 'personal', // whatever a job is about
    added_ms: 'public',
    started_ms: 'public',
    at_ms: 'public',
    errors: 'personal', // may quote the payload
    reason: 'public',
  },
  paused_queue: { queue: 'public' },
  audit_entry: {
    id: 'public',
    at_ms: 'personal',
    actor_kind: 'personal',
    actor: 'personal',
    action: 'personal',
    subject: 'personal',
    why: 'personal',
    details: 'personal',
  },
  archive: {
    day_ms: 'public',
    table_id: 'public',
    hands: 'public',
    bytes: 'public',
    sha256: 'public',
    file: 'public',
    at_ms: 'public',
  },
  imported_hand: {
    id: 'public',
    variant: 'public',
    source: 'personal', // a file name may tell whose hands they are
    entry: 'public',
    phh: 'personal', // names and every hole card
    seats: 'public',
    played_day: 'personal',
    imported_ms: 'public',
  },
};
