/** Lookups that come together are made together: a crowd that asks for one thing each costs as few questions as one that asks at once. */

/** Most keys of one question; the others are in the next. */
const MOST = 200;

interface Asked<V> {
  readonly promise: Promise<V | undefined>;
  readonly answer: (value: V | undefined) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * One question at a time is under way; what is asked meanwhile is in the next one. So nobody gets an answer that is older than what they
 * asked, and whoever asks alone is answered at once.
 *
 * @param load what there is of these keys; where it fails, at once or later, whoever was in that question is told
 * @returns looks one key up
 */
export function gather<K, V>(load: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>): (key: K) => Promise<V | undefined> {
  const waiting = new Map<K, Asked<V>>();
  let isLoading = false;
  const loadAll = async (): Promise<void> => {
    isLoading = true;
    while (waiting.size > 0) {
      const some = [...waiting].slice(0, MOST);
      for (const [key] of some) waiting.delete(key);
      try {
        const found = await load(some.map(([key]) => key));
        for (const [key, { answer }] of some) answer(found.get(key));
      } catch (error) {
        for (const [, { fail }] of some) fail(error);
      }
    }
    isLoading = false;
  };
  return (key) => {
    const asked = waiting.get(key) ?? newAsked<V>();
    waiting.set(key, asked);
    if (!isLoading) void loadAll();
    return asked.promise;
  };
}

function newAsked<V>(): Asked<V> {
  const { promise, resolve, reject } = Promise.withResolvers<V | undefined>();
  return { promise, answer: resolve, fail: reject };
}
