/** A way to a server on which connections are reset: now before what is sent arrives, now before it is answered. */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '@aboveboard/kit';
import { onTestFinished } from 'vitest';
import { chanceOf } from '../queue/timing.ts';

export interface ResettingProxy {
  /** Where it listens. */
  readonly socketPath: string;
  /** Connections it has reset. */
  resets(): number;
}

/**
 * Passes on what goes either way; each piece ends its connection with a chance of `share`, and half of those pieces are lost with it.
 */
export async function resettingProxy(serverPath: string, share: number, random: Random): Promise<ResettingProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'ab-proxy-'));
  const socketPath = join(folder, 's');
  const open = new Set<Socket>();
  let resets = 0;
  const passOn = (from: Socket, to: Socket): void => {
    open.add(from);
    from.on('data', (piece) => {
      const chance = chanceOf(random);
      if (chance >= share / 2) to.write(piece);
      if (chance >= share) return;
      resets += 1;
      from.destroySoon();
      to.destroySoon();
    });
    from.on('error', () => {});
    from.on('close', () => {
      open.delete(from);
      to.destroySoon();
    });
  };
  const proxy = createServer((client) => {
    const server = connect(serverPath);
    passOn(client, server);
    passOn(server, client);
  });
  await new Promise<void>((resolve) => proxy.listen(socketPath, resolve));
  onTestFinished(() => {
    proxy.close();
    for (const socket of open) socket.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  return { socketPath, resets: () => resets };
}
