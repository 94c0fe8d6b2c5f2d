/** A hand as plain as its game allows: one blind or a bring-in, equal stacks, the button in the last seat. */
import { chips, DEFAULT_OPTIONS, gameOf, type HandSetup, NO_STAKES, seatIndex } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';

/** `seats` seats from 0 on, each with `stack` chips, bets of 20 and 40; `code` is the catalogue's. */
export function plainSetup(code: string, seats: number, stack: number): HandSetup {
  const game = gameOf(code);
  assert(game, `no game has the code ${code}`);
  const hasBlinds = game.forced === 'blinds';
  const first = hasBlinds ? { bigBlind: chips(20) } : { bringIn: chips(5) };
  return {
    game,
    stakes: { ...NO_STAKES, ...first, smallBet: chips(20), bigBet: chips(40) },
    options: DEFAULT_OPTIONS,
    button: seatIndex(seats - 1),
    smallBlind: null,
    bigBlind: hasBlinds ? seatIndex(0) : null,
    extraBlinds: [],
    seats: Array.from({ length: seats }, (_, seat) => ({
      seat: seatIndex(seat),
      stack: chips(stack),
      owesLive: chips(0),
      owesDead: chips(0),
    })),
  };
}
