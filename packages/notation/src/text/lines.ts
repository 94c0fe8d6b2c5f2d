/**
 * One line of a hand's course: who did what. Chat, and what only concerns the room, says nothing about the hand.
 */
import { MONEY, parseMoney } from './money.ts';

/** Amounts in ten-thousandths; cards as written, blanks between them. */
export type TextLine =
  /** `run` counts from 1 where the board is run several times, else it is 0. */
  | { readonly kind: 'street'; readonly street: Street; readonly run: number; readonly cards: string }
  | {
      readonly kind: 'posts';
      readonly name: string;
      readonly what: PostName;
      readonly amount: number;
      readonly isAllIn: boolean;
    }
  | { readonly kind: 'dealt'; readonly name: string; readonly cards: string }
  | { readonly kind: 'folds' | 'checks'; readonly name: string }
  | { readonly kind: 'mucks'; readonly name: string }
  | { readonly kind: 'calls' | 'bets'; readonly name: string; readonly amount: number; readonly isAllIn: boolean }
  | { readonly kind: 'raises'; readonly name: string; readonly by: number; readonly to: number; readonly isAllIn: boolean }
  | { readonly kind: 'shows'; readonly name: string; readonly cards: string }
  | { readonly kind: 'uncalled' | 'collected'; readonly name: string; readonly amount: number }
  | { readonly kind: 'total'; readonly amount: number; readonly rake: number }
  | { readonly kind: 'board'; readonly run: number; readonly cards: string }
  /** From the summary: the cards of a hand that was shown or mucked face up. */
  | { readonly kind: 'held'; readonly seat: number; readonly cards: string }
  | { readonly kind: 'nothing' };

export type Street = 'hole' | 'flop' | 'turn' | 'river' | 'showdown' | 'summary';
export type PostName = 'ante' | 'small-blind' | 'big-blind' | 'both-blinds' | 'straddle';

/** How many cards lie on the board after a street. */
export const BOARD_AFTER: Readonly<Partial<Record<Street, number>>> = { flop: 3, turn: 4, river: 5 };

const STREETS: Readonly<Record<string, Street>> = {
  'HOLE CARDS': 'hole',
  FLOP: 'flop',
  TURN: 'turn',
  RIVER: 'river',
  'SHOW DOWN': 'showdown',
  SUMMARY: 'summary',
};
/** What stands before a street, a showdown and a board that are one of several. */
export const RUNS = ['', 'FIRST', 'SECOND', 'THIRD'];
const STREET = /^\*\*\* (?:(FIRST|SECOND|THIRD) )?([A-Z ]+) \*\*\*(?: \[[^\]]*\])*?(?: \[([^\]]*)\])?$/;
const POSTS = new RegExp(
  `^posts (the ante|small blind|big blind|small & big blinds|straddle|the straddle) (${MONEY})( and is all-in)?$`,
);
const POST_NAMES: Readonly<Record<string, PostName>> = {
  'the ante': 'ante',
  'small blind': 'small-blind',
  'big blind': 'big-blind',
  'small & big blinds': 'both-blinds',
  straddle: 'straddle',
  'the straddle': 'straddle',
};
const BETS = new RegExp(`^(calls|bets) (${MONEY})( and is all-in)?$`);
const RAISES = new RegExp(`^raises (${MONEY}) to (${MONEY})( and is all-in)?$`);
const SHOWS = /^shows \[([^\]]+)\](?: \(.*\))?$/;
const COLLECTED = new RegExp(String.raw`^(.+) collected (${MONEY}) from (?:pot|main pot|side pot(?:-\d+)?)$`);
const UNCALLED = new RegExp(String.raw`^Uncalled bet \((${MONEY})\) returned to (.+)$`);
const TOTAL = new RegExp(
  String.raw`^Total pot (${MONEY})(?: Main pot ${MONEY}\.(?: Side pot(?:-\d+)? ${MONEY}\.)*)? \| Rake (${MONEY})$`,
);
const RESULT = /^Seat (\d+): .*?(?:(?:showed|mucked) \[([^\]]+)\].*)?$/;

