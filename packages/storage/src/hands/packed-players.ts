/** Who played a hand, as its row keeps them: JSON, `[[seat, player, 1 for a bot, chips won less put in], …]` by seat. */
import { fromJson, toJson } from '../database/json.ts';

export interface HandPlayer {
  readonly seat: number;
  readonly playerId: string;
  readonly isBot: boolean;
  /** What the hand did to the stack: won less put in. */
  readonly delta: number;
}

type Packed = readonly (readonly [seat: number, playerId: string, isBot: 0 | 1, delta: number])[];

export function packPlayers(players: readonly HandPlayer[]): string {
  const bySeat = players.toSorted((a, b) => a.seat - b.seat);
  return toJson(bySeat.map(({ seat, playerId, isBot, delta }) => [seat, playerId, isBot ? 1 : 0, delta]) satisfies Packed);
}

export function unpackPlayers(text: string): HandPlayer[] {
  return (fromJson(text) as Packed).map(([seat, playerId, isBot, delta]) => ({ seat, playerId, isBot: isBot === 1, delta }));
}
