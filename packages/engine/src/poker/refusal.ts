/** Why a command was not carried out: an ordinary value, with what is needed to explain it. A refusal changes nothing. */
import type { Card } from '../cards/card.ts';
import type { Chips } from '../units.ts';

/** Why a command to a hand was refused. */
export type HandRefusal =
  | { readonly code: 'NOT_YOUR_TURN' | 'NOTHING_TO_CALL' | 'RAISE_NOT_OPEN' | 'NOT_POSSIBLE_NOW' }
  /** At fixed limit: all raises of the street are made. */
  | { readonly code: 'RAISES_CAPPED' }
  /** The door card brings in, or bets in full; nothing else. */
  | { readonly code: 'BRING_IN_DUE'; readonly amount: Chips }
  /** Neither more nor fewer cards than these may be given up. */
  | { readonly code: 'WRONG_DISCARD_COUNT'; readonly least: number; readonly most: number }
  | { readonly code: 'CANNOT_CHECK'; readonly toCall: Chips }
  | { readonly code: 'RAISE_TOO_SMALL'; readonly smallest: Chips }
  | { readonly code: 'NOT_ENOUGH_CHIPS'; readonly largest: Chips }
  /** More than the limit of the game allows. */
  | { readonly code: 'RAISE_TOO_LARGE'; readonly largest: Chips }
  /** The dealer brought another number of cards than the street deals. */
  | { readonly code: 'WRONG_CARD_COUNT'; readonly expected: number }
  | { readonly code: 'CARD_ALREADY_DEALT'; readonly card: Card }
  /** A card that this game's deck has not. */
  | { readonly code: 'CARD_NOT_IN_DECK'; readonly card: Card }
  /** A hand shown, or cards given up, that are not those dealt. */
  | { readonly code: 'NOT_YOUR_CARDS' };
