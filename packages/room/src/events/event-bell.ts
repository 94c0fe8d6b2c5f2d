/** Tells the relay of this process that events were written, so that nobody waits for its poll. */
export interface EventBell {
  ring(): void;
  /** @param hear in the place of whoever heard it before. */
  onRing(hear: () => void): void;
}

export function createEventBell(): EventBell {
  let heard = (): void => {};
  return {
    ring: () => heard(),
    onRing: (hear) => {
      heard = hear;
    },
  };
}
