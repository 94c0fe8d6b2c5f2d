/**
 * Hands written down as one would tell them, one action a line; `docs` of the language are the lines' own patterns below.
 *
 *     NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 450
 *     Ana  raises to 300
 *     Bo   folds
 *     Cy   raises to 450, all-in
 *     Ana  raises to 900            => refused RAISE_NOT_OPEN
 *     Ana  calls 150
 *     * board Qh 8s 3c 5d 2s
 *     Ana  wins 950
 *
 * Seats are clockwise; `empty` is an empty seat. The small blind is the seat after the button, empty or not, and the big blind the
 * next player. A line that means nothing is an error with its number: a script never tests less than it says.
 */
import {
  type Card,
  type Chips,
  chips,
  DEFAULT_OPTIONS,
  type HandSetup,
  type HouseOptions,
  NO_LIMIT_HOLDEM,
  NO_STAKES,
  parseCards,
  type SeatIndex,
  type SeatSetup,
  type Stakes,
  seatIndex,
} from '@aboveboard/engine';

/** What a player's line says. Everything from `wins` on is looked for, not done. */
export type Doing =
  | { readonly kind: 'folds' | 'checks' | 'times out' | 'mucks' | 'shows' }
  | { readonly kind: 'calls'; readonly amount: Chips | null }
  | { readonly kind: 'bets' | 'raises'; readonly to: Chips }
  | { readonly kind: 'holds'; readonly cards: readonly Card[] }
  | { readonly kind: 'wins' | 'gets back' | 'has'; readonly amount: Chips }
  | { readonly kind: 'posts'; readonly amount: Chips; readonly what: string }
  | { readonly kind: 'may'; readonly actions: string }
  | { readonly kind: 'showed' | 'mucked' };

interface Line {
  readonly line: number;
  readonly text: string;
}
export type ScriptLine =
  | (Line & {
      readonly kind: 'player';
      readonly seat: SeatIndex;
      readonly doing: Doing;
      readonly isAllIn: boolean;
      /** `CODE` or `CODE detail amount`. */
      readonly refused: string | null;
    })
  | (Line & { readonly kind: 'board'; readonly cards: readonly Card[] })
  | (Line & { readonly kind: 'pots'; readonly pots: string })
  | (Line & { readonly kind: 'rake'; readonly amount: Chips })
  | (Line & { readonly kind: 'run-out' | 'ended' });

export interface HandScript {
  readonly setup: HandSetup;
  readonly names: ReadonlyMap<SeatIndex, string>;
  readonly lines: readonly ScriptLine[];
}

/** A script that cannot be read, or a hand that does not go as it says. */
export class HandScriptError extends Error {
  override readonly name = 'HandScriptError';
  constructor(at: Line, problem: string) {
    super(`line ${at.line}: ${at.text}\n  ${problem}`);
  }
}

/** Reads a script. `//` begins a comment; blank lines count in the numbering and mean nothing. */
export function parseScript(script: string): HandScript {
  const lines = script
    .split('\n')
    .map((text, i): Line => ({ line: i + 1, text: text.replace(/\/\/.*$/, '').trim() }))
    .filter(({ text }) => text !== '');
  const header = lines[0];
  if (!header) throw new HandScriptError({ line: 1, text: '' }, 'an empty script');
  const { setup, seatOf } = parseHeader(header);
  const names = new Map([...seatOf].map(([name, seat]) => [seat, name]));
  return { setup, names, lines: lines.slice(1).map((line) => parseLine(line, seatOf)) };
}

function parseHeader(at: Line): { setup: HandSetup; seatOf: Map<string, SeatIndex> } {
  const [game = '', ...places] = at.text.split('|').map((part) => part.trim());
  const { stakes, options } = parseGame(at, game);
  const seatOf = new Map<string, SeatIndex>();
  const seats: SeatSetup[] = [];
  let button: SeatIndex | null = null;
  for (const [index, place] of places.entries()) {
    const [who = '', ...marks] = place.split(',').map((part) => part.trim());
    const seat = seatIndex(index);
    if (marks.includes('button')) button = seat;
    if (who === 'empty') continue;
    const [, name, stack] = /^([A-Z]\w*) (\d+)$/.exec(who) ?? fail(at, `not a seat: "${place}"`);
    seatOf.set(name as string, seat);
    seats.push({ seat, stack: amountOf(stack), owesLive: owed(marks, 'live'), owesDead: owed(marks, 'dead') });
    const unknown = marks.find((mark) => !/^(button|owes (live|dead) \d+)$/.test(mark));
    if (unknown !== undefined) fail(at, `not a mark of a seat: "${unknown}"`);
  }
  if (button === null) fail(at, 'no seat has the button');
  const blinds = blindsOf(seats, button, places.length);
  return { setup: { game: NO_LIMIT_HOLDEM, stakes, options, button, ...blinds, extraBlinds: [], seats }, seatOf };
}

function blindsOf(seats: readonly SeatSetup[], button: SeatIndex, places: number): Pick<HandSetup, 'smallBlind' | 'bigBlind'> {
  const isTaken = (seat: number): boolean => seats.some((s) => s.seat === seat);
  const nextTaken = (from: number): number => {
    let seat = (from + 1) % places;
    while (!isTaken(seat)) seat = (seat + 1) % places;
    return seat;
  };
  const isHeadsUp = seats.length === 2;
  const smallBlind = isHeadsUp ? button : (button + 1) % places;
  return { smallBlind: isTaken(smallBlind) ? seatIndex(smallBlind) : null, bigBlind: seatIndex(nextTaken(smallBlind)) };
}

