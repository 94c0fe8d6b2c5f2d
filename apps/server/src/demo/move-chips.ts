/** What moves chips besides play: a transfer that is approved, one that is not, and a bonus. */
import type { Ids } from '@aboveboard/kit';
import { type ApiPorts, askTransfer, decideApproval, giveBonus, type Who } from '@aboveboard/room';
import { findPrincipal } from '@aboveboard/storage';
import type { DemoPlayer } from './demo-players.ts';

const APPROVER: Who = { kind: 'shell', name: 'demo' };
const GIFT = 250;
const BONUS = 500;

/** Between evenings: who has most gives to who has least. @returns how many transfers were asked for. */
export async function moveChips(
  api: ApiPorts,
  { ids }: { readonly ids: Ids },
  guests: readonly DemoPlayer[],
  evening: number,
): Promise<number> {
  const holdings = await Promise.all(
    guests.map(async ({ playerId }) => ({ playerId, available: (await api.cashier.wallet(playerId)).available })),
  );
  const [richest, ...others] = holdings.sort((a, b) => b.available - a.available);
  const poorest = others.at(-1);
  const sender = richest && (await findPrincipal(api.db.reader, richest.playerId));
  if (!sender || !poorest) return 0;
  const asked = await askTransfer(api, sender, { requestId: ids.uuid(), to: poorest.playerId, amount: GIFT });
  if (asked.ok) {
    const verdict = evening % 3 === 2 ? 'reject' : 'approve';
    await decideApproval(api, { who: APPROVER, why: 'a demo' }, asked.value.no, verdict);
  }
  const bonus = { requestId: ids.uuid(), playerId: poorest.playerId, chips: BONUS };
  await giveBonus(api, { who: APPROVER, why: 'a demo' }, bonus);
  return asked.ok ? 1 : 0;
}
