import type { EventsStatus } from '@aboveboard/room';
import { expect, test } from 'vitest';
import { ConfigError } from '../config/load-config.ts';
import { guest, openRoom } from '../testing/open-room.ts';
import { until } from '../testing/playing-guest.ts';
import { enter } from '../testing/raw-player.ts';
import { scraped } from './testing/scrape.ts';

test('who monitors a room reads its metrics and health on a port of their own', async () => {
  const room = await openRoom({ metricsPort: 0, bots: true, botThinkMs: 0 });
  const url = room.metricsUrl ?? expect.fail('no listener');
  expect(url).toContain('http://127.0.0.1:');
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok', reasons: {} });
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ok', reasons: {} });
  await enter(room.url, (await guest(room, 'Eve')).token);
  await until(async () => ((await scraped(url)).value('aboveboard_hands_ended_total') ?? 0) >= 3, 'three hands');
  const events = async () =>
    (await (await room.get('/api/v1/operator/events', room.operatorToken ?? '')).json()) as EventsStatus;
  await until(async () => (await events()).published >= 3, 'three events to be told');
  await until(async () => (await events()).consumers.every(({ position }) => position >= 3), 'every consumer to take them');
  const { value } = await scraped(url);
  expect(value('aboveboard_consumer_dead_events', 'consumer="statistics"')).toBe(0);
  expect(value('aboveboard_signals_open')).toBe(0);
  expect(value('aboveboard_public_tables')).toBeGreaterThan(0);
  expect(value('aboveboard_public_seats_taken')).toBeGreaterThan(1);
  expect(value('aboveboard_connections')).toBeGreaterThan(1);
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(50e6);
  expect(value('process_cpu_seconds_total')).toBeGreaterThan(0.1);
  expect(value('nodejs_event_loop_delay_p99_seconds')).toBeGreaterThanOrEqual(0);
});

test('there is nothing else to be had there, and nothing to be sent', async () => {
  const { metricsUrl, url } = await openRoom({ metricsPort: 0 });
  const status = async (path: string, method = 'GET') => (await fetch(`${metricsUrl}${path}`, { method })).status;
  expect(await Promise.all([status('/'), status('/api/v1/lobby'), status('/metrics', 'POST'), status('/metrics?x=1')])).toEqual(
    [404, 404, 405, 200],
  );
  expect((await fetch(`${url}/metrics`)).headers.get('content-type')).toContain('text/html'); // the app's page: no metrics
});

test('none is opened unless it is asked for, and a port that is taken is named', async () => {
  const room = await openRoom();
  expect(room.metricsUrl).toBeNull();
  const taken = openRoom({ metricsPort: room.port });
  await expect(taken).rejects.toThrow(ConfigError);
  await expect(taken).rejects.toThrow(`ABOVEBOARD_METRICS_PORT: port ${room.port} is taken`);
});
