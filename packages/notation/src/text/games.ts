/** The names under which rooms write their games, and what of them a text can be read into. */

export interface TextGame {
  readonly variant: string;
  /** As in the first line of a hand. */
  readonly name: string;
  /** Own cards a seat gets. */
  readonly hole: number;
  /** The stakes in the first line are the two bets, not the blinds. */
  readonly isLimit: boolean;
}

function game(variant: string, name: string, hole: number): TextGame {
  return { variant, name, hole, isLimit: variant.startsWith('F') };
}

export const TEXT_GAMES: readonly TextGame[] = [
  game('NT', "Hold'em No Limit", 2),
  game('PT', "Hold'em Pot Limit", 2),
  game('FT', "Hold'em Limit", 2),
  game('PO', 'Omaha Pot Limit', 4),
  game('FO', 'Omaha Limit', 4),
  game('PO/8', 'Omaha Hi/Lo Pot Limit', 4),
  game('NO/8', 'Omaha Hi/Lo No Limit', 4),
  game('FO/8', 'Omaha Hi/Lo Limit', 4),
  game('PO5', '5 Card Omaha Pot Limit', 5),
  game('PO5/8', '5 Card Omaha Hi/Lo Pot Limit', 5),
  game('PO6', '6 Card Omaha Pot Limit', 6),
];
