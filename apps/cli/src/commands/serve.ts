/** `aboveboard serve`: the card room in one process, or some roles of one that has several. */
import type { serve as serveRoom } from '@aboveboard/server';
import { Command } from 'commander';

interface ServeFlags {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly bots: boolean;
  readonly newOperatorToken?: boolean;
  readonly role?: readonly string[];
  readonly json?: boolean;
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('Open the card room in this process, on SQLite in ./data; with --role, only some of it.')
    .option('-p, --port <number>', 'port to listen on (default 8080)')
    .option('--host <address>', 'address to listen on (default 0.0.0.0: this machine and its network)')
    .option('-d, --data <folder>', 'where the room keeps its database and keys (default ./data)')
    .option('--no-bots', 'leave the tables to people')
    .option('--new-operator-token', "end the operator's sessions and print a new token")
    .option(
      '--role <role...>',
      'be only this of a room whose processes share a MariaDB and a Redis: gateway, shard, api, worker, log (default all, alone)',
    )
    .option('--json', 'print addresses as one JSON line')
    .addHelpText(
      'after',
      '\nAll settings: .env.example. They come from ABOVEBOARD_… variables, .env, or the JSON file in ABOVEBOARD_CONFIG.',
    )
    .action(async ({ port, host, data, bots, newOperatorToken, role, json }: ServeFlags) => {
      const roles = role?.flatMap((names) => names.split(','));
      const overrides = { port, host, data, roles, ...(bots ? {} : { bots: false }) };
      const { serve } = await import('@aboveboard/server'); // a second to load, and only this command needs it
      process.exitCode = await serve({
        env: process.env,
        cwd: process.cwd(),
        overrides: overrides as Parameters<typeof serveRoom>[0]['overrides'] & object,
        isJson: json === true,
        newOperatorToken: newOperatorToken === true,
      });
    });
}
