/** What is asked of a table between hands, by players and by the room that runs it. */
import type { Chips, PlayerId, SeatIndex } from '../units.ts';

export type TableCommand =
  /** Takes an empty seat. `post` says how to come in where a blind is owed: with the next hand, or with the big blind. */
  | {
      readonly kind: 'sit';
      readonly player: PlayerId;
      readonly seat: SeatIndex;
      readonly buyIn: Chips;
      readonly post: 'now' | 'wait';
    }
  | { readonly kind: 'leave'; readonly player: PlayerId }
  | { readonly kind: 'sit-out'; readonly player: PlayerId }
  | { readonly kind: 'sit-in'; readonly player: PlayerId; readonly post: 'now' | 'wait' }
  | { readonly kind: 'top-up'; readonly player: PlayerId; readonly amount: Chips }
  | { readonly kind: 'join-wait-list'; readonly player: PlayerId }
  | { readonly kind: 'leave-wait-list'; readonly player: PlayerId }
  /**
   * Begins a hand. `absent` seats are passed over this once as if they sat out (no commit for the deal, say). `firstButton` is
   * where the button starts at a new table, if drawn; the lowest seat dealt in otherwise.
   */
  | { readonly kind: 'begin-hand'; readonly absent: readonly SeatIndex[]; readonly firstButton?: SeatIndex }
  | { readonly kind: 'settle-hand'; readonly results: readonly { readonly seat: SeatIndex; readonly delta: number }[] }
  | { readonly kind: 'void-hand' };
