/**
 * The dealer by SCB-1: seal two decks, let the players' seeds choose which is burned and how the other is cut, open only what is
 * shown. The bytes are fairness's; here is who holds what, and when.
 */
import {
  type Aead,
  allRoots,
  type Bytes,
  burnedDecks,
  type CardNumber,
  type Cut,
  commitTo,
  encodeClose,
  encodeOpen,
  equalBytes,
  type Fault,
  handId,
  historyHash,
  isCommitted,
  type Kek,
  makeCut,
  NO_HASH,
  type Open,
  type Origin,
  openBox,
  openingFor,
  openingToJson,
  type Reveal,
  readOpen,
  redeal,
  rulesHash,
  type SealedHand,
  sealBox,
  sealHand,
  settleHash,
  signCutnote,
  uuidBytes,
} from '@aboveboard/fairness';
import { assert, ok, type Random, type Result } from '@aboveboard/kit';
import type { DealKey, KeyRing } from '../ports.ts';
import type { CutDeal, DealProtocol, DealRequest, SealedDeal, UnreadableClose } from './deal-protocol.ts';

/** D: one deck is played, the others are burned in public. */
const DECKS = 2;
const SEED_BYTES = 32;
const NONCE_BYTES = 12;
const NO_BEACON = new Uint8Array(0);

export interface DealerPorts {
  readonly origin: Origin;
  readonly dealKey: DealKey;
  readonly keyRing: KeyRing;
  readonly aead: Aead;
  /** The operating system's in a room: deck seeds are drawn from it and from nowhere else. */
  readonly random: Random;
}

export function createDealer(ports: DealerPorts): DealProtocol {
  return {
    seal: (request) => seal(ports, request),
    reopen: (openBytes, box) => reopen(ports, openBytes, box),
    closeUnreadable: (close) => closeUnreadable(ports, close),
  };
}

function seal(ports: DealerPorts, request: DealRequest): SealedDeal {
  const hid = handId(ports.origin, uuidBytes(request.tableId), BigInt(request.handNo));
  const deckSeeds = Array.from({ length: DECKS }, () => ports.random.bytes(SEED_BYTES));
  const { spec } = request.start.deal;
  const sealed = sealHand({ hid, spec, deckSeeds });
  const bytes = encodeOpen({
    table: uuidBytes(request.tableId),
    handNo: BigInt(request.handNo),
    prev: request.prevCloseIndex === null ? null : BigInt(request.prevCloseIndex),
    tMs: BigInt(request.tMs),
    spec,
    decks: sealed.decks.map(({ root, reshuffles }) => ({ root, reshuffleRoots: reshuffles.map((r) => r.root) })),
    beaconRound: null,
    rulesHash: must(rulesHash(request.rulesEntry, request.start)),
    seats: request.seats,
  });
  const open = must(readOpen(ports.origin, bytes));
  const nonce = ports.random.bytes(NONCE_BYTES);
  const box = sealBox(ports.aead, currentKek(ports), nonce, { hid, roots: allRoots(open.entry) }, deckSeeds);
  return sealedDeal(ports, open, sealed, box);
}

function currentKek({ keyRing }: DealerPorts): Kek {
  return keyRing.keks()[0];
}

function reopen(ports: DealerPorts, openBytes: Bytes, box: Bytes): Result<SealedDeal, Fault> {
  const open = readOpen(ports.origin, openBytes);
  if (!open.ok) return open;
  const { entry, hid } = open.value;
  const boxed = { hid, roots: allRoots(entry) };
  const deckSeeds = openBox(ports.aead, ports.keyRing.keks(), box, boxed, entry.decks.length);
  if (!deckSeeds.ok) return deckSeeds;
  return ok(sealedDeal(ports, open.value, sealHand({ hid, spec: entry.spec, deckSeeds: deckSeeds.value }), box));
}

function sealedDeal(ports: DealerPorts, open: Open, sealed: SealedHand, box: Bytes): SealedDeal {
  const seedOf = (deck: number): Bytes => sealed.decks[deck]?.deckSeed as Bytes;
  return {
    open,
    box,
    opensCommit: (seat, seed) => {
      const place = open.entry.seats.find((s) => s.seat === seat);
      return place !== undefined && isCommitted(place) && equalBytes(commitTo(open.hid, seat, place.sid, seed), place.commit);
    },
    closeVoid: ({ openIndex, tMs }, reveals) =>
      encodeClose({
        openIndex: BigInt(openIndex),
        status: 1,
        tMs: BigInt(tMs),
        reveals: inOrder(open, reveals),
        beaconSig: NO_BEACON,
        play: null,
        deckSeeds: open.entry.decks.map((_, deck) => seedOf(deck)),
        historyHash: NO_HASH,
        settleHash: NO_HASH,
      }),
    cut: (reveals) => cut(ports, open, sealed, inOrder(open, reveals)),
  };
}

function cut(ports: DealerPorts, open: Open, sealed: SealedHand, reveals: readonly Reveal[]): Result<CutDeal, Fault> {
  const made = makeCut({ open, reveals });
  if (!made.ok) return made;
  const { play, ck } = made.value;
  const burned = burnedDecks(open.entry.decks.length, play).map((deck) => ({
    deck,
    seed: sealed.decks[deck]?.deckSeed as Bytes,
  }));
  return ok({
    play,
    burned,
    cutnote: signCutnote({ leaf: open.leaf, ck }, ports.dealKey.secret),
    opening: (position) => openingToJson(openingFor(sealed, made.value, position)),
    openingOf: (which) => openingToJson(openingFor(sealed, made.value, positionOf(sealed, made.value, which))),
    redeal: (request) => redeal(sealed, made.value, request),
    close: ({ openIndex, tMs, status, history, settlement }) =>
      encodeClose({
        openIndex: BigInt(openIndex),
        status,
        tMs: BigInt(tMs),
        reveals,
        beaconSig: NO_BEACON,
        play,
        deckSeeds: burned.map(({ seed }) => seed),
        historyHash: must(historyHash(history)),
        settleHash: must(settleHash(open.hid, settlement)),
      }),
  });
}

function positionOf(
  sealed: SealedHand,
  { play, permutation }: Cut,
  which: { readonly card: CardNumber } | { readonly slot: number },
): number {
  return permutation.indexOf('slot' in which ? which.slot : (sealed.decks[play]?.cards.indexOf(which.card) ?? -1));
}

function closeUnreadable(ports: DealerPorts, close: UnreadableClose): Result<Bytes, Fault> {
  const open = readOpen(ports.origin, close.openBytes);
  if (!open.ok) return open;
  const reveals = inOrder(open.value, close.reveals);
  const made = makeCut({ open: open.value, reveals }); // before the cut no deck was picked: none is named
  return ok(
    encodeClose({
      openIndex: BigInt(close.openIndex),
      status: 3,
      tMs: BigInt(close.tMs),
      reveals,
      beaconSig: NO_BEACON,
      play: made.ok ? made.value.play : null,
      deckSeeds: [],
      historyHash: must(historyHash(close.history)),
      settleHash: must(settleHash(open.value.hid, close.settlement)),
    }),
  );
}

/** Seeds arrive in any order; every entry lists them in OPEN's. */
function inOrder(open: Open, reveals: readonly Reveal[]): Reveal[] {
  return open.entry.seats.flatMap(({ seat }) => reveals.find((reveal) => reveal.seat === seat) ?? []);
}

function must<T>(result: Result<T, Fault>): T {
  assert(result.ok, result.ok ? '' : `the dealer made bytes that are refused: ${result.error.code}, ${result.error.detail}`);
  return result.value;
}
