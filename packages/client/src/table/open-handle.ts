/** The handle a program holds of a table session. */
import { err } from '@aboveboard/kit';
import type { TableCommand } from '@aboveboard/protocol';
import type { CommandResult } from '../commands/command-queue.ts';
import type { TableHandle } from './table-handle.ts';
import type { TableSession } from './table-session.ts';

/** What a client still sends after it found a deal that does not hold: only what gets the player out. */
const WAYS_OUT: readonly TableCommand['kind'][] = ['leave', 'sit-out', 'leave-wait-list'];

export interface HandleConfig {
  readonly tableId: string;
  readonly session: TableSession;
  readonly invite: string | undefined;
  readonly send: (command: TableCommand) => CommandResult;
  readonly release: () => void;
}

export function openHandle({ tableId, session, invite, send, release }: HandleConfig): TableHandle {
  const ask = (command: TableCommand): CommandResult => {
    const isRefused = session.book?.isRefused && !WAYS_OUT.includes(command.kind);
    return isRefused ? Promise.resolve(err({ code: 'DEAL_REFUSED' })) : send(command);
  };
  let isOpen = true;
  return {
    tableId,
    state: session.state,
    verification: session.verification,
    onEvent: (listener) => session.happenings.on(listener),
    sit: (seat, buyIn, post = 'now') => ask({ kind: 'sit', seat, buyIn, post, ...(invite === undefined ? {} : { invite }) }),
    leave: () => ask({ kind: 'leave' }),
    sitOut: () => ask({ kind: 'sit-out' }),
    sitIn: (post) => ask({ kind: 'sit-in', post }),
    topUp: (amount) => ask({ kind: 'top-up', amount }),
    straddle: (isOn) => ask({ kind: 'straddle', isOn }),
    moveSeat: (seat, post = 'now') => ask({ kind: 'move-seat', seat, post }),
    cancelMove: () => ask({ kind: 'cancel-move' }),
    voteBombPot: (isOn) => ask({ kind: 'vote-bomb-pot', isOn }),
    chooseGame: (game) => ask({ kind: 'choose-game', game }),
    joinWaitList: () => ask({ kind: 'join-wait-list' }),
    leaveWaitList: () => ask({ kind: 'leave-wait-list' }),
    act: (action, turnId = session.view?.turn?.turnId) =>
      turnId === undefined ? Promise.resolve(err({ code: 'NOT_YOUR_TURN' })) : ask({ kind: 'act', turnId, action }),
    showCards: (isOn) => ask({ kind: 'show-cards', isOn }),
    runIt: (times) => ask({ kind: 'run-it', times }),
    receiptFor: (handNo, isPublic = false) => session.book?.find(handNo)?.receipt(isPublic) ?? null,
    evidenceFor: (handNo) => session.book?.find(handNo)?.events ?? null,
    close() {
      if (isOpen) release();
      isOpen = false;
    },
  };
}
