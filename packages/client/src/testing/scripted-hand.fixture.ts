/**
 * One hand dealt for real, by fairness's own dealer side, as the events one viewer is sent. The play is a script: everybody checks
 * to a showdown, so that every kind of proof comes along.
 */
import {
  type Bytes,
  burnedDecks,
  type Cut,
  canonicalJson,
  commitTo,
  type DealStep,
  encodeClose,
  encodeOpaque,
  encodeOpen,
  handId,
  historyHash,
  leafHash,
  makeCut,
  NO_COMMIT,
  NO_HASH,
  type Open,
  type OpeningJson,
  type OpenSeat,
  type Origin,
  openingFor,
  openingToJson,
  type PublicHistory,
  publicKeyOf,
  type Reveal,
  readOpen,
  rulesHash,
  type SealedHand,
  sealHand,
  settleHash,
  signCutnote,
  signPromise,
  toHex,
  uuidBytes,
} from '@aboveboard/fairness';
import { assert, type Random, type Result } from '@aboveboard/kit';
import type { LoggedEntry, TableEvent, TableEventOf, WireOpening } from '@aboveboard/protocol';

export const OWN_SEAT = 0;
/** Another person, whose seed the script knows. */
export const OTHER_SEAT = 3;
const BOT_SEAT = 5;
const SEATS = [OWN_SEAT, OTHER_SEAT, BOT_SEAT];
const NO_SID = new Uint8Array(8);

export interface Dealer {
  readonly origin: Origin;
  readonly tableId: string;
  readonly secret: Bytes;
  readonly random: Random;
}

export function dealKeyOf(dealer: Dealer): Bytes {
  return publicKeyOf(dealer.secret);
}

export interface HandRequest {
  readonly handNo: number;
  /** Index of this table's last CLOSE; null for none. */
  readonly prev: number | null;
  /** Index its OPEN gets; CLOSE takes the next one. */
  readonly index: number;
  /** What the viewer sent ahead; null deals in without. */
  readonly own: { readonly sid: Bytes; readonly commit: Bytes } | null;
}

export interface ScriptedHand {
  readonly opened: TableEventOf<'deal-opened'>;
  /** After all seeds are in: from the cut to the end. */
  play(ownSeed: Bytes | null): TableEvent[];
  /** The own seed never came. */
  voided(): TableEventOf<'deal-voided'>;
}

