/**
 * What stays of a hand: the start state that OPEN binds, the public history that CLOSE binds, and the private record.
 *
 * The public history holds no account, name or clock. Anybody can play it again: the start state, each action by its seat, the
 * board and the shown cards with their openings, and the result.
 */
import { type Hand, type HandResult, type HandSetup, handResult } from '@aboveboard/engine';
import {
  type Aead,
  type Bytes,
  canonicalJson,
  concat,
  type JsonObject,
  type JsonValue,
  type PublicHistory,
  type Settlement,
  type StartState,
} from '@aboveboard/fairness';
import { assert, type Random } from '@aboveboard/kit';
import type { TableEventOf } from '@aboveboard/protocol';
import { layoutOf } from '../deal/layout-of.ts';
import { publicDeal } from '../deal/public-deal.ts';
import type { KeyRing } from '../ports.ts';
import type { PlayStep } from './hand-play.ts';

const HISTORY_VERSION = 2;
const NONCE_BYTES = 12;

/** What is played for, bound into OPEN before the cut. */
export function startState(setup: HandSetup): StartState {
  const deal = layoutOf(setup.game);
  assert(deal, `no deck is sealed for ${setup.game.code}`);
  return { version: HISTORY_VERSION, deal, setup: setup as unknown as JsonObject };
}

export function setupOf(start: unknown): HandSetup {
  return (start as { setup: HandSetup }).setup;
}

export type EndReason = TableEventOf<'hand-ended'>['reason'];

/** All that a hand came to, ready to be settled. */
export interface HandOutcome {
  readonly results: readonly { readonly seat: number; readonly delta: number; readonly stack: number }[];
  readonly rake: number;
  /** All pots together, for the lobby. */
  readonly pot: number;
  /** Who won what, for the table: a kill follows from it. */
  readonly pots: HandResult['pots'];
  readonly settlement: Settlement;
  readonly history: PublicHistory;
}

export function outcomeOf(start: StartState, hand: Hand, steps: readonly PlayStep[], reason: EndReason): HandOutcome {
  const result = handResult(hand);
  assert(result, 'a hand that has not ended has no result');
  return {
    results: result.seats,
    rake: result.rake,
    pot: result.pots.reduce((sum, { amount }) => sum + amount, 0),
    pots: result.pots,
    settlement: {
      seats: result.seats.map(({ seat, delta }) => ({ seat, delta: BigInt(delta) })),
      rake: BigInt(result.rake),
      other: 0n,
    },
    history: {
      version: HISTORY_VERSION,
      start,
      actions: steps.flatMap(({ event }) => actionOf(event)),
      ...publicDeal(steps),
      result: resultJson(result, reason),
    },
  };
}

/**
 * Why everything goes back: the box cannot be opened, nobody can say how the hand was played, or an operator said so after the books
 * had refused it.
 */
export type RefundReason = Extract<EndReason, 'RNG_FAULT' | 'ABANDONED' | 'LEDGER_FAULT'>;

export function refundOutcome(start: StartState, reason: RefundReason): HandOutcome {
  const seats = setupOf(start).seats.map(({ seat, stack }) => ({ seat, delta: 0, stack }));
  return {
    results: seats,
    rake: 0,
    pot: 0,
    pots: [],
    settlement: { seats: seats.map(({ seat }) => ({ seat, delta: 0n })), rake: 0n, other: 0n },
    history: {
      version: HISTORY_VERSION,
      start,
      actions: [],
      dealt: [],
      openings: [],
      result: { reason, seats, rake: 0, pots: [] },
    },
  };
}

/** What an event is in the public history: one action, or none where it follows from what is there. */
export function actionOf(event: PlayStep['event']): JsonValue[] {
  switch (event.kind) {
    case 'folded':
      return [{ seat: event.seat, kind: 'fold', timedOut: event.timedOut }];
    case 'checked':
      return [{ seat: event.seat, kind: 'check', timedOut: event.timedOut }];
    case 'called':
      return [{ seat: event.seat, kind: 'call' }];
    case 'raised':
      return [{ seat: event.seat, kind: 'raise-to', to: event.to }];
    case 'posted': // all others follow from the start state
      return event.what === 'bring-in' ? [{ seat: event.seat, kind: 'bring-in' }] : [];
    case 'discarded':
      return [{ seat: event.seat, kind: 'discard', count: event.cards.length, timedOut: event.timedOut }];
    case 'runs-agreed':
      return [{ kind: 'run-it', times: event.times }];
    case 'run-out-ordered':
      return [{ kind: 'run-out' }];
    case 'shown':
      return [{ seat: event.seat, kind: 'show' }];
    case 'mucked':
      return [{ seat: event.seat, kind: 'muck' }];
    default:
      return []; // pots and awards follow from the start state and the actions
  }
}

function resultJson(result: HandResult, reason: EndReason): JsonObject {
  return {
    reason,
    rake: result.rake,
    seats: result.seats.map(({ seat, delta, stack }) => ({ seat, delta, stack })),
    pots: result.pots.map(({ amount, rake, winners }) => ({
      amount,
      rake,
      winners: winners.map((winner) => ({ seat: winner.seat, amount: winner.amount })),
    })),
  };
}

export interface RecordPorts {
  readonly aead: Aead;
  readonly keyRing: KeyRing;
  readonly random: Random;
}

/**
 * Every seat's hole cards and what it gave up, sealed under the record key: `u32 key ‖ nonce[12] ‖ AES-256-GCM`, bound to table and hand number.
 * Where cards were given up, what each seat was dealt is in it too, deal by deal: it could not be told from the rest.
 */
export function sealPrivateRecord(
  ports: RecordPorts,
  key: { tableId: string; handNo: number },
  { after: hand, steps }: { readonly after: Hand; readonly steps: readonly PlayStep[] },
  players: readonly string[],
): Bytes {
  const { seats, discards } = hand;
  const dealt = discards.length === 0 ? {} : { dealt: steps.flatMap(({ event }) => dealtIn(event)) };
  const holes = seats.map(({ seat, hole }, i) => ({ seat, playerId: players[i] ?? null, cards: hole }));
  const [{ id, key: secret }] = ports.keyRing.recordKeys();
  const nonce = ports.random.bytes(NONCE_BYTES);
  const sealed = ports.aead.seal(secret, nonce, json({ holes, discards, ...dealt }), recordAad(key));
  return concat(Uint8Array.of(id >>> 24, id >>> 16, id >>> 8, id), nonce, sealed);
}

function dealtIn(event: PlayStep['event']) {
  return event.kind === 'hole-dealt' ? [{ seat: event.seat, cards: event.cards }] : [];
}

/** What the sealed record's associated data binds it to. */
export function recordAad({ tableId, handNo }: { tableId: string; handNo: number }): Bytes {
  return json({ record: tableId, handNo });
}

function json(value: unknown): Bytes {
  const bytes = canonicalJson(value);
  assert(bytes.ok, 'a value of our own that is not JSON');
  return bytes.value;
}
