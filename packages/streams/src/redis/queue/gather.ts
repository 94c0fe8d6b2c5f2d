/**
 * Many small questions, few calls: what is asked in one turn of the event loop goes to Redis in one, and while that is under way the
 * next gathers. So a slow Redis gets larger batches rather than more of them.
 */

/** Answers each of a batch, in order. */
export type SendBatch<Q, A> = (batch: readonly Q[]) => Promise<readonly A[]>;

interface Pending<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * @param weigh how much of a batch a question takes up; one of more than `maxWeight` goes alone.
 * @returns asks; when a call fails, so does all that gathered while it was under way, which has waited as long for Redis.
 */
export function gather<Q, A>(
  send: SendBatch<Q, A>,
  weigh: (question: Q) => number,
  maxWeight: number,
): (question: Q) => Promise<A> {
  let waiting: Pending<Q, A>[] = [];
  let isBusy = false;

  const sendOne = async (batch: readonly Pending<Q, A>[]): Promise<void> => {
    const answers = await send(batch.map(({ question }) => question));
    for (const [i, { resolve }] of batch.entries()) resolve(answers[i] as A);
  };
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = takeBatch();
      try {
        await sendOne(batch);
      } catch (error) {
        for (const { reject } of [...batch, ...waiting]) reject(error);
        waiting = [];
      }
    }
    isBusy = false;
  };
  const takeBatch = (): readonly Pending<Q, A>[] => {
    let [weight, count] = [0, 0];
    for (const { question } of waiting) {
      weight += weigh(question);
      if (count > 0 && weight > maxWeight) break;
      count += 1;
    }
    return waiting.splice(0, count);
  };
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (isBusy) return;
      isBusy = true;
      setImmediate(() => void drain());
    });
}
