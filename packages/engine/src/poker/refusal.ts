/** Why a command was not carried out: an ordinary value, with what is needed to explain it. A refusal changes nothing. */
import type { Card } from '../cards/card.ts';
import type { Chips } from '../units.ts';

export type HandRefusal =
  | { readonly code: 'NOT_YOUR_TURN' | 'NOTHING_TO_CALL' | 'RAISE_NOT_OPEN' | 'NOT_POSSIBLE_NOW' }
  | { readonly code: 'CANNOT_CHECK'; readonly toCall: Chips }
  | { readonly code: 'RAISE_TOO_SMALL'; readonly smallest: Chips }
  | { readonly code: 'NOT_ENOUGH_CHIPS'; readonly largest: Chips }
  /** The dealer brought another number of cards than the street deals. */
  | { readonly code: 'WRONG_CARD_COUNT'; readonly expected: number }
  | { readonly code: 'CARD_ALREADY_DEALT'; readonly card: Card }
  /** A hand shown that is not the hand dealt. */
  | { readonly code: 'NOT_YOUR_CARDS' };
