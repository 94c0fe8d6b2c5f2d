/**
 * Every setting of the server: its name in the environment and in the config file, what it may be, and what it is when nobody
 * says otherwise. `.env.example` lists the same ones; a test holds the two together.
 */
import { parseDatabaseUrl } from '@aboveboard/storage/mariadb-url';
import { z } from 'zod';

const wholeNumber = (from: number, to: number) =>
  z.coerce
    .number(`a whole number from ${from} to ${to}`)
    .int(`a whole number from ${from} to ${to}`)
    .min(from, `a whole number from ${from} to ${to}`)
    .max(to, `a whole number from ${from} to ${to}`);
const durationMs = (from: number, to: number) => wholeNumber(from, to);
const onOff = z.union(
  [z.boolean(), z.enum(['on', 'off', 'true', 'false']).transform((text) => text === 'on' || text === 'true')],
  'on or off',
);
const listOf = (item: z.ZodString) =>
  z.union([
    z.array(item),
    z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      )
      .pipe(z.array(item)),
  ]);
/** What a process of a cluster may be, in the order in which they are named. */
export const ROLES = ['gateway', 'shard', 'api', 'worker', 'log'] as const;
export type Role = (typeof ROLES)[number];
const roleList = listOf(z.string().regex(/^(gateway|shard|api|worker|log)$/, `${ROLES.join(', ')}, with commas between`))
  .refine((names) => names.length > 0, `${ROLES.join(', ')}, with commas between`)
  .transform((names) => ROLES.filter((role) => names.includes(role)));
const webOrigin = z.string().refine(isWebOrigin, 'an address such as https://cards.example.org, without a path');
const MINUTE_MS = 60_000;

/**
 * Keys are those of the config file; the environment says `ABOVEBOARD_` and the same words in capitals. One whose value must not be
 * shown, such as an address with a password in it, ends with `.meta({ secret: true })`.
 */
