/** One evening of a demo: people sit down with bots at some tables, play, and go. */
import { HUMAN_PACE, runBots } from '@aboveboard/bots';
import type { ClientPorts } from '@aboveboard/client';
import { type ApiPorts, claimGrant, type Gateway, type Shard } from '@aboveboard/room';
import { findPrincipal } from '@aboveboard/storage';
import type { OsPorts } from '../ports/os-ports.ts';
import { eveningOf } from './demo-plan.ts';
import type { DemoPlayer, DemoPlayers } from './demo-players.ts';
import type { SimulatedTime } from './simulated-time.ts';
import { wireTo } from './wire.ts';

export interface Evening {
  readonly shard: Shard;
  readonly gateway: Gateway;
  readonly api: ApiPorts;
  readonly time: SimulatedTime;
  readonly os: OsPorts;
  readonly players: DemoPlayers;
  /** From 0. */
  readonly evening: number;
  readonly isEnough: () => boolean;
}

const HOUR_MS = 60 * 60_000;
/** Nobody plays until the next morning. */
const LONGEST_MS = 7 * HOUR_MS;
/** Whoever went is stood up long before, with the chips back in the wallet. */
const GOING_MS = HOUR_MS;

/** @returns the places of the tables that were played. */
export async function playEvening({
  shard,
  gateway,
  api,
  time,
  os,
  players,
  evening,
  isEnough,
}: Evening): Promise<readonly number[]> {
  const tables = eveningOf(evening, os.random);
  const seat = seating({ api, os, connect: wireTo(gateway) });
  const crews = tables.flatMap(({ place, guests }) => {
    const tableId = players.tableIds[place] ?? '';
    const people = guests.flatMap((i) => players.guests[i] ?? []);
    return [...people.map((one) => seat([one], tableId, true)), seat(players.bots.get(place) ?? [], tableId, false)];
  });
  const now = time.clock.nowMs();
  await time.pass(now + LONGEST_MS, isEnough);
  for (const crew of crews) crew.stop();
  const isEmpty = (): boolean => shard.tables().every(({ taken }) => taken === 0);
  await time.pass(time.clock.nowMs() + GOING_MS, isEmpty);
  return tables.map(({ place }) => place);
}

/** What seats players of one kind at a table; people contribute to their deals, each for themselves. */
function seating({ api, os, connect }: Pick<Evening, 'api' | 'os'> & Pick<ClientPorts, 'connect'>) {
  return (crew: readonly DemoPlayer[], tableId: string, arePeople: boolean): { stop(): void } => {
    const kept = new Map<string, string>();
    const storage = {
      get: (key: string) => kept.get(key) ?? null,
      set: (key: string, value: string) => void kept.set(key, value),
    };
    const idOf = new Map(crew.map(({ token, playerId }) => [token, playerId]));
    return runBots({
      url: 'ws://demo/ws',
      sessions: crew.map(({ token, name }) => ({ token, name, tableId })),
      ports: { ...os, connect, storage },
      isContributing: arePeople,
      pace: HUMAN_PACE,
      claimGrant: async ({ token }) => {
        const player = await findPrincipal(api.db.reader, idOf.get(token) ?? '');
        if (player) await claimGrant(api, player);
      },
    });
  };
}
