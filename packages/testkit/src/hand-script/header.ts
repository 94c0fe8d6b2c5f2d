/**
 * A script's first line: the game, its stakes, the house's options, and the seats.
 *
 *     F7S 60/120 ante 5 bring-in 20 raise-cap 4 | Ana 1000 | Bo 1000, absent | Cy 300
 *
 * Two amounts are the blinds, or the small and the big bet of a game that has two; such a game's blinds are half a small bet and a
 * whole one unless `blinds` says otherwise. Seats are clockwise; `empty` is an empty seat. The small blind is the seat after the
 * button, empty or not, and the big blind the next player. In stud the last seat has the button where none is marked.
 */
import {
  type Chips,
  chips,
  DEFAULT_OPTIONS,
  type ExtraBlind,
  type Game,
  gameOf,
  type HandSetup,
  type HouseOptions,
  NO_STAKES,
  type SeatIndex,
  type SeatSetup,
  type Stakes,
  seatIndex,
} from '@aboveboard/engine';
import { amountOf, fail } from './fail.ts';
import type { ScriptPlace } from './script.ts';

export interface Header {
  readonly setup: HandSetup;
  readonly seatOf: ReadonlyMap<string, SeatIndex>;
}

/** Reads the first line of a script. @throws HandScriptError */
export function parseHeader(at: ScriptPlace): Header {
  const [first = '', ...places] = at.text.split('|').map((part) => part.trim());
  const { game, stakes, options } = parseGame(at, first);
  const seatOf = new Map<string, SeatIndex>();
  const seats: SeatSetup[] = [];
  const extraBlinds: ExtraBlind[] = [];
  let button = game.forced === 'bring-in' ? seatIndex(places.length - 1) : null;
  for (const [index, place] of places.entries()) {
    const [who = '', ...marks] = place.split(',').map((part) => part.trim());
    const seat = seatIndex(index);
    const found = marksOf(at, marks);
    if (found.button) button = seat;
    if (who === 'empty') continue;
    const [, name = '', stack = ''] = /^([A-Z]\w*) (\d+)$/.exec(who) ?? fail(at, `not a seat: "${place}"`);
    seatOf.set(name, seat);
    const { live, dead, straddle, kill } = found;
    seats.push({ seat, stack: amountOf(at, stack), owesLive: live, owesDead: dead, ...(found.absent && { isAbsent: true }) });
    if (straddle > 0) extraBlinds.push({ seat, amount: straddle, what: 'straddle' });
    if (kill > 0) extraBlinds.push({ seat, amount: kill, what: 'kill' });
  }
  extraBlinds.sort((a, b) => a.amount - b.amount); // who straddles a straddle comes after it
  if (button === null) fail(at, 'no seat has the button');
  return {
    setup: { game, stakes, options, button, ...blindsOf(game, seats, button, places.length), extraBlinds, seats },
    seatOf,
  };
}

interface Marks {
  readonly button: boolean;
  readonly absent: boolean;
  readonly live: Chips;
  readonly dead: Chips;
  readonly straddle: Chips;
  readonly kill: Chips;
}

const MARK = /^(?:button|absent|owes live (?<live>\d+)|owes dead (?<dead>\d+)|straddles (?<straddle>\d+)|kill (?<kill>\d+))$/;

function marksOf(at: ScriptPlace, marks: readonly string[]): Marks {
  const found: Record<string, string | undefined> = {};
  for (const mark of marks) {
    const { groups } = MARK.exec(mark) ?? fail(at, `not a mark of a seat: "${mark}"`);
    for (const [name, amount] of Object.entries(groups ?? {})) found[name] ??= amount;
  }
  const amount = (name: string): Chips => amountOf(at, found[name] ?? '0');
  return {
    button: marks.includes('button'),
    absent: marks.includes('absent'),
    live: amount('live'),
    dead: amount('dead'),
    straddle: amount('straddle'),
    kill: amount('kill'),
  };
}

function blindsOf(
  { forced }: Game,
  seats: readonly SeatSetup[],
  button: SeatIndex,
  places: number,
): Pick<HandSetup, 'smallBlind' | 'bigBlind'> {
  if (forced === 'button-blind') return { smallBlind: null, bigBlind: button };
  if (forced !== 'blinds') return { smallBlind: null, bigBlind: null };
  const isTaken = (seat: number): boolean => seats.some((s) => s.seat === seat);
  const nextTaken = (from: number): number => {
    let seat = (from + 1) % places;
    while (!isTaken(seat)) seat = (seat + 1) % places;
    return seat;
  };
  const smallBlind = seats.length === 2 ? button : (button + 1) % places;
  return { smallBlind: isTaken(smallBlind) ? seatIndex(smallBlind) : null, bigBlind: seatIndex(nextTaken(smallBlind)) };
}

