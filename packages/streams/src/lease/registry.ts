/**
 * A process's own leases, kept alive by its heartbeat: what it owns, and whether it may be sure of it.
 *
 * A lease is certain until `ttlMs` after the last renewal that succeeded was *sent*: the keeper counts from when it
 * arrives, which is later, so no other owner begins while this one is certain. Past that the owner freezes and keeps what
 * it has; it goes on when a later heartbeat succeeds and ends only when the epoch has moved. Lengths of time alone are
 * measured, so it makes no difference what the clock of this machine says.
 */
import { err, ok, type Result, type Scheduler, type Timer } from '@aboveboard/kit';
import type { HeldLease, Lease, Leases } from './leases.ts';

export const LEASE_TTL_MS = 5_000;
export const LEASE_RENEW_MS = 1_500;

export interface RegistryPorts {
  readonly leases: Leases;
  readonly scheduler: Scheduler;
  /** This process in this life, such as its name and a UUID. */
  readonly holder: string;
  readonly ttlMs?: number;
  readonly renewMs?: number;
}

export interface OwnerEvents {
  /** It is not certain any more: act for nobody until `thawed`. */
  frozen(): void;
  /** It is certain again, at the same epoch: nobody else has been owner meanwhile. */
  thawed(): void;
  /** Another has it, or had it. Nothing comes after this. */
  lost(): void;
}

export interface Ownership {
  readonly lease: Lease;
  isCertain(): boolean;
  /** Stops renewing and gives it back. */
  release(): Promise<void>;
}

/**
 * `SETTLING`: a moment ago the keeper of leases was out of reach or had forgotten what it knew, as an emptied Redis does; whoever owned the
 * name then has the first chance.
 */
export type OwnRefusal = { readonly code: 'HELD'; readonly by: HeldLease } | { readonly code: 'SETTLING' };

export interface Registry {
  /** Takes the lease of `name` and keeps it. @param floor the highest epoch known to have been, from the database. */
  own(name: string, floor: number, events: OwnerEvents): Promise<Result<Ownership, OwnRefusal>>;
  /** Who owns what, this process's and all others'. */
  owners(): Promise<readonly HeldLease[]>;
  /** Gives everything back. */
  close(): Promise<void>;
}

export function createRegistry(ports: RegistryPorts): Registry {
  const { leases, scheduler, holder, ttlMs = LEASE_TTL_MS, renewMs = LEASE_RENEW_MS } = ports;
  const owned = new Set<Ownership>();
  const beats = createBeats(scheduler, renewMs);
  let settling: Timer | null = null;

  const onOutage = (): void => {
    settling?.cancel();
    settling = scheduler.after(ttlMs, () => (settling = null));
  };
  return {
    own: async (name, floor, events) => {
      if (settling !== null) return err({ code: 'SETTLING' });
      const certainty = countdown(scheduler, ttlMs); // from before it is sent
      const taken = await leases.acquire({ name, holder, ttlMs, floor });
      if (!taken.ok) {
        certainty.cancel();
        return err({ code: 'HELD', by: taken.error });
      }
      const settings = { leases, scheduler, ttlMs, beats, onOutage, onEnded: () => owned.delete(ownership) };
      const ownership: Ownership = keepAlive(settings, taken.value, certainty, events);
      owned.add(ownership);
      return ok(ownership);
    },
    owners: async () => {
      const before = [...owned].filter((ownership) => ownership.isCertain());
      const held = await leases.list();
      const isKnown = ({ lease }: Ownership) => held.some(({ name, epoch }) => name === lease.name && epoch >= lease.epoch);
      if (!before.every((ownership) => isKnown(ownership) || !owned.has(ownership))) onOutage();
      return held;
    },
    close: async () => {
      settling?.cancel();
      await Promise.all([...owned].map((ownership) => ownership.release()));
    },
  };
}

/** One beat for all leases of a process: what they ask together goes to their keeper together. */
interface Beats {
  /** Called at each beat that comes when it is done with the last, until it is taken off. */
  add(task: () => Promise<void>): void;
  remove(task: () => Promise<void>): void;
}

function createBeats(scheduler: Scheduler, everyMs: number): Beats {
  /** Whether each is busy. */
  const tasks = new Map<() => Promise<void>, boolean>();
  let timer: Timer | null = null;

  const run = async (task: () => Promise<void>): Promise<void> => {
    tasks.set(task, true);
    await task();
    if (tasks.has(task)) tasks.set(task, false);
  };
  const beat = (): void => {
    timer = scheduler.after(everyMs, beat);
    for (const [task, isBusy] of [...tasks]) if (!isBusy && tasks.has(task)) void run(task);
  };
  return {
    add: (task) => {
      tasks.set(task, false);
      timer ??= scheduler.after(everyMs, beat);
    },
    remove: (task) => {
      tasks.delete(task);
      if (tasks.size > 0) return;
      timer?.cancel();
      timer = null;
    },
  };
}

interface KeepAliveSettings {
  readonly leases: Leases;
  readonly scheduler: Scheduler;
  readonly ttlMs: number;
  readonly beats: Beats;
  readonly onOutage: () => void;
  readonly onEnded: () => void;
}

interface Countdown {
  isOver(): boolean;
  /** Called once when it is over; at once when it is over already. */
  onOver(task: () => void): void;
  cancel(): void;
}

function countdown(scheduler: Scheduler, ms: number): Countdown {
  let isOver = false;
  let tell = (): void => {};
  const timer = scheduler.after(ms, () => {
    isOver = true;
    tell();
  });
  return {
    isOver: () => isOver,
    onOver: (task) => {
      tell = task;
      if (isOver) task();
    },
    cancel: () => timer.cancel(),
  };
}

function keepAlive(settings: KeepAliveSettings, lease: Lease, first: Countdown, events: OwnerEvents): Ownership {
  const { leases, scheduler, ttlMs, beats } = settings;
  let certainty = first;
  let isFrozen = false;
  let isEnded = false;

  const freeze = (): void => {
    if (isFrozen || isEnded) return;
    isFrozen = true;
    events.frozen();
  };
  const end = (): void => {
    isEnded = true;
    beats.remove(heartbeat);
    certainty.cancel();
    settings.onEnded();
  };
  const renewed = (next: Countdown): void => {
    certainty.cancel();
    certainty = next;
    if (isFrozen && !next.isOver()) {
      isFrozen = false;
      events.thawed();
    }
    next.onOver(freeze);
  };
  const heartbeat = async (): Promise<void> => {
    const next = countdown(scheduler, ttlMs);
    const answer = await leases.renew(lease, ttlMs).catch(() => null); // out of reach: the next beat asks again
    if (isEnded) return next.cancel();
    if (answer === null || next.isOver() || (answer.ok && answer.value === 'FORGOTTEN')) settings.onOutage();
    if (answer?.ok === false) {
      end();
      return events.lost();
    }
    if (answer === null) next.cancel();
    else renewed(next);
  };
  certainty.onOver(freeze);
  beats.add(heartbeat);
  return {
    lease,
    isCertain: () => !isEnded && !certainty.isOver(),
    release: async () => {
      if (isEnded) return;
      end();
      await leases.release(lease);
    },
  };
}
