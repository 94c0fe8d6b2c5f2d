/**
 * BOX: the deck seeds, sealed under a key that lives outside every database, so that a hand survives its shard and a
 * backup does not hold tomorrow's cards.
 */
import { assert, ok, type Result } from '@aboveboard/kit';
import { type Bytes, concat, sized, u32 } from '../bytes/bytes.ts';
import { tag } from '../bytes/hash.ts';
import { type Fault, refuse } from '../fault.ts';

/** AES-256-GCM with a 16-byte tag at the end of the ciphertext. `open` answers null where the tag does not hold. */
export interface Aead {
  seal(key: Bytes, nonce: Bytes, plaintext: Bytes, aad: Bytes): Bytes;
  open(key: Bytes, nonce: Bytes, sealed: Bytes, aad: Bytes): Bytes | null;
}

/** A key that encrypts boxes, for an hour; destroyed once all its hands are closed. */
export interface Kek {
  readonly id: number;
  /** 32 bytes. */
  readonly key: Bytes;
}

/** What a box belongs to: `roots` as `allRoots(open)` gives them. */
export interface BoxedHand {
  readonly hid: Bytes;
  readonly roots: Bytes;
}

const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SEED_BYTES = 32;

/** T"box" ‖ hid ‖ roots. */
export function boxAad({ hid, roots }: BoxedHand): Bytes {
  return concat(tag('box'), hid, roots);
}

/** `u32 kek ‖ nonce[12] ‖ AES-256-GCM(KEK, nonce, ds_0 ‖ …, aad)`; a fresh random nonce for each box. */
export function sealBox(aead: Aead, kek: Kek, nonce: Bytes, hand: BoxedHand, deckSeeds: readonly Bytes[]): Bytes {
  const plaintext = concat(...deckSeeds.map((seed) => sized(seed, SEED_BYTES, 'a deck seed')));
  const sealed = aead.seal(kek.key, sized(nonce, NONCE_BYTES, 'a nonce'), plaintext, boxAad(hand));
  assert(sealed.length === plaintext.length + TAG_BYTES, 'a cipher that is not AES-GCM with a 16-byte tag');
  return concat(u32(kek.id), nonce, sealed);
}

/** @returns the deck seeds, or KEK_UNKNOWN, BOX_UNREADABLE. */
export function openBox(
  aead: Aead,
  keks: readonly Kek[],
  box: Bytes,
  hand: BoxedHand,
  deckCount: number,
): Result<Bytes[], Fault> {
  if (box.length !== ID_BYTES + NONCE_BYTES + deckCount * SEED_BYTES + TAG_BYTES) {
    return refuse('BOX_UNREADABLE', 'the box has another length than its decks need');
  }
  const id = new DataView(box.buffer, box.byteOffset).getUint32(0);
  const kek = keks.find((candidate) => candidate.id === id);
  if (!kek) return refuse('KEK_UNKNOWN', `key ${id} is not held here`);
  const nonce = box.slice(ID_BYTES, ID_BYTES + NONCE_BYTES);
  const seeds = aead.open(kek.key, nonce, box.slice(ID_BYTES + NONCE_BYTES), boxAad(hand));
  if (!seeds) return refuse('BOX_UNREADABLE', 'the box was changed or belongs to another hand');
  return ok(Array.from({ length: deckCount }, (_, d) => seeds.slice(d * SEED_BYTES, (d + 1) * SEED_BYTES)));
}
