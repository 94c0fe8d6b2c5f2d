/**
 * One MariaDB for all files of a run, started by the first test that asks: to make a server and its tables takes a second of a
 * processor, which forty files would each spend.
 *
 * It belongs to the process that runs the tests. A test asks over a socket, and has its database for as long as it stays connected.
 * Databases that come back empty are given to the next; one whose test was ended is not.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type MariaDbServer, startMariaDb } from './mariadb-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the socket; see `mariadb-databases.ts` for what is said there. */
    mariaDbOfTheRun: string;
  }
}

/** `new`: one that nobody has used, not even a migration. `used`: one with all tables, empty, where there is one. */
export type Wish = 'new' | 'used';
/** What a test says last: the tables are empty again. */
export const EMPTIED = 'emptied';

export default function setup(project: TestProject): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ab-run-'));
  const used: string[] = [];
  let mariaDb: Promise<MariaDbServer> | null = null;
  const databaseFor = async (wish: Wish): Promise<string> => {
    const spare = wish === 'used' ? used.pop() : undefined;
    if (spare !== undefined) return spare;
    mariaDb ??= startMariaDb();
    return (await mariaDb).createDatabase();
  };
  const serve = (socket: Socket): void => {
    let url: string | null = null;
    socket.setEncoding('utf8').on('data', async (said: string) => {
      if (said === EMPTIED) {
        if (url !== null) used.push(url);
        socket.end();
        return;
      }
      try {
        url = await databaseFor(said as Wish);
        socket.write(url);
      } catch (error) {
        socket.destroy(error as Error);
      }
    });
    socket.on('error', () => undefined); // a test that was ended says no more
  };
  const listener = createServer(serve).listen(join(folder, 's'));
  project.provide('mariaDbOfTheRun', join(folder, 's'));
  return async () => {
    listener.close();
    await (await mariaDb)?.end();
    rmSync(folder, { recursive: true, force: true });
  };
}
