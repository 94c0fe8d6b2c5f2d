/** `aboveboard serve`: the card room, all roles in one process. */
import type { serve as serveRoom } from '@aboveboard/server';
import { Command } from 'commander';

interface ServeFlags {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly bots: boolean;
  readonly newOperatorToken?: boolean;
  readonly json?: boolean;
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('Open the card room in this process, on SQLite in ./data.')
    .option('-p, --port <number>', 'port to listen on (default 8080)')
    .option('--host <address>', 'address to listen on (default 0.0.0.0: this machine and its network)')
    .option('-d, --data <folder>', 'where the room keeps its database and keys (default ./data)')
    .option('--no-bots', 'leave the tables to people')
    .option('--new-operator-token', "end the operator's sessions and print a new token")
    .option('--json', 'print addresses as one JSON line')
    .addHelpText(
      'after',
      '\nAll settings: .env.example. They come from ABOVEBOARD_… variables, .env, or the JSON file in ABOVEBOARD_CONFIG.',
    )
    .action(async ({ port, host, data, bots, newOperatorToken, json }: ServeFlags) => {
      const overrides = { port, host, data, ...(bots ? {} : { bots: false }) };
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
