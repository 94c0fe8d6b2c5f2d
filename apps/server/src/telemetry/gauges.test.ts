import type { EventsStatus } from '@aboveboard/room';
import { expect, onTestFinished, test } from 'vitest';
import { observeEvents } from './gauges.ts';
import { openMetrics } from './metrics.ts';
import { openTelemetryListener } from './telemetry-listener.ts';
import { scraped } from './testing/scrape.ts';

test('how far events are is shown by consumer, and not at all while the database does not say', async () => {
  const metrics = await openMetrics([], true);
  const { url, close } = await openTelemetryListener({ host: '127.0.0.1', port: 0, metrics, missing: async () => ({}) });
  onTestFinished(close);
  const behind = { name: 'statistics', position: 4, lagEvents: 6, lagMs: 1_500, dead: 2 };
  const there = { name: 'ranking', position: 10, lagEvents: 0, lagMs: 0, dead: 0 };
  let status: EventsStatus | undefined = { backlog: 3, backlogMs: 250, published: 10, consumers: [behind, there] };
  observeEvents(metrics.meter, () => status);
  const { value } = await scraped(url);
  expect([value('aboveboard_events_unpublished'), value('aboveboard_events_oldest_unpublished_seconds')]).toEqual([3, 0.25]);
  const of = (consumer: string) =>
    ['lag_events', 'lag_seconds', 'dead_events'].map((what) => value(`aboveboard_consumer_${what}`, `consumer="${consumer}"`));
  expect([of('statistics'), of('ranking')]).toEqual([
    [6, 1.5, 2],
    [0, 0, 0],
  ]);
  status = undefined;
  expect((await scraped(url)).text).not.toMatch(/^aboveboard_(?:consumer|events_unpublished)/m);
});
