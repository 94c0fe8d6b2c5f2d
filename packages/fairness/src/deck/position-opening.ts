/** Openings by deal position: the form in which cards travel to players, into histories and receipts. */
import { assert } from '@aboveboard/kit';
import { parseHex, toHex } from '../bytes/hex.ts';
import type { Cut } from '../cut/cut.ts';
import { openSlot, type SealedHand, type SlotOpening } from './seal.ts';

/** A card shown at a deal position: position → slot by the cut, slot → card by the seal. */
export interface Opening extends SlotOpening {
  readonly position: number;
}

/** The same in JSON, hex in lower case: as in a public history or a frame. */
export type OpeningJson = {
  readonly position: number;
  readonly slot: number;
  readonly card: number;
  readonly salt: string;
  readonly path: readonly string[];
};

/** Opens the card at a deal position of the played deck. Only for somebody who may see that card. */
export function openingFor(sealed: SealedHand, cut: Cut, position: number): Opening {
  const deck = sealed.decks[cut.play];
  const slot = cut.permutation[position];
  assert(deck !== undefined && slot !== undefined, `no position ${position}`);
  return { position, ...openSlot(deck, slot) };
}

export function openingToJson({ position, slot, card, salt, path }: Opening): OpeningJson {
  return { position, slot, card, salt: toHex(salt), path: path.map(toHex) };
}

/** Null for anything that has not exactly these fields, whole numbers, a 16-byte salt and 32-byte hashes. */
export function parseOpeningJson(value: unknown): Opening | null {
  if (typeof value !== 'object' || value === null) return null;
  const { position, slot, card, salt, path } = value as Record<string, unknown>;
  if (Object.keys(value).length !== 5 || !Array.isArray(path)) return null;
  const numbers = [position, slot, card].every((n) => Number.isInteger(n) && (n as number) >= 0 && (n as number) < 65_536);
  const saltBytes = parseSized(salt, 16);
  const pathBytes = path.map((hash) => parseSized(hash, 32));
  if (!numbers || !saltBytes || pathBytes.includes(null)) return null;
  const named = { position: position as number, slot: slot as number, card: card as number };
  return { ...named, salt: saltBytes, path: pathBytes as Uint8Array[] };
}

function parseSized(text: unknown, length: number): Uint8Array | null {
  const bytes = typeof text === 'string' ? parseHex(text) : null;
  return bytes?.length === length ? bytes : null;
}
