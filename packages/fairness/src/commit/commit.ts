/** A player's half of the cut: a seed promised before the decks' roots are known, and shown after. */
import { type Bytes, sized, u8 } from '../bytes/bytes.ts';
import { H, tag } from '../bytes/hash.ts';
import { utf8Bytes } from '../bytes/text.ts';

/** commit = H(T"pc" ‖ hid ‖ u8 seat ‖ sid[8] ‖ seed[32]). */
export function commitTo(hid: Bytes, seat: number, sid: Bytes, seed: Bytes): Bytes {
  return H(tag('pc'), hid, u8(seat), sized(sid, 8, 'a sitting id'), sized(seed, 32, 'a seed'));
}

/** Mixes a text the player typed into fresh randomness: seed = H(T"ps" ‖ random[32] ‖ text as UTF-8). */
export function seedWithText(random: Bytes, text: string): Bytes {
  return H(tag('ps'), sized(random, 32, 'a seed'), utf8Bytes(text));
}
