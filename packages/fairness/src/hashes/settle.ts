/** The settlement a CLOSE binds: who won and lost how much, and what the house took. */
import { ok, type Result } from '@aboveboard/kit';
import { type Bytes, concat, i64, u8, u64 } from '../bytes/bytes.ts';
import { H, tag } from '../bytes/hash.ts';
import { type Fault, refuse } from '../fault.ts';

/** All in chips. */
export interface Settlement {
  /** In OPEN's order. */
  readonly seats: readonly { readonly seat: number; readonly delta: bigint }[];
  readonly rake: bigint;
  /** What else left the table, such as a jackpot drop. */
  readonly other: bigint;
}

/** settle_hash, or SUM where the deltas are not −rake−other in all, DUPLICATE_SEAT for a seat twice. */
export function settleHash(hid: Bytes, settlement: Settlement): Result<Bytes, Fault> {
  const bytes = settlementBytes(hid, settlement);
  return bytes.ok ? ok(H(bytes.value)) : bytes;
}

/** T"settle" ‖ hid ‖ u8 n ‖ n × (u8 seat ‖ i64 delta) ‖ u64 rake ‖ u64 other. */
export function settlementBytes(hid: Bytes, { seats, rake, other }: Settlement): Result<Bytes, Fault> {
  if (new Set(seats.map(({ seat }) => seat)).size < seats.length) return refuse('DUPLICATE_SEAT', 'a seat is settled twice');
  const isWritable = seats.every(({ seat, delta }) => isByte(seat) && isI64(delta)) && isU64(rake) && isU64(other);
  if (!isWritable) return refuse('SUM', 'a seat or an amount that its field cannot hold');
  const sum = seats.reduce((total, { delta }) => total + delta, 0n);
  if (sum !== -rake - other) return refuse('SUM', `the seats' deltas sum to ${sum}; rake and other take ${rake + other}`);
  const deltas = seats.flatMap(({ seat, delta }) => [u8(seat), i64(delta)]);
  return ok(concat(tag('settle'), hid, u8(seats.length), ...deltas, u64(rake), u64(other)));
}

function isByte(n: number): boolean {
  return Number.isInteger(n) && n >= 0 && n <= 255;
}

function isU64(n: bigint): boolean {
  return BigInt.asUintN(64, n) === n;
}

function isI64(n: bigint): boolean {
  return BigInt.asIntN(64, n) === n;
}
