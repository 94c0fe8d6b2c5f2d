/**
 * Hands as JSON, for programs that read neither PHH nor text. The shape is stable: it changes only with `version`.
 *
 * Amounts are in the record's own decimals, null where nobody recorded them. Players count from 1, left of the button. Cards are two
 * letters, `??` for one that nobody recorded.
 */
import { formatCard, type HoleCard, handResult } from '@aboveboard/engine';
import type { PhhAction } from '../phh/action.ts';
import type { PhhRecord } from '../phh/record.ts';
import { type PlayedRecord, playRecord } from '../replay/play-record.ts';

export interface HandJson {
  readonly format: 'aboveboard-hand';
  readonly version: 1;
  /** PHH's code where it has one. */
  readonly variant: string;
  readonly stakes: {
    readonly antes: readonly number[];
    readonly antesTrimmed: boolean | null;
    /** Heads-up in the order of the positions, as PHH has them; null in games with a bring-in. */
    readonly blindsOrStraddles: readonly number[] | null;
    readonly bringIn: number | null;
    readonly smallBet: number | null;
    readonly bigBet: number | null;
    readonly minBet: number | null;
  };
  readonly players: readonly {
    readonly player: number;
    readonly name: string | null;
    readonly seat: number | null;
    readonly startingStack: number | null;
    readonly finishingStack: number | null;
  }[];
  /** As in the record, in order: `kind`, and `player`, `cards`, `amount` and `comment` where the kind has them. */
  readonly actions: readonly object[];
  /** What the rules made of it; null, with the reason, where it cannot be played. */
  readonly outcome: HandOutcome | null;
  readonly reason: string | null;
  /** PHH's optional fields and the user-defined ones, under their own names. */
  readonly details: object;
  readonly own: object;
}

export interface HandOutcome {
  readonly boards: readonly (readonly string[])[];
  /** Main pot first; `amount` before `rake`. */
  readonly pots: readonly { readonly amount: number; readonly rake: number; readonly winners: readonly Won[] }[];
  readonly rake: number;
  /** What each player ends with, p1 first. */
  readonly stacks: readonly number[];
}

interface Won {
  readonly player: number;
  readonly amount: number;
}

/**
 * The JSON of a record, played through the engine where it can be.
 *
 * @see rules/PHH.md PHH-8
 */
export function handJson(record: PhhRecord): HandJson {
  const { details, own, antes, isAnteTrimmed, blindsOrStraddles, bringIn, smallBet, bigBet, minBet } = record;
  const played = playRecord(record);
  return plain({
    format: 'aboveboard-hand',
    version: 1,
    variant: record.variant,
    stakes: { antes, antesTrimmed: isAnteTrimmed, blindsOrStraddles, bringIn, smallBet, bigBet, minBet },
    players: record.startingStacks.map((startingStack, i) => ({
      player: i + 1,
      name: details.players?.[i] ?? null,
      seat: details.seats?.[i] ?? null,
      startingStack,
      finishingStack: details.finishing_stacks?.[i] ?? null,
    })),
    actions: record.actions.map(actionJson),
    outcome: played.ok ? outcomeOf(played.value) : null,
    reason: played.ok ? null : played.error.reason,
    details,
    own,
  });
}

function actionJson(action: PhhAction): object {
  return 'cards' in action && action.cards !== 'as-dealt' ? { ...action, cards: action.cards.map(cardJson) } : action;
}

function cardJson(card: HoleCard): string {
  return card === null ? '??' : formatCard(card);
}

function outcomeOf({ hand, decimals }: PlayedRecord): HandOutcome {
  const amount = (units: number): number => units / 10 ** decimals;
  const result = handResult(hand);
  return {
    boards: hand.boards.map((board) => board.map(cardJson)),
    pots: (result?.pots ?? []).map((pot) => ({
      amount: amount(pot.amount),
      rake: amount(pot.rake),
      winners: pot.winners.map((share) => ({ player: share.seat + 1, amount: amount(share.amount) })),
    })),
    rake: amount(result?.rake ?? 0),
    stacks: hand.seats.map(({ stack }) => amount(stack)),
  };
}

/** Only what JSON can say: dates as their text, numbers too large for it as text, what is not finite as null. */
function plain(json: HandJson): HandJson {
  return JSON.parse(JSON.stringify(json, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
}
