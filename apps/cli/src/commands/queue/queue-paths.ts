/** The room's paths for queues; names and ids may hold anything. */
const PREFIX = '/api/v1/operator';

export const QUEUES = `${PREFIX}/queues`;
export const BENCH = `${PREFIX}/queue-bench`;
export const AUDIT = `${PREFIX}/audit`;

export function queuePath(queue: string, what = '', query: Readonly<Record<string, string | number | boolean>> = {}): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return `${QUEUES}/${encodeURIComponent(queue)}${what}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}
