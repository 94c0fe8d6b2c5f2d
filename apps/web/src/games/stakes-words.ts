import type { OfferedGame, WireStakes } from '@aboveboard/protocol';
import type { TFunction } from 'i18next';
import { gameFacts } from './game-facts.ts';

export type StakesWords = {
  /** The number people compare tables by: blinds, or the two bets of a limit game. */
  readonly main: string;
  /** Antes and bring-in; empty where there are none. */
  readonly more: string;
};

/** What a table is played for, in the terms of its game. */
export function stakesWords(
  code: OfferedGame,
  stakes: WireStakes,
  t: TFunction,
  chips: (amount: number) => string,
): StakesWords {
  const { forced, limit } = gameFacts(code);
  const { smallBlind, bigBlind, smallBet, bigBet, ante, bringIn } = stakes;
  const antes = ante > 0 ? t('stakes.antes', { ante: chips(ante) }) : '';
  if (forced === 'antes') return { main: antes, more: '' };
  if (forced === 'button-blind') return { main: chips(bigBlind), more: [t('stakes.button'), antes].filter(Boolean).join(', ') };
  const isLimit = limit === 'fixed-limit' || limit === 'spread-limit';
  const main = isLimit
    ? t('stakes.limit', { small: chips(smallBet), big: chips(bigBet) })
    : t('stakes.blinds', { small: chips(smallBlind), big: chips(bigBlind) });
  const brings = bringIn > 0 ? t('stakes.bringIn', { bringIn: chips(bringIn) }) : '';
  return { main, more: [antes, brings].filter(Boolean).join(', ') };
}
