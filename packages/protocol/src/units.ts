/**
 * The small shapes that every message is made of. Amounts are whole chips, times are milliseconds, bytes are lower-case hex.
 */
import { z } from 'zod';

/** An id of a table, a player or a command. */
export const id = z.uuid();
/** A whole number of the table's smallest chip. */
export const chips = z.int().min(0);
/** Position at the table, 0-based and clockwise. */
export const seatIndex = z.int().min(0).max(9);
/** Number of a hand at its table; never reused, also when a deal is void. */
export const handNo = z.int().min(1);
/** `rank * 4 + suit`; rank 0–12 = 2..A, suit 0–3 = clubs, diamonds, hearts, spades. */
export const card = z.int().min(0).max(51);
/** Milliseconds since 1970, by the server's clock. */
export const timeMs = z.int().min(0);
/** Bytes of any length as lower-case hex. */
export const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/, 'lower-case hex');

/** Exactly `length` bytes as lower-case hex. */
export function hexOf(length: number) {
  return z.string().regex(new RegExp(`^[0-9a-f]{${length * 2}}$`), `${length} bytes of lower-case hex`);
}

/** A name that others see: trimmed, 2 to 20 letters, digits, spaces, dots, dashes, apostrophes. */
export const nickname = z
  .string()
  .trim()
  .min(2)
  .max(20)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._'-]*$/u, "letters, digits, spaces and . _ - ' only");

/** Where a frame stands in the life of a table: numbers of another incarnation never collide with these. */
export const position = z.strictObject({ incarnation: z.int().min(1), seq: z.int().min(0) });
export type Position = z.infer<typeof position>;
