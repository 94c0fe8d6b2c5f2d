/** What is wrong with a question about odds, and what to write instead. */
import { formatCard, type Game } from '@aboveboard/engine';
import { unreachable } from '@aboveboard/kit';
import type { OddsGame, OddsRefusal, TextFault } from '@aboveboard/odds';

/** @param what the part of the call that is meant, "hand 2" or "--board" */
export function faultInWords(what: string, { code, at, text }: TextFault, game: OddsGame): string {
  return `${what}, character ${at + 1}: ${faultText(code, text, game)}`;
}

function faultText(code: TextFault['code'], text: string, { holeCards }: OddsGame): string {
  switch (code) {
    case 'EMPTY':
      return 'nothing stands there; write cards, a range or random';
    case 'NOT_A_CARD':
      return `${text} is no card; a card is a rank of 23456789TJQKA and a suit of cdhs, such as Td`;
    case 'NOT_A_HAND':
      return `${text} is no hand; write cards (AsKd, As??), a range (QQ+, AKs, 76s-54s, A5s-A2s, KTo+) or random`;
    case 'NOT_IN_DECK':
      return `${text} is not in the deck of this game`;
    case 'CARD_TWICE':
      return `${text} stands there twice`;
    case 'TOO_MANY_CARDS':
      return `${text} has too many cards; a hand of this game has ${holeCards}`;
    case 'TWO_CARD_GAMES_ONLY':
      return `${text} is a range of two cards, and a hand of this game has ${holeCards}; write its cards`;
    case 'ENDS_DO_NOT_MATCH':
      return `${text} does not go from one end to the other; write A5s-A2s, 76s-54s or 22-55`;
    case 'BAD_WEIGHT':
      return `${text} is no weight; write :0.5, above 0 and at most 1 with three decimals`;
    case 'TOO_MANY_WAYS':
      return `${text} stands for too many hands to list; write more of its cards, or give it as a hand of its own`;
    default:
      return unreachable(code);
  }
}

export function refusalInWords(refusal: OddsRefusal, code: string): string {
  switch (refusal.code) {
    case 'HANDS_OUT_OF_RANGE':
      return `odds are of two to ten hands, not of ${refusal.hands}`;
    case 'TOO_MANY_CARDS_IN_HAND':
      return `hand ${refusal.hand + 1} has too many cards; a hand of ${code} has ${refusal.most}`;
    case 'TOO_MANY_BOARDS':
      return `${code} has ${refusal.most === 1 ? 'one board' : `${refusal.most} boards`}; give --board no more often`;
    case 'TOO_MANY_CARDS_ON_BOARD':
      return refusal.most === 0 ? `${code} has no board` : `a board of ${code} has ${refusal.most} cards at most`;
    case 'NOT_IN_DECK':
      return `${formatCard(refusal.card)} is not in the deck of ${code}`;
    case 'CARD_TWICE':
      return `${formatCard(refusal.card)} lies in two places; a card can be in one hand, on one board or dead`;
    case 'DECK_RUNS_OUT':
      return `${refusal.needed} cards are to be dealt and ${refusal.left} are left; name fewer hands or fewer dead cards`;
    case 'RANGE_EMPTY':
      return `hand ${refusal.hand + 1} cannot be held: other hands, the board or the dead cards have what it needs`;
    case 'RANGES_CLASH':
      return 'these ranges cannot be held at the same time: they need the same cards';
    default:
      return unreachable(refusal);
  }
}

/** Why a board cannot have so many cards, for a game dealt street by street; `null` when it can. */
export function boardSizeFault(game: Game, size: number): string | null {
  const sizes = [0];
  for (const { board } of game.streets) if (board) sizes.push((sizes.at(-1) ?? 0) + board);
  if (sizes.includes(size) || size > Math.max(...sizes)) return null; // too many has words of its own
  return `a board of ${game.code} has ${sizes.slice(1).join(', ')} cards, not ${size}; quote them: --board "Ks 7d 2c"`;
}
