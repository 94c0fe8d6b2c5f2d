/**
 * Which web pages may act for a player: the room's own. A browser names the page's origin on every upgrade and every request that
 * changes something; a program that is no browser names none, and carries no cookie it did not mean to.
 */
import type { IncomingHttpHeaders } from 'node:http';

/**
 * @param publicOrigin the room's address from the settings, where a proxy in front makes it differ from `host`.
 * @param host the host the request was sent to.
 */
export function isOwnPage(headers: IncomingHttpHeaders, host: string | undefined, publicOrigin: string | undefined): boolean {
  if (headers['sec-fetch-site'] === 'cross-site') return false;
  const { origin } = headers;
  if (origin === undefined) return true;
  if (publicOrigin !== undefined && origin === publicOrigin.replace(/\/$/, '')) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
