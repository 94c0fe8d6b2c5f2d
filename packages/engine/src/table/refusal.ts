/** Why a table did not do what was asked. A refusal changes nothing. */
import type { Chips } from '../units.ts';

/** Why a command to a table was refused. */
export type TableRefusal =
  | {
      readonly code:
        | 'NO_SUCH_SEAT'
        | 'SEAT_TAKEN'
        | 'SEAT_RESERVED' // the free seats are on offer to those who waited longer
        | 'ALREADY_SEATED'
        | 'NOT_SEATED'
        | 'NOT_POSSIBLE_NOW'
        | 'HAND_IN_PLAY'
        | 'NO_HAND'
        | 'NOT_ENOUGH_PLAYERS'
        | 'SEATS_FREE'
        | 'ALREADY_WAITING'
        | 'NOT_WAITING'
        | 'WAIT_LIST_FULL'
        | 'NOT_OFFERED' // this table does not play with it
        | 'NOT_YOUR_CHOICE'; // another player chooses, or none does
    }
  | { readonly code: 'BUY_IN_OUT_OF_RANGE'; readonly min: Chips; readonly max: Chips }
  /** `largest` is the biggest top-up possible, 0 for none. */
  | { readonly code: 'ABOVE_MAXIMUM'; readonly largest: Chips };
