/** What stands below the heading of the summary: pots, rake, board, and each seat's outcome. */
import { describeHand, type Hand, type HandEvent, handInWords, handResult, type SeatIndex } from '@aboveboard/engine';
import { RUNS } from './lines.ts';
import { bracketed, type TextOfHand } from './text-hand.ts';

const STREET_NAMES = ['before Flop', 'on the Flop', 'on the Turn', 'on the River'];

export function summaryLines(text: TextOfHand): string[] {
  const { hand } = text.played;
  const order = hand.seats.map((_, i) => i).sort((a, b) => (text.seats[a] ?? 0) - (text.seats[b] ?? 0));
  return [
    '*** SUMMARY ***',
    totalLine(text),
    ...boardLines(hand.boards),
    ...order.map((index) => `Seat ${text.seats[index]}: ${outcome(text, index)}`),
  ];
}

function boardLines(boards: Hand['boards']): string[] {
  if (boards.length > 1) {
    const times = boards.length === 2 ? 'twice' : 'three times';
    return [`Hand was run ${times}`, ...boards.map((board, run) => `${RUNS[run + 1]} Board ${bracketed(board)}`)];
  }
  return boards.filter((board) => board.length > 0).map((board) => `Board ${bracketed(board)}`);
}

/** " (a pair of kings)", with high and low where both win. Nothing where the cards make no hand of the game yet. */
export function handWords(text: TextOfHand, seat: SeatIndex): string {
  const words = wordsOf(text, seat);
  return words === '' ? '' : ` (${words})`;
}

function wordsOf({ played: { hand } }: TextOfHand, seat: SeatIndex): string {
  const hole = (hand.seats.find((one) => one.seat === seat)?.hole ?? []).flatMap((card) => card ?? []);
  const [board = []] = hand.boards;
  if (hole.length + board.length < 5) return '';
  const { wins } = hand.setup.game;
  const ranks = wins.map((rule) => describeHand(rule, hole, board)).flatMap((rank) => rank ?? []);
  if (wins.length === 1) return ranks.map(handInWords).join('');
  return ranks.map((rank) => `${rank.type === 'high' ? 'HI' : 'LO'}: ${handInWords(rank)}`).join('; ');
}

function totalLine({ played, money }: TextOfHand): string {
  const result = handResult(played.hand);
  const pots = result?.pots ?? [];
  const total = pots.reduce((sum, { amount }) => sum + amount, 0);
  const net = pots.map(({ amount, rake }) => amount - rake);
  const name = (pot: number): string => (pot === 0 ? 'Main pot' : pots.length === 2 ? 'Side pot' : `Side pot-${pot}`);
  const parts = pots.length > 1 ? ` ${net.map((amount, i) => `${name(i)} ${money(amount)}.`).join(' ')}` : '';
  return `Total pot ${money(total)}${parts} | Rake ${money(result?.rake ?? 0)}`;
}

function outcome(text: TextOfHand, index: number): string {
  const { hand } = text.played;
  const seat = hand.seats[index];
  if (!seat) return '';
  const { setup } = hand;
  const roles = [
    ...(text.seats[index] === text.button ? ['(button)'] : []),
    ...(seat.seat === setup.smallBlind ? ['(small blind)'] : []),
    ...(seat.seat === setup.bigBlind ? ['(big blind)'] : []),
  ];
  const who = [text.name(seat.seat), ...roles].join(' ');
  if (seat.isFolded) return `${who} folded ${foldedWhen(text, seat.seat)}`;
  const won = hand.awards
    .flatMap(({ winners }) => winners)
    .reduce((sum, one) => sum + (one.seat === seat.seat ? one.amount : 0), 0);
  if (seat.fate === 'mucked')
    return `${who} mucked${seat.hole.some((card) => card !== null) ? ` ${bracketed(seat.hole)}` : ''}`;
  if (seat.fate === 'hidden') return `${who} collected (${text.money(won)})`;
  const words = hand.boards.length > 1 ? '' : wordsOf(text, seat.seat); // another hand on each board
  const end = `${won > 0 ? `won (${text.money(won)})` : 'lost'}${words === '' ? '' : ` with ${words}`}`;
  return `${who} showed ${bracketed(seat.hole)} and ${end}`;
}

function foldedWhen({ played: { events } }: TextOfHand, seat: SeatIndex): string {
  const fold = events.findIndex((event) => event.kind === 'folded' && event.seat === seat);
  const street = events.slice(0, fold).filter(({ kind }) => kind === 'board-dealt').length;
  const isBet = (event: HandEvent): boolean =>
    event.kind === 'called' || event.kind === 'raised' || (event.kind === 'posted' && !event.what.endsWith('ante'));
  const hasBet = events.some((event) => isBet(event) && 'seat' in event && event.seat === seat);
  return `${STREET_NAMES[street] ?? ''}${hasBet ? '' : " (didn't bet)"}`;
}
