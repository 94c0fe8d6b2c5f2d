/**
 * Sessions. Only the hash of a token is kept, so that who reads the database cannot come in with it.
 */
import { among } from '../database/among.ts';
import type { Reader, Trx } from '../database/schema.ts';
import { type Principal, principalOf } from '../principals/principals.repository.ts';

export interface NewSession {
  /** Lower-case hex; the token itself is the holder's alone. */
  readonly tokenHash: string;
  readonly principalId: string;
  readonly createdMs: number;
  readonly expiresMs: number;
}

export interface LiveSession {
  readonly principal: Principal;
  readonly expiresMs: number;
}

export async function createSession(trx: Trx, session: NewSession): Promise<void> {
  await trx
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      principal_id: session.principalId,
      created_ms: session.createdMs,
      expires_ms: session.expiresMs,
      revoked_ms: null,
    })
    .execute();
}

/** By the hash of their tokens, those that are known, not revoked and not run out, and whose they are. */
export async function findLiveSessions(
  reader: Reader,
  tokenHashes: readonly string[],
  nowMs: number,
): Promise<ReadonlyMap<string, LiveSession>> {
  const rows = await reader
    .selectFrom('session')
    .innerJoin('principal', 'principal.id', 'session.principal_id')
    .selectAll('principal')
    .select(['session.token_hash', 'session.expires_ms'])
    .where(among(reader, 'session.token_hash', tokenHashes))
    .where('session.revoked_ms', 'is', null)
    .where('session.expires_ms', '>', nowMs)
    .execute();
  return new Map(rows.map((row) => [row.token_hash, { principal: principalOf(row), expiresMs: row.expires_ms }]));
}

/** Puts off the end of a live session. */
export async function extendSession(trx: Trx, tokenHash: string, expiresMs: number): Promise<void> {
  await trx
    .updateTable('session')
    .set({ expires_ms: expiresMs })
    .where('token_hash', '=', tokenHash)
    .where('revoked_ms', 'is', null)
    .execute();
}

/** Ends a session at once. Harmless when it has ended already. */
export async function revokeSession(trx: Trx, tokenHash: string, revokedMs: number): Promise<void> {
  await trx
    .updateTable('session')
    .set({ revoked_ms: revokedMs })
    .where('token_hash', '=', tokenHash)
    .where('revoked_ms', 'is', null)
    .execute();
}

/** Ends every session of a principal: the token was lost, or a new one replaces it. */
export async function revokeAllSessions(trx: Trx, principalId: string, revokedMs: number): Promise<void> {
  await trx
    .updateTable('session')
    .set({ revoked_ms: revokedMs })
    .where('principal_id', '=', principalId)
    .where('revoked_ms', 'is', null)
    .execute();
}

/** When the sessions of a principal began, were to end and were ended, oldest first. */
export async function sessionTimesOf(
  reader: Reader,
  principalId: string,
): Promise<readonly { readonly createdMs: number; readonly expiresMs: number; readonly revokedMs: number | null }[]> {
  const rows = await reader
    .selectFrom('session')
    .select(['created_ms', 'expires_ms', 'revoked_ms'])
    .where('principal_id', '=', principalId)
    .orderBy('created_ms')
    .execute();
  return rows.map((row) => ({ createdMs: row.created_ms, expiresMs: row.expires_ms, revokedMs: row.revoked_ms }));
}
