/**
 * Ranking: what settled hands add to the tallies of periods, and to what pairs of people won of each other.
 *
 * A batch is summed in memory first, so that the database is told few rows in few statements, however many hands the same people played. Ratings
 * are not made here: a day is rated when it is over, in small pieces (rate-days.ts).
 *
 * Private tables are left out (RANK-11).
 */
import type { Clock } from '@aboveboard/kit';
import {
  addPairings as addPairingRows,
  addTallies as addTallyRows,
  daysWithPairings,
  forgetRatings,
  forgetTallies,
  privateTablesAmong,
  type Trx,
} from '@aboveboard/storage';
import type { Consumer } from '../events/consumer.ts';
import { playedHands } from '../hands/played-hands.ts';
import { keptAt } from './periods.ts';
import { addPairings, dayOf, type Pairing, type Pairings, pairingsOf } from './ratings.ts';
import { type SettledHand, settledHandOf } from './settled-hand.ts';
import { addTallies, type Tallies, talliesOf } from './tallies.ts';

export const RANKING = 'ranking';

/** A hand that is told later than this after the newest one is in the boards and is not rated any more (RANK-7). */
export const RATED_DAYS = 35;

export function rankingConsumer({ clock }: { readonly clock: Clock }): Consumer {
  return {
    name: RANKING,
    apply: async (trx, events) => {
      const stored = await playedHands(trx, events);
      const isPrivate = await privateTablesAmong(
        trx,
        stored.map(({ tableId }) => tableId),
      );
      const hands = stored.flatMap((hand) => (isPrivate.has(hand.tableId) ? [] : (settledHandOf(hand) ?? [])));
      const isKept = keptAt(clock.nowMs());
      await writeTallies(
        trx,
        addTallies(
          {},
          hands.flatMap((hand) => talliesOf(hand, isKept)),
        ),
      );
      await writePairings(trx, addPairings({}, await ratedPairings(trx, hands)));
    },
    forget: async (trx) => {
      await forgetTallies(trx);
      await forgetRatings(trx);
    },
  };
}

/** Hand by hand in their order, so that a long time without hands makes none of them late. */
async function ratedPairings(trx: Trx, hands: readonly SettledHand[]): Promise<Pairing[]> {
  let newest = (await daysWithPairings(trx))?.last ?? 0;
  return hands.flatMap((hand) => {
    newest = Math.max(newest, dayOf(hand));
    return dayOf(hand) > newest - RATED_DAYS ? pairingsOf(hand) : [];
  });
}

function writeTallies(trx: Trx, tallies: Tallies): Promise<void> {
  const rows = Object.values(tallies).map(({ period, player, hands, net, netMilliBlinds, playedMs }) => ({
    ...{ period, player_id: player, hands, net },
    ...{ net_milli_blinds: netMilliBlinds, played_ms: playedMs },
  }));
  return addTallyRows(trx, rows);
}

function writePairings(trx: Trx, pairings: Pairings): Promise<void> {
  const rows = Object.values(pairings).map(({ day, first, second, games, firstScore }) => ({
    ...{ day, first_id: first, second_id: second },
    ...{ games, first_score: firstScore },
  }));
  return addPairingRows(trx, rows);
}
