/**
 * What is durable, and that nothing is shown or acknowledged before it is: one owner for each epoch of a table, no write by anybody else,
 * one outcome for each hand, every published action journalled, every acknowledged command recorded.
 */
import type { TableEvent } from '@aboveboard/protocol';
import type { GatewayResponse, ShardRequest } from '@aboveboard/room';
import type { Written } from '../audit.ts';
import type { Judge } from './judge.ts';

const CLOSE = 2;
const TURNS_PER_HAND = 1_000;
/** Commands that leave nothing durable (design/room.md, Order and durability). */
const MEMORY_ONLY: ReadonlySet<string> = new Set(['contribute', 'show-cards', 'run-it']);

export interface Durable {
  wrote(by: string, written: readonly Written[]): void;
  /** An entry of a table's journal that is kept in a stream. */
  journalled(tableId: string, handNo: number, kind: string, commandId: string | null): void;
  asked(request: ShardRequest): void;
  told(response: GatewayResponse): void;
}

interface HandFacts {
  status: string;
  isClosed: boolean;
  actions: number;
  shownActions: number;
}

export function watchDurable(judge: Judge): Durable {
  const owners = new Map<string, { readonly by: string; readonly epoch: number }>();
  const hands = new Map<string, HandFacts>();
  const replies = new Set<string>();
  const kinds = new Map<string, string>();
  const handOf = (tableId: string, handNo: number): HandFacts => {
    const key = `${tableId}/${handNo}`;
    const known = hands.get(key) ?? { status: '', isClosed: false, actions: 0, shownActions: 0 };
    hands.set(key, known);
    return known;
  };
  const owns = (by: string, tableId: string, what: string): void => {
    const owner = owners.get(tableId);
    if (owner && owner.by !== by)
      judge.breaks('stale-write', `${by} wrote ${what} of a table that ${owner.by} has at epoch ${owner.epoch}`);
  };
  const claimed = (by: string, tableId: string, epochBefore: number, epoch: number): void => {
    if (epoch === epochBefore) {
      owns(by, tableId, 'the state');
      return;
    }
    const owner = owners.get(tableId);
    if (epoch < epochBefore || (owner && epoch <= owner.epoch))
      judge.breaks('one-owner', `${by} took epoch ${epoch} of a table that had epoch ${owner?.epoch ?? epochBefore}`);
    owners.set(tableId, { by, epoch });
  };
  const turned = (tableId: string, handNo: number, from: string, to: string): void => {
    const hand = handOf(tableId, handNo);
    if (from !== hand.status) judge.breaks('one-outcome', `hand ${handNo} went from ${from}, and was ${hand.status}`);
    if (from === 'ended' || from === 'void') judge.breaks('one-outcome', `hand ${handNo} was ${from} and became ${to}`);
    if (from === 'cut' && to === 'void') judge.breaks('one-outcome', `hand ${handNo} was cut, and became void`);
    hand.status = to;
  };
  const wroteOne = (by: string, written: Written): void => {
    switch (written.kind) {
      case 'table':
        claimed(by, written.tableId, written.epochBefore, written.epoch);
        break;
      case 'hand':
        owns(by, written.tableId, `hand ${written.handNo}`);
        turned(written.tableId, written.handNo, written.from, written.to);
        break;
      case 'journal':
        owns(by, written.tableId, 'the journal');
        if (written.entry === 'action') handOf(written.tableId, written.handNo).actions += 1;
        break;
      case 'reply':
        replies.add(written.commandId);
        break;
      case 'log':
        if (written.type === CLOSE) handOf(written.tableId, written.handNo).isClosed = true;
    }
  };
  const shown = (tableId: string, event: TableEvent, hand: HandFacts): void => {
    if (isAction(event)) {
      hand.shownActions += 1;
      if (hand.shownActions > hand.actions)
        judge.breaks('shown-before-durable', `${event.kind} was published at ${tableId} and is not journalled`);
    }
    if (event.kind === 'deal-cut' && hand.status !== 'cut' && hand.status !== 'ended')
      judge.breaks('shown-before-durable', `the cut of hand ${event.handNo} was published and is not written`);
    if (event.kind === 'hand-ended' && !(hand.status === 'ended' && hand.isClosed))
      judge.breaks('shown-before-durable', `hand ${event.handNo} was published as ended, and is ${hand.status}`);
    if (event.kind === 'deal-voided' && !(hand.status === 'void' && hand.isClosed))
      judge.breaks('shown-before-durable', `hand ${event.handNo} was published as void, and is ${hand.status}`);
  };
  const inPlay = new Map<string, number>(); // by table and incarnation
  const lastSeq = new Map<string, number>();
  return {
    wrote: (by, written) => {
      for (const one of written) wroteOne(by, one);
    },
    journalled: (tableId, handNo, kind, commandId) => {
      if (kind === 'action') handOf(tableId, handNo).actions += 1;
      if (commandId !== null) replies.add(commandId);
    },
    asked: (request) => {
      if (request.kind === 'command') kinds.set(request.commandId, request.command.kind);
    },
    told: (response) => {
      if (response.kind === 'answer' && response.message.type === 'ack') {
        const { commandId } = response.message;
        const kind = kinds.get(commandId);
        if (kind !== undefined && !MEMORY_ONLY.has(kind) && !replies.has(commandId))
          judge.breaks('shown-before-durable', `the ack of ${kind} ${commandId} was sent and nothing of it is recorded`);
      }
      if (response.kind !== 'frame' || !response.publicEvent) return;
      const { tableId, incarnation, seq, publicEvent } = response;
      const key = `${tableId}/${incarnation}`;
      const last = lastSeq.get(key) ?? 0;
      if (seq <= last) return; // told to another gateway before
      if (seq !== last + 1) inPlay.delete(key); // nobody was there to be told
      lastSeq.set(key, seq);
      if ('handNo' in publicEvent) inPlay.set(key, publicEvent.handNo);
      if ('turnId' in publicEvent) inPlay.set(key, Math.floor(publicEvent.turnId / TURNS_PER_HAND));
      const handNo = inPlay.get(key);
      if (handNo !== undefined) shown(tableId, publicEvent, handOf(tableId, handNo));
    },
  };
}

/** What a player or the clock did; everything else follows from it. */
function isAction(event: TableEvent): boolean {
  if (event.kind === 'posted') return event.what === 'bring-in';
  return ['folded', 'checked', 'called', 'bet', 'raised', 'discarded'].includes(event.kind);
}
