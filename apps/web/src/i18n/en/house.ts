/** What a table plays with beyond its game, in English. */
export const houseWords = {
  house: {
    dealersChoice: 'dealer’s choice',
    straddles_one: 'a straddle',
    straddles_other: '{{count}} straddles',
    straddleButton: 'button straddle',
    kill: { half: 'half kill', full: 'full kill' },
    bombEvery: 'bomb pot every {{count}} hands',
    bombVote: 'bomb pots by vote',
    buyButton: 'button for sale',
    button: { moving: 'moving button', forward: 'forward-moving button' },
    fourRaises: 'four raises',
    once: 'boards run once',
    roundsOut: 'up after {{count}} missed rounds',
  },
};
