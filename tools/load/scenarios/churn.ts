/** People who come, watch or play a little, and go; their places are taken at once. */

import type { Guest } from '../../../bench/src/measure/started-room.ts';
import { SEATS } from '../crowd.ts';
import { type Player, startPlaying } from '../player.ts';
import { type Load, type Outcome, pause, type Scenario } from '../scenario.ts';
import type { Viewer } from '../viewer.ts';

/** How long somebody stays. */
const STAY_MS = [2_000, 12_000] as const;
const SEATED_SHARE = 0.5;
const LEAVE_WITHIN_MS = 5_000;

export const churn: Scenario = {
  name: 'churn',
  what: 'people come for seconds, half of them to sit and play, and go again',
  sockets: 60,
  minutes: 1,
  async run(load): Promise<Outcome> {
    const guests = await load.guests(load.sockets);
    const tables = await load.tables(guests.slice(0, Math.max(1, Math.ceil((load.sockets * SEATED_SHARE) / SEATS))), SEATS);
    load.begin();
    const fromMs = performance.now();
    const endMs = fromMs + load.ms;
    const counts = { visits: 0, satDown: 0 };
    await Promise.all(guests.map((guest, n) => visits(load, { guest, n, tables, endMs, counts })));
    const measuredS = (performance.now() - fromMs) / 1_000;
    return { measuredS, figures: { ...counts, visitsPerS: counts.visits / measuredS }, faults: [] };
  },
};

interface Visitor {
  readonly guest: Guest;
  readonly n: number;
  readonly tables: readonly string[];
  readonly endMs: number;
  readonly counts: { visits: number; satDown: number };
}

/** One place, and who comes to it one after the other. */
async function visits(load: Load, { guest, n, tables, endMs, counts }: Visitor): Promise<void> {
  const [least, most] = STAY_MS;
  const isPlayer = n % 2 === 0;
  while (performance.now() < endMs) {
    const viewer = load.open({ url: load.url, guest, tableId: tables[n % tables.length] ?? '', isPlayer });
    const seat = Math.floor(n / tables.length) % SEATS;
    const player = isPlayer ? startPlaying({ viewer, seat, ...load }) : null;
    await pause(Math.min(least + load.chance() * (most - least), Math.max(100, endMs - performance.now())));
    counts.visits += 1;
    if (viewer.view()?.ownSeat != null) counts.satDown += 1;
    await goAway(viewer, player);
  }
}

/** Leaves the seat as somebody polite does; the room folds and pays out what is still in play. */
async function goAway(viewer: Viewer, player: Player | null): Promise<void> {
  player?.stop();
  if (viewer.view()?.ownSeat != null) await Promise.race([viewer.table.leave(), pause(LEAVE_WITHIN_MS)]);
  viewer.close();
}
