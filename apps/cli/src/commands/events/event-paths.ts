/** The room's paths for events. */
export const EVENTS = '/api/v1/operator/events';

/** @param what begins with a slash. */
export function consumerPath(consumer: string, what: string): string {
  return `${EVENTS}/consumers/${encodeURIComponent(consumer)}${what}`;
}
