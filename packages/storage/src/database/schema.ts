/**
 * Every table and column, as the code sees them. The migrations make them; a test holds the two together.
 *
 * Times are milliseconds since 1970, UTC. JSON is text: what is in it belongs to whoever writes it and is parsed there.
 * Amounts and counters stay below 2^53, so that every database and JavaScript read them alike.
 */
import type { ReservationState, ReserveStep, Side, Step } from '@aboveboard/ledger';
import type { Generated, Kysely, Transaction } from 'kysely';

export interface Schema {
  principal: {
    id: string;
    name: string;
    kind: PrincipalKind;
    roles: string;
    created_ms: number;
    seen_ms: number;
    /** When everything about the person was removed; null for somebody who is still there. */
    erased_ms: Generated<number | null>;
  };
  session: {
    token_hash: string;
    principal_id: string;
    created_ms: number;
    expires_ms: number;
    revoked_ms: number | null;
  };
  ledger_account: {
    id: string;
    kind: string;
    /** The player whose chips these are; empty for the room's own accounts. */
    owner: string;
    currency: string;
    side: Side | 'either';
    /** Credits less debits of everything posted. */
    balance: number;
    pending_debits: number;
    pending_credits: number;
  };
  ledger_batch: {
    /** Place in the journal, which batches and expiries share without a gap. */
    no: number;
    key: string;
    /** SHA-256 of what it does, lower-case hex; null for one from before there were hashes. */
    content_hash: string | null;
    /** The principal who wanted it; null for the room itself. */
    made_by: string | null;
    fence_table: string | null;
    fence_epoch: number | null;
    at_ms: number;
  };
  ledger_step: {
    batch_no: number;
    position: number;
    kind: Step['kind'];
    debit: string | null;
    credit: string | null;
    /** Null for a rollback, and for a commit of all that was reserved. */
    amount: number | null;
    reason: string | null;
    /** The reservation that the step resolves. */
    pending: string | null;
    expires_ms: number | null;
    approval: ReserveStep['approval'] | null;
  };
  ledger_reservation: {
    /** Key of the batch, a slash, and the step's position. */
    id: string;
    batch_no: number;
    position: number;
    expires_ms: number | null;
    state: ReservationState;
  };
  /** A reservation whose time was over, written down. */
  ledger_expiry: {
    no: number;
    pending: string;
    at_ms: number;
  };
  /** One row. Who has it writes the ledger, until its transaction ends. */
  ledger_journal: {
    id: 1;
    last_no: number;
  };
  /** What one person wants and a second one must agree to; its chips are reserved, and the reservation says what became of it. */
  approval: {
    no: Generated<number>;
    kind: ApprovalKind;
    /** Of the batch that reserves, whose first step is `reservation_id`. */
    batch_key: string;
    reservation_id: string;
    /** Id of a principal, or `shell` for the control socket. */
    proposed_by: string;
    proposer_name: string;
    /** The players of a transfer. */
    sender: string | null;
    recipient: string | null;
    /** All chips that it moves. */
    amount: number;
    /** Key of the batch that an adjustment takes back. */
    undoes: string | null;
    why: string;
    proposed_ms: number;
    expires_ms: number;
    decided_by: string | null;
    decider_name: string | null;
    decided_why: string | null;
    decided_ms: number | null;
  };
  card_table: {
    id: string;
    name: string;
    config: string;
    is_private: number;
    /** Hash of the secret in the invite link of a private table, lower-case hex. */
    invite_hash: string | null;
    owner: string | null;
    incarnation: number;
    epoch: number;
    next_hand_no: number;
    last_close_index: number | null;
    opened_ms: number;
    closed_ms: number | null;
  };
  /** What the engine knows of a table between hands; see tables/packed-state.ts. Its epoch is the table's. */
  table_state: { table_id: string; epoch: number; state: Uint8Array };
  hand: {
    table_id: string;
    hand_no: number;
    status: HandStatus;
    start_state: string;
    open_bytes: Uint8Array;
    open_index: number | null;
    /** The decks' seeds, encrypted; erased when the hand is over. */
    box: Uint8Array | null;
    reveals: string | null;
    cutnote: Uint8Array | null;
    close_bytes: Uint8Array | null;
    close_index: number | null;
    close_status: number | null;
    end_reason: string | null;
    /** Of a hand that ended before histories were packed. */
    public_history: string | null;
    packed_history: Uint8Array | null;
    private_sealed: Uint8Array | null;
    started_ms: number;
    ended_ms: number | null;
    /** The catalogue's code; like who played, of a hand that ended after its cut. */
    game: string | null;
    /** JSON: everybody dealt in and what it did to their stacks. */
    players: string | null;
    /** Of people, until nothing counts them any more; null for none. */
    reply_times: Uint8Array | null;
  };
  /** Hands that were played, where they are looked for by player. */
  player_hand: {
    player_id: string;
    ended_ms: number;
    table_id: string;
    hand_no: number;
    /** What the hand did to the player's stack. */
    delta: number;
    /** The catalogue's code. */
    game: string;
  };
  /** Hands that were played, where they are looked for by table. */
  table_hand: {
    table_id: string;
    ended_ms: number;
    hand_no: number;
    game: string;
  };
  /** Hands that were played and are in neither of the two yet. */
  unfiled_hand: {
    /** Those of one process in the order in which they were settled. */
    no: Generated<number>;
    table_id: string;
    hand_no: number;
    ended_ms: number;
    game: string;
    /** As in `hand`. */
    players: string;
  };
  /** A table stood still in a hand: from when, why, and for how long. */
  hand_pause: {
    table_id: string;
    hand_no: number;
    at_ms: number;
    reason: string;
    ms: number;
  };
  /** What is known of a hand that a fault ended, or is about to end; gone after a day. */
  hand_termination: {
    table_id: string;
    hand_no: number;
    reason: string;
    at_ms: number;
    /** JSON of whoever writes it; seats, and no players. */
    context: string;
  };
  journal: {
    table_id: string;
    hand_no: number;
    seq: number;
    kind: string;
    payload: string;
    at_ms: number;
  };
  command_reply: {
    table_id: string;
    player_id: string;
    command_id: string;
    reply: string;
    at_ms: number;
  };
  log_entry: {
    idx: number;
    entry_type: number;
    /** Empty for what concerns the whole room. */
    table_id: string;
    hand_no: number;
    bytes: Uint8Array;
    leaf_hash: Uint8Array;
    promise: Uint8Array;
    at_ms: number;
  };
  outbox: {
    id: Generated<number>;
    table_id: string;
    hand_no: number;
    kind: string;
    payload: string;
    created_ms: number;
    published_ms: number | null;
    version: Generated<number>;
    /** Its place among all that were published, without a gap; null before. */
    position: Generated<number | null>;
  };
  /** Published events that left the outbox, places `first_position` to `last_position`: see outbox/event-block.ts. */
  event_block: { first_position: number; last_position: number; bytes: Uint8Array };
  /** What a consumer has done: its effect was written in the same transaction. */
  inbox: { consumer: string; event_id: number; at_ms: number };
  /** The place of the last event that a consumer has behind it. */
  consumer_cursor: { consumer: string; position: number };
  /** An event that a consumer could not take. */
  dead_event: {
    consumer: string;
    event_id: number;
    payload: string;
    errors: string;
    first_failed_ms: number;
    dead_ms: number;
  };
  /** A day that is closed, with its page as it was signed. */
  books_close: {
    /** Days since 1970, UTC. */
    day: number;
    last_entry_no: number;
    /** Of the journal's hash chain after that entry, lower-case hex. */
    head: string;
    /** Settled up to there. */
    hands: number;
    report: string;
    key_name: string;
    public_key: string;
    signature: string;
    closed_ms: number;
  };
  /** What was in each account at the last close. */
  books_total: { account: string; balance: number };
  /** The last hand of each table that was over at the last close, with all before it. */
  books_table: { table_id: string; hand_no: number };
  setting: { key: string; value: string };
  job: {
    queue: string;
    id: string;
    /** Order among the jobs of its queue; two may share one after a restart. */
    place: number;
    state: KeptJobState;
    priority: JobPriority;
    key: string | null;
    trace: string | null;
    payload: string;
    added_ms: number;
    started_ms: number | null;
    at_ms: number;
    errors: string;
    reason: JobDeathReason | null;
  };
  /** A row for each queue that is paused. */
  paused_queue: { queue: string };
  audit_entry: {
    id: Generated<number>;
    at_ms: number;
    actor_kind: ActorKind;
    actor: string;
    action: string;
    subject: string;
    why: string;
    details: string;
  };
  archive: {
    /** The first millisecond of the day, UTC. */
    day_ms: number;
    table_id: string;
    hands: number;
    bytes: number;
    /** Of the file as it lies there, lower-case hex. */
    sha256: string;
    file: string;
    at_ms: number;
  };
  /** What a player came to in one game, band of stakes and position: sums over hands (rules/STAT.md). */
  stats_line: {
    player_id: string;
    game: string;
    band: number;
    position: string;
    hands: number;
    turns: number;
    vpip: number;
    pfr: number;
    three_bet_chances: number;
    three_bets: number;
    three_bets_faced: number;
    three_bet_folds: number;
    bets: number;
    calls: number;
    saw_next: number;
    showdowns: number;
    showdowns_won: number;
    c_bet_chances: number;
    c_bets: number;
    net: number;
    net_milli_blinds: number;
  };
  /** What a person came to in a period: sums over hands (rules/RANK.md). */
  tally: {
    period: string;
    player_id: string;
    hands: number;
    net: number;
    net_milli_blinds: number;
    played_ms: number;
  };
  /** What two people came to against each other on a day, in parts of a game. */
  pairing: {
    day: number;
    first_id: string;
    second_id: string;
    games: number;
    first_score: number;
  };
  /** A day with pairings. `changes` grows with all that its ratings follow from; they are those of `rated_changes`. */
  rating_day: {
    day: number;
    changes: number;
    rated_changes: number;
  };
  /** A person's rating at the end of a day with rated hands; `is_last`: there is none of a later day. */
  rating: {
    player_id: string;
    day: number;
    /** Millionths of a point. */
    rating: number;
    /** Millionths of a point. */
    deviation: number;
    /** Billionths. */
    volatility: number;
    hands: number;
    is_last: 0 | 1;
  };
  /** Hands that ended after the cut, counted as they were told. */
  played_day: { day_ms: number; table_id: string; hands: number };
  imported_hand: {
    /** SHA-256 of the canonical PHH text, lower-case hex. */
    id: string;
    variant: string;
    source: string;
    entry: number;
    phh: string;
    seats: number;
    played_day: string | null;
    imported_ms: number;
  };
  /** What a player is told when not looking; those made by events can be made again from them. */
  notice: {
    player_id: string;
    /** Names it for the player: told twice under one key it is one notice. */
    notice_key: string;
    kind: string;
    made_by: NoticeMaker;
    /** Of the last thing it tells of. */
    at_ms: number;
    payload: string;
  };
  /** What became of a notice: kept when notices are made again from the events. */
  notice_mark: {
    player_id: string;
    notice_key: string;
    /** Read up to what happened at this time; null for one that was not. */
    read_ms: number | null;
    /** It went to make room, and comes no more. */
    is_gone: number;
    /** Of the notice: its mark goes when the notice itself would be too old. */
    at_ms: number;
  };
  /** A day on which a player won more in one hand than on any day before. */
  best_win: { player_id: string; day_ms: number; amount: number; table_id: string; hand_no: number; at_ms: number };
  /** From where a session was used, as keyed hashes. */
  session_trace: {
    principal_id: string;
    /** Of the network that the address is in. */
    address_hash: string;
    /** Of what the browser or program said of itself. */
    device_hash: string;
    first_ms: number;
    last_ms: number;
  };
  /** Counts of one person in a week, for signals. */
  signal_player: {
    week_ms: number;
    player_id: string;
    met: number;
    lost: number;
    big_lost: number;
    big_won: number;
    gifts: number;
    replies: number;
    instant: number;
  };
  /** Counts of two people in a week, `player_a` before `player_b`. */
  signal_pair: {
    week_ms: number;
    player_a: string;
    player_b: string;
    hands: number;
    net: number;
    squares: number;
    big_to_b: number;
    big_to_a: number;
    gifts_to_b: number;
    gifts_to_a: number;
    replies: number;
    instant: number;
    /** The largest hands between them; JSON. */
    largest: string;
  };
  /** Who played at which table on a day, at tables that anybody may join. */
  signal_presence: { day_ms: number; stakes: string; table_id: string; player_id: string };
  /** Two people of whom enough was found that the operator is shown it. */
  signal_case: {
    id: Generated<number>;
    player_a: string;
    player_b: string;
    /** When it was weighed last. */
    score: number;
    most_score: number;
    evidence: string;
    hands: string;
    first_ms: number;
    weighed_ms: number;
    dismissed_ms: number | null;
    /** What it came to when it was dismissed. */
    dismissed_score: number | null;
  };
  signal_note: { id: Generated<number>; case_id: number; at_ms: number; kind: SignalNoteKind; actor: string; text: string };
}

export type NoticeMaker = 'events' | 'cashier';
export type SignalNoteKind = 'note' | 'dismissed' | 'reopened';
export type ApprovalKind = 'transfer' | 'adjustment';
export type PrincipalKind = 'guest' | 'bot' | 'operator';

/**
 * - `opening`: OPEN is written and the seeds are being collected; no card is dealt
 * - `cut`: the deal stands and is played to its end, whatever happens
 * - `ended`, `void`: over, after the cut or before it
 */
export type HandStatus = 'opening' | 'cut' | 'ended' | 'void';

/** A job as it is kept; one that is held or running is kept as waiting. */
export type KeptJobState = 'waiting' | 'delayed' | 'dead';
export type JobPriority = 'urgent' | 'normal' | 'bulk';
export type JobDeathReason = 'exhausted' | 'refused' | 'malformed' | 'unreadable';

/** `operator`: whoever holds the token of one; `shell`: a user of the server's machine. */
export type ActorKind = 'operator' | 'shell';

/** Reads; a transaction reads as well. */
export type Reader = Kysely<Schema>;
/** Reads and writes, all of it or none. */
export type Trx = Transaction<Schema>;
