/** The strength of cards that make no hand of the kind: less than that of any hand. */
export const NO_HAND = -1;
