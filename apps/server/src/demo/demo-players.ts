/** The people and bots of a demo: each a player of the room with a session and a first grant. */
import { type ApiPorts, createPlayer, type NewPlayer } from '@aboveboard/room';
import { HOUSE_TABLES } from '../house/house-tables.ts';
import { BOTS_AT_A_TABLE, GUESTS, PLAYED } from './demo-plan.ts';

export interface DemoPlayer {
  readonly playerId: string;
  readonly name: string;
  readonly token: string;
}

export interface DemoPlayers {
  readonly tableIds: readonly string[];
  readonly guests: readonly DemoPlayer[];
  /** By the place of their table among the house's. */
  readonly bots: ReadonlyMap<number, readonly DemoPlayer[]>;
  readonly ids: readonly string[];
}

export async function newDemoPlayers(api: ApiPorts, tableIds: readonly string[]): Promise<DemoPlayers> {
  const guests: DemoPlayer[] = [];
  for (const name of GUESTS) guests.push(playerOf(await createPlayer(api, name, 'guest')));
  const bots = new Map<number, DemoPlayer[]>();
  for (const place of PLAYED) {
    const tree = (HOUSE_TABLES[place]?.name ?? 'Table').split(',')[0];
    const crew: DemoPlayer[] = [];
    for (let i = 1; i <= BOTS_AT_A_TABLE; i++) crew.push(playerOf(await createPlayer(api, `${tree} ${i}`, 'bot')));
    bots.set(place, crew);
  }
  const ids = [...guests, ...[...bots.values()].flat()].map(({ playerId }) => playerId);
  return { tableIds, guests, bots, ids };
}

function playerOf({ token, profile: { player } }: NewPlayer): DemoPlayer {
  return { token, playerId: player.playerId, name: player.name };
}
