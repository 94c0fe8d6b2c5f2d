import type { TableView } from '@aboveboard/client';
import type { TableEvent, TableEventOf } from '@aboveboard/protocol';
import type { TFunction } from 'i18next';
import { cardsWords, rankWords } from '../../cards/card-words.ts';
import { sideOf } from '../felt/winnings.ts';
import { boardWords } from './say-cards.ts';

type Amount = (chips: number) => string;

/** An event as one sentence for people who hear the table; null for what needs no words. */
export function sayEvent(event: TableEvent, view: TableView, t: TFunction, amount: Amount): string | null {
  const name = 'seat' in event && typeof event.seat === 'number' ? (view.seats[event.seat]?.player?.name ?? '') : '';
  switch (event.kind) {
    case 'hand-started':
      return `${t('say.newHand', { no: event.handNo })} ${t(`games.name.${event.game}`)}.`;
    case 'hole-dealt':
      return sayDealt(event, view, name, t);
    case 'discarded':
      return event.count === 0 ? t('say.pat', { name }) : t('say.draws', { name, count: event.count });
    case 'posted':
      return event.what === 'bring-in' ? t('say.bringsIn', { name, amount: amount(event.amount) }) : null;
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
      return boardWords(view.boards[event.board] ?? event.cards, view.boards.length > 1 ? event.board : null, t);
    case 'runs-agreed':
      return t('say.runs', { count: event.times });
    case 'shown':
      return t('say.shows', {
        name,
        cards: [cardsWords(event.cards, t), ...event.ranks.map(({ rank }) => rankWords(rank, t))].join('; '),
      });
    case 'pot-awarded':
      return event.winners
        .map(({ seat, amount: won }) => {
          const of = { name: view.seats[seat]?.player?.name ?? '', amount: amount(won) };
          return event.win ? t('say.winsSide', { ...of, side: t(`table.side.${sideOf(event.win)}`) }) : t('say.wins', of);
        })
        .join(' ');
    default:
      return null;
  }
}

/** Own cards by name; of others' only what lies open. */
function sayDealt(event: TableEventOf<'hole-dealt'>, view: TableView, name: string, t: TFunction): string | null {
  const known = event.cards.flatMap((card) => (card === null ? [] : [card]));
  if (known.length === 0) return null;
  const cards = cardsWords(known, t);
  return event.seat === view.ownSeat ? t('say.yourCards', { cards }) : t('say.openCards', { name, cards });
}

/** Where there is no board, the open cards of stud are what everybody looks at. */
function sayOpenCards(view: TableView, t: TFunction): string {
  return view.seats
    .flatMap(({ player, cards }) => {
      const open = cards.flatMap(({ card, isOpen }) => (isOpen && card !== null ? [card] : []));
      return player && open.length > 0 ? [t('say.openCards', { name: player.name, cards: cardsWords(open, t) })] : [];
    })
    .join(' ');
}

/** The own turn: what it costs, in one breath. */
export function sayTurn(view: TableView, t: TFunction, amount: Amount): string {
  const { legal, draw } = view.turn ?? {};
  if (draw) return t('say.yourTurn', { options: t(draw.least > 0 ? 'say.yourDiscard' : 'say.yourDraw', { count: draw.most }) });
  if (legal?.bringIn !== undefined) return t('say.yourTurn', { options: t('act.bringIn', { amount: amount(legal.bringIn) }) });
  const call = legal?.call;
  return t('say.yourTurn', { options: call ? t('say.yourTurnCall', { amount: amount(call) }) : t('say.yourTurnCheck') });
}

export function sayCards(view: TableView, t: TFunction): string {
  const held = view.ownSeat === null ? [] : (view.seats[view.ownSeat]?.cards ?? []);
  const cards = held.flatMap(({ card }) => (card === null ? [] : [card]));
  return cards.length > 0 ? t('say.yourCards', { cards: cardsWords(cards, t) }) : t('say.noCards');
}

export function sayBoard(view: TableView, t: TFunction): string {
  const boards = view.boards.filter((cards) => cards.length > 0);
  if (boards.length > 0) return boards.map((cards, b) => boardWords(cards, boards.length > 1 ? b : null, t)).join(' ');
  return sayOpenCards(view, t) || t('say.noBoard');
}

export function sayStacks(view: TableView, t: TFunction, amount: Amount): string {
  return view.seats
    .flatMap((seat) => (seat.player ? [t('say.stack', { name: seat.player.name, amount: amount(seat.stack) })] : []))
    .join(', ');
}
