/** Everybody comes at once: so many a second are meant to, whatever the room makes of it. */
import { percentile } from '../percentile.ts';
import { type Outcome, pause, type Scenario, until } from '../scenario.ts';

const PER_SECOND = 200; // more of the SDK's clients are work for more than one generator
const WITHIN_MS = 60_000;
const WANTED_SHARE = 0.99;

export const connectStorm: Scenario = {
  name: 'connect-storm',
  what: `${PER_SECOND} a second connect and open a table, whether or not those before them are in`,
  sockets: 500,
  minutes: 1,
  async run(load): Promise<Outcome> {
    const guests = await load.guests(load.sockets);
    const tables = await load.tables(guests.slice(0, Math.max(1, Math.floor(load.sockets / 100))), 9);
    load.begin();
    const waits: number[] = [];
    let begun = 0;
    const fromMs = performance.now();
    for (const [n, guest] of guests.entries()) {
      const dueMs = fromMs + (n * 1_000) / PER_SECOND;
      load.generator.scheduler.after(Math.max(1, dueMs - performance.now()), () => {
        begun += 1;
        const viewer = load.open({ url: load.url, guest, tableId: tables[n % tables.length] ?? '', isPlayer: false });
        const stop = viewer.table.state.subscribe(() => {
          if (!viewer.isIn()) return;
          waits.push(performance.now() - dueMs);
          queueMicrotask(() => stop());
        });
      });
    }
    const isAllIn = await until(() => begun === load.sockets && waits.length >= load.sockets, Math.min(load.ms, WITHIN_MS));
    const measuredS = (performance.now() - fromMs) / 1_000;
    await pause(500);
    const share = waits.length / load.sockets;
    const inMs = (of: number): number => Math.round(percentile(waits, of));
    return {
      measuredS,
      figures: {
        ...{
          inShare: share,
          inP50Ms: inMs(0.5),
          inP95Ms: inMs(0.95),
          inP99Ms: inMs(0.99),
          joinsPerS: waits.length / measuredS,
        },
      },
      faults: isAllIn || share >= WANTED_SHARE ? [] : [`only ${(share * 100).toFixed(1)} % came in`],
    };
  },
};
