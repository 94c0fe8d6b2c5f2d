/** A room that stands still: a table in one state, with the SDK's own types. */
import type {
  ConnectionState,
  HandVerification,
  Readable,
  TableHandle,
  TableVerification,
  TableView,
} from '@aboveboard/client';
import { CHECK_IDS } from '@aboveboard/fairness';
import { ok } from '@aboveboard/kit';
import type { Room } from '../table/table-context.ts';

const fixed = <T>(value: T): Readable<T> => ({ get: () => value, subscribe: () => () => {} });

export function storyRoom(connection: ConnectionState): Room {
  return {
    connection: fixed(connection),
    wallet: fixed({ available: 8_000, inPlay: 4_000 }),
    player: fixed({ playerId: '00000000-0000-4000-8000-000000000000', name: 'Marlene', isBot: false, roles: ['player'] }),
    roomKey: fixed(null),
    acceptRoomKey: () => {},
    serverNowMs: () => Date.now(),
    reconnectNow: () => {},
    onNotice: () => () => {},
  };
}

export function handVerification(handNo: number, level: HandVerification['level'], failsAt?: string): HandVerification {
  const checks = CHECK_IDS.map((id): HandVerification['checks'][number] =>
    id === failsAt
      ? { id, state: 'failed', code: 'SEED_MISMATCH', detail: 'a seed does not open its commitment' }
      : { id, state: level === 'pending' ? 'pending' : 'passed', detail: '' },
  );
  return {
    handNo,
    level,
    checks,
    fault: null,
    committedAtMs: 1_790_000_000_000,
    openedAtMs: 1_790_000_004_200,
    hasReceipt: level !== 'pending',
  };
}

export function storyTable(view: TableView | null, verification: TableVerification): TableHandle {
  const done = Promise.resolve(ok(undefined));
  const receipt = new TextEncoder().encode('{"format":"aboveboard-hand","version":1}');
  return {
    tableId: view?.tableId ?? '',
    state: fixed(view ? { kind: 'open', view } : { kind: 'refused', code: 'INVITE_NEEDED' }),
    verification: fixed(verification),
    onEvent: () => () => {},
    sit: () => done, leave: () => done, sitOut: () => done, sitIn: () => done, topUp: () => done, showCards: () => done, runIt: () => done, straddle: () => done, moveSeat: () => done, cancelMove: () => done, voteBombPot: () => done, chooseGame: () => done, joinWaitList: () => done,
    leaveWaitList: () => done, act: () => done, receiptFor: () => receipt, evidenceFor: () => [], close: () => {},
  }; // biome-ignore format: a table where nothing happens
}
