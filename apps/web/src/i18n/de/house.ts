/** What a table plays with beyond its game, in German. */
import type { houseWords } from '../en/house.ts';

export const houseInGerman: typeof houseWords = {
  house: {
    dealersChoice: 'Dealer’s Choice',
    straddles_one: 'ein Straddle',
    straddles_other: '{{count}} Straddles',
    straddleButton: 'Straddle vom Button',
    kill: {
      half: 'halber Kill',
      full: 'voller Kill',
    },
    bombEvery: 'Bombenpot alle {{count}} Hände',
    bombVote: 'Bombenpots auf Wunsch',
    buyButton: 'Button zu kaufen',
    button: {
      moving: 'wandernder Button',
      forward: 'vorrückender Button',
    },
    fourRaises: 'vier Raises',
    once: 'Boards nur einmal',
    roundsOut: 'frei nach {{count}} versäumten Runden',
  },
};
