/**
 * A value that changes as a whole: every `get` between two changes returns the same object, so it fits React's
 * `useSyncExternalStore(store.subscribe, store.get)` as it is.
 */
export interface Readable<T> {
  get(): T;
  /** Calls `onChange` after every change until the returned function is called. */
  subscribe(onChange: () => void): () => void;
}

export interface Writable<T> extends Readable<T> {
  /** Does nothing when `next` is the value already held. */
  set(next: T): void;
}

export function writable<T>(initial: T): Writable<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(onChange) {
      const listener = () => onChange(); // the same function given twice is two subscriptions
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Listeners of one kind of happening. */
export interface Signal<T> {
  on(listener: (value: T) => void): () => void;
  emit(value: T): void;
}

export function signal<T>(): Signal<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    on(listener) {
      const own = (value: T) => listener(value);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    emit(value) {
      for (const listener of [...listeners]) listener(value);
    },
  };
}
