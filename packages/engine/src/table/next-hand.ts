/**
 * The hand that would begin now: which game, where the button is, who is dealt in and what each has to post.
 *
 * @see rules/TABLE.md, rules/MIX.md, rules/TOURNEY.md.
 */
import type { Forced } from '../poker/game.ts';
import type { SeatIndex } from '../units.ts';
import { isBombPotDue } from './bomb-pots.ts';
import { withKill } from './kills.ts';
import { type Candidate, firstPlaces, isOwing, nextPlaces, type Placement, turningPlaces } from './places.ts';
import { type Outline, type Posting, withButtonBlind, withButtonBought, withoutBlinds, withTwoBlinds } from './posting.ts';
import type { HandInPlay, Table } from './state.ts';
import { withStraddles } from './straddles.ts';
import { gameAt, hasBlinds, isBlindTable, movesButton, nextTurn, turnWithHand } from './turns.ts';

/** `null` with fewer than two seats to deal in. `absent` seats count as sitting out. */
export function nextHand(table: Table, absent: readonly SeatIndex[], firstButton?: SeatIndex): HandInPlay | null {
  const present = candidates(table, absent);
  if (present.length < 2) return null;
  const turn = nextTurn(table);
  const { game, stakes } = gameAt(table.rules, turn.game);
  const isBombPot = isBombPotDue(table, game, present);
  const isBlindHand = hasBlinds(game) && !isBombPot;
  const placement = placementOf(table, isBlindHand ? game.forced : 'antes', present, firstButton);
  const posting = postingOf({ table, game, stakes, placement, present }, isBlindHand, isBombPot);
  const hand = { turn: turnWithHand(turn, table.rules, posting.seats.length), isBombPot, ...posting, extraBlinds: [] };
  return isBlindHand ? withStraddles(table, withKill(table, hand)) : hand;
}

/** Seats that could be dealt in: in a tournament all that have chips, else those whose player is there and plays. */
function candidates({ seats, rules }: Table, absent: readonly SeatIndex[]): Candidate[] {
  return seats.flatMap((at, index) => {
    const seat = index as SeatIndex;
    if (at === null || at.stack === 0) return [];
    const isAbsent = absent.includes(seat) || at.status === 'sitting-out' || at.status === 'leaving';
    return isAbsent && !rules.tableOptions.isTournament ? [] : [{ seat, at, isAbsent }];
  });
}

function placementOf(
  table: Table,
  forced: Forced,
  present: readonly Candidate[],
  firstButton: SeatIndex | undefined,
): Placement {
  const { positions: last } = table;
  const hasRegulars = present.some(({ at }) => !isOwing(at));
  if (last === null || !hasRegulars) return firstPlaces(present, firstButton);
  const isTurning = forced === 'button-blind' || !isBlindTable(table.rules);
  return isTurning ? turningPlaces(last, present) : nextPlaces(table, last, present);
}

function postingOf(outline: Outline, isBlindHand: boolean, isBombPot: boolean): Posting {
  if (!isBlindHand) return withoutBlinds(outline, movesButton(outline.table.rules, { bigBlind: null, isBombPot }));
  if (outline.game.forced === 'button-blind') return withButtonBlind(outline);
  return withButtonBought(outline) ?? withTwoBlinds(outline);
}
