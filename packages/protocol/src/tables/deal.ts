/** The fairness protocol on the wire; bytes as in design/fairness.md. */
import { z } from 'zod';
import { card, handNo, hex, hexOf, seatIndex } from '../units.ts';

/** A card of the sealed deck, opened: `path` leads from its leaf to the deck's root in OPEN. */
export const opening = z.strictObject({
  position: z.int().min(0),
  slot: z.int().min(0),
  card,
  salt: hexOf(16),
  path: z.array(hexOf(32)).max(16),
});
export type WireOpening = z.infer<typeof opening>;

/**
 * A step of the sealed reshuffle: step `k` stands on a slot of the deck. A slot that lies in the muck is dealt, and only its recipient gets
 * the entry; any other is opened to all and passed over.
 */
export const reshuffleStep = z.strictObject({
  k: z.int().min(0),
  dealt: z.boolean(),
  entry: z.strictObject({ slot: z.int().min(0), salt: hexOf(16), path: z.array(hexOf(32)).max(16) }).nullable(),
});
export type WireReshuffleStep = z.infer<typeof reshuffleStep>;

/** Where an entry stands in the public log, and the operator's signed promise of that. */
export const logged = z.strictObject({ bytes: hex, index: z.int().min(0), promise: hexOf(64) });
export type LoggedEntry = z.infer<typeof logged>;

/**
 * The decks are sealed and OPEN is sequenced. Whoever has a commit in it answers with the seed within `revealWithinMs`.
 * `rules` (the bytes of the RULES entry) and `start` (the start state) are what OPEN's `rules_hash` binds: game, button, stacks,
 * blinds owed, layout of the deal.
 */
export const dealOpenedEvent = z.strictObject({
  kind: z.literal('deal-opened'),
  handNo,
  open: logged,
  rules: hex,
  start: z.json(),
  contributors: z.array(seatIndex),
  revealWithinMs: z.int().min(0),
});

/** A seed was missing: no card was dealt, both decks are public now, and a new deal follows without the silent seats. */
export const dealVoidedEvent = z.strictObject({
  kind: z.literal('deal-voided'),
  handNo,
  close: logged,
  missing: z.array(seatIndex),
});

/** All seeds are in: the cut is made and signed, and the decks not in play are burned in public. */
export const dealCutEvent = z.strictObject({
  kind: z.literal('deal-cut'),
  handNo,
  seeds: z.array(z.strictObject({ seat: seatIndex, seed: hexOf(32) })),
  play: z.int().min(0),
  burned: z.array(z.strictObject({ deck: z.int().min(0), seed: hexOf(32) })),
  cutnote: hexOf(64),
});