export function dealHand(dealer: Dealer, { handNo, prev, index, own }: HandRequest): ScriptedHand {
  const { origin, secret, random } = dealer;
  const table = uuidBytes(dealer.tableId);
  const hid = handId(origin, table, BigInt(handNo));
  const other: Reveal & { readonly sid: Bytes } = { seat: OTHER_SEAT, seed: random.bytes(32), sid: random.bytes(8) };
  const seats: OpenSeat[] = [
    { seat: OWN_SEAT, sid: own?.sid ?? NO_SID, commit: own?.commit ?? NO_COMMIT },
    { seat: OTHER_SEAT, sid: other.sid, commit: commitTo(hid, OTHER_SEAT, other.sid, other.seed) },
    { seat: BOT_SEAT, sid: NO_SID, commit: NO_COMMIT },
  ];
  const start = { deal: { game: 'board', spec: 1, hole: 2, boards: 1 }, button: OTHER_SEAT, stacks: [100, 100, 100] } as const;
  const rules = encodeOpaque('RULES', must(canonicalJson({ game: 'NT' })));
  const sealed = sealHand({ hid, spec: 1, deckSeeds: [random.bytes(32), random.bytes(32)] });
  const bytes = encodeOpen({
    table,
    handNo: BigInt(handNo),
    prev: prev === null ? null : BigInt(prev),
    tMs: 1n,
    spec: 1,
    decks: sealed.decks.map(({ root }) => ({ root, reshuffleRoots: [] })),
    beaconRound: null,
    rulesHash: must(rulesHash(rules, start)),
    seats,
  });
  const open = must(readOpen(origin, bytes));
  const contributors = own ? [OWN_SEAT, OTHER_SEAT] : [OTHER_SEAT];
  const hand = { dealer, open, sealed, handNo, index, start };
  return {
    opened: {
      kind: 'deal-opened',
      handNo,
      open: logged(dealer, bytes, index),
      rules: toHex(rules),
      start: start as never,
      contributors,
      revealWithinMs: 2_000,
    },
    play: (ownSeed) => play(hand, [...(ownSeed ? [{ seat: OWN_SEAT, seed: ownSeed }] : []), other]),
    voided: () => ({
      kind: 'deal-voided',
      handNo,
      missing: [OWN_SEAT],
      close: logged(dealer, closeBytes(hand, { status: 1, play: null, reveals: [other], burned: [0, 1] }), index + 1),
    }),
  };

  function play(at: Hand, reveals: readonly Reveal[]): TableEvent[] {
    const cut = must(makeCut({ open, reveals }));
    const burned = burnedDecks(2, cut.play);
    const deal = (positions: readonly number[]) => positions.map((p) => openingToJson(openingFor(sealed, cut, p)));
    const holes = SEATS.map((_, i) => deal([i, i + SEATS.length]));
    const board = deal([6, 7, 8, 9, 10]);
    return [
      {
        kind: 'deal-cut',
        handNo,
        seeds: reveals.map(({ seat, seed }) => ({ seat, seed: toHex(seed) })),
        play: cut.play,
        burned: burned.map((deck) => ({ deck, seed: toHex(sealed.decks[deck]?.deckSeed as Bytes) })),
        cutnote: toHex(signCutnote({ leaf: open.leaf, ck: cut.ck }, secret)),
      },
      {
        ...{ kind: 'hand-started', handNo, game: 'NT', stakes: STAKES, seats: startingSeats() },
        ...{ button: OTHER_SEAT, smallBlind: BOT_SEAT, bigBlind: OWN_SEAT },
      },
      { kind: 'posted', seat: BOT_SEAT, what: 'small-blind', amount: 1, bet: 1, stack: 99, pot: 1 },
      { kind: 'posted', seat: OWN_SEAT, what: 'big-blind', amount: 2, bet: 2, stack: 98, pot: 3 },
      { ...twoCards(OWN_SEAT), cards: cardsOf(holes[0]), openings: wire(holes[0]) },
      twoCards(OTHER_SEAT),
      twoCards(BOT_SEAT),
      { kind: 'called', seat: OTHER_SEAT, timedOut: false, amount: 2, bet: 2, stack: 98, pot: 5 },
      { kind: 'folded', seat: BOT_SEAT, timedOut: false },
      { kind: 'checked', seat: OWN_SEAT, timedOut: false },
      { kind: 'pots-gathered', pots: [{ amount: 5, seats: [OWN_SEAT, OTHER_SEAT] }] },
      { kind: 'board-dealt', board: 0, cards: cardsOf(board.slice(0, 3)), openings: wire(board.slice(0, 3)) },
      { kind: 'board-dealt', board: 0, cards: cardsOf(board.slice(3, 4)), openings: wire(board.slice(3, 4)) },
      { kind: 'board-dealt', board: 0, cards: cardsOf(board.slice(4)), openings: wire(board.slice(4)) },
      { kind: 'shown', seat: OTHER_SEAT, cards: cardsOf(holes[1]), openings: wire(holes[1]), ranks: [] },
      { kind: 'pot-awarded', pot: 0, board: 0, win: HIGH, winners: [{ seat: OTHER_SEAT, amount: 5, stack: 103 }] },
      ended(at, cut, reveals, burned, [...(holes[1] ?? []), ...board]),
    ];
  }
}

