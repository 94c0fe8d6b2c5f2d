/** What a table plays with beyond its game, as its owner chose when it was opened. */
import { z } from 'zod';

export const houseRules = z.strictObject({
  /** After somebody left: the button may stand at an empty seat, always moves to the next player, or skips who owes a blind. */
  button: z.enum(['dead', 'moving', 'forward']),
  /** Both blinds may be posted where the button is next, and it is one's own. */
  mayBuyButton: z.boolean(),
  /** Who may straddle: from left of the big blind on, or the button alone. How many is the table's `straddles`. */
  straddleFrom: z.enum(['big-blind', 'button']),
  /** At fixed limit: after two pots running, or a scoop where pots are split, the winner posts more and the bets are bigger. */
  kill: z.enum(['off', 'half', 'full']),
  /** Every so many hands (0: never of itself), or when all who are dealt in vote for it. */
  bombPot: z.strictObject({
    every: z.int().min(0).max(100),
    byVote: z.boolean(),
    boards: z.int().min(1).max(2),
  }),
  /** The games of a rotation are chosen by the player on the button instead of coming in turn. */
  isDealersChoice: z.boolean(),
  /** Raises after the bet on one street at fixed limit. */
  raiseCap: z.int().min(3).max(4),
  mayRunTwice: z.boolean(),
  /** Rounds of blinds a seat may miss before it is given up; 0: any number. */
  roundsOut: z.int().min(0).max(10),
});
export type HouseRules = z.infer<typeof houseRules>;

/** Nothing extra, and the board may be run again where all agree. */
export const DEFAULT_HOUSE_RULES: HouseRules = {
  button: 'dead',
  mayBuyButton: false,
  straddleFrom: 'big-blind',
  kill: 'off',
  bombPot: { every: 0, byVote: false, boards: 1 },
  isDealersChoice: false,
  raiseCap: 3,
  mayRunTwice: true,
  roundsOut: 0,
};

const { shape } = houseRules;
/** As a new table asks for them: what is left out is as usual. */
export const wantedHouseRules = z.strictObject({
  button: shape.button.default(DEFAULT_HOUSE_RULES.button),
  mayBuyButton: shape.mayBuyButton.default(DEFAULT_HOUSE_RULES.mayBuyButton),
  straddleFrom: shape.straddleFrom.default(DEFAULT_HOUSE_RULES.straddleFrom),
  kill: shape.kill.default(DEFAULT_HOUSE_RULES.kill),
  bombPot: shape.bombPot.default(DEFAULT_HOUSE_RULES.bombPot),
  isDealersChoice: shape.isDealersChoice.default(DEFAULT_HOUSE_RULES.isDealersChoice),
  raiseCap: shape.raiseCap.default(DEFAULT_HOUSE_RULES.raiseCap),
  mayRunTwice: shape.mayRunTwice.default(DEFAULT_HOUSE_RULES.mayRunTwice),
  roundsOut: shape.roundsOut.default(DEFAULT_HOUSE_RULES.roundsOut),
});
