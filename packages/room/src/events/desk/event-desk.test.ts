import { ok } from '@aboveboard/kit';
import { auditEntries, deadEvents } from '@aboveboard/storage';
import { seededIds } from '@aboveboard/testkit';
import { describe, expect, test } from 'vitest';
import { counting, DATABASES, openEventRoom } from '../../testing/event-room.ts';
import type { Change } from '../../work/desk/desk-types.ts';
import { takeSome } from '../consumer.ts';
import { createEventDesk } from './event-desk.ts';

const CHANGE: Change = { who: { kind: 'operator', name: 'Olga', principalId: 'p1' }, why: 'the bug is mended' };

async function openDesk(open: (typeof DATABASES)[number]['open']) {
  const room = await openEventRoom(open);
  const poison = new Set(['1/1', '1/3', '1/5']);
  const [one, idle] = [counting('one', poison), counting('idle')];
  const { random } = room.ports;
  const desk = createEventDesk({ ...room.ports, ids: seededIds(random), consumers: [one, idle] });
  const audit = async (): Promise<unknown[]> => {
    const entries = await auditEntries(room.db.reader, { limit: 20 });
    return entries.map(({ actor, action, subject, why, details }) => ({ actor, action, subject, why, ...Object(details) }));
  };
  return { room, poison, one, idle, desk, audit };
}

describe.each(DATABASES)('the desk of events on $name', ({ open }) => {
  test('[DESK-9] says how far all is, and has dead events shown, done again, discarded, and a consumer rebuilt', async () => {
    const { room, poison, one, desk, audit } = await openDesk(open);
    const hands = [1, 2, 3, 4, 5].map((handNo) => [1, handNo] as const);
    await room.end(hands);
    expect(await desk.status()).toMatchObject({ backlog: 5, backlogMs: 1_700_000_000_000 - 1, published: 0 });
    await room.relayAll();
    await room.end([[1, 6]]);
    while (await takeSome(room.ports, one));
    const behind = { name: 'idle', position: 0, lagEvents: 5, lagMs: 1_700_000_000_000 - 1, dead: 0 };
    expect(await desk.status()).toEqual({
      ...{ backlog: 1, backlogMs: 1_700_000_000_000 - 1, published: 5 },
      consumers: [{ name: 'one', position: 5, lagEvents: 0, lagMs: 0, dead: 3 }, behind],
    });

    const all = await deadEvents(room.db.reader, 'one', { after: 0, limit: 9 });
    expect(await desk.dead('one', { after: 0, limit: 2 })).toEqual(ok(all.slice(0, 2)));
    expect(await desk.dead('one', { after: 3, limit: 2 })).toEqual(ok(all.slice(2)));
    expect(await desk.deadEvent('one', 3)).toEqual(ok(all[1]));
    expect(await desk.deadEvent('one', 2)).toMatchObject({ error: { code: 'NO_SUCH_EVENT' } });

    poison.delete('1/3');
    expect(await desk.reprocess(CHANGE, 'one', [3, 1, 2])).toEqual(
      ok([
        { id: 3, outcome: 'DONE', error: null },
        { id: 1, outcome: 'FAILED_AGAIN', error: 'Error: poison 1/1' },
        { id: 2, outcome: 'NOT_DEAD', error: null },
      ]),
    );
    expect(await desk.discard(CHANGE, 'one', [1, 2])).toEqual(ok([1]));
    expect(await one.state(room)).toMatchObject({ ana: '9' });
    const entry = { actor: 'Olga', subject: 'one', why: CHANGE.why, principalId: 'p1' };
    expect(await audit()).toMatchObject([
      { ...entry, action: 'events.discard', stage: 'done', removed: 1 },
      { ...entry, action: 'events.discard', stage: 'begun', events: 2, ids: [1, 2] },
      { ...entry, action: 'events.reprocess', stage: 'done', done: 1 },
      { ...entry, action: 'events.reprocess', stage: 'begun', events: 3, ids: [3, 1, 2] },
    ]);

    poison.clear();
    expect(await desk.rebuild(CHANGE, 'one')).toEqual(ok(undefined));
    expect(await one.state(room)).toEqual({});
    expect((await desk.status()).consumers[0]).toEqual({ ...behind, name: 'one' });
    while (await takeSome(room.ports, one));
    expect(await one.state(room)).toMatchObject({ ana: '15' });
    expect((await audit()).slice(0, 2)).toMatchObject(['done', 'begun'].map((stage) => ({ action: 'events.rebuild', stage })));
  });

  test('[DESK-2] [DESK-9] changes nothing without a reason, nor for a consumer that there is not', async () => {
    const { room, one, desk, audit } = await openDesk(open);
    await room.end([[1, 1]]);
    await room.relayAll();
    await takeSome(room.ports, one);
    const silent = { ...CHANGE, why: ' ' };
    const refused = { ok: false, error: { code: 'NO_REASON' } };
    expect(await desk.discard(silent, 'one', [1])).toMatchObject(refused);
    expect(await desk.reprocess(silent, 'one', [1])).toMatchObject(refused);
    expect(await desk.rebuild(silent, 'one')).toMatchObject(refused);
    expect(await desk.rebuild(CHANGE, 'two')).toMatchObject({
      error: { code: 'NO_SUCH_CONSUMER', message: 'There is no consumer "two"; there are one, idle.' },
    });
    expect((await desk.status()).consumers[0]).toMatchObject({ position: 1, dead: 1 });
    expect(await audit()).toEqual([]);
  });
});
