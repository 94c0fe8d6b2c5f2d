/** `aboveboard hands show` and `hands cards`: one hand of a running room, whole, at one of its states, or with every card. */
import { formatCard } from '@aboveboard/engine';
import { handsRest as rest } from '@aboveboard/protocol';
import { reasonFor } from '../../control/asking.ts';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { harmless } from '../../terminal/harmless.ts';
import { table } from '../../terminal/table.ts';
import { timeWords } from '../../terminal/time-words.ts';
import { printLines, printText } from '../queue/look.ts';
import { HANDS } from './find-hands.ts';

export interface ShowFlags {
  readonly state?: number;
  readonly json?: boolean;
}

export interface CardsFlags {
  readonly why?: string;
  readonly json?: boolean;
}

type Cards = readonly (number | null)[];

export async function showHand(control: Control, id: string, { state, json }: ShowFlags): Promise<number> {
  const path = `${HANDS}/${encodeURIComponent(id)}`;
  const hand = answered(await control.get(path, rest.operatorHandReply));
  if (state === undefined)
    return json ? printLines([hand]) : printText(`${headOf(hand)}\n${playersOf(hand)}\n${hand.phh ?? ''}`);
  const at = answered(await control.get(`${path}/states/${state}`, rest.handStateReply));
  return json ? printLines([at]) : printText(`${headOf(hand)}\n${stateWords(hand, at)}`);
}

/** Every card that was dealt; the room writes down who looks, and why, before it answers. */
export async function showCards(control: Control, id: string, { why, json }: CardsFlags): Promise<number> {
  const body = { why: await reasonFor(why) };
  const { seats } = answered(await control.post(`${HANDS}/${encodeURIComponent(id)}/cards`, body, rest.readCardsReply));
  if (json) return printLines(seats);
  const rows = seats.map(({ seat, playerId, cards, discards }) => {
    const given = discards.map((one) => cardsOf(one.cards)).join(', ');
    return [seat + 1, playerId ?? '-', cardsOf(cards), given || '-'];
  });
  return printText(table(['seat', 'player', 'cards', 'gave up'], rows));
}

function headOf({ id, table: name, game, endedMs, endReason, status, actions, pauses }: rest.OperatorHandReply): string {
  const how = status === 'void' ? 'void' : (endReason ?? 'over');
  const stood = pauses.map(({ ms, reason }) => `, stood still ${(ms / 1_000).toFixed(1)} s (${reason})`).join('');
  return `${id}: ${game ?? 'a hand'} at ${harmless(name, 40)}, ended ${timeWords(endedMs)}, ${how}, ${actions ?? 0} actions${stood}`;
}

function playersOf({ players }: rest.OperatorHandReply): string {
  const rows = players.map(({ seat, name, playerId, isBot, delta }) => [
    seat + 1,
    harmless(name ?? playerId, 20),
    isBot ? 'bot' : '',
    delta,
  ]);
  return table(['seat', 'player', '', 'won'], rows);
}

function stateWords(
  { players }: rest.OperatorHandReply,
  { n, actions, street, boards, pot, seats, turn }: rest.HandStateReply,
): string {
  const nameIn = new Map(players.map(({ seat, name, playerId }) => [seat, name ?? playerId]));
  const rows = seats.map(({ seat, stack, bet, isFolded, cards }) => [
    seat + 1,
    harmless(nameIn.get(seat) ?? '-', 20),
    stack,
    bet,
    isFolded ? 'folded' : cardsOf(cards),
  ]);
  const next = turn === null ? '' : `next: ${harmless(nameIn.get(turn.seat) ?? `seat ${turn.seat + 1}`, 20)} to ${turn.kind}\n`;
  const board = boards.some((cards) => cards.length > 0) ? `, board ${boards.map(cardsOf).join(' / ')}` : '';
  return `after ${n} of ${actions} actions: ${street}, pot ${pot}${board}\n${table(['seat', 'player', 'stack', 'bet', 'cards'], rows)}${next}`;
}

function cardsOf(cards: Cards): string {
  return cards.map((card) => (card === null ? '??' : formatCard(card as never))).join('');
}
