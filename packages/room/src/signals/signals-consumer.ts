/**
 * Counts for signals out of events: of each person and of each two of them, by week, and who played where.
 *
 * Sums of whole numbers and sets, so that hands in any order come to the same. What they amount to is weighed apart, by the clock.
 *
 * @see rules/SIGNAL.md
 */
import {
  addPresence,
  addSignalPlayers,
  forgetSignalCounts,
  type HandWithPlayers,
  handIdOf,
  newestSignalWeek,
  type PresenceRow,
  privateTablesAmong,
  pruneSignalCounts,
  putSignalPairs,
  repliesOf,
  signalPairsAt,
  type Trx,
} from '@aboveboard/storage';
import type { Consumer } from '../events/consumer.ts';
import { playedHands } from '../hands/played-hands.ts';
import { addTo, bothPairs, bothPlayers, pairKey, playerKey } from './add-counts.ts';
import { pairCountsOf, pairRow, playerRow } from './count-rows.ts';
import { countsOfHand, gameOfHand, type PairCounts, type PlayerCounts } from './hand-counts.ts';
import { DAY_MS, firstKept, WEEK_MS, weekOf } from './weeks.ts';

export const SIGNALS = 'signals';

/** Days of which it is kept who played where (SIGNAL-4). */
export const DAYS_KEPT = 28;
/** Two weeks on, a week in which two people met in fewer hands, none of them large, is let go of (SIGNAL-6). */
const LEAST_HANDS_OF_WEEK = 20;

export function signalsConsumer(): Consumer {
  return {
    name: SIGNALS,
    apply: async (trx, events) => {
      const hands = (await playedHands(trx, events)).filter(({ players }) => players.some(({ isBot }) => !isBot));
      if (hands.length === 0) return;
      const before = await newestSignalWeek(trx);
      const newest = Math.max(before ?? 0, ...hands.map(({ endedMs }) => weekOf(endedMs)));
      const kept = hands.filter(({ endedMs }) => weekOf(endedMs) >= firstKept(newest));
      await writeCounts(trx, kept);
      await addPresence(trx, await presenceIn(trx, kept, newest));
      if (before !== null && newest > before) await prune(trx, newest);
    },
    forget: forgetSignalCounts,
  };
}

async function writeCounts(trx: Trx, hands: readonly HandWithPlayers[]): Promise<void> {
  const replies = await repliesOf(trx, hands);
  const players = new Map<string, PlayerCounts>();
  const pairs = new Map<string, PairCounts>();
  for (const hand of hands) {
    const counts = countsOfHand(hand, replies.get(handIdOf(hand)) ?? []);
    addTo(players, counts.players, playerKey, bothPlayers);
    addTo(pairs, counts.pairs, pairKey, bothPairs);
  }
  await addSignalPlayers(trx, [...players.values()].map(playerRow));
  const known = (await signalPairsAt(trx, [...pairs.values()].map(pairRow))).map(pairCountsOf);
  addTo(
    pairs,
    known.filter((pair) => pairs.has(pairKey(pair))),
    pairKey,
    bothPairs,
  );
  await putSignalPairs(trx, [...pairs.values()].map(pairRow));
}

/** Private tables are left out: who is invited there comes to be there. */
async function presenceIn(trx: Trx, hands: readonly HandWithPlayers[], newest: number): Promise<PresenceRow[]> {
  const isPrivate = await privateTablesAmong(trx, [...new Set(hands.map(({ tableId }) => tableId))]);
  const rows = new Map<string, PresenceRow>();
  for (const hand of hands) {
    const dayMs = Math.floor(hand.endedMs / DAY_MS) * DAY_MS;
    if (isPrivate.has(hand.tableId) || dayMs < oldestDay(newest)) continue;
    for (const { playerId, isBot } of hand.players) {
      if (isBot) continue;
      const row = { day_ms: dayMs, stakes: gameOfHand(hand), table_id: hand.tableId, player_id: playerId };
      rows.set(JSON.stringify(Object.values(row)), row);
    }
  }
  return [...rows.values()];
}

async function prune(trx: Trx, newest: number): Promise<void> {
  await pruneSignalCounts(trx, {
    keptFromMs: firstKept(newest),
    smallBeforeMs: newest - WEEK_MS,
    leastHands: LEAST_HANDS_OF_WEEK,
    daysFromMs: oldestDay(newest),
  });
}

function oldestDay(newestWeekMs: number): number {
  return newestWeekMs - DAYS_KEPT * DAY_MS;
}
