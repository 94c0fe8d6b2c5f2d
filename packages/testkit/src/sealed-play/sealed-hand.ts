/**
 * A deck sealed and cut for one hand as a room does it, with a person in every seat whose seed is in the cut; and the signed entries that its
 * clients are sent.
 */
import { createCipheriv } from 'node:crypto';
import type { HandSetup } from '@aboveboard/engine';
import { evolveHand, initialHand, startHand } from '@aboveboard/engine';
import {
  type Bytes,
  type CloseSeen,
  type CutSeen,
  commitTo,
  encodeOpaque,
  type Fault,
  type HandExpectation,
  handId,
  leafHash,
  type OpenSeen,
  type Origin,
  type PublicHistory,
  publicKeyOf,
  type Settlement,
  type StartState,
  signPromise,
  uuidBytes,
} from '@aboveboard/fairness';
import { assert, type Random, type Result } from '@aboveboard/kit';
import { type CutDeal, createDealer, layoutOf } from '@aboveboard/room/deal';

const ORIGIN = 'sealed.example/log/2026h2' as Origin;
const TABLE = '00000000-0000-4000-8000-000000000001';
const RULES = encodeOpaque('RULES', new TextEncoder().encode('{"beacon":"none"}'));
const OPEN_INDEX = 4;
const T_MS = 1_790_000_000_000;

export interface SealedHand {
  readonly start: StartState;
  readonly cut: CutDeal;
  readonly open: OpenSeen;
  readonly cutSeen: CutSeen;
  /** What the client of a seat knows before the hand; of null, a spectator's. */
  expectation(seat: number | null): HandExpectation;
  /** @param isRunOut the hand was ended by run-out. */
  close(history: PublicHistory, settlement: Settlement, isRunOut: boolean): CloseSeen;
}

export function sealForHand(setup: HandSetup, random: Random): SealedHand {
  const secret = random.bytes(32);
  const deal = layoutOf(setup.game);
  assert(deal, `no deck is sealed for ${setup.game.code}`);
  const start: StartState = { version: 2, deal, setup: setup as never };
  const people = startHand(setup)
    .reduce(evolveHand, initialHand)
    .seats.map(({ seat }) => person(seat, random));
  const key = random.bytes(32);
  const dealer = createDealer({
    origin: ORIGIN,
    dealKey: { name: 'sealed.example/deal', secret, publicKey: publicKeyOf(secret) },
    keyRing: { keks: () => [{ id: 1, key }], recordKeys: () => [{ id: 1, key }] },
    aead: { seal, open: () => null },
    random,
  });
  const seats = people.map(({ seat, sid, commit }) => ({ seat, sid, commit }));
  const sealed = dealer.seal({ tableId: TABLE, handNo: 1, prevCloseIndex: null, tMs: T_MS, rulesEntry: RULES, start, seats });
  const reveals = people.map(({ seat, seed }) => ({ seat, seed }));
  const cut = must(sealed.cut(reveals));
  const sign = (index: number, bytes: Bytes) => {
    const promise = signPromise({ origin: ORIGIN, index: BigInt(index), leaf: leafHash(bytes) }, secret);
    return { bytes, index: BigInt(index), promise };
  };
  const known = { origin: ORIGIN, dealKey: publicKeyOf(secret), table: uuidBytes(TABLE), handNo: 1n, prev: null };
  return {
    start,
    cut,
    open: { ...sign(OPEN_INDEX, sealed.open.bytes), rules: RULES, start },
    cutSeen: { reveals, play: cut.play, deckSeeds: cut.burned.map(({ seed }) => seed), cutnote: cut.cutnote },
    expectation: (seat) => {
      const own = seats.find((one) => one.seat === seat) ?? null;
      return { ...known, ownSeat: seat, own, seats: seats.map((one) => one.seat) };
    },
    close: (history, settlement, isRunOut) => {
      const at = { openIndex: OPEN_INDEX, tMs: T_MS + 60_000, history, settlement };
      return { ...sign(OPEN_INDEX + 1, cut.close({ ...at, status: isRunOut ? 2 : 0 })), history, settlement };
    },
  };
}

function person(seat: number, random: Random) {
  const [seed, sid] = [random.bytes(32), random.bytes(8)];
  const hid = handId(ORIGIN, uuidBytes(TABLE), 1n);
  return { seat, seed, sid, commit: commitTo(hid, seat, sid, seed) };
}

function seal(key: Bytes, nonce: Bytes, plaintext: Bytes, aad: Bytes): Bytes {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad);
  return new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]));
}

function must<T>(result: Result<T, Fault>): T {
  assert(result.ok, result.ok ? '' : `${result.error.code}: ${result.error.detail}`);
  return result.value;
}
