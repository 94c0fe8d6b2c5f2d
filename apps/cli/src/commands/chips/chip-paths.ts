/** The room's paths for chips, its people and players' data. */
const PREFIX = '/api/v1/operator';

export const APPROVALS = `${PREFIX}/approvals`;
export const ADJUSTMENTS = `${PREFIX}/adjustments`;
export const BONUSES = `${PREFIX}/bonuses`;
export const STAFF = `${PREFIX}/principals`;

export function playerPath(id: string, what: string): string {
  return `${PREFIX}/players/${encodeURIComponent(id)}/${what}`;
}
