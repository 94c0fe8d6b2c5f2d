import type { TableView } from '@aboveboard/client';
import type { TableEvent } from '@aboveboard/protocol';
import type { TFunction } from 'i18next';
import { cardsWords } from '../../cards/card-words.ts';

type Amount = (chips: number) => string;

/** An event as one sentence for people who hear the table; null for what needs no words. */
export function sayEvent(event: TableEvent, view: TableView, t: TFunction, amount: Amount): string | null {
  const name = 'seat' in event && typeof event.seat === 'number' ? (view.seats[event.seat]?.player?.name ?? '') : '';
  switch (event.kind) {
    case 'hand-started':
      return t('say.newHand', { no: event.handNo });
    case 'hole-dealt':
      return event.cards ? t('say.yourCards', { cards: cardsWords(event.cards, t) }) : null;
    case 'folded':
      return t('say.folds', { name });
    case 'checked':
      return t('say.checks', { name });
    case 'called':
      return t('say.calls', { name, amount: amount(event.amount) });
    case 'raised':
      return event.isBet
        ? t('say.bets', { name, amount: amount(event.to) })
        : t('say.raises', { name, amount: amount(event.to) });
    case 'board-dealt':
      return t('say.board', { cards: cardsWords(view.board, t) });
    case 'shown':
      return t('say.shows', { name, cards: cardsWords(event.cards, t) });
    case 'pot-awarded':
      return event.winners
        .map(({ seat, amount: won }) => t('say.wins', { name: view.seats[seat]?.player?.name ?? '', amount: amount(won) }))
        .join(' ');
    default:
      return null;
  }
}

/** The own turn: what it costs, in one breath. */
export function sayTurn(view: TableView, t: TFunction, amount: Amount): string {
  const call = view.turn?.legal.call;
  return t('say.yourTurn', { options: call ? t('say.yourTurnCall', { amount: amount(call) }) : t('say.yourTurnCheck') });
}

export function sayCards(view: TableView, t: TFunction): string {
  const cards = view.ownSeat === null ? null : view.seats[view.ownSeat]?.cards;
  return cards ? t('say.yourCards', { cards: cardsWords(cards, t) }) : t('say.noCards');
}

export function sayBoard(view: TableView, t: TFunction): string {
  return view.board.length > 0 ? t('say.board', { cards: cardsWords(view.board, t) }) : t('say.noBoard');
}

export function sayStacks(view: TableView, t: TFunction, amount: Amount): string {
  return view.seats
    .flatMap((seat) => (seat.player ? [t('say.stack', { name: seat.player.name, amount: amount(seat.stack) })] : []))
    .join(', ');
}
