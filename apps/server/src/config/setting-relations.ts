/** What settings want of each other, where each is right by itself. */
import { isIP } from 'node:net';
import type { Remark } from './remark.ts';
import { environmentName as env, type ServerConfig, type SettingName } from './settings.ts';

interface Relation {
  /** Nothing can be said of it while one of these is wrong. */
  readonly of: readonly SettingName[];
  readonly severity: Remark['severity'];
  /** The sentence; null where they get on. */
  readonly say: (config: ServerConfig) => string | null;
}

const RELATIONS: readonly Relation[] = [
  {
    of: ['revealMs', 'revealMaxMs'],
    severity: 'wrong',
    say: ({ revealMs, revealMaxMs }) =>
      revealMs > revealMaxMs
        ? `${env('revealMaxMs')}: got ${revealMaxMs}, wants at least ${env('revealMs')} (${revealMs}), which it stretches`
        : null,
  },
  {
    of: ['port', 'metricsPort'],
    severity: 'wrong',
    say: ({ port, metricsPort }) =>
      metricsPort === port && port !== 0
        ? `${env('metricsPort')}: got ${metricsPort}, wants another port than ${env('port')}: players must not reach it`
        : null,
  },
  {
    of: ['port', 'metricsPort'],
    severity: 'wrong',
    say: ({ port, metricsPort }) =>
      metricsPort !== undefined && metricsPort === port && port !== 0
        ? `${env('metricsPort')}: got ${metricsPort}, wants another port than ${env('port')}: players and metrics are told apart by it`
        : null,
  },
  {
    of: ['freerollChips', 'freerollPerDay'],
    severity: 'wrong',
    say: ({ freerollChips, freerollPerDay }) =>
      freerollChips > freerollPerDay
        ? `${env('freerollPerDay')}: got ${freerollPerDay}, wants at least ${env('freerollChips')} (${freerollChips}), what one player gets`
        : null,
  },
  {
    of: ['backupDir', 'backupKeyFile'],
    severity: 'wrong',
    say: ({ backupDir, backupKeyFile }) =>
      backupDir !== undefined && backupKeyFile === undefined
        ? `${env('backupKeyFile')}: none, while ${env('backupDir')} is set; backups are never written unsealed. Make one with: npx aboveboard backup key FILE`
        : null,
  },
  {
    of: ['roles', 'databaseUrl'],
    severity: 'wrong',
    say: ({ roles, databaseUrl }) =>
      roles !== undefined && databaseUrl === undefined
        ? `${env('databaseUrl')}: none, while ${env('roles')} is ${roles}; processes of one room share a MariaDB. Without ${env('roles')} one process is all of it, on SQLite`
        : null,
  },
  {
    of: ['roles', 'redisUrl'],
    severity: 'wrong',
    say: ({ roles, redisUrl }) =>
      roles !== undefined && redisUrl === undefined
        ? `${env('redisUrl')}: none, while ${env('roles')} is ${roles}; processes of one room speak through a Redis`
        : null,
  },
  {
    of: ['roles', 'logName', 'origin'],
    severity: 'wrong',
    say: ({ roles, logName, origin }) =>
      roles !== undefined && logName === undefined && origin === undefined
        ? `${env('logName')}: none, and no ${env('origin')}, while ${env('roles')} is ${roles}; each machine would give the one log a name of its own`
        : null,
  },
  {
    of: ['roles', 'clusterKeyFile'],
    severity: 'note',
    say: ({ roles, clusterKeyFile }) =>
      roles === undefined && clusterKeyFile !== undefined
        ? `${env('clusterKeyFile')}: has no effect without ${env('roles')}`
        : null,
  },
  {
    of: ['roles', 'backupDir'],
    severity: 'note',
    say: ({ roles, backupDir }) =>
      roles !== undefined && backupDir !== undefined && !roles.includes('worker')
        ? `${env('backupDir')}: has no effect in a process without the role worker`
        : null,
  },
  {
    of: ['redisUrl', 'redisSpace'],
    severity: 'note',
    say: ({ redisUrl, redisSpace }) =>
      redisSpace !== undefined && redisUrl === undefined
        ? `${env('redisSpace')}: has no effect without ${env('redisUrl')}`
        : null,
  },
  {
    of: ['commandsPerPlayer', 'commandsPerAddress'],
    severity: 'note',
    say: ({ commandsPerPlayer, commandsPerAddress }) =>
      commandsPerPlayer > commandsPerAddress
        ? `${env('commandsPerPlayer')}: ${commandsPerPlayer} is never reached, since ${env('commandsPerAddress')} is ${commandsPerAddress}`
        : null,
  },
  {
    of: ['origin', 'trustedProxies'],
    severity: 'note',
    say: ({ origin, trustedProxies }) =>
      origin?.startsWith('https:') && trustedProxies.length === 0
        ? `${env('trustedProxies')}: none, while ${env('origin')} is ${origin}; without the proxy that speaks https among them, all players share its address and its limits`
        : null,
  },
  {
    of: ['origin'],
    severity: 'note',
    say: ({ origin }) =>
      origin?.startsWith('http:') && !isNearby(new URL(origin).hostname)
        ? `${env('origin')}: ${origin} is not https, so sessions and seats cross the network in the clear`
        : null,
  },
  {
    of: ['bots', 'botsPerTable', 'botThinkMs'],
    severity: 'note',
    say: ({ bots, botsPerTable, botThinkMs }) =>
      !bots && (botsPerTable !== undefined || botThinkMs !== undefined)
        ? `${env(botsPerTable === undefined ? 'botThinkMs' : 'botsPerTable')}: has no effect, since ${env('bots')} is off`
        : null,
  },
  {
    of: ['botThinkMs', 'turnMs'],
    severity: 'note',
    say: ({ botThinkMs = 0, turnMs }) =>
      botThinkMs >= turnMs
        ? `${env('botThinkMs')}: ${botThinkMs} is no less than a turn (${env('turnMs')}, ${turnMs}): bots run out of time`
        : null,
  },
];

/** @param isRight whether a setting is right by itself; of the others, `config` may hold anything. */
export function relationRemarks(config: ServerConfig, isRight: (name: SettingName) => boolean): Remark[] {
  return RELATIONS.filter(({ of }) => of.every(isRight)).flatMap(({ severity, say }) => {
    const text = say(config);
    return text === null ? [] : [{ severity, text }];
  });
}

/** This machine, or one on the same network: a name without a dot, an address of a private range. */
function isNearby(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) === 0) return !hostname.includes('.') || /\.(local|lan|internal|home\.arpa)$/.test(hostname);
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd]|fe80)/.test(address);
}
