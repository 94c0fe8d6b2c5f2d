/** What is wrong with a text, and where: `at` counts characters from 0, `text` is the part that is meant. */
export interface TextFault {
  readonly code:
    | 'EMPTY'
    | 'NOT_A_CARD'
    | 'NOT_A_HAND'
    | 'NOT_IN_DECK'
    | 'CARD_TWICE'
    | 'TOO_MANY_CARDS'
    | 'TWO_CARD_GAMES_ONLY'
    | 'ENDS_DO_NOT_MATCH'
    | 'BAD_WEIGHT'
    | 'TOO_MANY_WAYS';
  readonly at: number;
  readonly text: string;
}
