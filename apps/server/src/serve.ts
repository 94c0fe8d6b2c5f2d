/** The server as a command: settings from the environment, addresses on the screen, an orderly end on SIGTERM and SIGINT. */
import { networkInterfaces } from 'node:os';
import { pino } from 'pino';
import { ConfigError, loadConfig } from './config/load-config.ts';
import type { ServerConfig } from './config/settings.ts';
import { failPointsFrom } from './fail-points.ts';
import { KeyFileError } from './keys/key-files.ts';
import { createLogger } from './log/logger.ts';
import { type RunningServer, runServer } from './run-server.ts';

export interface ServeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Settings from the command line. */
  readonly overrides?: Partial<ServerConfig>;
  /** One JSON line instead of the page for people. */
  readonly isJson?: boolean;
  /** Ends every session of the operator and prints a new token. */
  readonly newOperatorToken?: boolean;
}

/** Runs until a signal ends it; resolves to the exit code: 0 after an orderly end, 2 for wrong settings. */
export async function serve({
  env,
  cwd,
  overrides = {},
  isJson = false,
  newOperatorToken = false,
}: ServeOptions): Promise<number> {
  try {
    const config = loadConfig({ env, cwd, overrides });
    const logger = createLogger(config.logLevel, pino.destination(2)); // the screen's own output stays readable
    const signalled = untilSignal(); // heard from the first moment on
    const server = await runServer({ config, logger, failPoints: failPointsFrom(env.ABOVEBOARD_FAIL_POINT), newOperatorToken });
    process.stdout.write(isJson ? `${JSON.stringify(announcement(server, config))}\n` : page(server, config));
    await signalled;
    await server.stop();
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof KeyFileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

/** A terminal and the launcher between it and us both deliver one Ctrl+C; that soon after the first it is the same one. */
const ECHO_MS = 1_000;

/** The first signal asks for an orderly end; a second one ends the process at once, which the room survives like any crash. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let first: { readonly signal: NodeJS.Signals; readonly atMs: number } | null = null;
    const onSignal = (signal: NodeJS.Signals): void => {
      const isEcho = first?.signal === signal && performance.now() - first.atMs < ECHO_MS;
      if (isEcho) return;
      if (first) process.exit(130);
      first = { signal, atMs: performance.now() };
      process.stderr.write('Stopping: hands in play are finished first. Once more to stop at once.\n');
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}

function announcement({ url, port, operatorToken }: RunningServer, config: ServerConfig) {
  return { url, lan: lanUrls(config.host, port), operatorToken, ...(config.roles && { roles: config.roles }) };
}

function page(server: RunningServer, config: ServerConfig): string {
  const { url, lan, operatorToken } = announcement(server, config);
  const lines = [
    '',
    '  Aboveboard: a card room in which every deal can be proven fair',
    '',
    ...(config.roles === undefined ? [] : [`  this process is   ${config.roles.join(', ')} of a room`]),
    `  on this machine   ${url}`,
    ...lan.map((address, i) => `  ${i === 0 ? 'on this network  ' : '                 '} ${address}`),
    `  data              ${config.data}`,
    '',
  ];
  if (operatorToken) lines.push("  The operator's token, shown this once; keep it:", `  ${operatorToken}`, '');
  lines.push('  Ctrl+C stops it when the hands in play are over.', '', '');
  return lines.join('\n');
}

/** Where other machines reach a server that listens to all of this one's addresses. */
function lanUrls(host: string, port: number): string[] {
  if (host !== '0.0.0.0' && host !== '::') return [];
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `http://${address}:${port}`);
}
