/**
 * The first lines of a hand: room and number, game and stakes, when, which table, and who sits where with how much.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { TEXT_GAMES, type TextGame } from './games.ts';
import { MONEY, parseMoney } from './money.ts';
import { fromRoman } from './roman.ts';

export interface TextHeader {
  readonly venue: string;
  readonly hand: string;
  /** Number and buy-in, as written; null for a cash game. */
  readonly tournament: string | null;
  readonly level: number | null;
  readonly game: TextGame;
  /** In ten-thousandths: small and big blind, or at fixed limit small and big bet. */
  readonly stakes: readonly [number, number];
  readonly symbol: string;
  readonly currency: string;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** `19:15:13` */
  readonly time: string;
  readonly zone: string;
}

/** Whether a hand begins here. */
export const BEGINS_HAND = /^\uFEFF?\S.* (?:Hand|Game) #\d+: /;

const FIRST =
  /^\uFEFF?(\S.*?) (?:Zoom )?(?:Home Game )?(?:Hand|Game) #(\d+): +(?:\{[^}]*\} +)?(?:Tournament #(.+?) +)?((?:\d Card )?(?:Hold'em|Omaha(?: Hi\/Lo)?) (?:No |Pot )?Limit) +(.*)$/;
const LEVEL = new RegExp(String.raw`^- (?:Match Round \w+, )?Level ([IVXLCDM]+) \((${MONEY})\/(${MONEY})\) - (.*)$`);
const STAKES = new RegExp(String.raw`^\((${MONEY})\/(${MONEY})(?: ([A-Z]{3}))?\) - (.*)$`);
const MOMENT = /^(\d{4})\/(\d\d)\/(\d\d)(?: -)? (\d{1,2}:\d\d:\d\d) \(?([A-Z]{1,5})\)?(?: \[[^\]]*\])?$/;

/** Reads the first line of a hand. The error is a sentence for the person who has the file. */
export function parseHeader(line: string): Result<TextHeader, string> {
  const first = FIRST.exec(line);
  if (!first) return err('a hand begins with its room, number, a game of hold’em or Omaha, its stakes, and when it was played');
  const [, venue = '', hand = '', tournament = null, name = '', rest = ''] = first;
  const game = TEXT_GAMES.find((one) => one.name === name);
  if (!game) return err(`${name} is no game that is read from text`);
  const stakes = tournament === null ? cashStakes(rest) : tournamentStakes(rest);
  if (!stakes) return err('the stakes cannot be read: a cash game has ($1/$2), a tournament its level and (10/20)');
  const moment = MOMENT.exec(stakes.rest);
  if (!moment || !isMoment(moment)) return err(`"${stakes.rest}" is no date and time with a time zone`);
  const [, year, month, day, time = '', zone = ''] = moment;
  return ok({
    ...{
      venue,
      hand,
      tournament,
      game,
      level: stakes.level,
      stakes: stakes.stakes,
      symbol: stakes.symbol,
      currency: stakes.currency,
    },
    ...{ year: Number(year), month: Number(month), day: Number(day), time: time.padStart(8, '0'), zone },
  });
}

function isMoment([, , month, day, time = '']: RegExpExecArray): boolean {
  const isTime = /^(?:[01]?\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time);
  return isTime && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
}

interface Stakes {
  readonly stakes: readonly [number, number];
  readonly symbol: string;
  readonly currency: string;
  readonly level: number | null;
  readonly rest: string;
}

const CURRENCIES: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP' };

function cashStakes(text: string): Stakes | null {
  const match = STAKES.exec(text);
  if (!match) return null;
  const [, small = '', big = '', currency, rest = ''] = match;
  const symbol = /^[$€£]/.exec(big)?.[0] ?? '';
  return {
    stakes: [parseMoney(small), parseMoney(big)],
    symbol,
    currency: currency ?? CURRENCIES[symbol] ?? '',
    level: null,
    rest,
  };
}

function tournamentStakes(text: string): Stakes | null {
  const match = LEVEL.exec(text);
  const level = fromRoman(match?.[1] ?? '');
  if (!match || level === null) return null;
  const [, , small = '', big = '', rest = ''] = match;
  return { stakes: [parseMoney(small), parseMoney(big)], symbol: '', currency: '', level, rest };
}

export interface TextTable {
  readonly table: string;
  readonly seatCount: number | null;
  readonly button: number;
}

const TABLE = /^Table '(.+)'(?: (\d{1,2})-max)?(?: \(Play Money\))? Seat #([1-9]\d?) is the button$/;

export function parseTable(line: string): TextTable | null {
  const match = TABLE.exec(line);
  if (!match) return null;
  const [, table = '', seatCount, button] = match;
  return { table, seatCount: seatCount === undefined ? null : Number(seatCount), button: Number(button) };
}

export interface TextSeat {
  readonly seat: number;
  readonly name: string;
  readonly stack: number;
}

const SEAT = new RegExp(
  String.raw`^Seat ([1-9]\d?): (.+) \((${MONEY}) in chips(?:, ${MONEY} bounty)?\)(?: is sitting out| out of hand \(.*\))?$`,
);

export function parseSeat(line: string): TextSeat | null {
  const match = SEAT.exec(line);
  return match && { seat: Number(match[1]), name: match[2] ?? '', stack: parseMoney(match[3] ?? '') };
}
