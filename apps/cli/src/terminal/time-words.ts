/** Times as people say them. */
const UNITS = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
  { name: 's', ms: 1_000 },
] as const;

/** The two largest units: `3 min 5 s`, `2 d 4 h`; `0 s` for less than a second. */
export function lengthWords(ms: number): string {
  const first = UNITS.findIndex((unit) => ms >= unit.ms);
  if (first === -1) return '0 s';
  const [large, small] = [UNITS[first], UNITS[first + 1]];
  const whole = Math.floor(ms / (large?.ms ?? 1));
  const rest = small ? Math.floor((ms % (large?.ms ?? 1)) / small.ms) : 0;
  return `${whole} ${large?.name}${small && rest > 0 ? ` ${rest} ${small.name}` : ''}`;
}

/** How long ago it was; `not yet` for null. */
export function agoWords(atMs: number | null, nowMs = Date.now()): string {
  return atMs === null ? 'not yet' : `${lengthWords(nowMs - atMs)} ago`;
}

/** To the second, in UTC. */
export function timeWords(atMs: number): string {
  return new Date(atMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}
