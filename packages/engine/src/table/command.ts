/** What is asked of a table between hands, by players and by the room that runs it. */
import type { HandResult } from '../poker/hand.ts';
import type { Chips, PlayerId, SeatIndex } from '../units.ts';

/**
 * How to come in where a blind is owed: with the next hand, or with the big blind. `buy-button`: by posting both blinds where the
 * button is next, and with the next hand elsewhere.
 */
export type ComeIn = 'now' | 'wait' | 'buy-button';

/** All that can be asked of a table between hands. */
export type TableCommand =
  /** Takes an empty seat. `isMoved`: from another table of the house, with all its chips, whatever the limits of the buy-in. */
  | {
      readonly kind: 'sit';
      readonly player: PlayerId;
      readonly seat: SeatIndex;
      readonly buyIn: Chips;
      readonly post: ComeIn;
      readonly isMoved?: boolean;
    }
  | { readonly kind: 'leave'; readonly player: PlayerId }
  | { readonly kind: 'sit-out'; readonly player: PlayerId }
  | { readonly kind: 'sit-in'; readonly player: PlayerId; readonly post: ComeIn }
  | { readonly kind: 'top-up'; readonly player: PlayerId; readonly amount: Chips }
  | { readonly kind: 'join-wait-list'; readonly player: PlayerId }
  | { readonly kind: 'leave-wait-list'; readonly player: PlayerId }
  /** Moves to an empty seat, or asks for one: it is moved as soon as it can be. */
  | { readonly kind: 'move-seat'; readonly player: PlayerId; readonly seat: SeatIndex; readonly post: 'now' | 'wait' }
  | { readonly kind: 'cancel-move'; readonly player: PlayerId }
  /** Straddles the next time the seat may; it holds until then. */
  | { readonly kind: 'straddle'; readonly player: PlayerId }
  | { readonly kind: 'cancel-straddle'; readonly player: PlayerId }
  | { readonly kind: 'vote-bomb-pot'; readonly player: PlayerId }
  | { readonly kind: 'cancel-bomb-pot-vote'; readonly player: PlayerId }
  /** Dealer's choice: `game` is the code of one of the table's games. */
  | { readonly kind: 'choose-game'; readonly player: PlayerId; readonly game: string }
  /**
   * Begins a hand. `absent` seats are passed over this once as if they sat out (no commit for the deal, say). `firstButton` is
   * where the button starts at a new table, if drawn; the lowest seat dealt in otherwise.
   */
  | { readonly kind: 'begin-hand'; readonly absent: readonly SeatIndex[]; readonly firstButton?: SeatIndex }
  /** `pots` as in the hand's result: they say who has won alone, which is what kill pots follow from. */
  | {
      readonly kind: 'settle-hand';
      readonly results: readonly { readonly seat: SeatIndex; readonly delta: number }[];
      readonly pots?: HandResult['pots'];
    }
  | { readonly kind: 'void-hand' };
