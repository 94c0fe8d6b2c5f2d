/**
 * Playing a recorded hand through the engine, card by card and chip by chip, and comparing what every seat ends with.
 */
import {
  type Card,
  chips,
  type Hand,
  type HandCommand,
  handFrom,
  nextStep,
  playHand,
  type SeatIndex,
  seatAt,
  seatIndex,
  startHand,
} from '@aboveboard/engine';
import type { PhhAction } from '../phh/action.ts';
import { fromUnits, toUnits } from '../phh/amount.ts';
import { decimalsOfRecord, type PhhRecord } from '../phh/record.ts';
import { holdemSetup } from './holdem-setup.ts';

export interface Mismatch {
  /** `p3`, or `hand` when it could not be played on. */
  readonly seat: string;
  readonly expected: string;
  readonly got: string;
}

export type Replayed =
  | { readonly kind: 'matched' }
  | { readonly kind: 'mismatched'; readonly mismatches: readonly Mismatch[] }
  /** Not played: a game or a form of it that the engine does not know yet. */
  | { readonly kind: 'skipped'; readonly variant: string; readonly reason: string };

export function replayHand(record: PhhRecord): Replayed {
  const { variant } = record;
  if (variant !== 'NT') return { kind: 'skipped', variant, reason: `${variant} is not played yet` };
  const setup = holdemSetup(record);
  if (!setup.ok) return { kind: 'skipped', variant, reason: setup.error };
  const decimals = decimalsOfRecord(record) ?? 0;
  let hand = handFrom(startHand(setup.value));
  for (const [index, action] of record.actions.entries()) {
    const after = replayAction(hand, action, decimals);
    if (typeof after === 'string') return stuck(`action ${index + 1} (${action.kind})`, after);
    hand = after;
  }
  const settled = settle(hand);
  return typeof settled === 'string' ? stuck('an ended hand', settled) : compare(record, settled, decimals);
}

function stuck(expected: string, got: string): Replayed {
  return { kind: 'mismatched', mismatches: [{ seat: 'hand', expected, got }] };
}

/** The hand after one recorded action, or the engine's reason against it. */
function replayAction(hand: Hand, action: PhhAction, decimals: number): Hand | string {
  if (action.kind === 'no-op') return hand;
  if (action.kind === 'show' || action.kind === 'muck') return replayShow(hand, action);
  const command = commandOf(hand, action, decimals);
  return typeof command === 'string' ? command : play(hand, command);
}

function play(hand: Hand, command: HandCommand): Hand | string {
  const played = playHand(hand, command);
  return played.ok ? played.value.hand : `refused ${JSON.stringify(played.error)}`;
}

function commandOf(
  hand: Hand,
  action: Exclude<PhhAction, { kind: 'show' | 'muck' | 'no-op' }>,
  decimals: number,
): HandCommand | string {
  if (action.kind === 'deal-board') return { kind: 'deal-board', cards: action.cards as readonly Card[] };
  const seat = seatIndex(action.player - 1);
  switch (action.kind) {
    case 'deal-hole':
      return { kind: 'deal-hole', seat, cards: action.cards };
    case 'fold':
      return { kind: 'fold', seat };
    case 'check-or-call':
      return { kind: seatAt(hand, seat).bet === hand.betToMatch ? 'check' : 'call', seat };
    case 'bet-or-raise':
      return { kind: 'raise-to', seat, to: chips(toUnits(action.amount, decimals) ?? 0) };
    default:
      return 'no action of this game';
  }
}

/** A hand that was turned up already, or given up when nobody else was left, needs no second showing. */
function replayShow(hand: Hand, action: Extract<PhhAction, { kind: 'show' | 'muck' }>): Hand | string {
  const seat: SeatIndex = seatIndex(action.player - 1);
  if (seatAt(hand, seat).fate === 'shown') return hand;
  if (action.kind === 'show' && action.cards === 'as-dealt') return play(hand, { kind: 'show', seat });
  if (action.kind === 'show') return play(hand, { kind: 'show', seat, cards: action.cards as readonly Card[] });
  return hand.phase === 'ended' ? hand : play(hand, { kind: 'muck', seat });
}

/** Records leave out showings that change nothing; the rules fill them in. */
function settle(hand: Hand): Hand | string {
  const after = hand.phase === 'showdown' ? play(hand, { kind: 'settle-showdown' }) : hand;
  if (typeof after === 'string') return after;
  return after.phase === 'ended' ? after : `the record ends where the hand waits for ${nextStep(after).kind}`;
}

/** A record without `finishing_stacks` has nothing to differ from: it matches when the rules let it be played to its end. */
function compare(record: PhhRecord, hand: Hand, decimals: number): Replayed {
  const mismatches = (record.details.finishing_stacks ?? []).flatMap((amount, i) => {
    const expected = fromUnits(toUnits(amount, decimals) ?? -1, decimals);
    const got = fromUnits(seatAt(hand, seatIndex(i)).stack, decimals);
    return expected === got ? [] : [{ seat: `p${i + 1}`, expected, got }];
  });
  return mismatches.length === 0 ? { kind: 'matched' } : { kind: 'mismatched', mismatches };
}
