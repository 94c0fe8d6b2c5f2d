/** `aboveboard bots`: seats bots at the tables of a running room, through the same door as everybody. */
import type { BotSession } from '@aboveboard/bots';
import { Command, InvalidArgumentError } from 'commander';
import { EXIT } from '../exit-code.ts';

interface BotsFlags {
  readonly url: string;
  readonly token?: string;
  readonly table?: string;
  readonly count: number;
  readonly json?: boolean;
}

export function botsCommand(): Command {
  return new Command('bots')
    .description('Seat bots at the tables of a running room, until stopped with Ctrl+C.')
    .option('--url <address>', 'the room', 'http://127.0.0.1:8080')
    .option('--token <token>', "the operator's token, which mints the bots' sessions (or ABOVEBOARD_OPERATOR_TOKEN)")
    .option('--table <id>', 'one table only; otherwise all public tables in turn')
    .option('-n, --count <number>', 'how many bots, 1 to 100', count, 3)
    .option('--json', 'print the seated bots as one JSON line')
    .action(async (flags: BotsFlags) => {
      process.exitCode = await seatBots({ ...flags, token: flags.token ?? process.env.ABOVEBOARD_OPERATOR_TOKEN ?? '' });
    });
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 100) throw new InvalidArgumentError('A whole number from 1 to 100.');
  return number;
}

async function seatBots({ url, token, table, count: wanted, json }: BotsFlags & { token: string }): Promise<number> {
  try {
    const tables = table ? [table] : await publicTables(url);
    if (tables.length === 0) return complain('The room has no public table; name one with --table.');
    const sessions: BotSession[] = [];
    for (let i = 0; i < wanted; i++) {
      const name = `Bot ${i + 1}`;
      const reply = await ask<{ token: string }>(url, '/api/v1/operator/bots', token, { name });
      sessions.push({ token: reply.token, name, tableId: tables[i % tables.length] ?? '' });
    }
    const claimGrant = async (session: BotSession): Promise<void> => {
      await ask(url, '/api/v1/me/grant', session.token, {});
    };
    const { nodePorts, runBots } = await import('@aboveboard/bots'); // no other command needs them
    const bots = runBots({ url: `${url.replace(/^http/, 'ws')}/ws`, sessions, ports: nodePorts(), claimGrant });
    const seated = sessions.map(({ name, tableId }) => ({ name, tableId }));
    process.stdout.write(
      json
        ? `${JSON.stringify(seated)}\n`
        : `${seated.map((bot) => `${bot.name} → ${bot.tableId}`).join('\n')}\nCtrl+C sends them home.\n`,
    );
    await untilSignal();
    bots.stop();
    return EXIT.GOOD;
  } catch (error) {
    return complain((error as Error).message);
  }
}

function complain(message: string): number {
  process.stderr.write(`${message}\n`);
  return EXIT.USAGE;
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

async function publicTables(url: string): Promise<string[]> {
  const { tables } = await ask<{ tables: { settings: { tableId: string } }[] }>(url, '/api/v1/lobby', null);
  return tables.map(({ settings }) => settings.tableId);
}

/** One request to the room. @throws Error with a sentence for the person at the keyboard. */
async function ask<T>(url: string, path: string, token: string | null, body?: object): Promise<T> {
  const response = await fetch(new URL(path, url), {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => {
    throw new Error(`${url} does not answer. Is the room running there? Name it with --url.`);
  });
  const reply = (await response.json().catch(() => ({}))) as { message?: string };
  if (!response.ok) throw new Error(`${path}: ${response.status} ${reply.message ?? response.statusText}`);
  return reply as T;
}