const GAME = /^(?<code>[A-Z][A-Z0-9/-]*) (?<low>\d+)\/(?<high>\d+)(?<more>.*)$/;
const GAME_MORE: readonly RegExp[] = [
  /^ blinds (?<smallBlind>\d+)\/(?<bigBlind>\d+)/,
  /^ ante (?<ante>\d+)/,
  /^ bb-ante (?<bigBlindAnte>\d+)/,
  /^ button-ante (?<buttonAnte>\d+)/,
  /^ bring-in (?<bringIn>\d+)/,
  /^ rake (?<percent>[\d.]+)% cap (?<cap>\d+)/,
  /^ odd-chip (?<oddChip>\d+)/,
  /^ raise-cap (?<raiseCap>\d+)/,
  /^ (?<flag>ante-first|drop-always|all-ins-hidden|no-cap|half-bet-more|open-pair-big-bet|straddle-raise|absent-folds)/,
];

function parseGame(at: ScriptPlace, text: string): { game: Game; stakes: Stakes; options: HouseOptions } {
  const {
    code = '',
    low = '',
    high = '',
    more = '',
  } = GAME.exec(text)?.groups ?? fail(at, 'a script begins "NLHE 50/100 | …"');
  const game = gameOf(code === 'NLHE' ? 'NT' : code) ?? fail(at, `no game is called "${code}"`);
  const flags = new Set<string>();
  const found: Record<string, string> = {};
  for (let rest = more; rest !== ''; ) {
    const part = GAME_MORE.map((pattern) => pattern.exec(rest)).find((match) => match !== null);
    if (!part) fail(at, `not of a game: "${rest}"`);
    if (part.groups?.flag) flags.add(part.groups.flag);
    Object.assign(found, part.groups);
    rest = rest.slice(part[0].length);
  }
  const amount = (name: string, otherwise: number): Chips => amountOf(at, found[name] ?? String(otherwise));
  const stakes: Stakes = {
    ...betsOf(game, amountOf(at, low), amountOf(at, high), amount),
    ante: amount('ante', 0),
    bigBlindAnte: amount('bigBlindAnte', 0),
    buttonAnte: amount('buttonAnte', 0),
    bringIn: amount('bringIn', 0),
    rake: {
      basisPoints: Math.round(Number(found.percent ?? 0) * 100),
      cap: amount('cap', 0),
      noFlopNoDrop: !flags.has('drop-always'),
    },
  };
  return { game, stakes, options: optionsOf(flags, amount) };
}

type Amount = (name: string, otherwise: number) => Chips;
type Bets = Pick<Stakes, 'smallBlind' | 'bigBlind' | 'smallBet' | 'bigBet'>;

function betsOf({ limit, forced }: Game, low: Chips, high: Chips, amount: Amount): Bets {
  const hasTwoBets = limit === 'fixed-limit' || limit === 'spread-limit';
  const bets = hasTwoBets ? { smallBet: low, bigBet: high } : { smallBet: high, bigBet: NO_STAKES.bigBet };
  const [small, big] = hasTwoBets ? [chips(Math.floor(low / 2)), low] : [low, high];
  const hasBlinds = forced === 'blinds' || forced === 'button-blind';
  if (!hasBlinds) return { ...bets, smallBlind: chips(0), bigBlind: chips(0) };
  return { ...bets, smallBlind: amount('smallBlind', small), bigBlind: amount('bigBlind', big) };
}

function optionsOf(flags: ReadonlySet<string>, amount: Amount): HouseOptions {
  return {
    bigBlindAnteFirst: flags.has('ante-first'),
    tableAllIns: !flags.has('all-ins-hidden'),
    oddChip: amount('oddChip', DEFAULT_OPTIONS.oddChip),
    raiseCap: flags.has('no-cap') ? null : amount('raiseCap', DEFAULT_OPTIONS.raiseCap ?? 0),
    afterHalfBet: flags.has('half-bet-more') ? 'bet-more' : DEFAULT_OPTIONS.afterHalfBet,
    openPairBigBet: flags.has('open-pair-big-bet'),
    straddleRaise: flags.has('straddle-raise') ? 'straddle' : DEFAULT_OPTIONS.straddleRaise,
    absentAllIn: flags.has('absent-folds') ? 'folds' : DEFAULT_OPTIONS.absentAllIn,
  };
}