const HIGH = { type: 'high', use: 'any' } as const;
const STAKES = { smallBlind: 1, bigBlind: 2, ante: 0, bigBlindAnte: 0, bringIn: 0, smallBet: 2, bigBet: 4 };

/** Two cards face down. */
function twoCards(seat: number): TableEventOf<'hole-dealt'> {
  return { kind: 'hole-dealt', seat, count: 2, cards: [null, null], isOpen: [false, false], openings: [] };
}

/** How the cards go in this script, as everybody sees it. */
const DEALT: readonly DealStep[] = [
  ...SEATS.map((seat) => ({ kind: 'hole', seat, count: 2 }) as const),
  { kind: 'fold', seat: BOT_SEAT },
  ...[3, 1, 1].map((count) => ({ kind: 'board', board: 0, count }) as const),
];

interface Hand {
  readonly dealer: Dealer;
  readonly open: Open;
  readonly sealed: SealedHand;
  readonly handNo: number;
  readonly index: number;
  readonly start: PublicHistory['start'];
}

const DELTAS = [
  { seat: OWN_SEAT, delta: -2, stack: 98 },
  { seat: OTHER_SEAT, delta: 3, stack: 103 },
  { seat: BOT_SEAT, delta: -1, stack: 99 },
];

function ended(hand: Hand, cut: Cut, reveals: readonly Reveal[], burned: number[], shown: OpeningJson[]): TableEvent {
  const openings = [...shown].sort((a, b) => a.position - b.position);
  const history: PublicHistory = {
    version: 1,
    start: hand.start,
    actions: ['checks to the river'],
    dealt: DEALT,
    openings,
    result: 'seat 3',
  };
  const settlement = { seats: DELTAS.map(({ seat, delta }) => ({ seat, delta: BigInt(delta) })), rake: 0n, other: 0n };
  const hashes = {
    historyHash: must(historyHash(history)),
    settleHash: must(settleHash(hand.open.hid, settlement)),
  };
  const bytes = closeBytes(hand, { status: 0, play: cut.play, reveals, burned, ...hashes });
  return {
    kind: 'hand-ended',
    handNo: hand.handNo,
    reason: 'COMPLETED',
    rake: 0,
    results: DELTAS.toReversed(), // the order of the wire is not OPEN's
    history: history as never,
    close: logged(hand.dealer, bytes, hand.index + 1),
    nextHandInMs: 4_000,
  };
}

interface CloseParts {
  readonly status: 0 | 1;
  readonly play: number | null;
  readonly reveals: readonly Reveal[];
  readonly burned: readonly number[];
  readonly historyHash?: Bytes;
  readonly settleHash?: Bytes;
}

function closeBytes({ sealed, index }: Hand, parts: CloseParts): Bytes {
  return encodeClose({
    openIndex: BigInt(index),
    status: parts.status,
    tMs: 2n,
    reveals: parts.reveals,
    beaconSig: new Uint8Array(0),
    play: parts.play,
    deckSeeds: parts.burned.map((deck) => sealed.decks[deck]?.deckSeed as Bytes),
    historyHash: parts.historyHash ?? NO_HASH,
    settleHash: parts.settleHash ?? NO_HASH,
  });
}

function logged({ origin, secret }: Dealer, bytes: Bytes, index: number): LoggedEntry {
  const promise = signPromise({ origin, index: BigInt(index), leaf: leafHash(bytes) }, secret);
  return { bytes: toHex(bytes), index, promise: toHex(promise) };
}

function startingSeats() {
  return SEATS.map((seat) => ({ seat, stack: 100 }));
}

function cardsOf(openings: readonly OpeningJson[] = []): number[] {
  return openings.map(({ card }) => card);
}

function wire(openings: readonly OpeningJson[] = []): WireOpening[] {
  return openings.map(({ path, ...opening }) => ({ ...opening, path: [...path] }));
}

function must<T>(result: Result<T, unknown>): T {
  assert(result.ok, 'the script deals by the rules');
  return result.value;
}
