/**
 * One hand that is over, as who asks may see it: the public record, and the own cards of whoever was dealt in.
 *
 * @see rules/HAND.md HAND-5 to HAND-7
 */
import type { PublicHistory } from '@aboveboard/fairness';
import { err, ok } from '@aboveboard/kit';
import type { handsRest } from '@aboveboard/protocol';
import {
  findHand,
  findTable,
  type HandRecord,
  type HandWithPlayers,
  handIdOf,
  handsWithPlayers,
  namesOf,
  type TableRecord,
} from '@aboveboard/storage';
import type { ApiPorts, ApiRefusal, ApiResult } from '../api/ports.ts';
import { handReply, maySee, tableNotFound, type Visitor } from '../api/tables.ts';
import { setupOf } from '../table/hand-record.ts';
import { auditChange } from '../work/desk/audit-change.ts';
import type { Change } from '../work/desk/desk-types.ts';
import { eventsOf, REFUNDED } from './ended-hand-of.ts';
import { gameOf, handKeyOf } from './find-hands.ts';
import { countActions, stateAfter } from './hand-states.ts';
import { ownCards } from './own-cards.ts';
import type { SeatCards } from './sealed-record.ts';

type ReadPorts = Pick<ApiPorts, 'db' | 'tables' | 'sealedHands'>;

/** A hand that who asks may see. */
export interface SeenHand {
  readonly table: TableRecord;
  readonly record: HandRecord;
  /** Null for a hand that was void. */
  readonly played: HandWithPlayers | null;
  /** The own cards of who asks. */
  readonly own: SeatCards | null;
}

/** A hand at a private table is for whoever may see the table, and for whoever was dealt in. */
export async function seenHand(ports: ReadPorts, id: string, visitor: Visitor): ApiResult<SeenHand> {
  const key = handKeyOf(id);
  const { reader } = ports.db;
  const table = await findTable(reader, key.tableId);
  if (!table) return err(tableNotFound());
  const played = (await handsWithPlayers(reader, [key])).get(handIdOf(key)) ?? null;
  const playerId = visitor.principal?.id;
  const isDealtIn = played?.players.some((player) => player.playerId === playerId) ?? false;
  if (!isDealtIn && !(await maySee(ports, table, visitor))) return err(tableNotFound());
  const record = await findHand(reader, key);
  if (!record || (record.status !== 'ended' && record.status !== 'void')) {
    return err({ code: 'HAND_NOT_FOUND', message: 'There is no such hand, or it is not over yet.' });
  }
  const own = isDealtIn && playerId !== undefined ? ports.sealedHands.cardsOf(record, playerId) : null;
  return ok({ table, record, played, own });
}

export async function readHand(ports: ReadPorts, id: string, visitor: Visitor): ApiResult<handsRest.StoredHandReply> {
  const seen = await seenHand(ports, id, visitor);
  if (!seen.ok) return seen;
  const { table, record, played, own } = seen.value;
  const players = played?.players ?? [];
  const names = await namesOf(
    ports.db.reader,
    players.map(({ playerId }) => playerId),
  );
  return ok({
    ...(await handReply(ports, record)),
    id,
    table: table.name,
    game: gameOf(setupOf(record.startState).game.code),
    players: players.map((player) => ({ ...player, name: names.get(player.playerId) ?? null })),
    own: own && wireCards(own),
    actions: played && played.closeStatus !== REFUNDED ? (played.publicHistory as PublicHistory).actions.length : null,
  });
}

/** @param n actions that have happened, from 0. */
export async function readState(
  ports: ReadPorts,
  id: string,
  n: number,
  visitor: Visitor,
): ApiResult<handsRest.HandStateReply> {
  const seen = await seenHand(ports, id, visitor);
  if (!seen.ok) return seen;
  const events = eventsSeen(seen.value);
  if (!seen.value.played || !events) return err(notPlayed());
  const { handNo, publicHistory } = seen.value.played;
  const { dealt } = publicHistory as PublicHistory;
  const actions = countActions(events);
  const state = stateAfter({ handNo, events, dealt, seat: seen.value.own?.seat ?? null }, n);
  if (!state) {
    const message = `This hand has ${actions} actions, and so states 0 to ${actions}.`;
    return err({ code: 'STATE_NOT_FOUND', message, detail: { largest: actions } });
  }
  return ok({ ...state, id, actions });
}

/** The hand's events with the own cards of who asks; null where none was played. */
export function eventsSeen({ played, own }: Pick<SeenHand, 'played' | 'own'>) {
  const events = played && eventsOf(played);
  return played && events && own ? eventsOf(played, ownCards(events, own)) : events;
}

export function notPlayed(): ApiRefusal {
  return { code: 'HAND_NOT_PLAYED', message: 'This hand was void or given back: no card of it was played.' };
}

/** Every card that was dealt in a hand, for an operator: who looks, and why, is in the audit log before the record is opened. */
export async function readCards(
  ports: Pick<ApiPorts, 'db' | 'clock' | 'sealedHands'>,
  id: string,
  change: Change,
): ApiResult<handsRest.ReadCardsReply> {
  const key = handKeyOf(id);
  const hand = await findHand(ports.db.reader, key);
  if (!hand || (hand.status !== 'ended' && hand.status !== 'void')) {
    return err({ code: 'HAND_NOT_FOUND', message: 'There is no such hand, or it is not over yet.' });
  }
  const atMs = ports.clock.nowMs();
  await ports.db.transaction(async (trx) =>
    ok(await auditChange(trx, change, { atMs, action: 'hand.read-cards', subject: id })),
  );
  const cards = ports.sealedHands.allCards(hand);
  if (!cards) {
    return err({
      code: 'CARDS_UNREADABLE',
      message: 'Nothing was dealt in this hand, or the room no longer has the key of its record.',
    });
  }
  const played = (await handsWithPlayers(ports.db.reader, [key])).get(id);
  const playerIn = new Map(played?.players.map(({ seat, playerId }) => [seat, playerId]));
  return ok({ seats: cards.map((seat) => ({ ...wireCards(seat), playerId: playerIn.get(seat.seat) ?? null })) });
}

function wireCards({ seat, cards, discards }: SeatCards) {
  return { seat, cards: [...cards], discards: discards.map(({ street, cards }) => ({ street, cards: [...cards] })) };
}
