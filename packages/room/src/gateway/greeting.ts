/** The greeting: version first, then the session, then `welcome` with all a client needs to begin. */
import { type DownMessage, type HelloMessage, PROTOCOL_VERSION, type UpMessage } from '@aboveboard/protocol';
import { answer, type Client, end } from './client.ts';
import { startHeartbeat } from './heartbeat.ts';
import type { GatewayPorts } from './ports.ts';

/** Most commits a client may send ahead; see `contributeCommand`. */
const COMMITS_AHEAD = 4;

/** @returns whether the client has been welcomed. */
export async function greet(ports: GatewayPorts, client: Client, message: UpMessage): Promise<boolean> {
  const refuse = (...why: Parameters<typeof end> extends [unknown, unknown, ...infer Why] ? Why : never): false => {
    end(ports, client, ...why);
    return false;
  };
  if (message.type !== 'hello') return refuse('BAD_FRAME', 'The first frame of a connection is hello.');
  if (!isSpoken(message.protocol)) {
    return refuse('WRONG_VERSION', `This server speaks ${PROTOCOL_VERSION}, not ${message.protocol}; update the client.`);
  }
  client.phase = 'authenticating';
  const isKnown = await authenticate(ports, client, message);
  if (client.phase !== 'authenticating') return false; // gone meanwhile
  if (!isKnown) return refuse('UNAUTHENTICATED', 'No session, or one that has ended; ask POST /api/v1/guests for a new one.');
  return welcome(ports, client);
}

async function authenticate(ports: GatewayPorts, client: Client, hello: HelloMessage): Promise<boolean> {
  const token = hello.token ?? client.cookieToken;
  if (token === null) return false;
  if (ports.arrivals && (await ports.arrivals(client.connection.remoteAddress)) > 0) {
    end(ports, client, 'TRY_LATER', 'Too many connections from this address in so short a time; try later.');
    return false;
  }
  try {
    client.principal = await ports.sessions.resolve(token);
  } catch (error) {
    ports.events.failed('looking up a session', error);
    end(ports, client, 'TRY_LATER', 'The room cannot look up sessions right now; try again.');
  }
  client.token = token;
  return client.principal !== null;
}

/** With what the player has, in the same write where that can be read. */
async function welcome(ports: GatewayPorts, client: Client): Promise<boolean> {
  const { config, clock, fairness, fingerprint } = ports;
  const { principal } = client;
  if (!principal) return false;
  const wallet = await walletOf(ports, principal.id);
  if (client.phase !== 'authenticating') return false; // gone meanwhile
  client.phase = 'open';
  ports.events.cameIn(principal, client.connection);
  const message: DownMessage = {
    type: 'welcome',
    protocol: PROTOCOL_VERSION,
    fingerprint,
    connectionId: client.id,
    player: { playerId: principal.id, name: principal.name, isBot: principal.kind === 'bot', roles: [...principal.roles] },
    serverTimeMs: clock.nowMs(),
    heartbeatMs: config.heartbeatMs,
    limits: { frameBytes: config.frameBytes, commandsPer10s: config.commandsPerPlayer, commitsAhead: COMMITS_AHEAD },
    fairness: { ...fairness },
  };
  answer(client, message, ...(wallet ? [wallet] : []));
  startHeartbeat(ports, client);
  return true;
}

/** Null where it cannot be read: the next change of the wallet tells it. */
async function walletOf({ cashier, events }: GatewayPorts, playerId: string): Promise<DownMessage | null> {
  try {
    return { type: 'wallet', ...(await cashier.wallet(playerId)) };
  } catch (error) {
    events.failed('reading a wallet', error);
    return null;
  }
}

function isSpoken(version: string): boolean {
  return version.split('.')[0] === PROTOCOL_VERSION.split('.')[0];
}
