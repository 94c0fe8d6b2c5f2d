/**
 * What one viewer's sockets carried, held against the contract: every sequence number of a table once and in order, over one connection
 * after another; each command answered, and never more often than it was sent; each of the viewer's own actions at the table once.
 *
 * It reads the frames themselves, beside the SDK and not through it: what the SDK mends in silence is still seen here.
 */
import type { DownMessage, Position, UpMessage } from '@aboveboard/protocol';
import { type AnswerCounts, type CommandAnswers, watchAnswers } from './command-answers.ts';
import { type FrameCounts, watchDeliveries } from './table-deliveries.ts';

export type DeliveryCounts = FrameCounts & AnswerCounts;

export interface DeliveryLedger extends Pick<CommandAnswers, 'answerMs' | 'refusalCodes' | 'unanswered' | 'begin'> {
  counts(): DeliveryCounts;
  /** What the contract forbids, in words; the first few. */
  readonly faults: readonly string[];
  /** The last number seen of each table that is watched. */
  positions(): ReadonlyMap<string, Position>;
  /** Whether the table was answered over the socket of now. */
  isCurrent(tableId: string): boolean;
  /** A new socket: what was asked on the last one is not answered any more. */
  opened(): void;
  /** @param lateMs how much later than it was meant to. */
  sent(text: string, nowMs: number, lateMs: number): void;
  received(text: string, nowMs: number): void;
}

const MOST_FAULTS = 5;

export function createDeliveryLedger(): DeliveryLedger {
  const faults: string[] = [];
  const fault = (what: string): void => void (faults.length < MOST_FAULTS && faults.push(what));
  const tables = watchDeliveries(fault);
  const answers = watchAnswers(fault);
  let playerId = '';

  function heard(message: DownMessage, nowMs: number): void {
    if (message.type === 'welcome') playerId = message.player.playerId;
    else if (message.type === 'ack') answers.answered(message.commandId, null, nowMs);
    else if (message.type === 'refused') answers.answered(message.commandId, message.refusal.code, nowMs);
    else if (message.type === 'subscription-refused') tables.left(message.tableId);
    else if (message.type === 'snapshot' || message.type === 'batch' || message.type === 'frame')
      tables.take(message, playerId);
  }

  return {
    ...{ faults, answerMs: answers.answerMs, refusalCodes: answers.refusalCodes },
    ...{ unanswered: answers.unanswered, begin: answers.begin, positions: tables.positions, isCurrent: tables.isCurrent },
    counts: () => ({ ...tables.counts, ...answers.counts }),
    opened: tables.lost,
    sent: (text, nowMs, lateMs) => {
      const message = JSON.parse(text) as UpMessage;
      if (message.type === 'command') answers.sent(message, nowMs - lateMs);
      if (message.type === 'command' && message.command.kind === 'leave') tables.leaving(message.tableId);
      else if (message.type === 'subscribe') tables.asked(message);
      else if (message.type === 'unsubscribe') tables.left(message.tableId);
    },
    received: (text, nowMs) => heard(JSON.parse(text) as DownMessage, nowMs),
  };
}
