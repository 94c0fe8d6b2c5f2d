/**
 * What becomes of each personal column when a player is erased: cleared, or kept for a reason that is written here.
 *
 * A test holds this against the data classes, so that a column about persons cannot be added without a word on how it ends.
 * @see rules/PRIVACY.md PRIVACY-3, PRIVACY-4
 */
import type { Schema } from '../database/schema.ts';

/** `erased` by `erasePlayer`; otherwise why it is kept. */
export type Fate = 'erased' | { readonly kept: string };

/** A fate for all personal columns of a table, or column by column. */
export type Fates<Table extends keyof Schema> = Fate | { readonly [Column in keyof Schema[Table]]?: Fate };

const BOOKS: Fate = { kept: 'the books: chips of others hang on them, and the id in them names nobody any more' };
const HANDS: Fate = { kept: 'hands are proven by hashes over what was played; the id in them names nobody any more' };
const BY_HANDS: Fate = { kept: 'made from hands, and made again from them; the id in it names nobody any more' };
const CASES: Fate = { kept: 'what others were cheated of must stay provable; the id in it names nobody any more' };
const AUDIT: Fate = { kept: 'who runs the room answers for what they did; a player is in it by id alone' };
const PASSING: Fate = { kept: 'goes by itself, within days, and names players by id alone' };

export const ERASURE_FATES: { readonly [Table in keyof Schema]?: Fates<Table> } = {
  principal: 'erased',
  session: 'erased',
  session_trace: 'erased',
  command_reply: 'erased',
  notice: 'erased',
  notice_mark: 'erased',
  best_win: 'erased',
  ledger_account: BOOKS,
  ledger_batch: BOOKS,
  ledger_step: BOOKS,
  ledger_reservation: BOOKS,
  ledger_expiry: BOOKS,
  books_total: BOOKS,
  books_close: BOOKS,
  approval: {
    proposer_name: 'erased',
    decider_name: 'erased',
    ...{ batch_key: BOOKS, reservation_id: BOOKS, proposed_by: BOOKS, sender: BOOKS, recipient: BOOKS, amount: BOOKS },
    ...{ undoes: BOOKS, why: AUDIT, proposed_ms: BOOKS, expires_ms: BOOKS, decided_by: AUDIT, decided_why: AUDIT },
    decided_ms: BOOKS,
  },
  card_table: { owner: 'erased' },
  table_state: {
    state: { kept: 'erasure is refused while the player has a seat; what else it knows goes by seats and ids' },
  },
  hand: { players: HANDS, reply_times: { kept: 'goes by itself after thirteen weeks, and says seats, not who sat there' } },
  player_hand: HANDS,
  unfiled_hand: HANDS,
  hand_termination: PASSING,
  journal: HANDS,
  outbox: HANDS,
  event_block: HANDS,
  dead_event: PASSING,
  job: PASSING,
  setting: { kept: 'the room’s own, and nothing of players' },
  audit_entry: AUDIT,
  stats_line: BY_HANDS,
  pairing: BY_HANDS,
  signal_player: CASES,
  signal_pair: CASES,
  signal_presence: CASES,
  signal_case: CASES,
  signal_note: CASES,
  imported_hand: { kept: 'hands of elsewhere, under names that belong to no player of this room' },
};
