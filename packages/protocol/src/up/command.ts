/**
 * What a player asks of a table. Every command carries the sender's own `commandId`: a repeat is answered again with the recorded
 * answer, not carried out again, also after the server was killed and started again.
 */
import { z } from 'zod';
import { gameCode } from '../tables/game.ts';
import { card, chips, handNo, hexOf, id, seatIndex } from '../units.ts';

/**
 * How to come in where a blind is owed: `now` posts it with the next hand, `wait` comes in with the big blind. `buy-button` posts both
 * blinds where the button is next, at a table that sells it, and with the next hand elsewhere.
 */
export const comeIn = z.enum(['now', 'wait', 'buy-button']);
export type ComeIn = z.infer<typeof comeIn>;

/** Takes an empty seat with `buyIn` chips from the wallet; `post` is `now` where it is left out. */
export const sitCommand = z.strictObject({
  kind: z.literal('sit'),
  seat: seatIndex,
  buyIn: chips,
  post: comeIn.optional(),
  invite: z.string().max(64).optional(),
});
/** Gives up the seat: at once between hands; in a hand the cards are folded and the chips go back when it is settled. */
export const leaveCommand = z.strictObject({ kind: z.literal('leave') });
export const sitOutCommand = z.strictObject({ kind: z.literal('sit-out') });
/** Comes back. */
export const sitInCommand = z.strictObject({ kind: z.literal('sit-in'), post: comeIn });
/** Adds chips from the wallet; in a hand they count from the next one. */
export const topUpCommand = z.strictObject({ kind: z.literal('top-up'), amount: chips });
/** Straddles the next time the own seat may; it holds until then, or until it is taken back. */
export const straddleCommand = z.strictObject({ kind: z.literal('straddle'), isOn: z.boolean() });
/** Moves to an empty seat between hands, or as soon as it can be; in place of what was asked for before. */
export const moveSeatCommand = z.strictObject({ kind: z.literal('move-seat'), seat: seatIndex, post: z.enum(['now', 'wait']) });
export const cancelMoveCommand = z.strictObject({ kind: z.literal('cancel-move') });
/** A bomb pot is played when all who are dealt in ask for it; it holds until then, or until it is taken back. */
export const voteBombPotCommand = z.strictObject({ kind: z.literal('vote-bomb-pot'), isOn: z.boolean() });
/** Dealer's choice: one of the games in `upNext.choice`, by the player in its seat. */
export const chooseGameCommand = z.strictObject({ kind: z.literal('choose-game'), game: gameCode });
export const joinWaitListCommand = z.strictObject({ kind: z.literal('join-wait-list') });
export const leaveWaitListCommand = z.strictObject({ kind: z.literal('leave-wait-list') });

export const playerAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fold') }),
  z.strictObject({ kind: z.literal('check') }),
  z.strictObject({ kind: z.literal('call') }),
  /** `to` is the seat's whole bet of this street, also for the first bet. */
  z.strictObject({ kind: z.literal('raise-to'), to: chips }),
  /** Puts in what the door card owes; a full bet instead is a `raise-to`. */
  z.strictObject({ kind: z.literal('bring-in') }),
  /** Answers a `draw-turn`: own cards to give up, none to stand pat. */
  z.strictObject({ kind: z.literal('discard'), cards: z.array(card).max(6) }),
]);
export type PlayerAction = z.infer<typeof playerAction>;

/** Answers the turn `turnId`; an answer to any other turn is refused as STALE_TURN. */
export const actCommand = z.strictObject({ kind: z.literal('act'), turnId: z.int().min(0), action: playerAction });

/**
 * Turns the own hand up at the end of the hand in play, though it is beaten or nobody called; the rules alone would muck it. Holds for
 * this hand, can be taken back with `isOn: false`, and is never told to others before the cards are shown.
 */
export const showCardsCommand = z.strictObject({ kind: z.literal('show-cards'), isOn: z.boolean() });

/**
 * A wish for the hand in play: once no more betting is possible, deal the rest of the board `times` times. It is done when all who are
 * then in the hand wish the same; 1 takes it back. Never told to others.
 */
export const runItCommand = z.strictObject({ kind: z.literal('run-it'), times: z.int().min(1).max(3) });

/**
 * Commits for coming hands (fairness.md, Bytes: Player), at most four, sent ahead as play goes on. The commit of a hand whose
 * OPEN is sequenced already comes too late. `sid` is the sitting's random pseudonym.
 */
export const contributeCommand = z.strictObject({
  kind: z.literal('contribute'),
  sid: hexOf(8),
  commits: z
    .array(z.strictObject({ handNo, commit: hexOf(32) }))
    .min(1)
    .max(4),
});
/** The seed behind the commit in OPEN: sent once its OPEN and promise were checked, and never twice for one hand number. */
export const revealCommand = z.strictObject({ kind: z.literal('reveal'), handNo, seed: hexOf(32) });

export const tableCommand = z.discriminatedUnion('kind', [
  sitCommand,
  leaveCommand,
  sitOutCommand,
  sitInCommand,
  topUpCommand,
  straddleCommand,
  moveSeatCommand,
  cancelMoveCommand,
  voteBombPotCommand,
  chooseGameCommand,
  joinWaitListCommand,
  leaveWaitListCommand,
  actCommand,
  showCardsCommand,
  runItCommand,
  contributeCommand,
  revealCommand,
]);
export type TableCommand = z.infer<typeof tableCommand>;
export type TableCommandKind = TableCommand['kind'];

export const commandMessage = z.strictObject({
  type: z.literal('command'),
  commandId: id,
  tableId: id,
  command: tableCommand,
});
export type CommandMessage = z.infer<typeof commandMessage>;
