import { expect, test } from 'vitest';
import { parseCards } from '../cards/card.ts';
import { NO_LIMIT_HOLDEM } from '../games/holdem.ts';
import { chips, seatIndex } from '../units.ts';
import type { HandCommand } from './command.ts';
import { playHand } from './decide.ts';
import { handFrom } from './evolve.ts';
import { handResult } from './result.ts';
import { DEFAULT_OPTIONS, NO_STAKES, startHand } from './start.ts';

test('[ANTE-3] a big blind that the ante for the table has put all-in plays for the ante alone', () => {
  const [sb, bb, utg] = [seatIndex(0), seatIndex(1), seatIndex(2)];
  const stacks = [chips(1000), chips(60), chips(1000)];
  let hand = handFrom(
    startHand({
      game: NO_LIMIT_HOLDEM,
      stakes: { ...NO_STAKES, smallBlind: chips(50), bigBlind: chips(100), bigBlindAnte: chips(100), smallBet: chips(100) },
      options: { ...DEFAULT_OPTIONS, bigBlindAnteFirst: true },
      ...{ button: utg, smallBlind: sb, bigBlind: bb, extraBlinds: [] },
      seats: [sb, bb, utg].map((seat, i) => ({ seat, stack: stacks[i] ?? chips(0), owesLive: chips(0), owesDead: chips(0) })),
    }),
  );
  const play = (command: HandCommand): void => {
    const played = playHand(hand, command);
    if (!played.ok) throw new Error(`${command.kind}: ${played.error.code}`);
    hand = played.value.hand;
  };
  for (const [seat, cards] of [[sb, 'KsKh'] as const, [bb, 'AsAh'] as const, [utg, 'QsQh'] as const])
    play({ kind: 'deal-hole', seat, cards: parseCards(cards) ?? [] });
  play({ kind: 'call', seat: utg });
  play({ kind: 'call', seat: sb });
  for (const cards of ['9c8s3c', '5d', '2s']) {
    play({ kind: 'deal-board', board: 0, cards: parseCards(cards) ?? [] });
    play({ kind: 'check', seat: sb });
    play({ kind: 'check', seat: utg });
  }
  play({ kind: 'settle-showdown' });
  expect(handResult(hand)?.pots.map(({ amount, winners }) => [amount, winners.map(({ seat }) => seat)])).toEqual([
    [60, [bb]],
    [200, [sb]],
  ]);
  expect(hand.seats.map(({ stack }) => stack)).toEqual([1100, 60, 900]);
});
