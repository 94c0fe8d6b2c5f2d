/**
 * Who may call a route. Every route says so in its `config`; one that does not is a mistake of ours and stops the start.
 */

import { assert } from '@aboveboard/kit';
import type { Sessions } from '@aboveboard/room';
import type { Principal } from '@aboveboard/storage';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { SharedLimits } from '../cluster/shared-limits.ts';
import type { SessionTraces } from '../sessions/session-traces.ts';
import { HttpRefusal } from './http-refusal.ts';
import { isOwnPage } from './origin-check.ts';
import { tokenInCookie } from './session-cookie.ts';

/** `anybody` with or without a session; `player` with one; `operator` and `approver` with that role, `staff` with either. */
export type Access = 'anybody' | 'player' | 'operator' | 'approver' | 'staff';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Makes a session: counted as a login of its address. */
    isLogin?: boolean;
    /** Reads all of a player's history: a few a minute for each player. */
    isFile?: (request: FastifyRequest) => boolean;
  }
  interface FastifyRequest {
    principal: Principal | null;
    token: string | null;
  }
}

export interface AccessPorts {
  readonly sessions: Sessions;
  readonly traces: Pick<SessionTraces, 'used'>;
  readonly publicOrigin: string | undefined;
  readonly loginsPerMinute: number;
  /** Of all processes together. */
  readonly limits: Pick<SharedLimits, 'login'>;
  readonly requestsPer10s: number;
}

/** Files that a player gets in a minute. */
const FILES_PER_MINUTE = 6;

export function guardRoutes(app: FastifyInstance, ports: AccessPorts): void {
  const requests = new RateLimiterMemory({ points: ports.requestsPer10s, duration: 10 });
  const logins = new RateLimiterMemory({ points: ports.loginsPerMinute, duration: 60 });
  const files = new RateLimiterMemory({ points: FILES_PER_MINUTE, duration: 60 });
  app.decorateRequest('principal', null);
  app.decorateRequest('token', null);
  app.addHook('onRoute', (route) => {
    assert(!route.url.startsWith('/api/') || route.config?.access, `route ${route.url} does not say who may call it`);
  });
  app.addHook('onRequest', async (request) => {
    const { access, isLogin, isFile } = request.routeOptions.config;
    if (!access) return;
    await takeOne(requests, request.ip);
    checkPage(request, ports.publicOrigin);
    if (isLogin) await takeOne(logins, request.ip);
    if (isLogin) await takeShared(ports.limits, request.ip);
    await identify(request, ports);
    checkAccess(request, access);
    if (request.principal && isFile?.(request)) await takeOne(files, request.principal.id);
  });
}

function checkPage(request: FastifyRequest, publicOrigin: string | undefined): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  if (!isOwnPage(request.headers, request.host, publicOrigin)) {
    throw new HttpRefusal(
      403,
      'WRONG_ORIGIN',
      'Another site may not act for a player here. Behind a proxy, set ABOVEBOARD_ORIGIN to the public address.',
    );
  }
}

async function identify(request: FastifyRequest, { sessions, traces }: AccessPorts): Promise<void> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  request.token = bearer ?? tokenInCookie(request.headers.cookie);
  request.principal = request.token === null ? null : await sessions.resolve(request.token);
  if (request.principal) traces.used(request.principal, { address: request.ip, device: request.headers['user-agent'] ?? '' });
}

function checkAccess({ principal }: FastifyRequest, access: Access): void {
  if (access === 'anybody') return;
  if (!principal)
    throw new HttpRefusal(
      401,
      'UNAUTHENTICATED',
      'This needs a session: ask POST /api/v1/guests for one, or send the token you have.',
    );
  if (access === 'player') return;
  if (!ROLES[access].some((role) => principal.roles.includes(role))) throw new HttpRefusal(403, 'NOT_ALLOWED', MISSING[access]);
}

type StaffAccess = Exclude<Access, 'anybody' | 'player'>;

const ROLES: Readonly<Record<StaffAccess, readonly string[]>> = {
  operator: ['operator'],
  approver: ['approver'],
  staff: ['operator', 'approver'],
};
const MISSING: Readonly<Record<StaffAccess, string>> = {
  operator: "This needs the operator's token, which the first start of the server printed.",
  approver: 'This needs the token of an approver. An operator makes one: npx aboveboard operators add NAME --role approver.',
  staff: 'This needs the token of an operator or an approver.',
};

async function takeOne(limiter: RateLimiterMemory, of: string): Promise<void> {
  try {
    await limiter.consume(of);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw tooMany(refused.msBeforeNext);
  }
}

async function takeShared(limits: Pick<SharedLimits, 'login'>, address: string): Promise<void> {
  const retryAfterMs = await limits.login(address);
  if (retryAfterMs > 0) throw tooMany(retryAfterMs);
}

function tooMany(retryAfterMs: number): HttpRefusal {
  return new HttpRefusal(429, 'RATE_LIMITED', 'Too many requests; go on after `retryAfterMs`.', { retryAfterMs });
}
