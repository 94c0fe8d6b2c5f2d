import { expect, test } from 'vitest';
import { checkOrCall, checkOrFold } from '../testing/test-player.ts';
import { openTestRoom } from '../testing/test-room.ts';

async function tableOfTwo(seed: number) {
  const room = await openTestRoom({ seed });
  const { settings } = await room.newTable();
  const ana = await room.player('Ana', settings.tableId);
  const bo = await room.player('Bo', settings.tableId);
  ana.sit(0);
  bo.sit(1);
  await room.time.settle();
  return { room, ana, bo };
}

test('[ROOM-21] a hand that nobody called is shown where its player asked for it, and the deal still verifies', async () => {
  const { room, ana, bo } = await tableOfTwo(21);
  const asked: string[] = [];
  ana.policy = (...turn) => {
    asked.push(ana.command({ kind: 'show-cards', isOn: true }));
    return checkOrCall(...turn);
  };
  bo.policy = () => ({ kind: 'fold' });
  await room.time.advance(room.config.betweenHandsMs * 6);
  const shown = bo.events('shown').filter(({ seat }) => seat === 0);
  expect(shown.length).toBeGreaterThan(0);
  expect(asked.map((id) => ana.answers.get(id))).toContain('ack');
  expect(bo.events('shown').some(({ seat }) => seat === 1)).toBe(false);
  for (const player of [ana, bo]) {
    expect(player.faults).toEqual([]);
    expect(player.badges).not.toContain('failed');
  }
  await room.checkBooks();
});

test('[ROOM-21] a beaten hand is shown where its player asked for it, and mucked where the wish was taken back', async () => {
  const counts: number[] = [];
  for (const isKept of [true, false]) {
    const { room, ana, bo } = await tableOfTwo(22);
    for (const player of [ana, bo]) {
      player.policy = (...turn) => {
        player.command({ kind: 'show-cards', isOn: true });
        if (!isKept) player.command({ kind: 'show-cards', isOn: false });
        return checkOrCall(...turn);
      };
    }
    await room.time.advance(room.config.betweenHandsMs * 12);
    const hands = ana.events('hand-ended').length;
    expect(hands).toBeGreaterThan(5);
    counts.push(ana.events('mucked').length);
    if (isKept) expect(ana.events('shown')).toHaveLength(hands * 2);
    expect(ana.faults).toEqual([]);
  }
  expect(counts[0]).toBe(0);
  expect(counts[1]).toBeGreaterThan(0);
});

test('[ROOM-21] who has folded, or has no hand, cannot ask', async () => {
  const { room, ana, bo } = await tableOfTwo(23);
  const early = ana.command({ kind: 'show-cards', isOn: true });
  await room.time.settle();
  expect(ana.answers.get(early)).toEqual({ code: 'NO_HAND' });
  ana.policy = checkOrFold;
  bo.policy = checkOrFold;
  const spectator = await room.player('Sam', ana.snapshot?.tableId ?? '');
  bo.policy = () => null; // the hand waits for Bo
  ana.policy = () => null;
  await room.time.advance(room.config.betweenHandsMs);
  const asked = spectator.command({ kind: 'show-cards', isOn: true });
  await room.time.settle();
  expect(spectator.answers.get(asked)).toEqual({ code: 'NOT_SEATED' });
});
