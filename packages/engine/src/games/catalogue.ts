/** All games there are, by their code. */
import type { Game } from '../poker/game.ts';
import { bombPot } from './bomb-pot.ts';
import { DRAW_GAMES } from './draw.ts';
import { HOLDEM_GAMES, NO_LIMIT_HOLDEM } from './holdem.ts';
import { OMAHA_GAMES } from './omaha.ts';
import { STUD_GAMES } from './stud.ts';
import { STUDY_GAMES } from './study.ts';

const [POT_LIMIT_OMAHA] = OMAHA_GAMES as readonly [Game, ...Game[]];
const BOMB_POTS: readonly Game[] = [
  bombPot(NO_LIMIT_HOLDEM, 1),
  bombPot(NO_LIMIT_HOLDEM, 2),
  bombPot(POT_LIMIT_OMAHA, 1),
  bombPot(POT_LIMIT_OMAHA, 2),
];

/** Every game, the ones for study last. */
export const GAMES: readonly Game[] = [
  ...HOLDEM_GAMES,
  ...OMAHA_GAMES,
  ...STUD_GAMES,
  ...DRAW_GAMES,
  ...BOMB_POTS,
  ...STUDY_GAMES,
];

const BY_CODE: ReadonlyMap<string, Game> = new Map(GAMES.map((game) => [game.code, game]));

/** The game of a code, `null` for a code that names none. */
export function gameOf(code: string): Game | null {
  return BY_CODE.get(code) ?? null;
}
