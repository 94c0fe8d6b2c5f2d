/** One table of a cluster with two who check and call through whatever happens, and what must be so of its hands afterwards. */
import { type HandRecord, recentHands } from '@aboveboard/storage';
import { expect } from 'vitest';
import type { ClusterUnderTest } from './cluster-under-test.ts';
import type { OnEnd } from './open-room.ts';
import { type PlayingGuest, until } from './playing-guest.ts';

export interface OneTable {
  readonly tableId: string;
  readonly guests: readonly PlayingGuest[];
  /** Those that are over, the last first. */
  hands(): Promise<readonly HandRecord[]>;
  lastHandNo(): Promise<number>;
  /** Three more hands end, with actions of everybody in them. */
  handsGoOn(): Promise<void>;
  /** Each hand after that one ended once and was played to its end, no clock acted for anybody, and what was acknowledged is in its history. */
  expectPlayedOut(after: number): Promise<void>;
  /** @returns whether anybody has seen the table stand still since */
  watchPauses(): () => boolean;
}

const WITHIN_MS = 120_000;

export async function openOneTable(cluster: ClusterUnderTest, onEnd: OnEnd): Promise<OneTable> {
  const tableId = await cluster.openTable();
  const guests = await Promise.all(['Ana', 'Bo'].map((nickname, seat) => cluster.seat({ tableId, seat, nickname, onEnd })));
  const hands = async (): Promise<readonly HandRecord[]> => {
    const found = await recentHands(cluster.db.reader, tableId, { limit: 500 });
    return found.filter(({ endedMs }) => endedMs !== null);
  };
  const lastHandNo = async (): Promise<number> => (await hands())[0]?.handNo ?? 0;
  return {
    ...{ tableId, guests, hands, lastHandNo },
    async handsGoOn() {
      const before = guests.map(({ acked }) => acked.length);
      const from = await lastHandNo();
      await until(async () => (await lastHandNo()) >= from + 3, 'three more hands', WITHIN_MS);
      for (const [i, { acked }] of guests.entries()) expect(acked.length).toBeGreaterThan(before[i] ?? 0);
    },
    async expectPlayedOut(after) {
      const played = (await hands()).filter(({ handNo }) => handNo > after);
      expect(played.length).toBeGreaterThan(2);
      for (const hand of played) expectPlayed(hand, guests);
      await cluster.checkBooks();
    },
    watchPauses() {
      let hasPaused = false;
      for (const { table, view } of guests) {
        table.state.subscribe(() => {
          if (view()?.isPaused) hasPaused = true;
        });
      }
      return () => hasPaused;
    },
  };
}

function expectPlayed({ handNo, endReason, publicHistory }: HandRecord, guests: readonly PlayingGuest[]): void {
  expect(endReason, `hand ${handNo}`).toBe('COMPLETED');
  const { actions } = publicHistory as unknown as { actions: { seat?: number; kind: string }[] };
  expect(actions.filter(({ kind }) => kind === 'fold')).toEqual([]); // nobody folds here, but a clock would
  for (const [seat, { acked }] of guests.entries()) {
    const told = acked.filter((action) => action.handNo === handNo).map(({ kind }) => kind);
    const kept = actions.filter((action) => action.seat === seat && /^(check|call)$/.test(action.kind));
    expect(kept.map(({ kind }) => kind).slice(0, told.length), `hand ${handNo}, seat ${seat}`).toEqual(told);
  }
}