export const serverConfig = z.strictObject({
  port: wholeNumber(0, 65_535).default(8080),
  host: z.string().min(1, 'an address to listen on, such as 127.0.0.1').default('0.0.0.0'),
  data: z.string().min(1, 'a folder').default('./data'),
  web: z.string().min(1, 'the folder with the built web pages').optional(),
  origin: webOrigin.optional(),
  trustedProxies: listOf(
    z.string().regex(/^[0-9a-fA-F.:]+(\/\d{1,3})?$/, 'addresses or ranges such as 10.0.0.0/8, with commas between'),
  ).default([]),
  logLevel: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'trace, debug, info, warn, error or silent')
    .default('info'),
  logName: z
    .string()
    .regex(/^[a-z0-9.-]{1,60}$/, 'a host name such as cards.example.org')
    .optional(),

  bots: onOff.default(true),
  botsPerTable: wholeNumber(0, 9).optional(),
  botThinkMs: durationMs(0, MINUTE_MS).optional(),

  metricsPort: wholeNumber(0, 65_535).optional(),
  metricsHost: z.string().min(1, 'an address to listen on, such as 127.0.0.1').default('127.0.0.1'),
  tracesUrl: z
    .url({ protocol: /^https?$/, error: 'an address that takes OTLP over HTTP, such as http://localhost:4318/v1/traces' })
    .optional()
    .meta({ secret: true }),

  databaseUrl: z
    .string()
    .refine(isDatabaseUrl, 'an address such as mysql://user:password@127.0.0.1:3306/aboveboard')
    .optional()
    .meta({ secret: true }),
  redisUrl: z
    .string()
    .refine(isRedisUrl, 'an address such as redis://127.0.0.1:6379, or rediss:// with TLS')
    .optional()
    .meta({ secret: true }),
  redisSpace: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,60}$/, 'a name of letters, digits, points, dashes and underscores')
    .optional(),
  roles: roleList.optional(),
  processName: z
    .string()
    .regex(/^[a-z0-9.-]{1,40}$/, 'a name of small letters, digits, points and dashes')
    .optional(),
  clusterKeyFile: z.string().min(1, 'a file with a key of 32 bytes').optional(),
  leaseMs: durationMs(200, MINUTE_MS).default(5_000),
  queueMaxJobs: wholeNumber(10, 10_000_000).default(100_000),
  importsPerMinute: wholeNumber(1, 1_000_000).default(6_000),
  jobGraceMs: durationMs(0, 10 * MINUTE_MS).default(10_000),

  backupDir: z.string().min(1, 'a folder, on another disk than the room').optional(),
  backupKeyFile: z.string().min(1, 'a file with a key of age').optional(),
  backupEveryMs: durationMs(MINUTE_MS, 7 * 24 * 60 * MINUTE_MS).default(24 * 60 * MINUTE_MS),
  backupLogEveryMs: durationMs(0, 60 * MINUTE_MS).default(MINUTE_MS),
  backupKeep: z
    .string()
    .regex(/^(\d{1,4}d)?,?(\d{1,4}w)?$/, 'days and weeks, such as 7d,8w')
    .default('7d,8w'),

  stopWaitMs: durationMs(0, 10 * MINUTE_MS).default(20_000),
  turnMs: durationMs(100, 10 * MINUTE_MS).default(20_000),
  timeBankMs: durationMs(0, 60 * MINUTE_MS).default(60_000),
  rejoinMs: durationMs(0, 60 * MINUTE_MS).default(90_000),
  betweenHandsMs: durationMs(0, MINUTE_MS).default(4_000),
  revealMs: durationMs(50, MINUTE_MS).default(2_000),
  revealMaxMs: durationMs(50, MINUTE_MS).default(5_000),
  heartbeatMs: durationMs(50, MINUTE_MS).default(10_000),
  helloMs: durationMs(50, MINUTE_MS).default(5_000),

  grantCap: wholeNumber(1, 1_000_000_000).default(10_000),
  grantWaitMs: durationMs(0, 30 * 24 * 60 * MINUTE_MS).default(15 * MINUTE_MS),
  freerollChips: wholeNumber(0, 1_000_000_000).default(1_000),
  freerollBelow: wholeNumber(1, 1_000_000_000).default(2_000),
  freerollPerDay: wholeNumber(0, 1_000_000_000_000).default(100_000),
  transferMost: wholeNumber(0, 1_000_000_000).default(10_000),
  transferMostPerDay: wholeNumber(0, 1_000_000_000).default(20_000),
  bonusPerDay: wholeNumber(0, 1_000_000_000).default(10_000),
  approvalMs: durationMs(MINUTE_MS, 30 * 24 * 60 * MINUTE_MS).default(3 * 24 * 60 * MINUTE_MS),
  commandsPerPlayer: wholeNumber(1, 1_000_000).default(30),
  commandsPerAddress: wholeNumber(1, 1_000_000).default(600),
  connections: wholeNumber(1, 1_000_000).default(10_000),
  connectionsPerAddress: wholeNumber(1, 1_000_000).default(200),
  loginsPerAddress: wholeNumber(1, 1_000_000).default(60),
});
export type ServerConfig = z.output<typeof serverConfig>;
export type SettingName = keyof ServerConfig;

export const SETTING_NAMES = Object.keys(serverConfig.shape) as SettingName[];

export function isSettingName(text: string): text is SettingName {
  return Object.hasOwn(serverConfig.shape, text);
}

export function isSecret(name: SettingName): boolean {
  return serverConfig.shape[name].meta()?.secret === true;
}

/** `trustedProxies` → `ABOVEBOARD_TRUSTED_PROXIES`. */
export function environmentName(name: string): string {
  return `ABOVEBOARD_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function isWebOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, '') && /^https?:/.test(text);
}

function isDatabaseUrl(text: string): boolean {
  return parseDatabaseUrl(text).ok;
}

function isRedisUrl(text: string): boolean {
  return URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '';
}
