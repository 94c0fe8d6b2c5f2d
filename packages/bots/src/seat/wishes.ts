/** What a bot wishes for the hand in play as it acts: the board run twice once all-in, its cards shown after a last bet. */
import type { TableView } from '@aboveboard/client';
import { boardCardCount, gameOf } from '@aboveboard/engine';
import type { PlayerAction } from '@aboveboard/protocol';
import type { Personality } from '../brain/personality.ts';
import type { Chance } from '../chance.ts';

export type Wish = { readonly kind: 'run-it'; readonly times: number } | { readonly kind: 'show-cards' };

const TWICE = 2;

/** @param action what the bot is about to do on the turn in `view` */
export function wishesFor(view: TableView, action: PlayerAction, who: Personality, chance: Chance): readonly Wish[] {
  const game = gameOf(view.game ?? '');
  const isLastStreet = view.turn?.street === game?.streets.at(-1)?.name;
  const toCome = game?.boards === 1 ? boardCardCount(game) - (view.boards[0]?.length ?? 0) : 0;
  const runs = who.runsTwice && toCome > 0 && isForAll(view, action);
  const shows = isLastStreet && action.kind === 'raise-to' && chance.isHit(who.showing);
  return [...(runs ? [{ kind: 'run-it', times: TWICE } as const] : []), ...(shows ? [{ kind: 'show-cards' } as const] : [])];
}

/** The bot goes all-in, or answers somebody who is. */
function isForAll({ seats, ownSeat, turn }: TableView, action: PlayerAction): boolean {
  const own = seats[ownSeat ?? -1];
  if (!own) return false;
  if (action.kind === 'raise-to') return action.to >= own.bet + own.stack;
  const isAnswered = seats.some(
    ({ seat, isInHand, isFolded, isAllIn }) => seat !== ownSeat && isInHand && !isFolded && isAllIn,
  );
  return action.kind === 'call' && (isAnswered || (turn?.legal?.call ?? 0) >= own.stack);
}