/** What may stand in a hand and says nothing about its play. */
const NOTHING = [
  /^$/,
  /^.+ said, ".*"$/,
  /^.+:? (?:is sitting out|sits out)$/,
  /^.+ (?:is|are) (?:dis)?connected$/,
  /^.+ has timed out(?: while (?:being )?disconnected)?$/,
  /^.+ has \d+ seconds? left to act$/,
  /^.+ (?:has returned|leaves the table)$/,
  /^.+ joins the table at seat #\d+$/,
  /^.+ was removed from the table for failing to post$/,
  /^.+ will be allowed to play after the button$/,
  /^.+ (?:finished|wins) the tournament.*$/,
  /^.+ wins .+ for eliminating .+$/,
  /^.+ (?:re-buys and receives|takes the add-on and receives) .+ chips.*$/,
  /^.+: doesn't show hand$/,
  /^Betting is capped$/,
];

/** Reads a line between the seats and the end of the hand, or null when it is none that a hand has. `names` are those at the table. */
export function parseLine(line: string, names: readonly string[]): TextLine | null {
  const street = STREET.exec(line);
  if (street) return streetLine(street[2] ?? '', RUNS.indexOf(street[1] ?? ''), street[3] ?? '');
  const dealt = /^Dealt to (.+) \[([^\]]+)\]$/.exec(line);
  if (dealt) return { kind: 'dealt', name: dealt[1] ?? '', cards: dealt[2] ?? '' };
  const uncalled = UNCALLED.exec(line);
  if (uncalled) return { kind: 'uncalled', amount: parseMoney(uncalled[1] ?? ''), name: uncalled[2] ?? '' };
  const collected = COLLECTED.exec(line);
  if (collected) return { kind: 'collected', name: collected[1] ?? '', amount: parseMoney(collected[2] ?? '') };
  const name = names.filter((one) => line.startsWith(`${one}: `)).reduce((a, b) => (b.length > a.length ? b : a), '');
  const act = name === '' ? null : parseAct(name, line.slice(name.length + 2));
  return act ?? (NOTHING.some((pattern) => pattern.test(line)) ? { kind: 'nothing' } : null);
}

/** Reads a line below the heading of the summary. */
export function parseSummaryLine(line: string): TextLine | null {
  const total = TOTAL.exec(line);
  if (total) return { kind: 'total', amount: parseMoney(total[1] ?? ''), rake: parseMoney(total[2] ?? '') };
  const board = /^(?:(FIRST|SECOND|THIRD) )?Board \[([^\]]*)\]$/.exec(line);
  if (board) return { kind: 'board', run: RUNS.indexOf(board[1] ?? ''), cards: board[2] ?? '' };
  if (/^Hand was run (?:twice|three times)$/.test(line)) return { kind: 'nothing' };
  const result = RESULT.exec(line);
  if (result?.[2] !== undefined) return { kind: 'held', seat: Number(result[1]), cards: result[2] };
  return result || line === '' ? { kind: 'nothing' } : null;
}

function streetLine(heading: string, run: number, cards: string): TextLine | null {
  const street = STREETS[heading];
  return street && (run === 0 || (street !== 'hole' && street !== 'summary')) ? { kind: 'street', street, run, cards } : null;
}

function parseAct(name: string, text: string): TextLine | null {
  if (text === 'folds' || text === 'checks') return { kind: text, name };
  if (/^folds \[[^\]]+\]$/.test(text)) return { kind: 'folds', name };
  if (text === 'mucks hand') return { kind: 'mucks', name };
  const bets = BETS.exec(text);
  if (bets)
    return { kind: bets[1] as 'calls' | 'bets', name, amount: parseMoney(bets[2] ?? ''), isAllIn: bets[3] !== undefined };
  const raises = RAISES.exec(text);
  if (raises) {
    const [, by = '', to = '', allIn] = raises;
    return { kind: 'raises', name, by: parseMoney(by), to: parseMoney(to), isAllIn: allIn !== undefined };
  }
  const shows = SHOWS.exec(text);
  if (shows) return { kind: 'shows', name, cards: shows[1] ?? '' };
  const posts = POSTS.exec(text);
  const what = POST_NAMES[posts?.[1] ?? ''];
  return what ? { kind: 'posts', name, what, amount: parseMoney(posts?.[2] ?? ''), isAllIn: posts?.[3] !== undefined } : null;
}
