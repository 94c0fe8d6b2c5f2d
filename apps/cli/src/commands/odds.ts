/** `aboveboard odds`: what hands are worth against each other, in any game there is. */
import { type Card, GAMES, type Game, gameOf } from '@aboveboard/engine';
import { err, ok, type Result } from '@aboveboard/kit';
import { countOdds, DEFAULT_SETTINGS, oddsGame, type Question, readHand, readKnownCards } from '@aboveboard/odds';
import { Command, InvalidArgumentError } from 'commander';
import { EXIT } from '../exit-code.ts';
import { type Answered, formatOdds, oddsAsJson } from './odds-output.ts';
import { progressLine } from './odds-progress.ts';
import { boardSizeFault, faultInWords, refusalInWords } from './odds-words.ts';

interface OddsFlags {
  readonly game: string;
  readonly board: readonly string[];
  readonly dead: string;
  readonly monteCarlo?: number;
  readonly limit: number;
  readonly seed: number;
  readonly json?: boolean;
}

const HELP = `
Games: ${GAMES.map(({ code }) => code).join(' ')}

Cards that are left out, or written ??, are dealt. A draw game's hand is given by the cards it keeps.

Examples:
  aboveboard odds AsAh KdKc
  aboveboard odds "QQ+, AKs, KQo:0.5" random --board "Ks 7d 2c"
  aboveboard odds --game PO/8 As2sKdQd 8d7d6c9c --dead "3c 3d"
  aboveboard odds --game F7S AsKsQd2d 3h4d8c9c

Exit code 0 when there is an answer, 2 when there is none.`;

export function oddsCommand(): Command {
  const { mostWork, seed } = DEFAULT_SETTINGS;
  return new Command('odds')
    .description('Equity of two to ten hands: every deal counted, or a sample with its interval where there are too many.')
    .argument('<hand...>', 'cards (AsAh, "As??"), a range ("QQ+, AKs, 76s-54s") or random; quote what has blanks')
    .option('--game <code>', 'the code of the game', 'NT')
    .option('--board <cards>', 'the cards of the board, in quotes; twice where the game has two boards', collect, [])
    .option('--dead <cards>', 'cards out of play, in quotes: folded, exposed, discarded', '')
    .option('--monte-carlo <deals>', 'deal so many times by chance instead of counting', wholeNumber(1))
    .option('--limit <work>', 'count up to so many hands to rank or compare, else sample', wholeNumber(0), mostWork)
    .option('--seed <n>', 'deals by chance are the same ones for the same seed', wholeNumber(0), seed)
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action((hands: string[], flags: OddsFlags) => {
      const answered = answer(hands, flags);
      if (!answered.ok) process.stderr.write(`${answered.error}\n`);
      else process.stdout.write(flags.json ? `${JSON.stringify(oddsAsJson(answered.value))}\n` : formatOdds(answered.value));
      process.exitCode = answered.ok ? EXIT.GOOD : EXIT.USAGE;
    });
}

function collect(text: string, before: readonly string[]): string[] {
  return [...before, text];
}

/** A whole number from `least` up. */
function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (Number.isSafeInteger(number) && number >= least) return number;
    throw new InvalidArgumentError(`It takes a whole number from ${least} up, such as 100000.`);
  };
}

function answer(hands: readonly string[], flags: OddsFlags): Result<Answered, string> {
  const game = gameOf(flags.game);
  if (!game) return err(`there is no game ${flags.game}; there are ${GAMES.map(({ code }) => code).join(' ')}`);
  const asked = readQuestion(game, hands, flags);
  if (!asked.ok) return asked;
  const samples = flags.monteCarlo ?? DEFAULT_SETTINGS.samples;
  const mostWork = flags.monteCarlo === undefined ? flags.limit : 0;
  const counting = countOdds(asked.value, { mostWork, samples, seed: flags.seed });
  const line = progressLine(process.stderr);
  let step = counting.next();
  for (; !step.done; step = counting.next()) line.show(step.value);
  line.clear();
  if (!step.value.ok) return err(refusalInWords(step.value.error, flags.game));
  return ok({ code: flags.game, hands, question: asked.value, odds: step.value.value, seed: flags.seed });
}

function readQuestion(game: Game, texts: readonly string[], { board, dead }: OddsFlags): Result<Question, string> {
  const played = oddsGame(game);
  const hands = texts.map((text) => readHand(text, played));
  const boards = board.map((text) => readKnownCards(text, played.deck));
  const gone = readKnownCards(dead, played.deck);
  for (const [i, hand] of hands.entries()) {
    if (!hand.ok) return err(faultInWords(`hand ${i + 1}`, hand.error, played));
  }
  for (const cards of boards) {
    if (!cards.ok) return err(faultInWords('--board', cards.error, played));
    const fault = boardSizeFault(game, cards.value.length);
    if (fault) return err(fault);
  }
  if (!gone.ok) return err(faultInWords('--dead', gone.error, played));
  return ok({ game: played, hands: read(hands), boards: read<readonly Card[]>(boards), dead: gone.value });
}

/** The values of results of which none is a fault. */
function read<T>(results: readonly Result<T, unknown>[]): T[] {
  return results.flatMap((result) => (result.ok ? [result.value] : []));
}
