/**
 * A gateway that is killed under thousands of players and railbirds, beside bare `ws` servers that are killed under as many sockets. For
 * `npm run campaign`; the short form does it with a few, and is not held to a time.
 */
import { expect, onTestFinished, test } from 'vitest';
import { gatherCrowd, SEATS } from '../../../../tools/load/crowd.ts';
import { holdLoad } from '../../../../tools/load/hold-load.ts';
import { percentile } from '../../../../tools/load/percentile.ts';
import { pause, type Scenario, until } from '../../../../tools/load/scenario.ts';
import type { Viewer } from '../../../../tools/load/viewer.ts';
import { bareStorm } from '../testing/bare-crowd.ts';
import { atOneEnd, type ClusterUnderTest, startCluster } from '../testing/cluster-under-test.ts';
import type { OnEnd } from '../testing/open-room.ts';

/** So many at the gateway that is killed; without it nothing is done here. */
const SOCKETS = Number(process.env.ABOVEBOARD_STORM_SOCKETS ?? 0);
const SEED = Number(process.env.ABOVEBOARD_SEED ?? Date.now() % 2 ** 31);
const TABLES = Math.max(1, Math.floor(SOCKETS / 200));
const BACK_WITHIN_MS = 60_000;
const WANTED_SHARE = 0.99;
/** Of the time that bare `ws` needs. */
const AT_MOST = 2;
const STORMS = 3;
/** Longer than a connection must last to begin with the shortest wait again when it is lost. */
const REST_MS = 6_000;
/** Below that a storm is over too soon to be measured. */
const IS_FULL = SOCKETS >= 1_000;
/** As an operator whose load balancer is one address to the room would set them. */
const LIMITS = {
  connections: 100_000,
  connectionsPerAddress: 100_000,
  loginsPerAddress: 100_000,
  commandsPerAddress: 1_000_000,
};
/** Turns that outlast a storm: whoever is cut off in one still has it. */
const PACE = { leaseMs: 5_000, turnMs: 60_000, rejoinMs: 90_000, betweenHandsMs: 1_000, revealMs: 5_000, revealMaxMs: 20_000 };

test.runIf(SOCKETS > 0)(
  '[CLUSTER-58] a gateway is killed under a crowd: nearly all are back in twice the time of bare ws, nobody misses a frame or gets one twice',
  { timeout: 600_000 },
  async () => {
    console.info(`${SOCKETS} sockets, seed ${SEED}`);
    const onEnd = atOneEnd(onTestFinished);
    const cluster = await startCluster({ onEnd, settings: { ...PACE, ...LIMITS } });
    const scenario = gatewayStorms(cluster, onEnd);
    const room = { url: cluster.api.url, use: () => null, stop: async () => undefined };
    const pace = { thinkMs: [1_000, 8_000] } as const;
    const report = await holdLoad({ ...{ scenario, room, sockets: SOCKETS, minutes: 1, seed: SEED, pace }, say: console.info });
    console.info(JSON.stringify(report));
    expect([...report.faults, ...report.audit.faults]).toEqual([]);
    expect(report.audit).toMatchObject({ viewers: SOCKETS, unanswered: 0, faultCount: 0 });
    expect(report.audit.delivered.caughtUp).toBeGreaterThan(0);
    await cluster.checkBooks();
  },
);

/** Each storm of ours beside one of bare `ws`, a moment before it and with the room in play as well. */
function gatewayStorms(cluster: ClusterUnderTest, onEnd: OnEnd): Scenario {
  return {
    ...{ name: 'gateway-storm', what: 'a gateway is killed under everybody', sockets: SOCKETS, minutes: 1 },
    async run(load) {
      const gateways = [...cluster.gateways];
      const by = gateways.map(({ url }) => `${url.replace('http', 'ws')}/ws`);
      const crowd = await gatherCrowd(load, {
        ...{ tables: TABLES, railbirds: SOCKETS - TABLES * SEATS, playersBy: by, railbirdsBy: by },
      });
      const fromMs = performance.now();
      const [bare, ours, faults]: [number[], number[], string[]] = [[], [], []];
      for (let storm = 0; storm < STORMS; storm++) {
        const beside = await bareStorm(SOCKETS, onEnd);
        await pause(REST_MS);
        const gateway = gateways[storm % gateways.length] ?? expect.fail('no gateway');
        const back = await stormAt(crowd.everybody, () => void gateway.kill());
        if (back.length < WANTED_SHARE * SOCKETS) faults.push(`${back.length} of ${SOCKETS} came back`);
        load.say(`back after ${told(back)} ms; with bare ws after ${told(beside)} ms`);
        gateways[storm % gateways.length] = await cluster.start('gateway', { port: gateway.port });
        await pause(REST_MS);
        bare.push(...beside);
        ours.push(...back);
      }
      crowd.stopPlaying();
      const [backP99Ms, bareP99Ms] = [percentile(ours, WANTED_SHARE), percentile(bare, WANTED_SHARE)];
      if (IS_FULL && backP99Ms > AT_MOST * bareP99Ms)
        faults.push(`99 % were back after ${backP99Ms} ms, with bare ws after ${bareP99Ms} ms`);
      return { measuredS: (performance.now() - fromMs) / 1_000, faults, figures: { backP99Ms, bareP99Ms } };
    },
  };
}

/** From the kill until each of them sees its table again by another gateway, in ms. */
async function stormAt(viewers: readonly Viewer[], kill: () => void): Promise<readonly number[]> {
  const opens = new Map(viewers.map((viewer) => [viewer, viewer.line.opens]));
  const back = new Map<Viewer, number>();
  const fromMs = performance.now();
  kill();
  await until(() => {
    for (const viewer of viewers) {
      const isBack = !back.has(viewer) && viewer.line.opens > (opens.get(viewer) ?? 0) && viewer.isIn();
      if (isBack) back.set(viewer, performance.now() - fromMs);
    }
    return back.size === viewers.length;
  }, BACK_WITHIN_MS);
  return [...back.values()];
}

function told(times: readonly number[]): string {
  return [0.5, 0.99, 1].map((of) => percentile(times, of).toFixed(0)).join(', ');
}
