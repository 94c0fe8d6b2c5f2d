/** A room as many processes, started for a measurement by `npm run cluster`'s own program, and what each part of it uses. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type RoomUse, UNLIMITED, usedBy } from './started-room.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const STOP_WITHIN_MS = 60_000;

export interface StartedCluster {
  /** Of the front. */
  readonly url: string;
  /** Of the gateways themselves: sockets that do not go through the front. */
  readonly gateways: readonly string[];
  /** Process ids by role, and of `mariadb` and `redis`. */
  readonly parts: Readonly<Record<string, readonly number[]>>;
  use(): RoomUse;
  stop(): Promise<void>;
}

interface Announced {
  readonly url: string;
  readonly processes: readonly { readonly role: string; readonly pid: number; readonly url: string }[];
  readonly services: { readonly mariaDb: { readonly pid: number }; readonly redis: { readonly pid: number } };
}

/** @throws with what it said, where it ends instead of starting */
export async function startCluster(
  settings: Readonly<Record<string, string>> = {},
  { gateways = 2, shards = 2 }: { readonly gateways?: number; readonly shards?: number } = {},
): Promise<StartedCluster> {
  const args = ['--json', '--no-bots', '--port', '0', '--gateways', `${gateways}`, '--shards', `${shards}`];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'tools', 'cluster.ts'), ...args], {
    env: { PATH: process.env.PATH, ABOVEBOARD_LOG_LEVEL: 'error', ...UNLIMITED, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, complained] = ['', ''];
  child.stdout.on('data', (text) => {
    said += text;
  });
  child.stderr.on('data', (text) => {
    complained = (complained + text).slice(-4_000);
  });
  while (!said.includes('\n')) {
    if (child.exitCode !== null) throw new Error(`the cluster ended with ${child.exitCode}: ${complained}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { url, processes, services } = JSON.parse(said.split('\n')[0] ?? '') as Announced;
  const roles = Object.groupBy(processes, ({ role }) => role);
  const parts = Object.fromEntries(Object.entries(roles).map(([role, some = []]) => [role, some.map(({ pid }) => pid)]));
  const all = { ...parts, mariadb: [services.mariaDb.pid], redis: [services.redis.pid] };
  return {
    ...{ url, gateways: (roles.gateway ?? []).map((one) => one.url), parts: all, use: () => usedBy(all) },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const killing = setTimeout(() => child.kill('SIGTERM'), STOP_WITHIN_MS); // a second one is for an end at once
      await gone;
      clearTimeout(killing);
    },
  };
}
