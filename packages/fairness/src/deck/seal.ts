/**
 * Sealing: a secretly shuffled deck becomes a salted Merkle tree, whose root is public before the cut.
 *
 * Every salt comes from the deck seed, so publishing a burned deck's seed lets anybody rebuild all its leaves, while one
 * opened slot of the played deck says nothing about the others.
 */
import { assert } from '@aboveboard/kit';
import { type Bytes, concat, sized, u8, u16 } from '../bytes/bytes.ts';
import { keyedMac, tag } from '../bytes/hash.ts';
import { Drbg, shuffle } from '../drbg/drbg.ts';
import { buildTree, leafHash, pathOf, type Tree, treeRoot } from '../merkle/tree.ts';
import { type CardNumber, deckSpec, type SpecNumber } from './spec.ts';

const SALT_BYTES = 16;
const CARD_LEAF = tag('card');
const RESHUFFLE_LEAF = tag('resl');

/** What a deck's seed opens: keep it as secret as the seed while the deck is in play. */
export interface SealedDeck {
  readonly deckSeed: Bytes;
  /** The card in each slot. */
  readonly cards: readonly CardNumber[];
  readonly salts: readonly Bytes[];
  readonly tree: Tree;
  readonly root: Bytes;
  readonly reshuffles: readonly SealedReshuffle[];
}

export interface SealedReshuffle {
  /** σ: the slot that stands at each step of the reshuffled walk. */
  readonly sigma: readonly number[];
  readonly salts: readonly Bytes[];
  readonly tree: Tree;
  readonly root: Bytes;
}

/** One slot shown: with the deck's root it proves that this card lay there when the deck was sealed. */
export interface SlotOpening {
  readonly slot: number;
  readonly card: CardNumber;
  readonly salt: Bytes;
  readonly path: readonly Bytes[];
}

/** One step of a sealed reshuffle: step `k` of the shuffled walk stands on `slot`. */
export interface ReshuffleOpening {
  readonly k: number;
  readonly slot: number;
  readonly salt: Bytes;
  readonly path: readonly Bytes[];
}

export interface SealedHand {
  readonly hid: Bytes;
  readonly spec: SpecNumber;
  readonly decks: readonly SealedDeck[];
}

/** Seals one deck per seed. Seeds are 32 fresh bytes from the operating system each, for this hand alone. */
export function sealHand(hand: { hid: Bytes; spec: SpecNumber; deckSeeds: readonly Bytes[] }): SealedHand {
  const { hid, spec, deckSeeds } = hand;
  assert(deckSeeds.length >= 2 && deckSeeds.length <= 8, `a hand seals 2 to 8 decks, not ${deckSeeds.length}`);
  return { hid, spec, decks: deckSeeds.map((seed, deck) => sealDeck(hid, spec, deck, seed)) };
}

export function sealDeck(hid: Bytes, spec: SpecNumber, deck: number, deckSeed: Bytes): SealedDeck {
  const { size, lowest, reshuffles } = deckSpec(spec);
  const context = concat(hid, u8(deck));
  const order = shuffle(size, new Drbg(sized(deckSeed, 32, 'a deck seed'), 'seal', context));
  const cards = order.map((card) => lowest + card);
  const salts = saltsOf(deckSeed, 'salt', context, size);
  const tree = buildTree(cards.map((card, slot) => cardLeaf(hid, deck, { slot, card, salt: salts[slot] as Bytes })));
  const sealReshuffle = (_: unknown, r: number) => sealReshuffled(hid, deck, r, deckSeed, size);
  return { deckSeed, cards, salts, tree, root: treeRoot(tree), reshuffles: Array.from({ length: reshuffles }, sealReshuffle) };
}

function sealReshuffled(hid: Bytes, deck: number, r: number, deckSeed: Bytes, size: number): SealedReshuffle {
  const context = concat(hid, u8(deck), u8(r));
  const sigma = shuffle(size, new Drbg(deckSeed, 'resl', context));
  const salts = saltsOf(deckSeed, 'rsalt', context, size);
  const tree = buildTree(sigma.map((slot, k) => reshuffleLeaf(hid, deck, r, { k, slot, salt: salts[k] as Bytes })));
  return { sigma, salts, tree, root: treeRoot(tree) };
}

function saltsOf(deckSeed: Bytes, label: string, context: Bytes, size: number): Bytes[] {
  const mac = keyedMac(deckSeed);
  const prefix = concat(tag(label), context);
  return Array.from({ length: size }, (_, k) => mac(prefix, u16(k)).slice(0, SALT_BYTES));
}

export function cardLeaf(hid: Bytes, deck: number, opened: { slot: number; card: CardNumber; salt: Bytes }): Bytes {
  return leafHash(CARD_LEAF, hid, u8(deck), u16(opened.slot), opened.salt, u16(opened.card));
}

export function reshuffleLeaf(hid: Bytes, deck: number, r: number, opened: { k: number; slot: number; salt: Bytes }): Bytes {
  return leafHash(RESHUFFLE_LEAF, hid, u8(deck), u8(r), u16(opened.k), opened.salt, u16(opened.slot));
}

/** Opens one slot of a sealed deck. Only for a slot whose card the receiver may see. */
export function openSlot(deck: SealedDeck, slot: number): SlotOpening {
  const card = deck.cards[slot];
  const salt = deck.salts[slot];
  assert(card !== undefined && salt !== undefined, `no slot ${slot}`);
  return { slot, card, salt, path: pathOf(deck.tree, slot) };
}

/** Opens entry `k` of reshuffle `r`: to all for a slot that is passed over, else only to whom its card is dealt. */
export function openReshuffle(deck: SealedDeck, r: number, k: number): ReshuffleOpening {
  const reshuffle = deck.reshuffles[r];
  const slot = reshuffle?.sigma[k];
  const salt = reshuffle?.salts[k];
  assert(reshuffle !== undefined && slot !== undefined && salt !== undefined, `no entry ${k} of reshuffle ${r}`);
  return { k, slot, salt, path: pathOf(reshuffle.tree, k) };
}
