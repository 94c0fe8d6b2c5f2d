/** Every socket is cut at one moment, as a gateway that dies cuts them, and everybody comes back. */
import { randomBytes } from 'node:crypto';
import { FAIR, openBadNetwork } from '../bad-network.ts';
import { gatherCrowd, SEATS } from '../crowd.ts';
import { percentile } from '../percentile.ts';
import { type Load, type Outcome, pause, type Scenario, until } from '../scenario.ts';
import type { Viewer } from '../viewer.ts';
import { addressOf } from './bad-network.ts';

const EVERY_MS = 15_000;
const BACK_WITHIN_MS = 30_000;
const WANTED_SHARE = 0.99;

export const reconnectStorm: Scenario = {
  name: 'reconnect-storm',
  what: 'players and railbirds, all cut off at once, four times a minute; they come back with what they missed',
  sockets: 200,
  minutes: 1,
  async run(load): Promise<Outcome> {
    const network = await openBadNetwork(addressOf(load), FAIR, { bytes: (length) => Uint8Array.from(randomBytes(length)) });
    load.atEnd(() => network.close());
    const by = `ws://127.0.0.1:${network.port}/ws`;
    const tables = Math.max(1, Math.floor(load.sockets / 10 / SEATS));
    const crowd = await gatherCrowd(load, {
      ...{ tables, railbirds: Math.max(0, load.sockets - tables * SEATS), playersBy: by, railbirdsBy: by },
    });
    const storms: number[][] = [];
    const fromMs = performance.now();
    const faults: string[] = [];
    do {
      await pause(Math.min(EVERY_MS, load.ms) / 2);
      const back = await storm(load, crowd.everybody, () => network.cutAll());
      storms.push(back);
      const share = back.length / crowd.everybody.length;
      if (share < WANTED_SHARE) faults.push(`${(share * 100).toFixed(1)} % came back`);
      await pause(Math.min(EVERY_MS, load.ms) / 2);
    } while (performance.now() - fromMs < load.ms);
    crowd.stopPlaying();
    const all = storms.flat();
    const measuredS = (performance.now() - fromMs) / 1_000;
    const backMs = (of: number): number => Math.round(percentile(all, of));
    return {
      measuredS,
      faults,
      figures: { storms: storms.length, backP50Ms: backMs(0.5), backP99Ms: backMs(0.99), backMostMs: backMs(1) },
    };
  },
};

/** How long it took each of them to see the table again, in ms; whoever did not is not among them. */
async function storm(load: Load, viewers: readonly Viewer[], cut: () => void): Promise<number[]> {
  const opens = new Map(viewers.map((viewer) => [viewer, viewer.line.opens]));
  const back = new Map<Viewer, number>();
  const fromMs = performance.now();
  cut();
  await until(() => {
    for (const viewer of viewers) {
      const isBack = !back.has(viewer) && viewer.line.opens > (opens.get(viewer) ?? 0) && viewer.isIn();
      if (isBack) back.set(viewer, performance.now() - fromMs);
    }
    return back.size === viewers.length;
  }, BACK_WITHIN_MS);
  load.say(`${back.size} of ${viewers.length} are back`);
  return [...back.values()];
}
