import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createDeliveryLedger, type DeliveryLedger } from './delivery-ledger.ts';

const tableId = randomUUID();
const playerId = randomUUID();
const [ME, OTHER] = [{ playerId }, { playerId: randomUUID() }];

const position = (seq: number, incarnation = 1) => ({ incarnation, seq });
const frame = (seq: number, event: object | null = null, incarnation = 1) => ({
  ...{ type: 'frame', tableId, incarnation, seq, atMs: 0, event },
});
const snapshot = (seq: number, incarnation = 1) => ({
  ...{ type: 'snapshot', tableId, position: position(seq, incarnation) },
  seats: [
    { seat: 0, player: OTHER },
    { seat: 3, player: ME },
  ],
});
const batch = (...frames: object[]) => ({ type: 'batch', tableId, frames });
const command = (commandId: string, kind = 'act') => ({ type: 'command', tableId, commandId, command: { kind } });

/** A ledger of a viewer who has been greeted; `up` and `down` are what its socket carries. */
function aLedger() {
  const ledger = createDeliveryLedger();
  const down = (...messages: object[]): void => {
    for (const message of messages) ledger.received(JSON.stringify(message), 100);
  };
  const up = (message: object, nowMs = 0, lateMs = 0): void => ledger.sent(JSON.stringify(message), nowMs, lateMs);
  ledger.opened();
  down({ type: 'welcome', player: { playerId } });
  return { ledger, up, down };
}

/** The same, at frame 10 of a table. */
function watching() {
  const viewer = aLedger();
  viewer.up({ type: 'subscribe', tableId });
  viewer.down(snapshot(10));
  return viewer;
}

const resumed = ({ ledger, up }: { ledger: DeliveryLedger; up: (message: object) => void }, seq: number): void => {
  ledger.opened();
  up({ type: 'subscribe', tableId, position: position(seq) });
};

test('every number once and in order is well, over a resume and a snapshot too', () => {
  const viewer = watching();
  const { ledger, down } = viewer;
  down(frame(11), frame(12));
  resumed(viewer, 12);
  expect(ledger.isCurrent(tableId)).toBe(false);
  down(frame(14), batch(frame(13), frame(14)), frame(15)); // the first came before the answer, and is in it
  resumed(viewer, 15);
  down(snapshot(40, 2), frame(41, null, 2));
  expect(ledger.faults).toEqual([]);
  expect(ledger.counts()).toMatchObject({ frames: 4, caughtUp: 2, batches: 1, snapshots: 2, skipped: 0 });
  expect(ledger.positions().get(tableId)).toEqual(position(41, 2));
});

test.each([
  ['lost', [frame(12)], 'frame 12 came after 10'],
  ['doubled', [frame(11), frame(11)], 'frame 11 came again after 11'],
  ['of another life of the table', [frame(1, null, 2)], 'incarnation 2 came after 1 without a snapshot'],
])('a frame that is %s is found', (_, frames, fault) => {
  const { ledger, down } = watching();
  down(...frames);
  expect(ledger.faults).toEqual([fault]);
});

test('a batch must begin where it was asked to, and a frame lost in a resume is found', () => {
  const viewer = watching();
  viewer.down(frame(11));
  resumed(viewer, 11);
  viewer.down(batch(frame(13)));
  expect(viewer.ledger.faults).toEqual(['frame 13 came after 11']);
});

test('what a snapshot stood for after a resume is counted', () => {
  const viewer = watching();
  resumed(viewer, 10);
  viewer.down(snapshot(25));
  expect(viewer.ledger.counts().skipped).toBe(15);
});

test('a command is timed from when it was meant to be sent, and answered once for each time it was sent', () => {
  const { ledger, up, down } = watching();
  const [once, twice] = [randomUUID(), randomUUID()];
  up(command(once), 60, 30);
  up(command(twice), 60);
  up(command(twice), 70);
  expect(ledger.unanswered()).toBe(2);
  down({ type: 'ack', commandId: once }, { type: 'ack', commandId: twice }, { type: 'ack', commandId: twice });
  expect(ledger.answerMs).toEqual([70, 40]);
  expect(ledger.faults).toEqual([]);
  expect(ledger.counts()).toMatchObject({ commands: 2, repeats: 1, acks: 2, actsAcked: 2 });
  down({ type: 'refused', commandId: once, refusal: { code: 'STALE_TURN' } });
  expect(ledger.faults).toEqual(['a command sent 1 times got 2 answers']);
});

test('own actions are told from those of others, of the clock, and of a seat that was given up', () => {
  const { ledger, up, down } = watching();
  const acted = (seat: number, kind = 'called', timedOut = false) => ({ kind, seat, timedOut });
  down(frame(11, acted(3)), frame(12, acted(0)), frame(13, acted(3, 'folded', true)));
  up(command(randomUUID(), 'leave'));
  down(frame(14, acted(3, 'folded')));
  expect(ledger.counts().actsSeen).toBe(1);
});
