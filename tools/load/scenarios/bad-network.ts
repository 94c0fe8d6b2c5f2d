/** Players behind a bad network: play goes on, nothing is lost, nothing happens twice. */
import { randomBytes } from 'node:crypto';
import { FOUL, openBadNetwork } from '../bad-network.ts';
import { gatherCrowd, SEATS } from '../crowd.ts';
import type { Load, Outcome, Scenario } from '../scenario.ts';
import { playFor } from './steady.ts';

export const badNetwork: Scenario = {
  name: 'bad-network',
  what: `full tables behind ${FOUL.latencyMs} ms of latency, ${FOUL.jitterMs} ms of jitter and ${FOUL.loss * 100} % of packets lost, each way, and sockets cut`,
  sockets: 18,
  minutes: 2,
  async run(load): Promise<Outcome> {
    const network = await openBadNetwork(addressOf(load), FOUL, { bytes: (length) => Uint8Array.from(randomBytes(length)) });
    load.atEnd(() => network.close());
    const tables = Math.max(1, Math.floor(load.sockets / SEATS));
    const crowd = await gatherCrowd(load, { tables, railbirds: 0, playersBy: `ws://127.0.0.1:${network.port}/ws` });
    const play = await playFor(load, crowd.players);
    crowd.stopPlaying();
    const { stalls, cuts } = network.counts;
    const isStuck = play.figures.actions === 0;
    return { ...play, figures: { ...play.figures, stalls, cuts }, faults: isStuck ? ['nobody could act'] : play.faults };
  },
};

export function addressOf({ url }: Load): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
}
