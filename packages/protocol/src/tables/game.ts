/** What is played at a table, as everybody may see it. */
import { z } from 'zod';
import { chips, id } from '../units.ts';
import { houseRules } from './house-rules.ts';

/** Codes of the games a table may offer: PHH's where it has one. */
export const GAME_CODES = [
  ...['NT', 'PT', 'FT', 'ST', 'NS', 'NS3', 'NG', 'NCP', 'PI'],
  ...['PO', 'PO/8', 'NO/8', 'FO', 'FO/8', 'PO5', 'PO5/8', 'PO6', 'PC', 'PC/8'],
  ...['F7S', 'F7S/8', 'F7S/N', 'FR'],
  ...['N2L1D', 'F2L3D', 'FA5L3D', 'FB', 'FBA', 'FBD', 'N5CD', 'F5CD', 'PDM'],
  ...['NT-B1', 'NT-B2', 'PO-B1', 'PO-B2'],
] as const;
/** Codes of rotations: games that change, orbit by orbit. */
export const ROTATION_CODES = ['HORSE', '8-GAME'] as const;

export const gameCode = z.enum(GAME_CODES);
export type GameCode = z.infer<typeof gameCode>;
/** What a table offers: one game, or games in turn. */
export const offeredGame = z.enum([...GAME_CODES, ...ROTATION_CODES]);
export type OfferedGame = z.infer<typeof offeredGame>;

const stakeFields = {
  smallBlind: chips,
  /** Also the button's blind in short deck. */
  bigBlind: chips,
  /** Ante of each seat. */
  ante: chips,
  /** Ante of the whole table, put in by the big blind. */
  bigBlindAnte: chips,
  /** What the door card of stud puts in at least. */
  bringIn: chips,
  /** The smallest bet; at fixed limit the bet of the early streets. */
  smallBet: chips,
  /** At fixed limit the bet of the later streets, at spread limit the largest. */
  bigBet: chips,
};
export const stakes = z.strictObject(stakeFields);
export type WireStakes = z.infer<typeof stakes>;

/** The stakes are the table's; a game reads what it has, and `hand-started` says what one hand is played for. */
export const tableSettings = z.strictObject({
  tableId: id,
  name: z.string().min(1).max(60),
  game: offeredGame,
  seats: z.int().min(2).max(10),
  ...stakeFields,
  /** Most straddles in one hand; 0: none are taken. */
  straddles: z.int().min(0).max(4),
  house: houseRules,
  minBuyIn: chips,
  maxBuyIn: chips,
  /** Rake in hundredths of a percent, its most per pot in chips; none when no flop was dealt. */
  rake: z.strictObject({ basisPoints: z.int().min(0).max(10_000), cap: chips }),
  turnMs: z.int().min(1),
  timeBankMs: z.int().min(0),
  /** How long the seat of a disconnected player is kept. */
  rejoinMs: z.int().min(0),
  isPrivate: z.boolean(),
});
export type TableSettings = z.infer<typeof tableSettings>;

export const publicPlayer = z.strictObject({ playerId: id, name: z.string(), isBot: z.boolean() });
export type PublicPlayer = z.infer<typeof publicPlayer>;
