/** Vectors of deal positions, whole hands, reshuffles and house games. */
import { assert, ok } from '@aboveboard/kit';
import { equalBytes, u16 } from '../bytes/bytes.ts';
import { M } from '../bytes/hash.ts';
import { toHex } from '../bytes/hex.ts';
import { type Cut, recut } from '../cut/cut.ts';
import { boardPositions, cardsNeeded, holePositions } from '../deal/board.ts';
import { type DrawCount, drawDeal } from '../deal/draw.ts';
import { type StudDeal, studDeal } from '../deal/stud.ts';
import { checkWalk, type DrawEvent } from '../deal/walk.ts';
import { type SealedDeck, sealDeck } from '../deck/seal.ts';
import { cardName, deckSpec, type SpecNumber } from '../deck/spec.ts';
import { Drbg, shuffle } from '../drbg/drbg.ts';
import type { Open } from '../entries/open.ts';
import { refuse } from '../fault.ts';
import { checkServerSeed, roundDrbg, roundKey, sealEpoch } from '../house/epoch.ts';
import { cutOf, openOf } from './entry-vectors.ts';
import type { VectorCall } from './run-vectors.ts';
import type { VectorInput } from './vector-input.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

function deal(input: VectorInput): ReturnType<VectorCall> {
  const [size, seats] = [input.number('N'), input.number('n')];
  if (input.text('game') === 'stud') return studOut(size, seats, input.numbers('live'));
  return input.text('game') === 'draw' ? drawOut(input, size, seats) : boardOut(input, size, seats);
}

function boardOut(input: VectorInput, size: number, seats: number): ReturnType<VectorCall> {
  const layout = boardLayout(input);
  const needed = cardsNeeded(layout, seats, size);
  if (!needed.ok) return needed;
  const hole = upTo(seats).map((i) => holePositions(layout, seats, i));
  const board = upTo(layout.boards).map((b) => boardPositions(layout, seats, b));
  return ok({ needs: needed.value, left: size - needed.value, hole, board });
}

function boardLayout(input: VectorInput) {
  return { game: 'board' as const, hole: input.number('hole'), boards: input.number('boards') };
}

function studOut(size: number, seats: number, live: readonly number[]): ReturnType<VectorCall> {
  const dealt = studDeal(size, seats, live);
  return dealt.ok ? ok({ ...dealt.value }) : dealt;
}

function drawOut(input: VectorInput, size: number, seats: number): ReturnType<VectorCall> {
  const dealt = drawDeal(size, seats, input.number('hole'), input.list('draws') as DrawCount[][]);
  if (!dealt.ok) return dealt;
  const { first, draws, left } = dealt.value;
  const round = (drawn: (typeof draws)[number]) =>
    drawn.map(({ i, positions, fromReshuffle }) => ({ i, positions, from_reshuffle: fromReshuffle }));
  return ok({ first, draws: draws.map(round), left });
}

function hand(input: VectorInput): ReturnType<VectorCall> {
  const open = openOf(input);
  if (!open.ok) return open;
  const cut = cutOf(input, open.value);
  if (!cut.ok) return cut;
  const { hid, entry } = open.value;
  const deck = sealDeck(hid, entry.spec, cut.value.play, input.hex('ds'));
  const root = entry.decks[cut.value.play]?.root;
  if (!root || !equalBytes(deck.root, root)) return refuse('DECK_MISMATCH', 'another deck');
  return input.text('game') === 'stud'
    ? studHand(input, open.value, cut.value, deck)
    : boardHand(input, open.value, cut.value, deck);
}

function cardAt(deck: SealedDeck, { permutation }: Cut, position: number) {
  const slot = permutation[position] as number;
  const card = deck.cards[slot] as number;
  return { position, slot, card, name: cardName(card) };
}

function boardHand(input: VectorInput, { entry: { seats } }: Open, cut: Cut, deck: SealedDeck): ReturnType<VectorCall> {
  const layout = boardLayout(input);
  const cardsAt = (positions: readonly number[]) => positions.map((position) => cardAt(deck, cut, position));
  const hole = seats.map(({ seat }, i) => ({ seat, cards: cardsAt(holePositions(layout, seats.length, i)) }));
  const board = upTo(layout.boards).map((b) => cardsAt(boardPositions(layout, seats.length, b)));
  return ok({ play: cut.play, hole, board });
}

