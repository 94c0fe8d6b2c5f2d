/**
 * Sets of ranks as 13 bits (bit 0 the deuce, bit 12 the ace), one for each suit: what every way of ranking hands is worked out from.
 *
 * A hand travels as two numbers, so that no suit needs a branch and nothing is allocated: `minors` holds the clubs in bits 0–12 and
 * the diamonds in bits 16–28, `majors` the hearts and spades likewise.
 */
const RANK_SETS = 1 << 13;
export const SET_MASK = RANK_SETS - 1;

// Marked pure, as all tables here are, so that a page which rates no hands is not sent what makes them.

/** A card's bit among the minors or the majors, 0 in the other. */
export const minorBit = /* @__PURE__ */ bitsOfSuits(0);
export const majorBit = /* @__PURE__ */ bitsOfSuits(2);
const sizes = /* @__PURE__ */ sizeTable();
/** The five highest ranks of a set, four bits each, the highest in bits 16–19. */
const tops = /* @__PURE__ */ topsTable();

function bitsOfSuits(first: number): Uint32Array {
  const bits = new Uint32Array(52);
  for (let card = 0; card < 52; card++) {
    const suit = (card & 3) - first;
    if (suit === 0 || suit === 1) bits[card] = 1 << ((card >> 2) + 16 * suit);
  }
  return bits;
}

function sizeTable(): Uint8Array {
  const table = new Uint8Array(RANK_SETS);
  for (let set = 1; set < RANK_SETS; set++) table[set] = (table[set >> 1] as number) + (set & 1);
  return table;
}

function topsTable(): Uint32Array {
  const table = new Uint32Array(RANK_SETS);
  for (let set = 1; set < RANK_SETS; set++) {
    const top = topRank(set);
    table[set] = (top << 16) | ((table[set & ~(1 << top)] as number) >> 4);
  }
  return table;
}

export function sizeOf(set: number): number {
  return sizes[set] as number;
}

/** Highest rank of a set that is not empty. */
export function topRank(set: number): number {
  return 31 - Math.clz32(set);
}

/** The `count` highest ranks of a set, four bits each from bit 16 down; zeros where the set has fewer. */
export function topRanks(set: number, count: number): number {
  const unused = 4 * (5 - count);
  return ((tops[set] as number) >> unused) << unused;
}

/** The `count` lowest ranks of a set, or all it has. */
export function lowest(set: number, count: number): number {
  let left = set;
  for (let over = sizeOf(set) - count; over > 0; over--) left ^= 1 << topRank(left);
  return left;
}

/** The same ranks with the ace at the bottom: bit 0 the ace, bit 1 the deuce, bit 12 the king. */
export function aceBelow(set: number): number {
  return ((set << 1) | (set >> 12)) & SET_MASK;
}
