/** Tables with players, and people on the rail: what most scenarios begin with. */
import { type Player, startPlaying } from './player.ts';
import { type Load, until } from './scenario.ts';
import type { Viewer, ViewerWish } from './viewer.ts';

export const SEATS = 9;
const IN_WITHIN_MS = 60_000;

export interface Crowd {
  readonly tables: readonly string[];
  readonly players: readonly Viewer[];
  readonly railbirds: readonly Viewer[];
  readonly everybody: readonly Viewer[];
  stopPlaying(): void;
}

export interface CrowdWish {
  readonly tables: number;
  readonly railbirds: number;
  /** `ws://…/ws` that players, and railbirds, come by, one address or several; the room's own unless said. */
  readonly playersBy?: ViewerWish['url'];
  readonly railbirdsBy?: ViewerWish['url'];
}

/** Everybody connected, seats taken at every table. @throws where that does not come to be */
export async function gatherCrowd(load: Load, wish: CrowdWish): Promise<Crowd> {
  const { generator, pace, chance, url } = load;
  const guests = await load.guests(wish.tables * SEATS + wish.railbirds);
  const tables = await load.tables(guests.slice(0, wish.tables), SEATS);
  const tableOf = (n: number): string => tables[n % tables.length] ?? '';
  const all = guests.map((guest, n) => {
    const isPlayer = n < wish.tables * SEATS;
    const by = (isPlayer ? wish.playersBy : wish.railbirdsBy) ?? url;
    return load.open({ url: by, guest, tableId: tableOf(n), isPlayer });
  });
  if (!(await until(() => all.every((viewer) => viewer.isIn()), IN_WITHIN_MS))) throw new Error('not everybody came in');
  const players = all.slice(0, wish.tables * SEATS);
  const playing: Player[] = players.map((viewer, n) =>
    startPlaying({ viewer, seat: Math.floor(n / tables.length), pace, chance, generator }),
  );
  const isSeated = (viewer: Viewer): boolean => viewer.view()?.ownSeat !== null;
  if (!(await until(() => players.every(isSeated), IN_WITHIN_MS))) throw new Error('not everybody got a seat');
  load.begin();
  return {
    ...{ tables, players, railbirds: all.slice(players.length), everybody: all },
    stopPlaying: () => {
      for (const player of playing) player.stop();
    },
  };
}
