/**
 * A bad network, as a proxy of TCP: what goes through comes late, unevenly late, now and then very late, and sometimes not at all.
 *
 * TCP loses nothing, so five packets of a hundred that are lost are no message lost: whoever reads waits for the repeat, and everything
 * behind it waits too. That is what happens here: a chunk with a lost packet stalls its whole direction for a retransmission timeout, for
 * twice that when the repeat is lost as well, and so on. (Fast retransmit would shorten some of these; with a frame now and then there are
 * seldom the three later packets that it takes, so the timeout is the rule.) What does end connections is said apart, as `cutsPerMinute`.
 */
import { createServer, type Server, Socket } from 'node:net';
import type { Random } from '@aboveboard/kit';

export interface Weather {
  /** Each way, on the average. */
  readonly latencyMs: number;
  /** Each way: from `latencyMs` less this to `latencyMs` and this, evenly; never back in time, order is kept. */
  readonly jitterMs: number;
  /** Share of packets lost, 0 to 1. */
  readonly loss: number;
  /** Connections cut off in a minute, of each hundred. */
  readonly cutsPerMinute: number;
}

export const FAIR: Weather = { latencyMs: 0, jitterMs: 0, loss: 0, cutsPerMinute: 0 };
/** The bad network of design/figures.md. */
export const FOUL: Weather = { latencyMs: 200, jitterMs: 200, loss: 0.05, cutsPerMinute: 10 };

export interface BadNetwork {
  readonly port: number;
  readonly counts: { readonly chunks: number; readonly stalls: number; readonly cuts: number };
  connections(): number;
  /** Cuts everybody off at once, without a word. */
  cutAll(): number;
  /** Nothing more is read from the server, until `thaw`. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

const PACKET = 1_460;
/** What waits in one direction; above it the sender is not read any more, as with a full window. */
const MOST_WAITING = 256 * 1024;
const LEAST_TIMEOUT_MS = 200;
const MOST_REPEATS = 6;
const CUT_LOOK_MS = 1_000;

interface Counts {
  chunks: number;
  stalls: number;
  cuts: number;
}

export async function openBadNetwork(
  target: { host: string; port: number },
  weather: Weather,
  random: Random,
): Promise<BadNetwork> {
  const counts: Counts = { chunks: 0, stalls: 0, cuts: 0 };
  const chance = chanceOf(random);
  const pairs = new Set<readonly [Socket, Socket]>();
  let isFrozen = false;
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = new Socket().connect(target.port, target.host).setNoDelay(true);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    client.on('close', () => pairs.delete(pair));
    carry(client, upstream, { weather, chance, counts, isHeld: () => false });
    carry(upstream, client, { weather, chance, counts, isHeld: () => isFrozen });
    if (isFrozen) upstream.pause();
  });
  const cut = ([client, upstream]: readonly [Socket, Socket]): void => {
    counts.cuts += 1;
    client.resetAndDestroy();
    upstream.resetAndDestroy();
  };
  const perLook = (weather.cutsPerMinute / 100) * (CUT_LOOK_MS / 60_000);
  const looking = setInterval(() => {
    for (const pair of [...pairs]) if (perLook > 0 && chance() < perLook) cut(pair);
  }, CUT_LOOK_MS);
  await listening(server);
  return {
    port: (server.address() as { port: number }).port,
    counts,
    connections: () => pairs.size,
    cutAll: () => {
      const all = [...pairs];
      for (const pair of all) cut(pair);
      return all.length;
    },
    freeze: () => {
      isFrozen = true;
      for (const [, upstream] of pairs) upstream.pause();
    },
    thaw: () => {
      isFrozen = false;
      for (const [, upstream] of pairs) upstream.resume();
    },
    close: () => {
      clearInterval(looking);
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Line {
  readonly weather: Weather;
  readonly chance: () => number;
  readonly counts: Counts;
  /** Whether its sender is not to be read at all. */
  readonly isHeld: () => boolean;
}

/** One direction: what came first is handed on first, each when it is due. */
function carry(from: Socket, to: Socket, { weather, chance, counts, isHeld }: Line): void {
  const queue: { readonly dueMs: number; readonly task: () => void }[] = [];
  let isArmed = false;
  let waiting = 0;
  const arm = (): void => {
    const [head] = queue;
    isArmed = head !== undefined;
    if (head) setTimeout(handOn, Math.max(1, head.dueMs - performance.now()));
  };
  const handOn = (): void => {
    while (queue[0] && queue[0].dueMs <= performance.now() + 1) queue.shift()?.task();
    arm();
  };
  const later = (task: () => void, bytes = 0): void => {
    const atMs = performance.now() + weather.latencyMs + weather.jitterMs * (2 * chance() - 1);
    const dueMs = Math.max(queue.at(-1)?.dueMs ?? 0, atMs) + stallMs(weather, bytes, chance, counts);
    queue.push({ dueMs, task });
    if (isArmed) return;
    if (dueMs <= performance.now()) handOn();
    else arm();
  };
  const goOn = (): void => void (from.isPaused() && !isHeld() && from.resume());
  from.on('data', (chunk: Buffer) => {
    counts.chunks += 1;
    waiting += chunk.length;
    if (waiting > MOST_WAITING) from.pause();
    later(() => {
      waiting -= chunk.length;
      to.write(chunk);
      if (waiting < MOST_WAITING / 2 && !to.writableNeedDrain) goOn();
    }, chunk.length);
  });
  to.on('drain', goOn);
  from.on('end', () => later(() => to.end()));
  from.on('error', () => to.destroy());
  from.on('close', () => later(() => to.destroy()));
}

/** How long a lost packet holds up what comes behind it; 0 for most chunks. */
function stallMs({ latencyMs, jitterMs, loss }: Weather, bytes: number, chance: () => number, counts: Counts): number {
  if (loss === 0 || bytes === 0) return 0;
  const timeoutMs = 2 * latencyMs + Math.max(LEAST_TIMEOUT_MS, 2 * jitterMs);
  let stall = 0;
  for (let packet = 0; packet * PACKET < bytes; packet++) {
    let own = 0;
    for (let repeat = 0; repeat < MOST_REPEATS && chance() < loss; repeat++) own += timeoutMs * 2 ** repeat;
    stall = Math.max(stall, own); // packets of one chunk are repeated side by side
  }
  if (stall > 0) counts.stalls += 1;
  return stall;
}

function chanceOf(random: Random): () => number {
  return () => random.bytes(4).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 32;
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}
