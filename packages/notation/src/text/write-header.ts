/** The lines above the first action: room, number, game, stakes, date, table and seats. */

import { toRoman } from './roman.ts';
import type { TextOfHand } from './text-hand.ts';
import { formatMoney } from './text-hand.ts';

export function headerLines(text: TextOfHand): string[] {
  const { record, played, name, seats, button } = text;
  const { details } = record;
  const { setup } = played.hand;
  const stackOf = new Map(setup.seats.map(({ seat, stack }) => [seat, stack]));
  const sitting = played.hand.seats
    .map(({ seat }, i) => ({
      number: seats[i] ?? i + 1,
      line: `${name(seat)} (${text.money(stackOf.get(seat) ?? 0)} in chips)`,
    }))
    .sort((a, b) => a.number - b.number);
  const count = Math.max(Math.min(details.seat_count ?? 0, 99), ...seats, button);
  const isPlayMoney = details.level === undefined && details.currency_symbol === undefined;
  return [
    `${venueOf(details.venue)} Hand #${text.number}: ${titleOf(text)} - ${momentOf(details)}`,
    `Table '${plain(String(details.table ?? '1'))}' ${count}-max${isPlayMoney ? ' (Play Money)' : ''} Seat #${button} is the button`,
    ...sitting.map(({ number, line }) => `Seat ${number}: ${line}`),
  ];
}

/** The programs that read such texts know them by this name, so a record without a room gets it. */
function venueOf(venue: string | undefined): string {
  const name = plain(venue ?? '');
  return name === '' || / (?:Hand|Game) #/.test(name) ? 'PokerStars' : name;
}

function titleOf({ record, played, game }: TextOfHand): string {
  const { level, event, currency_symbol: symbol = '', currency } = record.details;
  const { smallBlind, bigBlind, smallBet, bigBet } = played.hand.setup.stakes;
  const unit = 10 ** played.decimals;
  const [small, big] = game.isLimit ? [smallBet, bigBet] : [smallBlind || bigBlind / 2, bigBlind];
  const isTournament = level !== undefined && level > 0 && level < 4000;
  const stakes = [small, big].map((amount) => formatMoney(isTournament ? '' : symbol, amount / unit)).join('/');
  if (!isTournament) return ` ${game.name} (${stakes}${currency && /^[A-Z]{3}$/.test(currency) ? ` ${currency}` : ''})`;
  const name = event?.startsWith('Tournament #') ? plain(event) : 'Tournament #0';
  return `${name} ${game.name} - Level ${toRoman(level)} (${stakes})`;
}

/** A hand without a date gets the first day of computers: no reader of such texts can do without. */
function momentOf({
  year = 1970,
  month = 1,
  day = 1,
  time,
  time_zone_abbreviation: zone = 'UTC',
}: TextOfHand['record']['details']): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = time?.toISOString().slice(0, 8) ?? '00:00:00';
  return `${String(year).padStart(4, '0')}/${two(month)}/${two(day)} ${clock} ${/^[A-Z]{1,5}$/.test(zone) ? zone : 'UTC'}`;
}

/** Without what would end the line or the name. */
function plain(text: string): string {
  return text.replace(/[\p{C}]/gu, ' ').trim();
}
