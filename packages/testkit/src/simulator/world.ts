/** A whole room in one process: database, messaging, every role in processes of its own, and everybody who plays. */

import { emptyTable } from '@aboveboard/engine';
import { assert, type Clock, ok } from '@aboveboard/kit';
import { grant } from '@aboveboard/ledger';
import { DEFAULT_HOUSE_RULES, type TableSettings } from '@aboveboard/protocol';
import { createSessions, stakesFor, tableRules } from '@aboveboard/room';
import { createPrincipal, createTable, type Db, postBatch } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { memoryLeases, memoryQueueStore, memoryStreams, type Streams } from '@aboveboard/streams';
import { seededIds } from '../seeded-chance.ts';
import { startAdversary } from './adversary.ts';
import { createAudit } from './audit.ts';
import { chanceOf } from './chance.ts';
import { createHost, type Host, type Services } from './hosts.ts';
import { createJudge, type Judge } from './invariants/judge.ts';
import { type Player, startPlayer } from './player.ts';
import { newKeys, type RoleContext, runGateway, runLog, runShard, runWorker, sha256Hex } from './roles.ts';
import type { Shape } from './shape.ts';
import { EPOCH_MS, simProcess } from './sim-process.ts';
import { type SimTime, simTime } from './sim-time.ts';
import { createSockets, type Door, type Sockets } from './sockets.ts';
import { createTrace, type Trace } from './trace.ts';
import { createWitness, type Witness } from './witness.ts';

const SEATS = 5;
/** Of each player, for each ten minutes: a table at which nobody has any more plays nothing. */
const CHIPS = 20_000;
const CHIPS_LAST_MS = 600_000;

export interface World {
  readonly time: SimTime;
  readonly db: Db;
  readonly judge: Judge;
  readonly witness: Witness;
  readonly trace: Trace;
  readonly hosts: ReadonlyMap<string, Host>;
  readonly sockets: Sockets;
  readonly players: readonly Player[];
  readonly tableIds: readonly string[];
  /** Those who keep to no contract leave. */
  dismissAdversaries(): void;
  close(): Promise<void>;
}

/** @param tell hears every line of the trace */
export async function createWorld(seed: number, shape: Shape, tell: ((line: string) => void) | null = null): Promise<World> {
  const time = simTime();
  const judge = createJudge(time.nowMs);
  const trace = createTrace(tell);
  const db = await openDatabase(':memory:');
  const names = Array.from({ length: shape.adversaries }, (_, i) => `adversary${i + 1}`);
  const witness = createWitness({ judge, trace, nowMs: time.nowMs, turnMs: shape.tempo.turnMs, adversaries: new Set(names) });
  const people = await populate(db, seed, shape, names);
  const services: Services = {
    ...{ time, seed, db, latency: shape.latency, databaseLatency: shape.databaseLatency, sends: witness.sends },
    audit: await createAudit(db, witness.wrote),
    streams: heardStreams(memoryStreams(), witness.streamed),
    leases: memoryLeases(trueClock(time), { after: (delayMs, task) => time.at(Math.max(1, delayMs), task) }),
  };
  const doors = new Set<Door>();
  const hosts = createHosts(seed, shape, services, doors, witness);
  const open = () => [...doors].filter(({ process }) => !process.isDead);
  const sockets = createSockets(time, chanceOf(seed, 'sockets'), shape.playerLatency, open, witness);
  for (const host of hosts.values()) host.start();
  const players = people.players.map((person, i) => startPlayer(playerConfig(seed, shape, time, sockets, person, i)));
  const dismissals = people.adversaries.map(({ name, token }) => {
    const process = simProcess(name, time);
    return startAdversary({ token, name, tableIds: people.tableIds, sockets, process, chance: chanceOf(seed, name) });
  });
  return {
    ...{ time, db, judge, witness, trace, hosts, sockets, players, tableIds: people.tableIds },
    dismissAdversaries: () => {
      for (const dismiss of dismissals) dismiss();
    },
    close: async () => {
      for (const player of players) player.stop();
      for (const host of hosts.values()) host.kill();
      await db.close();
    },
  };
}

/** What messaging and leases are kept by. */
function trueClock(time: SimTime): Clock {
  return { nowMs: () => EPOCH_MS + Math.floor(time.nowMs()) };
}

/** @param hear is told what has been appended */
function heardStreams(real: Streams, hear: Witness['streamed']): Streams {
  return {
    ...real,
    append: async (spec, payloads, epoch) => {
      const appended = await real.append(spec, payloads, epoch);
      if (appended.ok) hear(spec.name, payloads, epoch ?? 0);
      return appended;
    },
  };
}

