import { assert } from '@aboveboard/kit';
import type { Principal } from '@aboveboard/storage';
import type { FastifyRequest } from 'fastify';

/** Who asks, on a route that only players and operators reach. */
export function principalOf({ principal }: FastifyRequest): Principal {
  assert(principal, 'a route for players was reached without a session');
  return principal;
}
