/**
 * Group commit: hands that end at about the same time, at whatever tables, are settled in one transaction.
 *
 * A group is written as soon as the last one is, and whoever comes meanwhile makes the next. So a hand that ends alone waits for
 * nobody, and the busier the room, the more hands share a commit and the fewer writes of one account there are. A table goes on
 * only when its own hand is durable, so its hands are always settled in their order.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { type Db, type HandToSettle, type ReadyHand, readyHand, type SettleRefusal, settleHands } from '@aboveboard/storage';
import { isOutage } from './write-patiently.ts';

export interface Settlements {
  /**
   * Settles a hand with all that its end brings about. @param beforeCommit passed in the transaction, when everything is written
   *
   * @returns `FENCED`, or what contradicts the books; then nothing of this hand is written
   * @throws when storage is lost; it may have been written nevertheless, and may be asked for again
   */
  settle(hand: HandToSettle, beforeCommit: () => void | Promise<void>): Promise<Result<void, SettleRefusal>>;
  /** Counts a hand as held while its settlement is tried, however often. */
  hold<T>(settling: () => Promise<T>): Promise<T>;
  /** So many hands are held that no new one may begin. */
  readonly isFull: boolean;
}

/** Hands that share a transaction, at most: some 20 ms of writing. */
const MAX_GROUP = 100;

interface Asked {
  readonly hand: ReadyHand;
  readonly beforeCommit: () => void | Promise<void>;
  answer(settled: Result<void, SettleRefusal>): void;
  fail(error: unknown): void;
}

export function createSettlements(db: Db, heldHandsLimit: number): Settlements {
  const waiting: Asked[] = [];
  let isWriting = false;
  let held = 0;

  const writeAll = async (): Promise<void> => {
    isWriting = true;
    while (waiting.length > 0) await writeGroup(db, waiting.splice(0, MAX_GROUP));
    isWriting = false;
  };
  return {
    settle: (hand, beforeCommit) =>
      new Promise((answer, fail) => {
        waiting.push({ hand: readyHand(hand), beforeCommit, answer, fail }); // while the last group is written
        if (!isWriting) void writeAll();
      }),
    async hold(settling) {
      held++;
      try {
        return await settling();
      } finally {
        held--;
      }
    },
    get isFull() {
      return held >= heldHandsLimit;
    },
  };
}

/**
 * Answers everybody in the group. Where one is refused, or trips over a mistake of ours, nothing is written and each is settled alone:
 * the fault is one hand's. An outage is everybody's.
 */
async function writeGroup(db: Db, group: readonly Asked[]): Promise<void> {
  const isAlone = group.length === 1;
  try {
    const settled = await settleTogether(db, group);
    if (settled.ok || isAlone) for (const { answer } of group) answer(settled);
    else await writeEach(db, group);
  } catch (error) {
    if (isAlone || isOutage(error)) for (const { fail } of group) fail(error);
    else await writeEach(db, group);
  }
}

async function writeEach(db: Db, group: readonly Asked[]): Promise<void> {
  for (const one of group) await writeGroup(db, [one]);
}

/** Tables in the order of their ids, so that two groups never wait for each other. */
function settleTogether(db: Db, group: readonly Asked[]): Promise<Result<void, SettleRefusal>> {
  const inOrder = [...group].sort((a, b) => (a.hand.fence.tableId < b.hand.fence.tableId ? -1 : 1));
  return db.transaction(async (trx) => {
    const settled = await settleHands(
      trx,
      inOrder.map(({ hand }) => hand),
    );
    if (!settled.ok) return err(settled.error);
    for (const { beforeCommit } of inOrder) await beforeCommit();
    return ok(undefined);
  });
}
