/** Outlines of the four suits in a square of 32, in the order of the wire: clubs, diamonds, hearts, spades. */
export const SUITS = ['club', 'diamond', 'heart', 'spade'] as const;
export type Suit = (typeof SUITS)[number];

export const SUIT_PATHS: Readonly<Record<Suit, string>> = {
  club: 'M16 1.8a6.8 6.8 0 0 1 5 11.4 6.8 6.8 0 1 1-3.4 11.5c.4 2.3 1.5 4.2 3.4 5.8H11c1.9-1.6 3-3.5 3.4-5.8A6.8 6.8 0 1 1 11 13.2a6.8 6.8 0 0 1 5-11.4z',
  diamond: 'M16 1.5c3 5.6 7 10.4 12 14.5-5 4.1-9 8.9-12 14.5-3-5.6-7-10.4-12-14.5C9 11.9 13 7.1 16 1.5z',
  heart:
    'M16 29.5C6.5 21.8 2 16.4 2 10.7 2 6.1 5.4 3 9.3 3c2.9 0 5.3 1.6 6.7 4.3C17.4 4.6 19.8 3 22.7 3c3.9 0 7.3 3.1 7.3 7.7 0 5.7-4.5 11.1-14 18.8z',
  spade:
    'M16 1.8c5.5 7 14 11.3 14 18 0 4-2.9 6.7-6.3 6.7-2.5 0-4.7-1.3-5.9-3.2.3 3 1.4 5.4 3.2 7.2H11c1.8-1.8 2.9-4.2 3.2-7.2-1.2 1.9-3.4 3.2-5.9 3.2C4.9 26.5 2 23.8 2 19.8c0-6.7 8.5-11 14-18z',
};
