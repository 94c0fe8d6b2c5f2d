/** A connection to the Redis that the settings name, for whatever the room has there. */
import type { Redis } from '@aboveboard/streams/redis';
import type { Logger } from 'pino';
import { ConfigError } from '../config/load-config.ts';
import type { ServerConfig } from '../config/settings.ts';
import { onceAMinute } from '../log/once-a-minute.ts';
import { osPorts } from '../ports/os-ports.ts';

/**
 * With little patience at first, so that a wrong address is told at the start; from then on a lost Redis is waited for.
 *
 * @param meanwhile what its absence means, for the log
 * @throws ConfigError when it cannot be had; its message has no password in it
 */
export async function connectFor(
  { redisUrl: url = '', roles }: Pick<ServerConfig, 'redisUrl' | 'roles'>,
  logger: Logger,
  meanwhile: string,
): Promise<Redis> {
  const { connectRedis } = await import('@aboveboard/streams/redis'); // most rooms have none
  const lost = onceAMinute<Error>(osPorts.clock, ({ message }, _what, seen) =>
    logger.warn({ redis: nameOf(url), reason: withoutSecrets(message, url), ...seen }, `Redis is not there: ${meanwhile}`),
  );
  let isLost = false;
  const onError = (error: Error): void => {
    isLost = true;
    lost(error, 'connection');
  };
  try {
    const first = await connectRedis({ url, maxReconnects: 2 });
    first.destroy();
    const redis = await connectRedis({ url, onError, maxReconnects: Number.POSITIVE_INFINITY });
    redis.on('ready', () => {
      if (isLost) logger.info({ redis: nameOf(url) }, 'Redis is back');
      isLost = false;
    });
    return redis;
  } catch (error) {
    const reason = withoutSecrets(error instanceof Error ? error.message : String(error), url);
    const without = roles === undefined ? ', or leave the setting out to keep the queues in this process' : '';
    throw new ConfigError(
      `ABOVEBOARD_REDIS_URL: ${nameOf(url)} cannot be used (${reason}). Start that Redis, name another one${without}.`,
    );
  }
}

/** An address as it may be shown: without user and password. */
function nameOf(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

function withoutSecrets(text: string, url: string): string {
  const { password, username } = new URL(url);
  const secrets = [password, decodeURIComponent(password), username && `${username}:${password}`].filter(Boolean);
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '(secret)'), text);
}
