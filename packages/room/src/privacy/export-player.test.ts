import { ok } from '@aboveboard/kit';
import { addSignalCase, addTallies, createPrincipal, type Trx } from '@aboveboard/storage';
import { describe, expect, test } from 'vitest';
import { DATABASES } from '../testing/event-room.ts';
import { exportPlayer } from './export-player.ts';

const NOW = Date.UTC(2026, 10, 21, 12);

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

describe.each(DATABASES)('a player’s data on $name', ({ open }) => {
  test('[PRIVACY-1] [PRIVACY-7] has places, sums by period, and of signals the kind and the date', async ({
    onTestFinished,
  }) => {
    const db = await open(onTestFinished);
    const write = (work: (trx: Trx) => Promise<void>) => db.transaction(async (trx) => ok(await work(trx)));
    await write(async (trx) => {
      for (const id of ['ana', 'bo'])
        await createPrincipal(trx, { id, name: id, kind: 'guest', roles: ['player'], createdMs: 1 });
      const tally = { hands: 40, net_milli_blinds: 5_500, played_ms: 60_000 };
      await addTallies(trx, [
        { ...tally, period: 'all', player_id: 'ana', net: 110 },
        { ...tally, period: 'all', player_id: 'bo', net: 120 },
        { ...tally, period: 'day 2026-11-20', player_id: 'ana', net: 110 },
      ]);
      const weighed = (kind: string, weight: number) => ({ kind, weight, from: 'ana', figures: { hands: 31.5 } });
      const evidence = [weighed('one-way-chips', 22), weighed('gifts', 11), weighed('gifts', 3)];
      await addSignalCase(trx, { a: 'ana', b: 'bo', score: 36, evidence, hands: [] }, NOW - 5);
    });
    const dataOf = async (id: string) => JSON.parse(await textOf(exportPlayer(db.reader, id, NOW)));
    const data = await dataOf('ana');
    expect(data.standings.places[0]).toMatchObject({ period: 'all', net: { place: 2, value: 110, hands: 40 }, rating: null });
    expect(data.standings.periods).toEqual([
      { period: 'all', hands: 40, net: 110, bigBlinds: 5.5, playedMs: 60_000 },
      { period: 'day 2026-11-20', hands: 40, net: 110, bigBlinds: 5.5, playedMs: 60_000 },
    ]);
    expect(data.signals).toEqual([{ raisedMs: NOW - 5, kinds: ['gifts', 'one-way-chips'] }]);
    expect(JSON.stringify(data)).not.toContain('"bo"');
  });
});
