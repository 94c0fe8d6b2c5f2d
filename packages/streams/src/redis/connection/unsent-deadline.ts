/**
 * A deadline for what cannot be sent, because there is no connection or Redis takes nothing in.
 *
 * The library makes a signal and a timer of the system for each command, which cost a process that speaks to Redis all the time a seventh of
 * its processor. Here commands of a moment share one.
 */
import { setMaxListeners } from 'node:events';

/** Commands of so long share a deadline: the last of them wait that much less. */
const SHARED_MS = 500;
const WITHIN_MS = 5_000;

let shared: AbortSignal | null = null;

/** Raised 4.5 to 5 s from now. */
export function unsentDeadline(): AbortSignal {
  if (shared) return shared;
  const over = new AbortController();
  setMaxListeners(0, over.signal); // as many as there are commands
  setTimeout(() => over.abort(), WITHIN_MS).unref();
  setTimeout(() => (shared = null), SHARED_MS).unref();
  shared = over.signal;
  return shared;
}
