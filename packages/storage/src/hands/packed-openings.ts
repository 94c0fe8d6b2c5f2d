/**
 * The proofs of opened cards without their JSON: a salt and a way of hashes each, nine tenths of a history, and the upper hashes of all ways the
 * same. Each is kept once, as bytes.
 *
 * `u16 openings ‖ u16 hashes ‖ openings × 16 bytes of salt ‖ hashes × 32 bytes`, beside a list of numbers for each opening.
 */
interface Opening {
  readonly position: number;
  readonly slot: number;
  readonly card: number;
  /** Hex, 16 bytes. */
  readonly salt: string;
  /** Hex, 32 bytes each. */
  readonly path: readonly string[];
}

/** Position, slot and card, then each hash of the way: 0 for the next one that was not seen before, n for the nth of all. */
export type Ways = readonly (readonly number[])[];

const SALT_BYTES = 16;
const HASH_BYTES = 32;
const HEAD_BYTES = 4;
const MOST = 0xffff;
const HEX = /^[0-9a-f]*$/;

/** @returns null for openings of another shape, which nothing but JSON can hold */
export function packOpenings(openings: unknown): { readonly bytes: Uint8Array; readonly ways: Ways } | null {
  if (!Array.isArray(openings) || openings.length > MOST || !openings.every(isOpening)) return null;
  const seen = new Map<string, number>();
  const ways = openings.map(({ position, slot, card, path }) => [
    position,
    slot,
    card,
    ...path.map((hash) => numberOf(seen, hash)),
  ]);
  const hex = [...openings.map(({ salt }) => salt), ...seen.keys()].join('');
  if (seen.size > MOST || !HEX.test(hex)) return null;
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + hex.length / 2);
  bytes.writeUInt16BE(openings.length, 0);
  bytes.writeUInt16BE(seen.size, 2);
  bytes.write(hex, HEAD_BYTES, 'hex');
  return { bytes, ways };
}

export function unpackOpenings(bytes: Buffer, ways: Ways): readonly Opening[] {
  const saltsEnd = HEAD_BYTES + bytes.readUInt16BE(0) * SALT_BYTES;
  let next = 0;
  const hashAt = (no: number): string => bytes.toString('hex', saltsEnd + no * HASH_BYTES, saltsEnd + (no + 1) * HASH_BYTES);
  return ways.map(([position = 0, slot = 0, card = 0, ...way], i) => {
    const at = HEAD_BYTES + i * SALT_BYTES;
    const path = way.map((no) => hashAt(no === 0 ? next++ : no - 1));
    return { position, slot, card, salt: bytes.toString('hex', at, at + SALT_BYTES), path };
  });
}

/** Bytes that packed openings take, by their beginning. */
export function packedLength(bytes: Buffer): number {
  return HEAD_BYTES + bytes.readUInt16BE(0) * SALT_BYTES + bytes.readUInt16BE(2) * HASH_BYTES;
}

function numberOf(seen: Map<string, number>, hash: string): number {
  const known = seen.get(hash);
  if (known !== undefined) return known;
  seen.set(hash, seen.size + 1);
  return 0;
}

function isOpening(value: unknown): value is Opening {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 5) return false;
  const { position, slot, card, salt, path } = value as Partial<Record<keyof Opening, unknown>>;
  return (
    isWhole(position) &&
    isWhole(slot) &&
    isWhole(card) &&
    isHexOf(salt, SALT_BYTES) &&
    Array.isArray(path) &&
    path.every((hash) => isHexOf(hash, HASH_BYTES))
  );
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}

/** Of the right length: what is in it is looked at once for all. */
function isHexOf(value: unknown, bytes: number): value is string {
  return typeof value === 'string' && value.length === 2 * bytes;
}
