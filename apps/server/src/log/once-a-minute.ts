/** What lasts is told once a minute, not once a try: the log stays readable for as long as Redis is away. */
import type { Clock } from '@aboveboard/kit';

const TOLD_EVERY_MS = 60_000;

/**
 * Tells each kind of event when it first happens and at most once a minute after that.
 *
 * @param tell gets how often it happened since it was last told, `{}` for not at all: fields for a line of the log.
 * @returns what hears of events; `what` names the kind, in a few words that do not change from one time to the next.
 */
export function onceAMinute<T>(
  { nowMs }: Clock,
  tell: (event: T, what: string, seen: { readonly seenSince?: number }) => void,
): (event: T, what: string) => void {
  const told = new Map<string, { readonly atMs: number; since: number }>();
  return (event, what) => {
    const last = told.get(what);
    const atMs = nowMs();
    if (last && atMs - last.atMs < TOLD_EVERY_MS) {
      last.since += 1;
      return;
    }
    told.set(what, { atMs, since: 0 });
    tell(event, what, last && last.since > 0 ? { seenSince: last.since } : {});
  };
}
