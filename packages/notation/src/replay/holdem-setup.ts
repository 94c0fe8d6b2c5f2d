/**
 * From a record's antes, blinds and stacks to the engine's setup, for no-limit hold'em.
 */
import { chips, DEFAULT_OPTIONS, type HandSetup, MAX_SEATS, NO_LIMIT_HOLDEM, seatIndex } from '@aboveboard/engine';
import { err, ok, type Result } from '@aboveboard/kit';
import { toUnits } from '../phh/amount.ts';
import { decimalsOfRecord, type PhhRecord } from '../phh/record.ts';

/**
 * Player pN sits at seat N−1. The button is the last player; heads-up that is p2, who is the small blind too.
 *
 * @returns the setup in units of the record's finest decimal, or why this shape of blinds and antes is not played yet.
 */
export function holdemSetup(record: PhhRecord): Result<HandSetup, string> {
  const decimals = decimalsOfRecord(record) ?? 0;
  const units = (amount: number): number => toUnits(amount, decimals) ?? 0;
  if (record.startingStacks.length > MAX_SEATS) return err(`more than ${MAX_SEATS} players`);
  const stacks = record.startingStacks.map(units);
  const blinds = stacks.map((_, i) => units(record.blindsOrStraddles?.[i] ?? 0));
  const isHeadsUp = stacks.length === 2;
  const [first = 0, second = 0, ...straddles] = blinds;
  if (straddles.some((amount) => amount > 0)) return err('straddles');
  const [bigBlind, smallBlind] = isHeadsUp ? [Math.max(first, second), Math.min(first, second)] : [second, first];
  if (bigBlind === 0) return err('no big blind');
  if (isHeadsUp && smallBlind === 0) return err('no small blind heads-up');
  if (record.minBet !== null && units(record.minBet) !== bigBlind) return err('a smallest bet other than the big blind');
  const bigBlindSeat = isHeadsUp ? 0 : 1;
  const antes = antesOf(
    stacks.map((_, i) => units(record.antes[i] ?? 0)),
    bigBlindSeat,
  );
  if (!antes) return err("antes that are neither equal nor the big blind's alone");
  if (record.isAnteTrimmed === false && stacks.some((stack) => stack < antes.each))
    return err('a short ante against whole ones');
  return ok({
    game: NO_LIMIT_HOLDEM,
    stakes: {
      smallBlind: chips(smallBlind),
      bigBlind: chips(bigBlind),
      ante: chips(antes.each),
      bigBlindAnte: chips(antes.bigBlind),
      rake: { basisPoints: 0, cap: chips(0), noFlopNoDrop: true },
    },
    options: { ...DEFAULT_OPTIONS, tableAllIns: false },
    button: seatIndex(stacks.length - 1),
    smallBlind: smallBlind === 0 ? null : seatIndex(isHeadsUp ? 1 : 0),
    bigBlind: seatIndex(bigBlindSeat),
    seats: stacks.map((stack, i) => ({ seat: seatIndex(i), stack: chips(stack), owesLive: chips(0), owesDead: chips(0) })),
  });
}

function antesOf(antes: readonly number[], bigBlindSeat: number): { each: number; bigBlind: number } | null {
  const [first = 0] = antes;
  if (antes.every((ante) => ante === first)) return { each: first, bigBlind: 0 };
  const isBigBlindsAlone = antes.every((ante, i) => ante > 0 === (i === bigBlindSeat));
  return isBigBlindsAlone ? { each: 0, bigBlind: antes[bigBlindSeat] ?? 0 } : null;
}
