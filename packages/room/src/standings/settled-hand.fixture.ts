/** Settled hands for tests: the seats of a script are Ana, Bo, Cy and so on. */
import { type HandEvent, handFrom, handResult } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import { bigBlindOf } from '../stats/big-blind.ts';
import { endedHand, type Told } from '../stats/ended-hand.fixture.ts';
import { setupOfHand } from '../stats/ended-hand.ts';
import type { SettledHand } from './settled-hand.ts';

export function settledHand(events: readonly HandEvent[], told: Told = {}): SettledHand {
  const hand = endedHand(events, told);
  const result = handResult(handFrom(events));
  assert(result, 'a hand that has not ended is not settled');
  const players = result.seats.map(({ seat, delta }) => {
    const at = hand.players.find((one) => one.seat === seat);
    assert(at, `nobody is known to sit in seat ${seat}`);
    return { player: at.player, isBot: at.isBot, delta };
  });
  const { startedAtMs, endedAtMs } = hand;
  return { players, bigBlind: bigBlindOf(setupOfHand(hand).stakes), startedAtMs, endedAtMs };
}
