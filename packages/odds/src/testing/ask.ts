/** Asking as a person does: a game's code and hands in words. */
import { gameOf } from '@aboveboard/engine';
import { assert, type Result } from '@aboveboard/kit';
import { countOdds, DEFAULT_SETTINGS, type OddsSettings } from '../count-odds.ts';
import { readKnownCards } from '../notation/read-cards.ts';
import { readHand } from '../notation/read-hand.ts';
import type { Odds } from '../odds.ts';
import { type OddsGame, oddsGame } from '../question/odds-game.ts';
import type { OddsRefusal, Question } from '../question/question.ts';

export function gameNamed(code: string): OddsGame {
  const game = gameOf(code);
  assert(game, `no game ${code}`);
  return oddsGame(game);
}

/** "AsAh v KdKc | Qh Jh 2c | dead 3d", each board after a bar. */
export function question(game: OddsGame, text: string): Question {
  const [hands = '', ...others] = text.split('|').map((part) => part.trim());
  const isDead = (part: string) => part.startsWith('dead');
  return {
    game,
    hands: hands.split(' v ').map((hand) => must(readHand(hand, game))),
    boards: others.filter((part) => !isDead(part)).map((part) => must(readKnownCards(part, game.deck))),
    dead: others.filter(isDead).flatMap((part) => must(readKnownCards(part.slice(4), game.deck))),
  };
}

/** Runs a question to its end. */
export function answer(asked: Question, settings: Partial<OddsSettings> = {}): Result<Odds, OddsRefusal> {
  const counting = countOdds(asked, { ...DEFAULT_SETTINGS, ...settings });
  for (;;) {
    const step = counting.next();
    if (step.done) return step.value;
  }
}

export function ask(game: string | OddsGame, text: string, settings: Partial<OddsSettings> = {}): Odds {
  return must(answer(question(typeof game === 'string' ? gameNamed(game) : game, text), settings));
}

export function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
