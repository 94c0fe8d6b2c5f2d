/** The REST interface under /api/v1, as the pages use it. The session travels as a cookie. */
import type { HouseRules, LobbyTable, OfferedGame, rest, TableSettings } from '@aboveboard/protocol';

export type Profile = rest.Profile;
export type NewTable = {
  name: string;
  game: OfferedGame;
  seats: number;
  smallBlind: number;
  bigBlind: number;
  isPrivate: boolean;
  straddles: number;
  house: Partial<HouseRules>;
};

/** An answer that is not 2xx, or none at all (`code` UNREACHABLE). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly status: number;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const ANSWER_WITHIN_MS = 8_000;
/** How often a room that says "later" is asked again, and the longest it is waited for each time. */
const TRIES = 4;
const MOST_WAIT_MS = 4_000;

async function ask<Reply>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Reply> {
  for (let tries = 1; ; tries++) {
    const answer = await askOnce(method, path, body);
    const isLater = answer.status === 503 && answer.headers.has('retry-after') && tries < TRIES;
    if (!isLater) return read(answer);
    const waitMs = Math.min(MOST_WAIT_MS, 1_000 * Number(answer.headers.get('retry-after')));
    await new Promise((resolve) => setTimeout(resolve, waitMs * (0.5 + Math.random())));
  }
}

async function askOnce(method: string, path: string, body: unknown): Promise<Response> {
  return fetch(`/api/v1${path}`, {
    method,
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch((cause: unknown) => {
    throw new ApiError(0, 'UNREACHABLE', String(cause));
  });
}

async function read<Reply>(answer: Response): Promise<Reply> {
  const reply: unknown = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (answer.ok) return reply as Reply;
  const { code = 'HTTP_ERROR', message = answer.statusText } = (reply ?? {}) as { code?: string; message?: string };
  throw new ApiError(answer.status, code, message);
}

/** Who this browser is, or null for a first visit. */
export async function fetchProfile(): Promise<Profile | null> {
  try {
    return await ask<Profile>('GET', '/me');
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export async function becomeGuest(nickname: string): Promise<Profile> {
  const { profile } = await ask<{ profile: Profile }>('POST', '/guests', { nickname });
  return profile;
}

export async function endSession(): Promise<void> {
  await ask<null>('DELETE', '/session');
}

export async function claimGrant(): Promise<void> {
  await ask<unknown>('POST', '/me/grant');
}

export async function fetchTables(): Promise<LobbyTable[]> {
  const { tables } = await ask<{ tables: LobbyTable[] }>('GET', '/lobby');
  return tables;
}

export async function createTable(table: NewTable): Promise<{ settings: TableSettings; invite: string | null }> {
  return await ask('POST', '/tables', table);
}

/** As the contract has it (protocol, units.ts); kept here so that the lobby need not load every schema. */
export const NICKNAME = /^[\p{L}\p{N}][\p{L}\p{N} ._'-]{1,19}$/u;
