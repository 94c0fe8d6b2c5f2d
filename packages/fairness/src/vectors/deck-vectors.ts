/** Vectors of the smallest pieces: ids, streams, trees, seals, openings, commits, canonical JSON, boxes. */
import { assert, ok, type Result } from '@aboveboard/kit';
import { boxAad, openBox, sealBox } from '../box/box.ts';
import { type Bytes, equalBytes } from '../bytes/bytes.ts';
import { toHex } from '../bytes/hex.ts';
import { commitTo, seedWithText } from '../commit/commit.ts';
import { checkOpening, checkReshuffleOpening, type DeckRoot } from '../deck/opening.ts';
import { sealDeck } from '../deck/seal.ts';
import type { SpecNumber } from '../deck/spec.ts';
import { deckSpec } from '../deck/spec.ts';
import { Drbg, drawLimit, shuffle } from '../drbg/drbg.ts';
import type { Fault } from '../fault.ts';
import { handId, parseOrigin } from '../hand-id.ts';
import { canonicalJson } from '../jcs/canonical-json.ts';
import { buildTree, leafHash, pathOf, rootOf } from '../merkle/tree.ts';
import type { VectorCall } from './run-vectors.ts';
import type { VectorInput } from './vector-input.ts';

function drbgOf(input: VectorInput): Drbg {
  return new Drbg(input.hex('key'), input.text('label'), input.hex('ctx'));
}

function deckRoot(input: VectorInput, root: 'root' | 'rr'): DeckRoot {
  const spec = input.number('spec') as SpecNumber;
  return { spec, hid: input.hex('hid'), deck: input.number('deck'), root: input.hex(root) };
}

function leafOut(checked: Result<Bytes, Fault>, path: readonly Bytes[]): ReturnType<VectorCall> {
  return checked.ok ? ok({ leaf: toHex(checked.value), path_length: path.length }) : checked;
}

function hid(input: VectorInput): ReturnType<VectorCall> {
  const origin = parseOrigin(input.text('origin'));
  return origin.ok ? ok({ hid: toHex(handId(origin.value, input.hex('table'), input.bigint('hand_no'))) }) : origin;
}

function drbg(input: VectorInput): ReturnType<VectorCall> {
  const stream = drbgOf(input);
  const block = () => toHex(Uint8Array.from({ length: 32 }, () => stream.byte()));
  return ok({ blocks: Array.from({ length: input.number('blocks') }, block) });
}

function draw(input: VectorInput): ReturnType<VectorCall> {
  const stream = drbgOf(input);
  const limits = input.numbers('n').map(drawLimit);
  const values = input.numbers('n').map((n) => stream.draw(n));
  return ok({ limits, values, bytes_used: stream.bytesUsed, rejected: stream.rejected });
}

function shuffled(input: VectorInput): ReturnType<VectorCall> {
  const stream = drbgOf(input);
  const order = shuffle(input.number('N'), stream);
  return ok({ order, bytes_used: stream.bytesUsed, rejected: stream.rejected });
}

function tree(input: VectorInput): ReturnType<VectorCall> {
  const leaves = input.hexes('entries').map((entry) => leafHash(entry));
  const roots = input.numbers('sizes').map((size) => toHex(rootOf(leaves.slice(0, size))));
  const levels = buildTree(leaves.slice(0, input.number('paths_at')));
  const paths = Array.from({ length: input.number('paths_at') }, (_, i) => pathOf(levels, i).map(toHex));
  return ok({ roots, paths });
}

function jcs(input: VectorInput): ReturnType<VectorCall> {
  const json = canonicalJson(input.json('value'));
  return json.ok ? ok({ bytes: toHex(json.value) }) : json;
}

function seal(input: VectorInput): ReturnType<VectorCall> {
  const spec = input.number('spec') as SpecNumber;
  const deck = sealDeck(input.hex('hid'), spec, input.number('deck'), input.hex('ds'));
  const resl = deck.reshuffles.map(({ sigma, salts, tree: levels, root }) => {
    return { sigma, salts: salts.map(toHex), leaves: levels[0]?.map(toHex), rr: toHex(root) };
  });
  const order = deck.cards.map((card) => card - deckSpec(spec).lowest);
  const leaves = deck.tree[0]?.map(toHex);
  return ok({ order, cards: deck.cards, salts: deck.salts.map(toHex), leaves, root: toHex(deck.root), resl });
}

function opening(input: VectorInput): ReturnType<VectorCall> {
  const [slot, card] = [input.number('slot'), input.number('card')];
  const path = input.hexes('path');
  return leafOut(checkOpening(deckRoot(input, 'root'), { slot, card, salt: input.hex('salt'), path }), path);
}

function reshuffleOpening(input: VectorInput): ReturnType<VectorCall> {
  const [k, slot] = [input.number('k'), input.number('slot')];
  const path = input.hexes('path');
  const opened = { k, slot, salt: input.hex('salt'), path };
  return leafOut(checkReshuffleOpening(deckRoot(input, 'rr'), input.number('r'), opened), path);
}

function commit(input: VectorInput): ReturnType<VectorCall> {
  return ok({ commit: toHex(commitTo(input.hex('hid'), input.number('seat'), input.hex('sid'), input.hex('seed'))) });
}

const box: VectorCall = (input, aead) => {
  const keks = input.items('keks').map((kek) => ({ id: kek.number('id'), key: kek.hex('key') }));
  const hand = { hid: input.hex('hid'), roots: input.hex('roots') };
  const bytes = input.hex('box');
  const seeds = openBox(aead, keks, bytes, hand, input.number('decks'));
  if (!seeds.ok) return seeds;
  const nonce = bytes.slice(4, 16);
  const kek = keks.find(({ id }) => id === new DataView(bytes.buffer).getUint32(0));
  assert(kek && equalBytes(sealBox(aead, kek, nonce, hand, seeds.value), bytes), 'the box does not seal to the same bytes');
  return ok({ aad: toHex(boxAad(hand)), nonce: toHex(nonce), deck_seeds: seeds.value.map(toHex) });
};

export const DECK_VECTORS: Readonly<Record<string, VectorCall>> = {
  hid,
  drbg,
  draw,
  shuffle: shuffled,
  tree,
  jcs,
  seal,
  opening,
  resl_opening: reshuffleOpening,
  commit,
  text_seed: (input) => ok({ seed: toHex(seedWithText(input.hex('random'), input.text('text'))) }),
  box,
};
