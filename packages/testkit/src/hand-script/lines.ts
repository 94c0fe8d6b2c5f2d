/** The lines of a script after the first: `Name does something`, or `* ` and what the dealer does. */
import type { SeatIndex } from '@aboveboard/engine';
import { amountOf, cardsOf, fail } from './fail.ts';
import type { DealerLine, Doing, ScriptLine, ScriptPlace, WinPart } from './script.ts';

/** Reads one line. @throws HandScriptError */
export function parseLine(at: ScriptPlace, seatOf: ReadonlyMap<string, SeatIndex>): ScriptLine {
  const [said = '', refused = null] = at.text.split(/\s*=>\s*refused\s+/);
  if (said.startsWith('*')) return parseDealerLine(at, said.slice(1).trim(), refused);
  const [, name = '', what = '', allIn] =
    /^(\w+)\s+(.*?)(, all-in)?$/.exec(said) ?? fail(at, 'a line is "Name does something"');
  const seat = seatOf.get(name) ?? fail(at, `nobody here is called ${name}`);
  return { ...at, kind: 'player', seat, doing: parseDoing(at, what), isAllIn: allIn !== undefined, refused };
}

function parseDealerLine(at: ScriptPlace, text: string, refused: string | null): DealerLine {
  const times = ['', '', 'runs it twice', 'runs it thrice'].indexOf(text);
  if (times >= 2) return { ...at, kind: 'runs', times, refused };
  if (refused !== null) fail(at, 'only running it several times can be refused here');
  const [, word = '', number = '1', rest = ''] = /^([a-z-]+)(?: (\d):)?(?: (.*))?$/.exec(text) ?? [];
  switch (word) {
    case 'board':
      return { ...at, kind: 'board', board: Number(number) - 1, cards: cardsOf(at, rest) };
    case 'street':
      return { ...at, kind: 'street', cards: rest.split('|').map((cards) => cardsOf(at, cards.trim())) };
    case 'pots':
      return { ...at, kind: 'pots', pots: rest };
    case 'rake':
      return { ...at, kind: 'rake', amount: amountOf(at, rest) };
    case 'run-out':
    case 'ended':
      return { ...at, kind: word };
    default:
      return fail(at, 'the dealer can: board, street, runs it twice, pots, rake, run-out, ended');
  }
}

const WORDS = ['folds', 'checks', 'times out', 'mucks', 'shows', 'showed', 'mucked'] as const;
const MORE = /^(calls|bets|raises to|completes to|brings in|discards|draws|gets back|gets|holds|wins|has|posts|may) (.+)$/;

function parseDoing(at: ScriptPlace, what: string): Doing {
  const word = WORDS.find((one) => one === what);
  if (word) return { kind: word };
  if (what === 'calls') return { kind: 'calls', amount: null };
  if (what === 'stands pat') return { kind: 'draws', count: 0 };
  const [, verb = '', rest = ''] = MORE.exec(what) ?? fail(at, `nobody can "${what}"`);
  switch (verb) {
    case 'holds':
    case 'gets':
    case 'discards':
      return { kind: verb, cards: cardsOf(at, rest) };
    case 'draws':
      return { kind: 'draws', count: amountOf(at, rest) };
    case 'may':
      return { kind: 'may', actions: rest };
    case 'wins':
      return parseWins(at, rest);
    case 'posts': {
      const [amount = '', post = ''] = rest.split(' ');
      return { kind: 'posts', amount: amountOf(at, amount), what: post };
    }
    case 'bets':
      return { kind: 'bets', to: amountOf(at, rest) };
    case 'raises to':
      return { kind: 'raises', to: amountOf(at, rest) };
    case 'completes to':
      return { kind: 'completes', to: amountOf(at, rest) };
    default:
      return { kind: verb as 'calls' | 'brings in' | 'gets back' | 'has', amount: amountOf(at, rest) };
  }
}

/** `wins 101`, `wins high 51`, `wins board 2 50`, `wins board 2 low 25`. */
function parseWins(at: ScriptPlace, text: string): Doing {
  const [, board, way, amount = ''] =
    /^(?:board (\d) )?(?:(high|low|badugi) )?([\d ]+)$/.exec(text) ?? fail(at, `nobody can win "${text}"`);
  const part = { board: board === undefined ? null : Number(board) - 1, way: (way ?? null) as WinPart['way'] };
  return { kind: 'wins', amount: amountOf(at, amount), part };
}
