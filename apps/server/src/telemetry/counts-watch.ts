/** What is asked of a store every few seconds, so that a scrape waits for nobody and asks nothing twice. */
import type { Scheduler, Timer } from '@aboveboard/kit';

export interface CountsWatchPorts<Counts> {
  /** Of what is asked, by name: each by itself. */
  readonly names: readonly string[];
  readonly ask: (name: string) => Promise<Counts>;
  readonly everyMs: number;
  readonly scheduler: Scheduler;
  /** Hears of one that was not counted, or not in time. */
  readonly failed: (name: string) => void;
}

export interface CountsWatch<Counts> {
  /** By name, from the last look; nothing of one that was not counted by it. */
  latest(): ReadonlyMap<string, Counts>;
  stop(): void;
}

/** Looks at once, and then every `everyMs`. What has not answered is not asked again; until it does it has no counts. */
export function watchCounts<Counts>({ names, ask, everyMs, scheduler, failed }: CountsWatchPorts<Counts>): CountsWatch<Counts> {
  const latest = new Map<string, Counts>();
  const asked = new Set<string>();
  let isOver = false;
  let timer: Timer | null = null;

  const miss = (name: string): void => {
    latest.delete(name);
    failed(name);
  };
  const lookAt = async (name: string): Promise<void> => {
    asked.add(name);
    try {
      latest.set(name, await ask(name));
    } catch {
      miss(name);
    } finally {
      asked.delete(name);
    }
  };
  const look = (): void => {
    for (const name of names) {
      if (asked.has(name)) miss(name);
      else void lookAt(name);
    }
    if (!isOver) timer = scheduler.after(everyMs, look);
  };
  look();
  return {
    latest: () => latest,
    stop() {
      isOver = true;
      timer?.cancel();
    },
  };
}
