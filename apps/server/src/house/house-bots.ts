/** The house's bots: ordinary players with sessions of their own, who come in by the same door as everybody else. */
import { type BotPace, type BotSession, HUMAN_PACE, nodePorts, runBots } from '@aboveboard/bots';
import { ok } from '@aboveboard/kit';
import { type ApiPorts, claimGrant, createCashier, createPlayer, type NewPlayer, reopenBot } from '@aboveboard/room';
import { findPrincipal, findSetting, putSetting } from '@aboveboard/storage';
import type { ServerConfig } from '../config/settings.ts';
import { osPorts } from '../ports/os-ports.ts';
import { grantPolicy } from './grant-policy.ts';
import { HOUSE_TABLES, leastBuyIn } from './house-tables.ts';

interface HousePorts {
  readonly config: ServerConfig;
  readonly api: ApiPorts;
  /** Where the gateway of this process listens. */
  readonly port: number;
}

export interface HouseBots {
  stop(): void;
}

/** Which bot plays where, kept so that the same ones come back to their seats. */
interface KnownBot {
  readonly botId: string;
  readonly tableId: string;
}

const BOTS_SETTING = 'house-bots';
const NAMES = [
  'Ada',
  'Bert',
  'Cleo',
  'Dov',
  'Edda',
  'Finn',
  'Greta',
  'Hugo',
  'Ines',
  'Juno',
  'Kasimir',
  'Lotte',
  'Milo',
  'Nell',
  'Otis',
  'Pia',
  'Quentin',
  'Rosa',
];

export async function startHouseBots(ports: HousePorts, tableIds: readonly string[]): Promise<HouseBots> {
  if (!ports.config.bots) return { stop: () => undefined };
  const known = await knownBots(ports);
  const crews = await Promise.all(tableIds.map((tableId, i) => crewOf(ports, known, tableId, i)));
  const bots = crews.flat();
  await keep(
    ports,
    bots.map(({ session, playerId }) => ({ botId: playerId, tableId: session.tableId })),
  );
  const ids = new Map(bots.map(({ session, playerId }) => [session.token, playerId]));
  const running = crews.map((crew, place) =>
    runBots({
      url: `ws://${loopback(ports.config.host)}:${ports.port}/ws`,
      sessions: crew.map(({ session }) => session),
      ports: nodePorts(),
      keepFree: HOUSE_TABLES[place]?.keepFree ?? 0,
      isOnDemand: HOUSE_TABLES[place]?.isOnDemand ?? false,
      pace: paceOf(ports.config),
      claimGrant: async ({ token }) => claimFor(ports, place, ids.get(token)),
    }),
  );
  return {
    stop() {
      for (const crew of running) crew.stop();
    },
  };
}

interface Bot {
  readonly session: BotSession;
  readonly playerId: string;
}

/** The bots of one table: those it had, then new ones up to the number it should have. */
async function crewOf(ports: HousePorts, known: readonly KnownBot[], tableId: string, place: number): Promise<readonly Bot[]> {
  const table = HOUSE_TABLES[place];
  const wanted = table ? Math.min(ports.config.botsPerTable ?? table.bots, table.seats - table.keepFree) : 0;
  const had = known.filter((bot) => bot.tableId === tableId).slice(0, wanted);
  const crew: Bot[] = [];
  for (let i = 0; i < wanted; i++) {
    const botId = had[i]?.botId;
    const player = (botId && (await reopenBot(ports.api, botId))) || (await newBot(ports, place * 6 + i));
    const { playerId, name } = player.profile.player;
    crew.push({ playerId, session: { token: player.token, name, tableId } });
  }
  return crew;
}

function newBot({ api }: HousePorts, n: number): Promise<NewPlayer> {
  return createPlayer(api, NAMES[n % NAMES.length] ?? 'Bot', 'bot');
}

async function knownBots({ api }: HousePorts): Promise<readonly KnownBot[]> {
  const kept = await findSetting(api.db.reader, BOTS_SETTING);
  return kept ? (JSON.parse(kept) as KnownBot[]) : [];
}

async function keep({ api }: HousePorts, bots: readonly KnownBot[]): Promise<void> {
  await api.db.transaction(async (trx) => ok(await putSetting(trx, BOTS_SETTING, JSON.stringify(bots))));
}

/** A grant by the same rules as anybody's, but that a bot plays at its own table alone: refused while it is too soon, and asked again later. */
async function claimFor({ config, api }: HousePorts, place: number, botId: string | undefined): Promise<void> {
  const bot = botId && (await findPrincipal(api.db.reader, botId));
  const table = HOUSE_TABLES[place];
  if (!bot || !table) return;
  const cashier = createCashier({ db: api.db, clock: osPorts.clock, policy: grantPolicy(config, leastBuyIn([table])) });
  await claimGrant({ ...api, cashier }, bot);
}

function paceOf({ botThinkMs }: ServerConfig): BotPace {
  if (botThinkMs === undefined) return HUMAN_PACE;
  return {
    ...HUMAN_PACE,
    thinkMs: [botThinkMs, 3 * botThinkMs],
    settleMs: Math.min(HUMAN_PACE.settleMs, Math.max(50, 2 * botThinkMs)),
  };
}

/** Where a process reaches its own server. */
function loopback(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
