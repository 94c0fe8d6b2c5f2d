/** The counting, on a real Redis: what is measured is what was done. Nothing here is timed. */
import { connectRedis } from '@aboveboard/streams/redis';
import { startRedis } from '@aboveboard/streams/testing/redis-server';
import { expect, onTestFinished, test } from 'vitest';
import { type Crew, gatherCrew } from './crew.ts';
import { measureAdd, measureMemory, measureWaits, measureWork } from './measures.ts';
import { spentOf } from './redis-probe.ts';
import type { SideName } from './side.ts';

test('commands inside scripts count, those of the probe and of connections do not', () => {
  const commandStats = [
    '# Commandstats',
    'cmdstat_evalsha:calls=10,usec=900,usec_per_call=90.00,rejected_calls=0,failed_calls=0',
    'cmdstat_xreadgroup:calls=30,usec=90,usec_per_call=3.00,rejected_calls=0,failed_calls=0',
    'cmdstat_config|resetstat:calls=1,usec=9,usec_per_call=9.00,rejected_calls=0,failed_calls=0',
    'cmdstat_info:calls=2,usec=50,usec_per_call=25.00,rejected_calls=0,failed_calls=0',
  ].join('\r\n');
  const stats = '# Stats\r\ntotal_net_input_bytes:1234\r\ntotal_net_output_bytes:56\r\n';
  expect(spentOf(commandStats, stats, 7)).toEqual({
    calls: { evalsha: 10, xreadgroup: 30 },
    commands: 40,
    scripts: 10,
    bytesIn: 1_234,
    bytesOut: 56,
    cpuMs: 7,
  });
});

test.each<SideName>(['aboveboard', 'aboveboard-ids', 'raw'])(
  '%s: two processes do each job once, and every add is there',
  async (name) => {
    const { redis, crew } = await crewOf(name);
    const { spent } = await measureWork(redis, crew, { jobs: 300, processes: 2, concurrency: 8 });
    expect(spent.calls.xreadgroup).toBeGreaterThan(0);
    const each = await measureAdd(redis, crew, { jobs: 50, parallel: 5 });
    const bulk = await measureAdd(redis, crew, { jobs: 50, bulk: 20 });
    expect([each.spent.calls.xadd, bulk.spent.calls.xadd]).toEqual([50, 50]);
    const waited = await measureWaits(redis, crew, { jobs: 50, perSecond: 1_000, concurrency: 8 });
    expect(waited.p50Ms).toBeGreaterThan(0);
    const { waiting, ended } = await measureMemory(redis, crew, 1_000);
    expect(waiting).toBeGreaterThan(100); // the payload alone is that long
    if (name === 'aboveboard-ids') expect(ended).toBeGreaterThan(100); // it remembers ids and ends
  },
  60_000,
);

test('a job too many makes a measurement fail', async () => {
  const { redis, crew } = await crewOf('aboveboard');
  const strayer = { ...crew, adder: { ...crew.adder, tell: strayTell(crew) } };
  await expect(measureAdd(redis, strayer, { jobs: 20, parallel: 5 })).rejects.toThrow('20 jobs were added, 21 are there');
}, 60_000);

/** Adds one job more than it is told. */
function strayTell({ adder }: Crew): Crew['adder']['tell'] {
  return (order) => adder.tell('parallel' in order ? { ...order, jobs: order.jobs + 1 } : order);
}

async function crewOf(name: SideName) {
  const { socketPath } = await startRedis({ args: ['--appendonly', 'yes'] });
  const redis = await connectRedis({ socketPath });
  const crew = await gatherCrew(name, socketPath);
  onTestFinished(async () => {
    await crew.dismiss();
    redis.destroy();
  });
  return { redis, crew };
}
