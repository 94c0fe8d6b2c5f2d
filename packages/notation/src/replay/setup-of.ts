/**
 * From a record's stakes and stacks to the engine's setup, for every game there is.
 */
import {
  chips,
  type Game,
  gameOf,
  type HandSetup,
  MAX_SEATS,
  mostSeats,
  NO_STAKES,
  type Rake,
  seatIndex,
} from '@aboveboard/engine';
import { err, ok, type Result } from '@aboveboard/kit';
import { toUnits } from '../phh/amount.ts';
import { decimalsOfRecord } from '../phh/check-record.ts';
import type { PhhRecord } from '../phh/record.ts';
import { buttonBlind } from './forced-bets.ts';
import { LENIENT_HOUSE } from './house.ts';
import { ownAmount, ownAmounts, ownOptions, ownRake } from './own-fields.ts';
import { postsOf } from './posts-of.ts';

/** A stack that nobody recorded covers all others; ten of them still add up exactly. */
const UNKNOWN_STACK = 10 ** 14;

/**
 * Player pN sits at seat N−1. The button is the last player; heads-up that is p2, who is the small blind too.
 *
 * A record does not say how many raises its house allowed or whether an open pair could be bet big: what happened is let happen.
 *
 * @returns the setup in units of the record's finest decimal, or why this hand cannot be played.
 * @see rules/PHH.md PHH-5
 */
export function setupOf(record: PhhRecord): Result<HandSetup, string> {
  const decimals = decimalsOfRecord(record);
  const found = gameOf(record.variant);
  if (!found) return err(`there is no game ${record.variant}`);
  if (decimals === null) return err('amounts without a common unit');
  const units = (amount: number | null): number =>
    amount === Number.POSITIVE_INFINITY ? UNKNOWN_STACK : (toUnits(amount ?? 0, decimals) ?? 0);
  const stacks = record.startingStacks.map(units);
  const blinds = (record.blindsOrStraddles ?? stacks.map(() => 0)).map(units);
  // Short deck with a small and a big blind is the same game with other forced bets.
  const hasTwo = buttonBlind(blinds) === null && ownAmount(record.own, '_button_blind') === null;
  const game: Game = found.forced === 'button-blind' && hasTwo ? { ...found, forced: 'blinds' } : found;
  if (stacks.length > Math.min(MAX_SEATS, mostSeats(game))) return err(`more players than ${game.code} has cards or seats for`);
  const forced = postsOf(record, game, { blinds, stacks, units });
  if (!forced.ok) return forced;
  const { stakes, ...posts } = forced.value;
  const bets = { smallBet: units(record.smallBet ?? record.minBet), bigBet: units(record.bigBet ?? record.minBet) };
  if (bets.smallBet === 0 || bets.bigBet < bets.smallBet) return err('no smallest bet, or a big bet below the small one');
  if (stakes.bringIn > bets.smallBet) return err('a bring-in above the small bet');
  const absent = ownAmounts(record.own, '_absent', stacks.length) ?? [];
  return ok({
    game,
    stakes: {
      ...stakes,
      smallBet: chips(bets.smallBet),
      bigBet: chips(bets.bigBet),
      rake: ownRake(record.own, units) ?? NO_RAKE,
    },
    options: { ...LENIENT_HOUSE, ...posts.options, ...ownOptions(record.own) },
    button: seatIndex(stacks.length - 1),
    smallBlind: posts.smallBlind === null ? null : seatIndex(posts.smallBlind),
    bigBlind: posts.bigBlind === null ? null : seatIndex(posts.bigBlind),
    extraBlinds: posts.extraBlinds,
    seats: stacks.map((stack, i) => ({
      ...{ seat: seatIndex(i), stack: chips(stack), owesLive: chips(posts.live[i] ?? 0), owesDead: chips(posts.dead[i] ?? 0) },
      ...((absent[i] ?? 0) > 0 ? { isAbsent: true } : {}),
    })),
  });
}

const NO_RAKE: Rake = NO_STAKES.rake;
