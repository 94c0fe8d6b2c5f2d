/** Some do not read what they ask for: they are cut off, may resume, and nobody else waits for them. */
import { randomBytes } from 'node:crypto';
import { FAIR, openBadNetwork } from '../bad-network.ts';
import { gatherCrowd } from '../crowd.ts';
import { type Outcome, pause, type Scenario, until } from '../scenario.ts';
import type { Viewer } from '../viewer.ts';
import { addressOf } from './bad-network.ts';
import { playFor } from './steady.ts';

/** Of the railbirds. */
const SLOW_SHARE = 0.2;
const ASK_EVERY_MS = 25;
/** How often the lobby is asked for at a time, and for how long: some megabytes lie in the machine's own buffers before the room's fill. */
const ASKS = 4;
const UNREAD_MS = 15_000;
/** Tables of which one is played at: they make the lobby long. */
const TABLES = 12;
const BACK_WITHIN_MS = 30_000;

export const slowReaders: Scenario = {
  name: 'slow-readers',
  what: 'a table in play; a fifth of its railbirds ask for more and more and read nothing',
  sockets: 40,
  minutes: 0.5,
  async run(load): Promise<Outcome> {
    const network = await openBadNetwork(addressOf(load), FAIR, { bytes: (length) => Uint8Array.from(randomBytes(length)) });
    load.atEnd(() => network.close());
    const crowd = await gatherCrowd(load, { tables: 1, railbirds: Math.max(2, load.sockets - 9) });
    const slowCount = Math.max(1, Math.floor(crowd.railbirds.length * SLOW_SHARE));
    const guests = await load.guests(Math.max(TABLES, slowCount));
    const tableId = crowd.tables[0] ?? '';
    await load.tables(guests.slice(0, TABLES), 9);
    const by = `ws://127.0.0.1:${network.port}/ws`;
    const slow = guests.slice(0, slowCount).map((guest) => load.open({ url: by, guest, tableId, isPlayer: false }));
    await until(() => slow.every((viewer) => viewer.isIn()), BACK_WITHIN_MS);
    network.freeze();
    const asking = setInterval(() => ask(slow), ASK_EVERY_MS);
    const thawing = pause(Math.min(UNREAD_MS, load.ms)).then(() => {
      clearInterval(asking);
      network.thaw();
    });
    const play = await playFor(load, crowd.players);
    await thawing;
    const faults = await cutAndBack(slow);
    crowd.stopPlaying();
    const wereCut = slow.filter(({ line }) => line.opens > 1).length;
    const others = [...crowd.everybody].filter(({ line }) => line.tries > 1).length;
    if (others > 0) faults.push(`${others} who read well were cut off too`);
    return { ...play, figures: { ...play.figures, slow: slow.length, wereCut }, faults: [...play.faults, ...faults] };
  },
};

/** Wants to see all tables, and no more, again and again. */
function ask(slow: readonly Viewer[]): void {
  for (const { client } of slow) for (let n = 0; n < ASKS; n++) client.watchLobby()();
}

async function cutAndBack(slow: readonly Viewer[]): Promise<string[]> {
  const isBack = await until(() => slow.every((viewer) => viewer.line.opens > 1 && viewer.isIn()), BACK_WITHIN_MS);
  await pause(200);
  if (isBack) return [];
  const untouched = slow.filter(({ line }) => line.opens < 2).length;
  return [untouched > 0 ? `${untouched} slow readers were not cut off` : 'a slow reader did not come back'];
}
