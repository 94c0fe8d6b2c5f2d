/** What a person does for a consumer: has a dead event done again, or everything since the first event. */
import { err, ok, type Result } from '@aboveboard/kit';
import { deadEvents, forgetConsumer, takeDeadEvent } from '@aboveboard/storage';
import { applyOnce, type Consumer, type ConsumerPorts } from './consumer.ts';
import type { ToldEvent } from './event-stream.ts';

export type ReprocessRefusal = { readonly code: 'NOT_DEAD' } | { readonly code: 'FAILED_AGAIN'; readonly error: string };

/** Hands a dead event to its consumer once more, under its own id. One that fails again stays dead, as it was. */
export async function reprocess(
  { db, clock }: Pick<ConsumerPorts, 'db' | 'clock'>,
  consumer: Consumer,
  eventId: number,
): Promise<Result<void, ReprocessRefusal>> {
  const [dead] = await deadEvents(db.reader, consumer.name, { after: eventId - 1, limit: 1 });
  if (dead?.eventId !== eventId) return err({ code: 'NOT_DEAD' });
  try {
    return await db.transaction(async (trx) => {
      const taken = await takeDeadEvent(trx, consumer.name, eventId);
      if (!taken.ok) return err({ code: taken.error });
      await applyOnce(trx, clock, consumer, [dead.payload as ToldEvent]);
      return ok(undefined);
    });
  } catch (error) {
    return err({ code: 'FAILED_AGAIN', error: String(error) });
  }
}

/** Removes all that the consumer wrote and has behind it; where it is at work, it begins with the first event at its next look. */
export async function rebuild({ db }: Pick<ConsumerPorts, 'db'>, consumer: Consumer): Promise<void> {
  await db.transaction(async (trx) => {
    await forgetConsumer(trx, consumer.name);
    return ok(await consumer.forget(trx));
  });
}
