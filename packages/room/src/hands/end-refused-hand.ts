/**
 * The end of a hand that the books refused, said by an operator after they were mended: settled after all, or with every stack as before it.
 *
 * What was said is durable, with its entry in the audit log, before the table is opened anew; so it stands, whoever opens it.
 * @see rules/CLUSTER.md CLUSTER-11, runbooks/reconciliation.md
 */
import { assert, err, ok } from '@aboveboard/kit';
import { findHand, findTable, type HandKey, putSetting, refusedHand, removeSetting } from '@aboveboard/storage';
import type { ApiPorts, ApiRefusal, ApiResult } from '../api/ports.ts';
import { isKeyUsed, type NotMended, notMended, refundSetting } from '../table/refused-hand.ts';
import { parseRoomTable } from '../table/room-table.ts';
import { auditChange } from '../work/desk/audit-change.ts';
import type { Change } from '../work/desk/desk-types.ts';
import { handKeyOf } from './find-hands.ts';

export type HowToEnd = 'settle' | 'refund';

export interface RefusedHandEnd {
  readonly id: string;
  /** False: its table is not open yet, or the books refuse it again. */
  readonly isOver: boolean;
  readonly endReason: string | null;
}

type Ports = Pick<ApiPorts, 'db' | 'clock' | 'tables'>;

export async function endRefusedHand(ports: Ports, id: string, how: HowToEnd, change: Change): ApiResult<RefusedHandEnd> {
  const key = handKeyOf(id);
  const decided = await decide(ports, key, how, change);
  if (!decided.ok) return decided;
  await ports.tables.reopen(key.tableId, key.handNo);
  const hand = await findHand(ports.db.reader, key);
  const isOver = hand?.status === 'ended' || hand?.status === 'void';
  if (isOver) await ports.db.transaction(async (trx) => ok(await removeSetting(trx, refundSetting(key))));
  return ok({ id, isOver, endReason: isOver ? (hand?.endReason ?? null) : null });
}

function decide({ db, clock }: Ports, key: HandKey, how: HowToEnd, change: Change): ApiResult<void> {
  return db.transaction<void, ApiRefusal>(async (trx) => {
    const refused = await refusedHand(trx, key.tableId);
    if (refused?.handNo !== key.handNo) return err({ code: 'HAND_NOT_REFUSED', message: NOT_REFUSED });
    const table = await findTable(trx, key.tableId);
    assert(table, `hand ${key.handNo} has no table`);
    const why = await notMended(trx, key, parseRoomTable(table.state));
    if (why) return err({ code: 'BOOKS_NOT_MENDED', message: mendWords(why) });
    if (how === 'settle' && (await isKeyUsed(trx, key))) return err({ code: 'HAND_KEY_USED', message: KEY_USED });
    if (how === 'refund') await putSetting(trx, refundSetting(key), 'refund');
    else await removeSetting(trx, refundSetting(key));
    const made = { action: `hand.${how}`, subject: `${key.tableId}.${key.handNo}` };
    await auditChange(trx, change, { atMs: clock.nowMs(), ...made });
    return ok(undefined);
  });
}

const NOT_REFUSED = 'The books refused no such hand, or it is over: look with `npx aboveboard hands terminations`.';
const KEY_USED =
  'Something else was booked under this hand’s own key and taken back, so it cannot be settled any more. Give everybody what they had before it: npx aboveboard hands refund';

function mendWords(why: NotMended): string {
  if (why.code === 'NOT_TAKEN_BACK')
    return `Something else is booked under this hand’s own key. Take it back first, by two people: npx aboveboard adjust --undo ${why.key}`;
  const { account, holds, stack } = why;
  return `${account} holds ${holds} chips, and the stack before the hand was ${stack}, or some are set aside. Adjust it first, by two people: npx aboveboard adjust`;
}
