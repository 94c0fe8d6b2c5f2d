/**
 * The private records of hands: every seat's own cards and what it gave up, sealed with the record keys when the hand was settled.
 *
 * Whoever holds the key ring opens them, here and nowhere else; what comes out of here is one owner's cards, or, for a reading that was
 * written down first, all of them.
 *
 * @see sealPrivateRecord
 */
import type { Card } from '@aboveboard/engine';
import type { Aead } from '@aboveboard/fairness';
import type { HandKey } from '@aboveboard/storage';
import type { KeyRing } from '../ports.ts';
import { recordAad } from '../table/hand-record.ts';

const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;

/** What one seat held at the end, and what it gave up before, in order. */
export interface SeatCards {
  readonly seat: number;
  readonly cards: readonly Card[];
  readonly discards: readonly { readonly street: number; readonly cards: readonly Card[] }[];
  /** One list for each deal to the seat; null where nobody gave up cards, or for a hand from before this was kept. */
  readonly dealt: readonly (readonly Card[])[] | null;
}

export type SealedHand = HandKey & { readonly privateSealed: Uint8Array | null };

export interface SealedHands {
  /** Null for who was not dealt in, and where no key opens the record. */
  cardsOf(hand: SealedHand, playerId: string): SeatCards | null;
  /** Everybody's, for an operator whose reading was audited before; null where no key opens the record. */
  allCards(hand: SealedHand): readonly SeatCards[] | null;
}

interface PrivateRecord {
  readonly holes: readonly { readonly seat: number; readonly playerId: string | null; readonly cards: readonly Card[] }[];
  readonly discards: readonly { readonly seat: number; readonly street: number; readonly cards: readonly Card[] }[];
  readonly dealt?: readonly { readonly seat: number; readonly cards: readonly Card[] }[];
}

export function createSealedHands(ports: { readonly aead: Aead; readonly keyRing: KeyRing }): SealedHands {
  return {
    cardsOf: (hand, playerId) => {
      const record = opened(ports, hand);
      const own = record?.holes.find((hole) => hole.playerId === playerId);
      return record && own ? seatCards(record, own) : null;
    },
    allCards: (hand) => {
      const record = opened(ports, hand);
      return record ? record.holes.map((hole) => seatCards(record, hole)) : null;
    },
  };
}

function seatCards({ discards, dealt }: PrivateRecord, { seat, cards }: PrivateRecord['holes'][number]): SeatCards {
  const given = discards.filter((one) => one.seat === seat);
  const got = dealt?.filter((one) => one.seat === seat);
  return {
    seat,
    cards,
    discards: given.map(({ street, cards }) => ({ street, cards })),
    dealt: got?.map(({ cards }) => cards) ?? null,
  };
}

function opened({ aead, keyRing }: { aead: Aead; keyRing: KeyRing }, hand: SealedHand): PrivateRecord | null {
  const { privateSealed: sealed } = hand;
  if (sealed === null || sealed.length < KEY_ID_BYTES + NONCE_BYTES) return null;
  const id = new DataView(sealed.buffer, sealed.byteOffset).getUint32(0);
  const key = keyRing.recordKeys().find((one) => one.id === id);
  if (!key) return null;
  const nonce = sealed.subarray(KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES);
  const bytes = aead.open(key.key, nonce, sealed.subarray(KEY_ID_BYTES + NONCE_BYTES), recordAad(hand));
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as PrivateRecord);
}
