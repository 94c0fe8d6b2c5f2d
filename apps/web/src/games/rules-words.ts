/** A game in three lines: how many cards play, what wins, how bets are limited. Put together from the engine's description. */
import type { Game, WinRule } from '@aboveboard/engine';
import type { GameCode, WireStakes } from '@aboveboard/protocol';
import type { TFunction } from 'i18next';
import { boardCount, gameFacts, mostHeld, openCards } from './game-facts.ts';

export function rulesWords(code: GameCode, stakes: WireStakes, t: TFunction, chips: (amount: number) => string): string[] {
  const game = gameFacts(code);
  return [cardsLine(code, game, t), winsLine(game, t), limitLine(game, stakes, t, chips)];
}

function cardsLine(code: GameCode, { streets, wins, boards, deck }: Game, t: TFunction): string {
  const own = mostHeld(code);
  const draws = streets.filter(({ draw }) => draw).length;
  const given = streets.reduce((sum, { discard = 0 }) => sum + discard, 0);
  const dealt =
    openCards(code) > 0
      ? t('rules.stud', { count: own })
      : boardCount(code) === 0
        ? t('rules.own', { count: own })
        : wins[0]?.use === 'two-and-three'
          ? t('rules.twoAndThree', { count: own })
          : t('rules.board', { count: own });
  const more = [
    draws > 0 ? t('rules.draws', { count: draws }) : '',
    given > 0 ? t('rules.givesUp', { count: given }) : '',
    boards > 1 ? t('rules.boards', { count: boards }) : '',
    deck.ranks.length < 13 ? t('rules.deck', { count: deck.ranks.length * deck.suits.length }) : '',
  ];
  return [dealt, ...more].filter(Boolean).join(' ');
}

function winsLine({ wins }: Game, t: TFunction): string {
  const lines = wins.map(({ type }: WinRule) => t(`rules.wins.${type}`));
  return wins.length > 1 ? `${t('rules.split')} ${lines.join(' ')}` : lines.join(' ');
}

function limitLine({ limit, forced }: Game, stakes: WireStakes, t: TFunction, chips: (amount: number) => string): string {
  const amounts = { small: chips(stakes.smallBet), big: chips(stakes.bigBet), bringIn: chips(stakes.bringIn) };
  const bets = t(`rules.limit.${limit}`, amounts);
  return forced === 'bring-in' ? `${t('rules.bringIn', amounts)} ${bets}` : bets;
}
