/** From the table to the hand: what the poker engine begins with. */
import { assert } from '@aboveboard/kit';
import type { HandSetup } from '../poker/setup.ts';
import type { Table } from './state.ts';

/** The setup of the hand in play; there must be one. */
export function handSetup({ rules, seats, hand }: Table): HandSetup {
  assert(hand, 'no hand in play');
  const { positions, isSmallBlindDead } = hand;
  return {
    game: rules.game,
    stakes: rules.stakes,
    options: rules.options,
    button: positions.button,
    smallBlind: isSmallBlindDead ? null : positions.smallBlind,
    bigBlind: positions.bigBlind,
    extraBlinds: [],
    seats: hand.seats.map(({ seat, owesLive, owesDead }) => {
      const at = seats[seat];
      assert(at, `seat ${seat} is dealt in and empty`);
      return { seat, stack: at.stack, owesLive, owesDead };
    }),
  };
}