function studHand(input: VectorInput, { entry }: Open, cut: Cut, deck: SealedDeck): ReturnType<VectorCall> {
  const dealt = studDeal(deckSpec(entry.spec).size, entry.seats.length, input.numbers('live'));
  if (!dealt.ok) return dealt;
  const { community } = dealt.value;
  const cardsOf = (i: number) => studPositions(dealt.value, i).map((position) => cardAt(deck, cut, position));
  const hole = entry.seats.map(({ seat }, i) => ({ seat, cards: cardsOf(i) }));
  return ok({ play: cut.play, hole, community: community === null ? null : cardAt(deck, cut, community) });
}

function studPositions({ streets, river }: StudDeal, i: number): number[] {
  const last = river.filter((card) => card.i === i).map(({ position }) => position);
  return [...streets.map((street) => street[i] as number), ...last];
}

function walk(input: VectorInput): ReturnType<VectorCall> {
  const [spec, deck, hid] = [input.number('spec') as SpecNumber, input.number('deck'), input.hex('hid')];
  const { size } = deckSpec(spec);
  const sealed = sealDeck(hid, spec, deck, input.hex('ds'));
  const reshuffle = sealed.reshuffles[0];
  assert(reshuffle !== undefined && equalBytes(sealed.root, input.hex('root')), 'another deck than the vector names');
  const ck = input.hex('ck');
  const order = recut(ck, size, 0);
  const walked = checkWalk({
    sealed: { spec, hid, deck, root: input.hexes('rr')[0] as Uint8Array },
    permutation: shuffle(size, new Drbg(ck, 'perm')),
    recut: order,
    seats: input.number('n'),
    hole: input.number('hole'),
    events: input.items('events').map(eventOf),
  });
  if (!walked.ok) return walked;
  const { hands, reasons } = walked.value;
  const named = (slots: readonly number[]) => slots.map((slot) => cardName(sealed.cards[slot] as number));
  const held = hands.map((slots, i) => ({ seat_index: i, slots, cards: named(slots) }));
  return ok({ sigma: reshuffle.sigma, recut: order, steps: reasons.length, hands: held, why: reasons });
}

function eventOf(event: VectorInput): DrawEvent {
  if (event.has('fold')) return { fold: event.numbers('fold') };
  const draw = event.items('draw').map((item) => ({
    i: item.number('i'),
    discards: item.numbers('discard'),
    positions: item.numbers('positions'),
    walk: item.items('walk').map(stepOf),
  }));
  return { draw };
}

function stepOf(step: VectorInput) {
  const [k, slot, dealt] = [step.number('k'), step.number('slot'), step.json('dealt') === true];
  return { k, slot, dealt, salt: step.hex('salt'), path: step.hexes('path') };
}

function epoch(input: VectorInput): ReturnType<VectorCall> {
  const made = () => upTo(input.number('count')).map((k) => M(input.hex('base'), u16(k)));
  const sealed = sealEpoch(input.hex('epoch'), input.has('base') ? made() : input.hexes('server_seeds'));
  return sealed.ok ? ok({ leaves: sealed.value.leaves.map(toHex), root: toHex(sealed.value.root) }) : sealed;
}

function houseSeed(input: VectorInput): ReturnType<VectorCall> {
  const [count, k, path] = [input.number('count'), input.number('k'), input.hexes('path')];
  const shown = { epoch: input.hex('epoch'), count, k, serverSeed: input.hex('server_seed'), path };
  const leaf = checkServerSeed(shown, input.hex('root'));
  return leaf.ok ? ok({ leaf: toHex(leaf.value), path_length: path.length }) : leaf;
}

function houseRound(input: VectorInput): ReturnType<VectorCall> {
  const key = roundKey(input.hex('server_seed'), input.hex('client_seed'), input.bigint('k'));
  const drbg = roundDrbg(key);
  const drawn = input.has('shuffle')
    ? { order: shuffle(input.number('shuffle'), drbg) }
    : { values: input.numbers('draws').map((n) => drbg.draw(n)) };
  return ok({ key: toHex(key), ...drawn, bytes_used: drbg.bytesUsed });
}

export const DEAL_VECTORS: Readonly<Record<string, VectorCall>> = {
  deal,
  hand,
  walk,
  epoch,
  house_seed: houseSeed,
  house_round: houseRound,
};
