/** Players as REST shows them: guests, bots, profiles, grants. */
import { assert, err, ok } from '@aboveboard/kit';
import type { GrantRefusal } from '@aboveboard/ledger';
import type { rest } from '@aboveboard/protocol';
import { createPrincipal, findPrincipal, type Principal, type PrincipalKind, revokeAllSessions } from '@aboveboard/storage';
import type { ApiPorts, ApiRefusal, ApiResult } from './ports.ts';

export interface NewPlayer {
  /** Given here and never again. */
  readonly token: string;
  readonly profile: rest.Profile;
}

/** A new player with a session and a first grant. */
export async function createPlayer(
  ports: ApiPorts,
  name: string,
  kind: Exclude<PrincipalKind, 'operator'>,
): Promise<NewPlayer> {
  const createdMs = ports.clock.nowMs();
  const principal: Principal = { id: ports.ids.uuid(), name, kind, roles: ['player'], createdMs, seenMs: createdMs };
  const opened = await ports.db.transaction(async (trx) => {
    await createPrincipal(trx, principal);
    return ok(await ports.sessions.open(trx, principal.id));
  });
  assert(opened.ok, 'a newcomer is refused nothing');
  await ports.cashier.claimGrant(principal.id, ports.ids.uuid());
  return { token: opened.value, profile: await profileOf(ports, principal) };
}

/** A new session for a bot that is known already, in place of those it had; null when there is no such bot. */
export async function reopenBot(ports: ApiPorts, botId: string): Promise<NewPlayer | null> {
  const bot = await findPrincipal(ports.db.reader, botId);
  if (bot?.kind !== 'bot') return null;
  const opened = await ports.db.transaction(async (trx) => {
    await revokeAllSessions(trx, bot.id, ports.clock.nowMs());
    return ok(await ports.sessions.open(trx, bot.id));
  });
  assert(opened.ok, 'a bot we know is refused nothing');
  return { token: opened.value, profile: await profileOf(ports, bot) };
}

export async function profileOf(ports: ApiPorts, { id, name, kind, roles }: Principal): Promise<rest.Profile> {
  return {
    player: { playerId: id, name, isBot: kind === 'bot', roles: [...roles] },
    wallet: await ports.cashier.wallet(id),
    seatedAt: [...(await ports.tables.seatedAt(id))],
    nextGrantAtMs: await ports.cashier.nextGrantAtMs(id),
  };
}

/** New chips for a player who has lost them: refused with NOT_BUSTED while chips are left, GRANT_TOO_SOON before the wait is over. */
export async function claimGrant(ports: ApiPorts, principal: Principal): ApiResult<rest.Profile> {
  const granted = await ports.cashier.claimGrant(principal.id, ports.ids.uuid());
  if (!granted.ok) return err(explain(granted.error));
  await ports.walletChanged(principal.id, granted.value);
  return ok(await profileOf(ports, principal));
}

function explain({ code, ...detail }: GrantRefusal): ApiRefusal {
  const message =
    code === 'NOT_BUSTED'
      ? 'A grant is for players who can no longer buy a seat; you still have enough, in the wallet or at a table.'
      : 'You have had a grant not long ago; claim the next one after `retryAtMs`.';
  return { code, message, detail };
}
