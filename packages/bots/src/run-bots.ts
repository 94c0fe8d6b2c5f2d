/** A room's bots: each a session of its own, through the SDK and the same sockets and limits as people. */
import type { ClientPorts } from '@aboveboard/client';
import { Bot, type BotPace, HUMAN_PACE } from './seat/bot.ts';

export interface BotSession {
  readonly token: string;
  readonly name: string;
  readonly tableId: string;
}

export interface BotsConfig {
  /** `ws://…/ws`. */
  readonly url: string;
  readonly sessions: readonly BotSession[];
  readonly ports: ClientPorts;
  /** Seats left free at each table while no person sits there; people who wait always get one. Default 0. */
  readonly keepFree?: number;
  /** They sit only where a person does. Default false. */
  readonly isOnDemand?: boolean;
  /** They cut the decks with seeds of their own and verify each deal, as the room asks of people. Each needs ports of its own then. Default false. */
  readonly isContributing?: boolean;
  readonly pace?: BotPace;
  /** Asks the room for a new grant for a busted bot. Without it, it stays away. */
  readonly claimGrant?: (session: BotSession) => Promise<void>;
}

/** Runs until `stop` is called. */
export function runBots({
  url,
  sessions,
  ports,
  keepFree = 0,
  isOnDemand = false,
  isContributing = false,
  pace = HUMAN_PACE,
  claimGrant,
}: BotsConfig): { stop(): void } {
  const bots = sessions.map((session) => {
    const crew = sessions.filter(({ tableId }) => tableId === session.tableId);
    const claim = claimGrant && (() => claimGrant(session));
    return new Bot({
      url,
      ...session,
      place: crew.indexOf(session),
      crew: crew.length,
      keepFree,
      isOnDemand,
      isContributing,
      pace,
      ports,
      claimGrant: claim,
    });
  });
  return {
    stop() {
      for (const bot of bots) bot.stop();
    },
  };
}