function createHosts(
  seed: number,
  shape: Shape,
  services: Services,
  doors: Set<Door>,
  witness: Witness,
): ReadonlyMap<string, Host> {
  const { isLogApart, isJournalInStreams, tempo } = shape;
  const context: RoleContext = { seed, isLogApart, isJournalInStreams, tempo, found: witness.found, ...newKeys(seed) };
  const skews = chanceOf(seed, 'skews');
  const jobs = memoryQueueStore({ clock: trueClock(services.time) });
  const hosts = Object.entries(shape.cast).map(([name, role]): [string, Host] => {
    const skewMs = skews.between(-shape.skewMs, shape.skewMs);
    const host = createHost(name, services, skewMs, (life) => {
      if (role === 'shard') return runShard(context, life);
      if (role === 'gateway') return runGateway(context, life, doors);
      return role === 'log' ? runLog(context, life) : runWorker(context, life, jobs);
    });
    return [name, host];
  });
  return new Map(hosts);
}

interface Person {
  readonly name: string;
  readonly token: string;
  readonly tableIds: readonly string[];
  readonly isContributing: boolean;
}

function playerConfig(seed: number, shape: Shape, time: SimTime, sockets: Sockets, person: Person, i: number) {
  const chance = chanceOf(seed, `player ${i}`);
  const process = simProcess(person.name, time, chance.between(-shape.skewMs, shape.skewMs));
  const kept = new Map<string, string>();
  return {
    ...person,
    tempo: shape.tempo,
    chance,
    ports: {
      connect: sockets.connectFor(person.name),
      clock: process.clock,
      scheduler: process.scheduler,
      random: chance,
      ids: seededIds(chance),
      storage: { get: (key: string) => kept.get(key) ?? null, set: (key: string, value: string) => void kept.set(key, value) },
    },
  };
}

/** Tables, players with chips and sessions: what is there before anything begins. */
async function populate(db: Db, seed: number, shape: Shape, adversaries: readonly string[]) {
  const chance = chanceOf(seed, 'people');
  const ids = seededIds(chance);
  const clock = { nowMs: () => EPOCH_MS };
  const sessions = createSessions({ db, clock, random: chance, sha256Hex });
  const tableIds = shape.games.map(() => ids.uuid());
  const chips = CHIPS * Math.ceil(shape.playMs / CHIPS_LAST_MS);
  const newcomer = async (name: string, isBot: boolean): Promise<string> => {
    const id = ids.uuid();
    const opened = await db.transaction(async (trx) => {
      const kind = isBot ? 'bot' : 'guest';
      await createPrincipal(trx, { id, name, kind, roles: ['player'], createdMs: EPOCH_MS });
      await postBatch(trx, grant({ playerId: id, requestId: ids.uuid(), amount: chips, atMs: EPOCH_MS }));
      return ok(await sessions.open(trx, id));
    });
    assert(opened.ok, 'a newcomer is refused nothing');
    return opened.value;
  };
  for (const [i, game] of shape.games.entries()) {
    const settings = settingsOf(tableIds[i] as string, game, shape.tempo.turnMs);
    const state = { table: emptyTable(tableRules(settings, 10)), members: {} };
    await db.transaction(async (trx) =>
      ok(
        await createTable(trx, {
          ...{ id: settings.tableId, name: settings.name, config: settings, inviteHash: null, owner: null, state },
          openedMs: EPOCH_MS,
        }),
      ),
    );
  }
  const players: Person[] = [];
  for (const [i, tableId] of tableIds.entries()) {
    for (let n = 0; n < shape.playersPerTable; n++) {
      const name = `player${i + 1}${'abcd'[n]}`;
      const isContributing = chance.isHit(40);
      players.push({ name, token: await newcomer(name, !isContributing), tableIds: [tableId], isContributing });
    }
  }
  const others = [];
  for (const name of adversaries) others.push({ name, token: await newcomer(name, false) });
  return { tableIds, players, adversaries: others };
}

function settingsOf(tableId: string, game: TableSettings['game'], turnMs: number): TableSettings {
  return {
    ...{ tableId, name: 'Simulated', game, seats: SEATS, bigBlindAnte: 0, straddles: 1, isPrivate: false },
    ...stakesFor(game, 5, 10),
    ...{ house: { ...DEFAULT_HOUSE_RULES, mayRunTwice: true }, minBuyIn: 200, maxBuyIn: 2_000 },
    ...{ rake: { basisPoints: 500, cap: 30 }, turnMs, timeBankMs: 3_000, rejoinMs: 12_000 },
  };
}
