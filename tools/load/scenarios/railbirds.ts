/** One table in play with everybody else on its rail. */
import { gatherCrowd, SEATS } from '../crowd.ts';
import type { Outcome, Scenario } from '../scenario.ts';
import { playFor } from './steady.ts';

export const railbirds: Scenario = {
  name: 'railbirds',
  what: 'nine play, everybody else watches the same table',
  sockets: 300,
  minutes: 1,
  async run(load): Promise<Outcome> {
    const crowd = await gatherCrowd(load, { tables: 1, railbirds: Math.max(1, load.sockets - SEATS) });
    const play = await playFor(load, crowd.players);
    crowd.stopPlaying();
    const deliveries = crowd.railbirds.reduce((sum, { ledger }) => sum + ledger.counts().frames, 0);
    return { ...play, figures: { ...play.figures, deliveriesPerS: deliveries / play.measuredS } };
  },
};