function owed(marks: readonly string[], kind: 'live' | 'dead'): Chips {
  const mark = marks.find((one) => one.startsWith(`owes ${kind} `));
  return amountOf(mark?.split(' ')[2] ?? '0');
}

const GAME = /^NLHE (?<sb>\d+)\/(?<bb>\d+)(?<more>.*)$/;
const GAME_MORE: readonly RegExp[] = [
  /^ ante (?<ante>\d+)/,
  /^ bb-ante (?<bigBlindAnte>\d+)/,
  /^ rake (?<percent>[\d.]+)% cap (?<cap>\d+)/,
  /^ odd-chip (?<oddChip>\d+)/,
  /^ (?<flag>ante-first|drop-always|all-ins-hidden)/,
];

function parseGame(at: Line, text: string): { stakes: Stakes; options: HouseOptions } {
  const game = GAME.exec(text)?.groups ?? fail(at, 'a script begins "NLHE 50/100 | …"');
  const flags = new Set<string>();
  const found: Record<string, string> = {};
  let more = game.more as string;
  while (more !== '') {
    const part =
      GAME_MORE.map((pattern) => pattern.exec(more)).find((match) => match !== null) ?? fail(at, `not of a game: "${more}"`);
    if (part.groups?.flag) flags.add(part.groups.flag);
    Object.assign(found, part.groups);
    more = more.slice(part[0].length);
  }
  const stakes: Stakes = {
    ...NO_STAKES,
    smallBlind: amountOf(game.sb),
    bigBlind: amountOf(game.bb),
    smallBet: amountOf(game.bb),
    ante: amountOf(found.ante ?? '0'),
    bigBlindAnte: amountOf(found.bigBlindAnte ?? '0'),
    rake: {
      basisPoints: Math.round(Number(found.percent ?? 0) * 100),
      cap: amountOf(found.cap ?? '0'),
      noFlopNoDrop: !flags.has('drop-always'),
    },
  };
  const options: HouseOptions = {
    ...DEFAULT_OPTIONS,
    bigBlindAnteFirst: flags.has('ante-first'),
    tableAllIns: !flags.has('all-ins-hidden'),
    oddChip: amountOf(found.oddChip ?? '1'),
  };
  return { stakes, options };
}

function parseLine(at: Line, seatOf: ReadonlyMap<string, SeatIndex>): ScriptLine {
  if (at.text.startsWith('*')) return parseDealerLine(at, at.text.slice(1).trim());
  const [said = '', refused = null] = at.text.split(/\s*=>\s*refused\s+/);
  const [, name = '', what = '', allIn] =
    /^(\w+)\s+(.*?)(, all-in)?$/.exec(said) ?? fail(at, 'a line is "Name does something"');
  const seat = seatOf.get(name) ?? fail(at, `nobody here is called ${name}`);
  return { ...at, kind: 'player', seat, doing: parseDoing(at, what), isAllIn: allIn !== undefined, refused };
}

function parseDealerLine(at: Line, text: string): ScriptLine {
  const [word = ''] = text.split(' ');
  const rest = text.slice(word.length).trim();
  if (word === 'board') return { ...at, kind: 'board', cards: cardsOf(at, rest) };
  if (word === 'pots') return { ...at, kind: 'pots', pots: rest };
  if (word === 'rake') return { ...at, kind: 'rake', amount: amountOf(rest) };
  if (text === 'run-out' || text === 'ended') return { ...at, kind: text };
  return fail(at, 'the dealer can: board, pots, rake, run-out, ended');
}

function parseDoing(at: Line, what: string): Doing {
  if (what === 'folds' || what === 'checks' || what === 'times out' || what === 'mucks' || what === 'shows')
    return { kind: what };
  if (what === 'showed' || what === 'mucked') return { kind: what };
  if (what === 'calls') return { kind: 'calls', amount: null };
  const [, verb = '', rest = ''] =
    /^(calls|bets|raises to|holds|wins|gets back|has|posts|may) (.+)$/.exec(what) ?? fail(at, `nobody can "${what}"`);
  switch (verb) {
    case 'holds':
      return { kind: 'holds', cards: cardsOf(at, rest) };
    case 'may':
      return { kind: 'may', actions: rest };
    case 'posts': {
      const [amount, post = ''] = rest.split(' ');
      return { kind: 'posts', amount: amountOf(amount), what: post };
    }
    case 'bets':
      return { kind: 'bets', to: amountOf(rest) };
    case 'raises to':
      return { kind: 'raises', to: amountOf(rest) };
    case 'calls':
      return { kind: 'calls', amount: amountOf(rest) };
    default:
      return { kind: verb as 'wins' | 'gets back' | 'has', amount: amountOf(rest) };
  }
}

function cardsOf(at: Line, text: string): readonly Card[] {
  return parseCards(text) ?? fail(at, `not cards: "${text}"`);
}

/** Blanks may group digits: "1 370". */
function amountOf(text: string | undefined): Chips {
  const digits = (text ?? '').replace(/ /g, '');
  if (!/^\d+$/.test(digits)) throw new Error(`not an amount: "${text}"`);
  return chips(Number(digits));
}

function fail(at: Line, problem: string): never {
  throw new HandScriptError(at, problem);
}
