/** Statistics: what settled hands add to the lines of who played them. Hands at private tables count too: a player's figures are their own. */
import { addStats, forgetStats, type StatsRow } from '@aboveboard/storage';
import type { Consumer } from '../events/consumer.ts';
import { endedHandOf } from '../hands/ended-hand-of.ts';
import { playedHands } from '../hands/played-hands.ts';
import { addLines, linesOf, type StatsLine } from './player-stats.ts';

export const STATISTICS = 'statistics';

export function statsConsumer(): Consumer {
  return {
    name: STATISTICS,
    apply: async (trx, events) => {
      const hands = (await playedHands(trx, events)).flatMap((hand) => endedHandOf(hand) ?? []);
      await addStats(trx, Object.values(addLines({}, hands.flatMap(linesOf))).map(statsRow));
    },
    forget: forgetStats,
  };
}

function statsRow({ player, game, band, position, counts }: StatsLine): StatsRow {
  return {
    ...{ player_id: player, game, band, position },
    ...{ hands: counts.hands, turns: counts.turns, vpip: counts.vpip, pfr: counts.pfr },
    ...{ three_bet_chances: counts.threeBetChances, three_bets: counts.threeBets },
    ...{ three_bets_faced: counts.threeBetsFaced, three_bet_folds: counts.threeBetFolds },
    ...{ bets: counts.bets, calls: counts.calls, saw_next: counts.sawNext },
    ...{ showdowns: counts.showdowns, showdowns_won: counts.showdownsWon },
    ...{ c_bet_chances: counts.cBetChances, c_bets: counts.cBets },
    ...{ net: counts.net, net_milli_blinds: counts.netMilliBlinds },
  };
}
