/** What one turn of the event loop asks for, asked together. */
export interface Gathering<Wish, Answer> {
  add(wish: Wish): Promise<Answer>;
}

/** Most wishes of one call, so that none holds Redis up for long. */
const MOST = 500;

/** @param ask answers each wish, in their order; where it fails all of them do */
export function gathering<Wish, Answer>(ask: (wishes: readonly Wish[]) => Promise<readonly Answer[]>): Gathering<Wish, Answer> {
  interface Open {
    readonly wish: Wish;
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: unknown) => void;
  }
  let open: Open[] = [];

  const send = async (some: readonly Open[]): Promise<void> => {
    try {
      const answers = await ask(some.map(({ wish }) => wish));
      for (const [i, { resolve }] of some.entries()) resolve(answers[i] as Answer);
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  };
  const sendAll = (): void => {
    const all = open;
    open = [];
    for (let i = 0; i < all.length; i += MOST) void send(all.slice(i, i + MOST));
  };
  return {
    add: (wish) =>
      new Promise((resolve, reject) => {
        if (open.push({ wish, resolve, reject }) === 1) setImmediate(sendAll);
      }),
  };
}
